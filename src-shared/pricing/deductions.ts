import { assertNever } from '../result.ts';
import { leastBeforeDebt, takeOf } from './debts.ts';
import { divideRound, least } from './money.ts';
import { FEE_SCALE, type Plan } from './plan.ts';

/*
 * What is taken from a payment before it buys energy, each with its tax and each from what the ones before
 * it left. Of a minor unit more that is paid, at most one more is taken: what is left never falls, and
 * every amount can be left. That is why more money never buys less, and why the least money that leaves an
 * amount can be searched for.
 */

export interface Deductions {
  /** What is left for energy; below 0 where the charges are not covered. */
  readonly rest: number;
  /** With its tax. */
  readonly serviceFee: number;
  /** Of each debt, in the order of the context's. */
  readonly debts: readonly number[];
}

/** What is taken when `paid` is paid. */
export function deduct(plan: Plan, paid: number): Deductions {
  const { context, fixedCharge } = plan;
  let [rest, serviceFee] = [paid, 0];
  const debts: number[] = [];
  for (const deduction of context.order) {
    switch (deduction) {
      case 'service-fee':
        serviceFee = feeOf(plan, rest);
        rest -= serviceFee;
        break;
      case 'fixed-charge':
        rest -= fixedCharge.gross;
        break;
      case 'debt':
        for (const debt of context.debts) {
          const taken = takeOf(debt, rest);
          debts.push(taken);
          rest -= taken;
        }
        break;
      default:
        assertNever(deduction);
    }
  }
  return { rest, serviceFee, debts };
}

/** The least money that leaves `rest`, 1 or more, for energy. May be more than the till can handle. */
export function leastLeaving(plan: Plan, rest: number): number {
  const { context, fixedCharge } = plan;
  let paid = rest;
  for (const deduction of context.order.toReversed()) {
    switch (deduction) {
      case 'service-fee':
        paid = leastBeforeFee(plan, paid);
        break;
      case 'fixed-charge':
        paid += fixedCharge.gross;
        break;
      case 'debt':
        for (const debt of context.debts.toReversed()) paid = leastBeforeDebt(debt, paid);
        break;
      default:
        assertNever(deduction);
    }
  }
  return paid;
}

/** The service fee with its tax where `left` is left of what was paid. */
function feeOf({ serviceFee }: Plan, left: number): number {
  const { amount, share } = serviceFee;
  if (share === 0) return amount;
  return amount + divideRound(Math.max(0, left), share, FEE_SCALE, 'half-up');
}

function leastBeforeFee(plan: Plan, rest: number): number {
  const low = rest + plan.serviceFee.amount;
  if (plan.serviceFee.share === 0) return low;
  // A fee's share is at most 40 %, and its tax at most as much again: a fifth is left, half a unit aside.
  return least(low, (low + 1) * 5, (each) => each - feeOf(plan, each) >= rest);
}
