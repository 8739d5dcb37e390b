import type { Bridge } from '../../src-shared/contract/bridge.ts';

/** A bridge that can be lost: only the counter's socket ever is. */
export interface LosableBridge extends Bridge {
  /** Called with false when the till cannot be reached, with true when it can again. */
  onConnection(listener: (connected: boolean) => void): () => void;
}
