import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import type { CounterReading, LostAsking } from '../ledger/counter-readings.ts';
import { localDay } from './local-day.ts';

/** One day's accounts: `spent` = `stored` + `orphans` + `strangers`. */
export interface DayAccount {
  readonly day: string;
  readonly spent: number;
  readonly stored: number;
  /** What licences brought. */
  readonly added: number;
  readonly orphans: number;
  readonly strangers: number;
}

/** Transactions nobody here spent, between two readings. */
export interface Strangers {
  readonly from: Date;
  readonly to: Date;
  readonly count: number;
}

export interface Accounts {
  readonly days: readonly DayAccount[];
  readonly orphans: readonly LostAsking[];
  readonly strangers: readonly Strangers[];
}

/**
 * Holds what a module spent against the tokens that were stored, from one reading to the next. What is
 * spent beyond the tokens are orphans as far as askings were lost in between, and strangers beyond
 * that. An interval counts for the day it ends on; the till reads the counter as each day begins.
 *
 * A counter that fell by less than was sold was added to. What strangers spent in the same interval is
 * then not to be seen, which is why the counter is read on both sides of a licence.
 *
 * @param readings of one module, oldest first
 * @param lost askings, oldest first
 */
export function reconcile(
  readings: readonly CounterReading[],
  lost: readonly LostAsking[],
): Accounts {
  const days = new Map<string, DayAccount>();
  const orphans: LostAsking[] = [];
  const strangers: Strangers[] = [];
  for (const [index, reading] of readings.entries()) {
    const before = readings[index - 1];
    if (!before || isUncounted(before) || isUncounted(reading)) continue;
    const stored = reading.tokens - before.tokens;
    const fall = before.transactionsLeft - reading.transactionsLeft;
    const spent = Math.max(fall, stored);
    const beyond = spent - stored;
    const here = lost
      .filter(({ afterReading }) => afterReading >= before.id && afterReading < reading.id)
      .slice(0, beyond);
    orphans.push(...here);
    const count = beyond - here.length;
    if (count > 0) strangers.push({ from: before.at, to: reading.at, count });
    const day = localDay(reading.at);
    const known = days.get(day) ?? { day, ...NOTHING };
    days.set(day, {
      day,
      spent: known.spent + spent,
      stored: known.stored + stored,
      added: known.added + spent - fall,
      orphans: known.orphans + here.length,
      strangers: known.strangers + count,
    });
  }
  return { days: [...days.values()], orphans, strangers };
}

const NOTHING = { spent: 0, stored: 0, added: 0, orphans: 0, strangers: 0 };

/** Under an unlimited licence nothing is counted down. */
function isUncounted(reading: CounterReading): boolean {
  return reading.transactionsLeft === UNLIMITED_TRANSACTIONS;
}
