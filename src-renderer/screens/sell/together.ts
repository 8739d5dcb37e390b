import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { MOST_TOGETHER } from '../../../src-shared/most-together.ts';
import { ask } from '../../bridge/door.ts';
import { freshLine, isUnderWay, type Line, useSell } from '../../stores/sell.ts';
import { hasPrice, typeAmount } from './selling.ts';

/*
 * Several meters in one payment. One of them is being typed; the others wait beside it, with their prices.
 * What a customer owes is taken in their order, so a meter keeps its place however often it is changed.
 */

const get = useSell.getState;
const set = useSell.setState;

/** The last look for the other meters of a customer. */
let looking: Promise<void> = Promise.resolve();

/** Whether the payment on the screen has room for one more meter. */
export function hasRoom(): boolean {
  return get().lines.length + 1 < MOST_TOGETHER;
}

/** Goes to look for one more meter. What is typed has to have a price first. */
export async function addAnother(): Promise<void> {
  if (!hasRoom() || isUnderWay(get().attempt) || !(await hasPrice())) return;
  const { step } = get();
  if (step.at !== 'amount') return;
  const { customerId } = step.meter;
  park();
  set({ step: { at: 'find' }, text: '', found: null, findFailure: null, closedMeter: null });
  set({ attempt: null, family: [], active: -1 });
  looking = lookForFamily(customerId);
  await looking;
}

/** Resolves when the other meters of the customer are there to be taken. */
export function familySettled(): Promise<void> {
  return looking;
}

async function lookForFamily(customerId: number): Promise<void> {
  const answer = await ask('customers.get', { customerId });
  const { lines, step: now, text } = get();
  if (!answer.ok || now.at !== 'find' || text !== '' || lines.length === 0) return;
  const family = answer.value.meters.filter(
    ({ id, closedAt }) => closedAt === null && !lines.some(({ meter }) => meter.id === id),
  );
  set({ family, active: family.length > 0 ? 0 : -1 });
}

/** The meter that was looked for: its amount is next. One that is there already is changed. */
export function addMeter(meter: Meter): void {
  const { lines } = get();
  const index = lines.findIndex((line) => line.meter.id === meter.id);
  if (index >= 0) {
    open(lines, index);
    return;
  }
  set({ ...freshLine, step: { at: 'amount', meter }, place: lines.length });
}

/** No further meter after all: back to the last one. */
export function stopAdding(): void {
  const { lines } = get();
  open(lines, lines.length - 1);
}

/** Goes to the amount of another meter of the payment. What is typed has to have a price, or be empty. */
export async function changeLine(meterId: number): Promise<void> {
  if (isUnderWay(get().attempt)) return;
  if (get().amountText.trim() !== '') {
    if (!(await hasPrice())) return;
    park();
  }
  const { lines } = get();
  const index = lines.findIndex(({ meter }) => meter.id === meterId);
  if (index >= 0) open(lines, index);
}

/** Takes a meter out of the payment; the others are priced anew, for they may owe what it would have paid. */
export function removeLine(meterId: number): void {
  const { step, lines, place, attempt, amountText } = get();
  if (step.at !== 'amount' || isUnderWay(attempt) || lines.length === 0) return;
  if (step.meter.id === meterId) {
    open(lines, Math.min(place, lines.length - 1));
    return;
  }
  const index = lines.findIndex(({ meter }) => meter.id === meterId);
  if (index < 0) return;
  set({ lines: lines.toSpliced(index, 1), place: index < place ? place - 1 : place });
  typeAmount(amountText);
}

/** What is being typed becomes one of those that wait. */
function park(): void {
  const { step, lines, place, by, amountText, quoted } = get();
  if (step.at !== 'amount') return;
  const line: Line = { meter: step.meter, by, amountText, quote: quoted?.value ?? null };
  set({ lines: lines.toSpliced(place, 0, line) });
}

/** One of those that wait is typed again. */
function open(all: readonly Line[], index: number): void {
  const line = all[index];
  if (!line) return;
  const { meter, by, amountText } = line;
  const lines = all.toSpliced(index, 1);
  set({ ...freshLine, step: { at: 'amount', meter }, by, lines, place: index });
  typeAmount(amountText);
}
