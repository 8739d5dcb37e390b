import type { Forecast } from '../../src-shared/contract/alarm-shapes.ts';
import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import { localDay, startOfDay } from './local-day.ts';

/** Four weeks, today among them. */
export const PACE_DAYS = 28;

/** A week's weight in the pace, by how many weeks it is past: what was sold last says most. */
const WEEK_WEIGHTS = [4, 3, 2, 1] as const;

/** The pace as a fraction of two integers: tokens on a day the shop sells. */
interface Pace {
  readonly tokens: number;
  readonly days: number;
}

/**
 * The pace of the days the shop sold on, weighted by week. Today is not over, so it counts only where
 * no other day does. Null before the first sale.
 *
 * @param counts tokens of each day, the oldest first; the last is today
 */
function paceOf(counts: readonly number[]): Pace | null {
  const past = counts.slice(0, -1);
  let tokens = 0;
  let days = 0;
  for (const [index, count] of past.entries()) {
    if (count === 0) continue;
    const weight = WEEK_WEIGHTS[Math.floor((past.length - 1 - index) / 7)] ?? 1;
    tokens += weight * count;
    days += weight;
  }
  if (days > 0) return { tokens, days };
  const today = counts.at(-1) ?? 0;
  return today > 0 ? { tokens: today, days: 1 } : null;
}

/**
 * How many whole days of selling `left` transactions last at the pace of `counts`; null where there is
 * no pace. More left never means fewer days, and more sold on a day never more.
 */
export function daysLeft(left: number, counts: readonly number[]): number | null {
  const pace = paceOf(counts);
  return pace && Math.floor((left * pace.days) / pace.tokens);
}

/** Tokens on a day the shop sells, in tenths, rounded to the nearest. */
export function perDayTenths(counts: readonly number[]): number | null {
  const pace = paceOf(counts);
  return pace && Math.round((10 * pace.tokens) / pace.days);
}

/**
 * The forecast of now.
 *
 * @param left transactions; null where the module does not say, 4294967295 where nothing is counted
 * @param tokensOn tokens by local day
 */
export function forecastOf(
  left: number | null,
  tokensOn: ReadonlyMap<string, number>,
  now: Date,
): Forecast {
  const days = Array.from({ length: PACE_DAYS }, (_, index) => {
    const day = localDay(startOfDay(now, PACE_DAYS - 1 - index));
    return { day, tokens: tokensOn.get(day) ?? 0 };
  });
  const counts = days.map(({ tokens }) => tokens);
  return {
    daysLeft: left === null || left === UNLIMITED_TRANSACTIONS ? null : daysLeft(left, counts),
    perDayTenths: perDayTenths(counts),
    days,
  };
}
