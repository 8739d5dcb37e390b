import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { PaymentPart, SalePayment } from '../../../src-shared/contract/payment.ts';
import type { Ask } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { isPaidBy } from '../../../src-shared/pricing/payment-parts.ts';
import { ask, CONNECTION_LOST } from '../../bridge/door.ts';
import { readDecimal, writeDecimal } from '../../helpers/decimal.ts';
import {
  type Attempt,
  type AttemptLine,
  freshSale,
  inOrder,
  isUnderWay,
  noSplit,
  useSell,
} from '../../stores/sell.ts';
import { refreshUnfinished } from '../../stores/till.ts';
import { amountDecimals, askOf, askPrice, dropPrice, priceSettled } from './quoting.ts';
import { partsTyped } from './split.ts';

/** Longer than the gap between two presses in a row: nobody buys at a price they have not seen. */
const SEEN_MS = 700;

const get = useSell.getState;
const set = useSell.setState;

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
    dropPrice();
    set({ quoted: null });
    return;
  }
  askPrice({ by, amount: amount.value });
}

export function askBy(by: Ask['by']): void {
  if (get().by === by || isUnderWay(get().attempt)) return;
  dropPrice();
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

/** Whether there is a price for the amount that stands in the field, once the till has answered. */
export async function hasPrice(): Promise<boolean> {
  const { step, by, amountText, attempt } = get();
  if (step.at !== 'amount' || isUnderWay(attempt)) return false;
  const amount = readDecimal(amountText, amountDecimals(by));
  if (!amount.ok) {
    set({ amountProblem: amount.error });
    return false;
  }
  await priceSettled();
  return linesNow() !== null;
}

/** Enter on the amount: the price stands, and "Sell" waits for the next Enter. */
export async function confirmPrice(): Promise<void> {
  if (await hasPrice()) arm();
}

/** All that is to be paid for, as it stands; null where something has no price. */
function linesNow(): Omit<AttemptLine, 'requestId'>[] | null {
  const store = get();
  const { step, quoted, lines } = store;
  if (step.at !== 'amount' || !quoted) return null;
  // A price is only good for the amount that stands in the field.
  const typed = askOf(store);
  if (!typed || quoted.ask.by !== typed.by || quoted.ask.amount !== typed.amount) return null;
  const others = lines.flatMap(({ meter, quote, ...line }) => {
    const asked = askOf(line);
    return asked && quote ? [{ meter, ask: asked, quote }] : [];
  });
  if (others.length < lines.length) return null;
  return inOrder(store, others, { meter: step.meter, ask: quoted.ask, quote: quoted.value });
}

function arm(): boolean {
  const { payment, attempt } = get();
  if (attempt) return attempt.phase === 'armed';
  const lines = linesNow();
  if (!lines) return false;
  const parts = payment === 'mixed' ? partsTyped() : [];
  const paid = lines.reduce((sum, { quote }) => sum + quote.paid, 0);
  if (!parts || !isPaidBy(paid, payment, parts)) {
    set({ splitWanted: true });
    return false;
  }
  const same = sameAsFailed(lines, payment, parts);
  set({
    attempt: {
      basket: same ? same.basket : lines.length === 1 ? null : crypto.randomUUID(),
      lines: lines.map((line, index) => ({
        ...line,
        requestId: same?.lines[index]?.requestId ?? crypto.randomUUID(),
      })),
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
  lines: readonly Omit<AttemptLine, 'requestId'>[],
  payment: SalePayment,
  parts: readonly PaymentPart[],
): Attempt | null {
  const { failed } = get();
  const areSame =
    failed?.lines.length === lines.length &&
    failed.payment === payment &&
    JSON.stringify(failed.parts) === JSON.stringify(parts) &&
    failed.lines.every((before, index) => {
      const line = lines[index];
      return (
        before.meter.id === line?.meter.id &&
        before.ask.by === line.ask.by &&
        before.ask.amount === line.ask.amount
      );
    });
  return areSame ? failed : null;
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
  set({ attempt: { ...attempt, phase: 'asking' }, saleFailure: null });
  const failure = attempt.basket === null ? await sendOne(attempt) : await sendAll(attempt);
  if (!failure) return;
  if (failure.code === CONNECTION_LOST) {
    set({ attempt: { ...attempt, phase: 'unknown' } });
    return;
  }
  const unfinished = await refreshUnfinished();
  set({ attempt: null, failed: attempt, quoted: null, saleFailure: failure });
  const isOpen = (line: AttemptLine) => unfinished.some(({ meterId }) => meterId === line.meter.id);
  // Of several meters one that was open before is named, and the others can still be paid for.
  if (attempt.basket === null ? attempt.lines.some(isOpen) : attempt.lines.every(isOpen)) {
    set(freshSale);
    return;
  }
  // The price may be what changed.
  const typed = askOf(get());
  if (typed) askPrice(typed);
  if (failure.code === PRICE_CHANGED) await showChanged(failure);
}

async function sendOne({ lines, payment, parts }: Attempt): Promise<Failure | null> {
  const [line] = lines;
  if (!line) return null;
  const answer = await ask('sale.sell', { ...questionOf(line), payment, parts: [...parts] });
  if (!answer.ok) return answer.error;
  await settle(answer.value);
  return null;
}

async function sendAll({ basket, lines, payment, parts }: Attempt): Promise<Failure | null> {
  const answer = await ask('sale.sellTogether', {
    basket: basket ?? '',
    lines: lines.map(questionOf),
    payment,
    parts: [...parts],
  });
  if (!answer.ok) return answer.error;
  const sold = answer.value;
  const [first] = sold.sales;
  if (first && sold.sales.every(({ state }) => state === 'refused')) {
    set({ attempt: null, failed: null, saleFailure: first.problem });
    return null;
  }
  set({ step: { at: 'sold-together', sold }, attempt: null, saleFailure: null });
  await refreshUnfinished();
  return null;
}

function questionOf({ requestId, meter, ask: asked, quote }: AttemptLine) {
  const { paid, steps } = quote;
  return { requestId, meterId: meter.id, ask: asked, expected: { paid, steps } };
}

/** The new price stands with the sentence why, and the next press sells at it. */
async function showChanged(failure: Failure): Promise<void> {
  changedAt = performance.now();
  await priceSettled();
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
