import type { Found, Meter, MeterConfiguration } from '../../../src-shared/contract/shapes.ts';
import { compactDigits } from '../../../src-shared/sts/digits.ts';
import { ask } from '../../bridge/door.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { explainToken } from '../../stores/explain.ts';
import { freshAmount, freshSale, isAdding, isUnderWay, useSell } from '../../stores/sell.ts';
import { go } from '../../stores/till.ts';
import { confirmPrice, typeAmount } from './selling.ts';
import { addAnother, addMeter, familySettled, stopAdding } from './together.ts';

const RESULTS = 8;
/** Whether it is one that can be is for the till to say. */
const WHOLE_TOKEN = /^\d{20}$/;
const RECENT = 8;

/** A row of the list under the one field. */
export type FindRow =
  | { readonly kind: 'meter'; readonly key: string; readonly meter: Meter }
  | { readonly kind: 'sale'; readonly key: string; readonly sale: Found['sales'][number] }
  | { readonly kind: 'token'; readonly key: string; readonly digits: string }
  | {
      readonly kind: 'unknown';
      readonly key: string;
      readonly drn: string;
      readonly configuration: MeterConfiguration | null;
    };

const finder = latestOnly(
  (text: string) => ask('meters.find', { text, limit: RESULTS }),
  (text, answer) => {
    if (useSell.getState().text !== text) return;
    if (!answer.ok) {
      useSell.setState({ found: null, findFailure: answer.error, active: -1 });
      return;
    }
    const found = { text, value: answer.value };
    useSell.setState({
      found,
      findFailure: null,
      active: rowsOf(text, found, []).length > 0 ? 0 : -1,
    });
  },
);

/**
 * The rows to choose from: what was found, or while nothing is typed the recent customers, or the other
 * meters of the one whose payment gets one more.
 */
export function rowsOf(
  text: string,
  found: { readonly value: Found } | null,
  recent: readonly Meter[],
): FindRow[] {
  if (text.trim() === '') return recent.map(meterRow);
  if (!found) return [];
  const { meters, sales, unknownMeter } = found.value;
  const rows: FindRow[] = meters.map(meterRow);
  if (unknownMeter) rows.push({ kind: 'unknown', key: `u${unknownMeter.drn}`, ...unknownMeter });
  for (const sale of sales) rows.push({ kind: 'sale', key: `s${sale.id}`, sale });
  const digits = compactDigits(text);
  if (WHOLE_TOKEN.test(digits)) rows.push({ kind: 'token', key: `t${digits}`, digits });
  return rows;
}

function meterRow(meter: Meter): FindRow {
  return { kind: 'meter', key: `m${meter.id}`, meter };
}

function currentRows(): FindRow[] {
  const store = useSell.getState();
  const { text, found, recent, family } = store;
  return rowsOf(text, found, isAdding(store) ? family : (recent ?? []));
}

/** The row that Enter takes while nothing is typed: none, but where another meter is looked for. */
function firstActive(): number {
  const store = useSell.getState();
  return isAdding(store) && store.family.length > 0 ? 0 : -1;
}

export function typeToFind(text: string): void {
  useSell.setState({ text, active: -1, findFailure: null, closedMeter: null });
  if (text.trim() === '') {
    finder.drop();
    useSell.setState({ found: null, active: firstActive() });
    return;
  }
  finder.send(text);
}

export function moveActive(by: 1 | -1): void {
  const count = currentRows().length;
  if (count === 0) return;
  const { active } = useSell.getState();
  const next = active < 0 && by < 0 ? count - 1 : (active + by + count) % count;
  useSell.setState({ active: next, closedMeter: null });
}

/** Keys pressed after an Enter whose row has not been found yet. Null while no Enter waits. */
let ahead: string[] | null = null;

/** Enter: takes the chosen row, or the first, of what was found for exactly the text that stands there. */
export async function takeChosen(): Promise<void> {
  if (ahead) return;
  const { text } = useSell.getState();
  const typed: string[] = [];
  ahead = typed;
  await Promise.all([finder.settled(), familySettled()]);
  // Escape, or the next customer, took the Enter back.
  if (ahead !== typed) return;
  ahead = null;
  const now = useSell.getState();
  if (now.text !== text || now.step.at !== 'find') return;
  const row = currentRows()[now.active];
  if (row) takeRow(row);
  for (const key of typed) typeAhead(key);
}

/**
 * Somebody, or a scanner, types faster than the till finds: what follows the Enter is the amount, not a
 * longer name.
 */
export function typeAhead(key: string): void {
  if (ahead) {
    ahead.push(key);
    return;
  }
  const { step, text, amountText } = useSell.getState();
  if (step.at === 'find') {
    // Nothing was found to take, so it was a longer name after all.
    if (key.length === 1) typeToFind(text + key);
  } else if (step.at === 'amount' && key === 'Enter') {
    void confirmPrice();
  } else if (step.at === 'amount' && key.length === 1) {
    typeAmount(amountText + key);
  }
}

/** Whether the field's keys belong to what comes after it. */
export function isPastField(): boolean {
  return ahead !== null || useSell.getState().step.at !== 'find';
}

export function takeRow(row: FindRow): void {
  if (row.kind === 'meter' && row.meter.closedAt !== null) {
    useSell.setState({ closedMeter: row.meter });
  } else if (row.kind === 'meter') chooseMeter(row.meter);
  else if (row.kind === 'sale') go('sales', row.sale.id);
  else if (row.kind === 'token') explainToken(row.digits, null);
  else {
    useSell.setState({
      step: { at: 'new-meter', drn: row.drn, configuration: row.configuration },
    });
  }
}

export function chooseMeter(meter: Meter): void {
  if (isAdding(useSell.getState())) addMeter(meter);
  else useSell.setState({ ...freshAmount, step: { at: 'amount', meter } });
}

/** Back to the empty field, ready for the next customer. Never in the middle of a sale. */
export function nextCustomer(): void {
  if (isUnderWay(useSell.getState().attempt)) return;
  finder.drop();
  ahead = null;
  useSell.setState(freshSale);
  void loadRecent();
}

/** Escape before there is an amount: the field is emptied, or what was begun with it is given up. */
export function stepBack(): void {
  const store = useSell.getState();
  if (!isAdding(store)) {
    nextCustomer();
    return;
  }
  finder.drop();
  ahead = null;
  if (store.step.at === 'find' && store.text === '') {
    stopAdding();
    return;
  }
  useSell.setState({ step: { at: 'find' }, findFailure: null });
  typeToFind('');
}

/**
 * A card was swiped while the cursor was elsewhere: it starts the next sale, or is the next meter of a payment
 * that has several.
 */
export async function startWith(text: string): Promise<void> {
  if (isUnderWay(useSell.getState().attempt)) return;
  go('sell');
  if (!(await makeWay())) return;
  typeToFind(text);
  await takeChosen();
}

/** What is typed for one meter gives way to a card. A payment that has others stays, or says what it lacks. */
async function makeWay(): Promise<boolean> {
  const { step, lines } = useSell.getState();
  if (step.at === 'amount' && lines.length > 0) await addAnother();
  else if (!isAdding(useSell.getState())) useSell.setState(freshSale);
  return useSell.getState().step.at !== 'amount';
}

/** Customers or their meters have changed: what was found before that is looked for again. */
export function findAgain(): void {
  const { step, text } = useSell.getState();
  if (step.at === 'find') typeToFind(text);
  void loadRecent();
}

export async function loadRecent(): Promise<void> {
  const answer = await ask('meters.recent', { limit: RECENT });
  if (answer.ok) useSell.setState({ recent: answer.value });
  // Asked while the till was being locked: it is asked again for whoever opens it.
  else if (answer.error.code === 'sign-in-first') useSell.setState({ recent: null });
  else useSell.setState({ findFailure: answer.error, recent: [] });
}
