import type { HeldSale, SaleDraft } from '../../../src-shared/contract/held-shapes.ts';
import { ask, CONNECTION_LOST } from '../../bridge/door.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useHeld } from '../../stores/held.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';
import { freshAmount, isUnderWay, useSell } from '../../stores/sell.ts';
import { nextCustomer } from './find.ts';
import { typeAmount } from './selling.ts';

/** The hold that is on its way, or whose answer was lost: the same sale again keeps its id. */
let last: { readonly id: string; readonly draft: string } | null = null;
let running = false;

/** The sale under way, as it stands; null where there is none. */
function draftNow(): SaleDraft | null {
  const { step, by, amountText, lines, place, payment, split, cashText, attempt } =
    useSell.getState();
  if (step.at !== 'amount' || isUnderWay(attempt)) return null;
  const others = lines.map(({ meter, ...line }) => ({
    meterId: meter.id,
    by: line.by,
    amountText: line.amountText,
  }));
  return { meterId: step.meter.id, by, amountText, others, place, payment, split, cashText };
}

/** Puts the sale under way aside; the next customer's can begin. */
export async function hold(): Promise<void> {
  const draft = draftNow();
  if (!draft || running) return;
  const text = JSON.stringify(draft);
  const id = last?.draft === text ? last.id : crypto.randomUUID();
  last = { id, draft: text };
  running = true;
  const answer = await ask('held.put', { id, draft });
  running = false;
  if (!answer.ok) {
    useSell.setState({ saleFailure: answer.error });
    return;
  }
  last = null;
  useHeld.setState({ held: answer.value });
  // Somebody may have typed on meanwhile: that is not thrown away.
  if (JSON.stringify(draftNow()) === text) nextCustomer();
  tellDone(i18n.t('held.done'));
}

/**
 * Takes a sale up where its customer left it. Its price is asked for anew. Where somebody else is being
 * served by the time the till answers, it goes back to those that wait.
 */
export async function takeHeld(held: HeldSale): Promise<void> {
  const { step: before, text } = useSell.getState();
  if (running || before.at !== 'find') return;
  running = true;
  const answer = await ask('held.take', { id: held.id });
  running = false;
  // Where the answer was lost, the screen still knows what it said.
  const lost = !answer.ok && answer.error.code === CONNECTION_LOST;
  if (!answer.ok && !lost) {
    tellFailure(answer.error);
    await loadHeld();
    return;
  }
  const now = useSell.getState();
  if (now.step.at !== 'find' || now.text !== text) {
    await putBack(held);
    return;
  }
  const { meter, others, draft } = answer.ok ? answer.value : held;
  const { by, place, payment, split, cashText } = draft;
  const lines = draft.others.flatMap((line, index) => {
    const its = others[index];
    return its ? [{ meter: its, by: line.by, amountText: line.amountText, quote: null }] : [];
  });
  useHeld.setState(({ held: all }) => ({ held: all.filter(({ id }) => id !== held.id) }));
  const typed = { by, lines, place, payment, split, cashText };
  useSell.setState({ ...freshAmount, ...typed, step: { at: 'amount', meter } });
  typeAmount(draft.amountText);
}

/** It was taken up, or perhaps was, and is to wait on. */
async function putBack({ id, draft }: HeldSale): Promise<void> {
  const answer = await ask('held.put', { id, draft });
  if (answer.ok) useHeld.setState({ held: answer.value });
  else tellFailure(answer.error);
}

/** Gives a sale up that waits. */
export async function dropHeld({ id }: HeldSale): Promise<void> {
  const answer = await ask('held.drop', { id });
  if (answer.ok) {
    useHeld.setState({ held: answer.value });
    tellDone(i18n.t('held.dropped'));
    return;
  }
  tellFailure(answer.error);
  await loadHeld();
}

/** What waits, for a screen that has just come to the empty field. */
export async function loadHeld(): Promise<void> {
  const answer = await ask('held.list', {});
  if (answer.ok) useHeld.setState({ held: answer.value });
}
