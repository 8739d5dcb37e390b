import { costOf } from './blocks.ts';
import { type Deductions, deduct } from './deductions.ts';
import type { Plan } from './plan.ts';
import { grossOf, leastGross, netOf } from './zones.ts';

/** What is taken from a payment, and what the rest of it is worth. */
export interface Split extends Deductions {
  /** Of the rest, what is energy without tax. A sale buys something where it is above 0. */
  readonly worth: number;
  /**
   * What buys units, at prices as the tariff says them: with tax where they are with tax. Above 0 where
   * `worth` is.
   */
  readonly spent: number;
}

/** What becomes of `paid`. */
export function splitOf(plan: Plan, paid: number): Split {
  const { pricesIncludeTax } = plan.context.terms;
  const { rest, serviceFee, debts } = deduct(plan, paid);
  const charged = chargedTogether(plan);
  const gross = rest + charged.gross;
  const worth = gross <= 0 ? 0 : netOf(plan.zones, gross) - charged.net;
  return { rest, serviceFee, debts, worth, spent: pricesIncludeTax ? rest : worth };
}

/** The least that has to be left for energy to buy anything. */
export function leastRest(plan: Plan): number {
  const charged = chargedTogether(plan);
  return leastGross(plan.zones, charged.net + 1) - charged.gross;
}

/** The most that can be left for energy and buy no more than `steps`. */
export function largestRest(plan: Plan, steps: number): number {
  const { terms } = plan.context;
  const cost = costOf(terms.blocks, plan.from, steps, 'down');
  if (terms.pricesIncludeTax) return cost;
  const charged = chargedTogether(plan);
  return leastGross(plan.zones, charged.net + cost + 1) - 1 - charged.gross;
}

/** What is left for energy where `steps` are bought at their list price, to the nearest minor unit. */
export function listRest(plan: Plan, steps: number): number {
  const { terms } = plan.context;
  const cost = Math.max(1, costOf(terms.blocks, plan.from, steps, 'half-up'));
  if (terms.pricesIncludeTax) return Math.max(cost, leastRest(plan));
  const charged = chargedTogether(plan);
  return grossOf(plan.zones, charged.net + cost) - charged.gross;
}

const nothing = { gross: 0, net: 0 };

/** The fixed charges that are taxed in one sum with energy. */
function chargedTogether({ rates, fixedCharge }: Plan): Plan['fixedCharge'] {
  return rates.together ? fixedCharge : nothing;
}
