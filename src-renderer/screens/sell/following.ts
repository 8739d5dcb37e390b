import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ask, CONNECTION_LOST, door } from '../../bridge/door.ts';
import { grouped } from '../../helpers/groups.ts';
import { i18n } from '../../i18n/i18n.ts';
import { tellDone } from '../../stores/notices.ts';
import { freshSale, useSell } from '../../stores/sell.ts';
import { refreshUnfinished, useTill } from '../../stores/till.ts';
import { askOf, askPrice } from './quoting.ts';
import { askAgain } from './selling.ts';

const get = useSell.getState;
const set = useSell.setState;

/** Takes an interrupted sale up again; answers why it could not be, if it could not. */
export async function resume(sale: Sale) {
  const answer = await ask('sale.resume', { saleId: sale.id });
  await refreshUnfinished();
  if (!answer.ok) return answer.error;
  if (answer.value.state === 'issued') {
    set({ ...freshSale, step: { at: 'sold', sale: answer.value } });
    return null;
  }
  return answer.value.problem;
}

/**
 * A token was made beside what is on the screen: the till finished an interrupted sale by itself, or
 * somebody went on meanwhile. Where nobody else is being served it comes on the screen, for its customer
 * may be waiting; otherwise it is told where the token is.
 */
export async function showMadeBeside(sale: Sale): Promise<void> {
  if (sale.state !== 'issued') return;
  const { step, text, lines } = get();
  if (step.at === 'sold' && step.sale.id === sale.id) return;
  if (step.at === 'sold-together' && step.sold.sales.some(({ id }) => id === sale.id)) {
    await showAnew(sale.id);
    return;
  }
  const isFree = step.at === 'find' && text.trim() === '' && lines.length === 0;
  if (isFree && useTill.getState().screen === 'sell') {
    set({ ...freshSale, step: { at: 'sold', sale } });
  } else {
    const name = sale.customerName || grouped(sale.drn);
    tellDone(i18n.t(sale.kind === 'sale' ? 'unfinished.taken-up' : 'give.made', { name }));
  }
}

/** What became of a payment is not what stands there: one of its sales has its token by now. */
async function showAnew(saleId: number): Promise<void> {
  const answer = await ask('sales.together', { saleId });
  const { step } = get();
  if (!answer.ok || step.at !== 'sold-together') return;
  if (step.sold.sales.some(({ id }) => id === saleId)) {
    set({ step: { at: 'sold-together', sold: answer.value } });
  }
}

/** The price that was asked for when the connection broke. */
function quoteAgain(): void {
  const store = get();
  const typed = askOf(store);
  if (typed && store.quoteFailure?.code === CONNECTION_LOST) askPrice(typed);
}

/** Tells the store about events that belong to the sale on the screen. */
export function followSale(): () => void {
  const stopEvents = door.onEvent((event) => {
    if (event.name === 'sale') void showMadeBeside(event.value);
    if (event.name === 'progress') progressed(event.value.requestId, event.value.step);
  });
  // Only once the till has said again, over the new connection, that somebody is signed in.
  const stopTill = useTill.subscribe((now, before) => {
    if (now.till === before.till || now.till?.stage !== 'open') return;
    void askAgain();
    quoteAgain();
  });
  return () => {
    stopEvents();
    stopTill();
  };
}

/** All is saved once the last of its sales is. */
function progressed(requestId: string, step: 'asking' | 'saved'): void {
  const { attempt } = get();
  if (step !== 'saved' || attempt?.lines.at(-1)?.requestId !== requestId) return;
  set({ attempt: { ...attempt, phase: 'saved' } });
}
