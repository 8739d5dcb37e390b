/*
 * Money is an integer in minor units of the shop's currency, energy an integer in steps of 0.1 kWh.
 * Nothing here, or anywhere in the till, holds a fraction of either.
 */

/** The largest amount of money the till handles, in minor units. */
export const LARGEST_MONEY = 1_000_000_000_000;

/** 100 % in basis points. */
export const WHOLE = 10_000;

/** The largest share of a sale that a service fee may be: with its tax, it always leaves something. */
export const LARGEST_FEE_SHARE = 4_000;

/** Money is rounded half up, units up (the customer's favour); `down` is for finding limits. */
export type Rounding = 'half-up' | 'up' | 'down';

/**
 * `(a · b + plus) / divisor`, rounded: the only place where the till rounds. All are integers, not
 * negative, the divisor not zero. Exact for every such input; a result beyond 2^53 − 1, more than any
 * limit here, comes back as 2^53 − 1.
 */
export function divideRound(
  a: number,
  b: number,
  divisor: number,
  rounding: Rounding,
  plus = 0,
): number {
  const product = a * b + plus;
  // A sale at a shop's prices always stays here; BigInt would cost several times as much.
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % divisor;
    const quotient = (product - remainder) / divisor;
    return goesUp(remainder, divisor, rounding) ? quotient + 1 : quotient;
  }
  const exact = BigInt(a) * BigInt(b) + BigInt(plus);
  const remainder = Number(exact % BigInt(divisor));
  const quotient = Number(exact / BigInt(divisor));
  const rounded = goesUp(remainder, divisor, rounding) ? quotient + 1 : quotient;
  return Math.min(rounded, Number.MAX_SAFE_INTEGER);
}

function goesUp(remainder: number, divisor: number, rounding: Rounding): boolean {
  if (rounding === 'half-up') return remainder >= divisor - remainder;
  return rounding === 'up' && remainder > 0;
}

/** The least integer from `low` to `high` that `holds`, where every larger one holds too, as `high` does. */
export function least(low: number, high: number, holds: (each: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = from + Math.floor((to - from) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return to;
}
