import type { TillEvent } from './events.ts';
import type { Answer } from './failure.ts';
import type { Input, Output, ProcedureName } from './procedures.ts';

/**
 * The screen's one door to the till. Electron's preload script offers it as `window.voltill`; in a
 * browser the screen builds the same over the counter's WebSocket.
 */
export interface Bridge {
  call<Name extends ProcedureName>(name: Name, input: Input<Name>): Promise<Answer<Output<Name>>>;
  /** Returns the function that stops listening. */
  onEvent(listener: (event: TillEvent) => void): () => void;
}
