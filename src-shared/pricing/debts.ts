import type { OpenDebt } from './context.ts';
import { divideRound, least, WHOLE } from './money.ts';

/** What a sale takes of a debt where `left` is left of what was paid, minor units. */
export function takeOf(debt: OpenDebt, left: number): number {
  if (left <= 0) return 0;
  const { take } = debt;
  const most = Math.min(mostOf(debt), left);
  if (take.kind !== 'share') return most;
  return Math.min(most, divideRound(left, take.basisPoints, WHOLE, 'half-up'));
}

/** The least money of which `rest`, 1 or more, is left when the debt has been taken from it. */
export function leastBeforeDebt(debt: OpenDebt, rest: number): number {
  const most = rest + mostOf(debt);
  if (debt.take.kind !== 'share') return most;
  return least(rest, most, (each) => each - takeOf(debt, each) >= rest);
}

/** What a sale can take at most: not beyond what is owed, nor beyond either ceiling. */
function mostOf({
  balance,
  take,
  perSaleCeiling,
  perMonthCeiling,
  takenThisMonth,
}: OpenDebt): number {
  let most = balance;
  if (take.kind === 'fixed') most = Math.min(most, take.amount);
  if (perSaleCeiling !== null) most = Math.min(most, perSaleCeiling);
  if (perMonthCeiling !== null) most = Math.min(most, perMonthCeiling - takenThisMonth);
  return Math.max(0, most);
}
