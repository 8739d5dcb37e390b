import { create } from 'zustand';
import type { TillEvents } from '../../src-shared/contract/events.ts';
import type { PrinterState, WaitingSlip } from '../../src-shared/contract/waiting-shapes.ts';
import { ask, door } from '../bridge/door.ts';
import { tellFailure } from './notices.ts';
import { useSell } from './sell.ts';
import { useTill } from './till.ts';

interface PrinterStore {
  /** Null until the till has been asked. */
  readonly state: PrinterState | null;
  readonly waiting: readonly WaitingSlip[];
  /** The sale in cash that the drawer did not open for last, and why. */
  readonly stuck: TillEvents['drawer'] | null;
}

export const usePrinter = create<PrinterStore>()(() => ({
  state: null,
  waiting: [],
  stuck: null,
}));

/** Asks which slips wait; for as long as somebody looks at them. */
export async function refreshWaiting(): Promise<void> {
  const answer = await ask('slips.waiting', {});
  if (answer.ok) usePrinter.setState({ waiting: answer.value });
}

async function refreshState(): Promise<void> {
  const answer = await ask('printer.state', {});
  if (answer.ok) usePrinter.setState({ state: answer.value });
}

/** Whether the token of a sale is what stands on the screen. */
function isShown(saleId: number): boolean {
  const { step } = useSell.getState();
  if (useTill.getState().screen !== 'sell') return false;
  if (step.at === 'sold') return step.sale.id === saleId;
  return step.at === 'sold-together' && step.sold.sales.some(({ id }) => id === saleId);
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
    if (event.name === 'drawer') {
      usePrinter.setState({ stuck: event.value });
      // Beside its token it says so itself, and covers neither that nor the change.
      if (!isShown(event.value.saleId)) tellFailure(event.value.problem);
    }
  });
  const stopTill = useTill.subscribe((now, before) => {
    // Another shop has another printer, and after a lost connection everything may be different.
    if (now.till?.training !== before.till?.training) {
      usePrinter.setState({ state: null, waiting: [], stuck: null });
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
