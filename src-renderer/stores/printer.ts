import { create } from 'zustand';
import type { PrinterState, WaitingSlip } from '../../src-shared/contract/waiting-shapes.ts';
import { ask, door } from '../bridge/door.ts';
import { tellFailure } from './notices.ts';
import { useTill } from './till.ts';

interface PrinterStore {
  /** Null until the till has been asked. */
  readonly state: PrinterState | null;
  readonly waiting: readonly WaitingSlip[];
}

export const usePrinter = create<PrinterStore>()(() => ({ state: null, waiting: [] }));

/** Asks which slips wait; for as long as somebody looks at them. */
export async function refreshWaiting(): Promise<void> {
  const answer = await ask('slips.waiting', {});
  if (answer.ok) usePrinter.setState({ waiting: answer.value });
}

async function refreshState(): Promise<void> {
  const answer = await ask('printer.state', {});
  if (answer.ok) usePrinter.setState({ state: answer.value });
}

/** Keeps up with the printer. Answers the function that stops it. */
export function followPrinter(): () => void {
  let waiting = 0;
  const askSoon = () => {
    cancelIdleCallback(waiting);
    waiting = requestIdleCallback(() => void refreshState());
  };
  const stopEvents = door.onEvent((event) => {
    if (event.name === 'printer') usePrinter.setState({ state: event.value });
    if (event.name === 'drawer') tellFailure(event.value.problem);
  });
  const stopTill = useTill.subscribe((now, before) => {
    // Another shop has another printer, and after a lost connection everything may be different.
    if (now.till?.training !== before.till?.training) {
      usePrinter.setState({ state: null, waiting: [] });
    }
    const changed = now.till !== before.till || (now.connected && !before.connected);
    if (changed && now.till?.stage === 'open') askSoon();
  });
  askSoon();
  return () => {
    cancelIdleCallback(waiting);
    stopEvents();
    stopTill();
  };
}
