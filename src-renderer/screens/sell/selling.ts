import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { PaymentPart, SalePayment } from '../../../src-shared/contract/payment.ts';
import type { Ask } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { isPaidBy } from '../../../src-shared/pricing/payment-parts.ts';
import { ask, CONNECTION_LOST, door } from '../../bridge/door.ts';
import { readDecimal, writeDecimal } from '../../helpers/decimal.ts';
import { grouped } from '../../helpers/groups.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { i18n } from '../../i18n/i18n.ts';
import { tellDone } from '../../stores/notices.ts';
import { freshSale, isUnderWay, noSplit, useSell } from '../../stores/sell.ts';
import { refreshUnfinished, useTill } from '../../stores/till.ts';
import { currencyDecimals, partsTyped } from './split.ts';

/** Units are typed with one decimal: steps of 0.1. */
const UNIT_DECIMALS = 1;

/** Longer than the gap between two presses in a row: nobody buys at a price they have not seen. */
const SEEN_MS = 700;

const get = useSell.getState;
const set = useSell.setState;

const quoter = latestOnly(
  (question: { meterId: number; ask: Ask }) => ask('sale.quote', question),
  (question, answer) => {
    const { step } = get();
    if (step.at !== 'amount' || step.meter.id !== question.meterId) return;
    if (answer.ok) set({ quoted: { ask: question.ask, value: answer.value }, quoteFailure: null });
    else set({ quoted: null, quoteFailure: answer.error });
  },
);

export function amountDecimals(by: Ask['by']): number {
  return by === 'money' ? currencyDecimals() : UNIT_DECIMALS;
}

/** Types an amount; the price follows as fast as the till answers. */
export function typeAmount(amountText: string): void {
  const { step, by, attempt } = get();
  if (step.at !== 'amount' || isUnderWay(attempt)) return;
  const amount = readDecimal(amountText, amountDecimals(by));
  // "0." and "-" are on the way to something: only Enter says that an amount is missing.
  const problem =
    amount.ok || amount.error === 'empty' || amount.error === 'zero' ? null : amount.error;
  set({ amountText, amountProblem: problem, attempt: null, saleFailure: null, quoteFailure: null });
  if (!amount.ok) {
    quoter.drop();
    set({ quoted: null });
    return;
  }
  quoter.send({ meterId: step.meter.id, ask: { by, amount: amount.value } });
}

export function askBy(by: Ask['by']): void {
  if (get().by === by || isUnderWay(get().attempt)) return;
  quoter.drop();
  set({ by, amountText: '', amountProblem: null, quoted: null, quoteFailure: null, attempt: null });
}

/** How this customer pays. A price that stands goes on standing. */
export function payBy(payment: SalePayment): void {
  const { attempt } = get();
  if (isUnderWay(attempt)) return;
  set({ payment, split: noSplit, splitWanted: false, attempt: null, saleFailure: null });
  if (attempt && payment !== 'mixed') arm();
}

/** A quick amount, or what was asked for last: fills it in and goes on to the price. */
export async function takeAsk({ by, amount }: Ask): Promise<void> {
  askBy(by);
  typeAmount(writeDecimal(amount, amountDecimals(by)));
  await confirmPrice();
}

/** Enter on the amount: the price stands, and "Sell" waits for the next Enter. */
export async function confirmPrice(): Promise<void> {
  const { step, by, amountText, attempt } = get();
  if (step.at !== 'amount' || isUnderWay(attempt)) return;
  const amount = readDecimal(amountText, amountDecimals(by));
  if (!amount.ok) {
    set({ amountProblem: amount.error });
    return;
  }
  await quoter.settled();
  arm();
}

function arm(): boolean {
  const { step, quoted, amountText, by, payment, attempt } = get();
  if (step.at !== 'amount' || !quoted || attempt) return attempt?.phase === 'armed';
  const amount = readDecimal(amountText, amountDecimals(by));
  // A price is only good for the amount that stands in the field.
  if (!amount.ok || quoted.ask.by !== by || quoted.ask.amount !== amount.value) return false;
  const parts = payment === 'mixed' ? partsTyped() : [];
  if (!parts || !isPaidBy(quoted.value.paid, payment, parts)) {
    set({ splitWanted: true });
    return false;
  }
  set({
    attempt: {
      requestId: sameAsFailed(step.meter.id, quoted.ask, payment, parts) ?? crypto.randomUUID(),
      meter: step.meter,
      ask: quoted.ask,
      quote: quoted.value,
      payment,
      parts,
      phase: 'armed',
    },
    saleFailure: null,
  });
  return true;
}

/**
 * A failure says that nothing was sold. Should it be wrong, the same sale tried again under the same id
 * still finds what was sold and makes nothing new.
 */
function sameAsFailed(
  meterId: number,
  wanted: Ask,
  payment: SalePayment,
  parts: readonly PaymentPart[],
): string | null {
  const { failed } = get();
  const same =
    failed?.meter.id === meterId &&
    failed.payment === payment &&
    JSON.stringify(failed.parts) === JSON.stringify(parts) &&
    failed.ask.by === wanted.by &&
    failed.ask.amount === wanted.amount;
  return same ? failed.requestId : null;
}

export function disarm(): void {
  if (get().attempt?.phase === 'armed') set({ attempt: null });
}

/** Nothing was sold: the price is another than the one that was shown. */
const PRICE_CHANGED = 'sale.price-changed';

/** When the price that was shown turned out to be another, as `performance.now()` counts. */
let changedAt = Number.NEGATIVE_INFINITY;

/** The press of "Sell". Everything up to the question is synchronous, so a second press finds it taken. */
export async function sell(): Promise<void> {
  if (performance.now() - changedAt < SEEN_MS) return;
  if (isUnderWay(get().attempt) || !arm()) return;
  await send();
}

/** Asks again with the same id after the connection was lost: the till answers with the same sale. */
export async function askAgain(): Promise<void> {
  if (get().attempt?.phase === 'unknown') await send();
}

async function send(): Promise<void> {
  const { attempt } = get();
  if (!attempt) return;
  const { requestId, meter, quote } = attempt;
  set({ attempt: { ...attempt, phase: 'asking' }, saleFailure: null });
  const answer = await ask('sale.sell', {
    requestId,
    meterId: meter.id,
    ask: attempt.ask,
    expected: { paid: quote.paid, steps: quote.steps },
    payment: attempt.payment,
    parts: [...attempt.parts],
  });
  if (answer.ok) {
    await settle(answer.value);
    return;
  }
  if (answer.error.code === CONNECTION_LOST) {
    set({ attempt: { ...attempt, phase: 'unknown' } });
    return;
  }
  const unfinished = await refreshUnfinished();
  set({ attempt: null, failed: attempt, quoted: null, saleFailure: answer.error });
  if (unfinished.some(({ meterId }) => meterId === meter.id)) {
    set(freshSale);
    return;
  }
  // The price may be what changed.
  quoter.send({ meterId: meter.id, ask: attempt.ask });
  if (answer.error.code === PRICE_CHANGED) await showChanged(answer.error);
}

/** The new price stands with the sentence why, and the next press sells at it. */
async function showChanged(failure: Failure): Promise<void> {
  changedAt = performance.now();
  await quoter.settled();
  if (arm()) set({ saleFailure: failure });
}

/** Takes over how a sale ended: sold, refused, or not finished and still to be decided. */
async function settle(sale: Sale): Promise<void> {
  if (sale.state === 'issued') {
    set({ step: { at: 'sold', sale }, attempt: null, saleFailure: null });
    return;
  }
  set({ attempt: null, failed: null, saleFailure: sale.problem });
  if (sale.state === 'refused') return;
  await refreshUnfinished();
  set(freshSale);
}

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
export function showMadeBeside(sale: Sale): void {
  if (sale.state !== 'issued') return;
  const { step, text } = get();
  if (step.at === 'sold' && step.sale.id === sale.id) return;
  if (step.at === 'find' && text.trim() === '' && useTill.getState().screen === 'sell') {
    set({ ...freshSale, step: { at: 'sold', sale } });
  } else {
    const name = sale.customerName || grouped(sale.drn);
    tellDone(i18n.t(sale.kind === 'sale' ? 'unfinished.taken-up' : 'give.made', { name }));
  }
}

/** The price that was asked for when the connection broke. */
function quoteAgain(): void {
  const { step, by, amountText, quoteFailure } = get();
  const amount = readDecimal(amountText, amountDecimals(by));
  if (step.at !== 'amount' || quoteFailure?.code !== CONNECTION_LOST || !amount.ok) return;
  quoter.send({ meterId: step.meter.id, ask: { by, amount: amount.value } });
}

/** Tells the store about events that belong to the sale on the screen. */
export function followSale(): () => void {
  const stopEvents = door.onEvent((event) => {
    const { attempt } = get();
    if (event.name === 'sale') showMadeBeside(event.value);
    if (event.name !== 'progress' || attempt?.requestId !== event.value.requestId) return;
    if (event.value.step === 'saved') set({ attempt: { ...attempt, phase: 'saved' } });
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
