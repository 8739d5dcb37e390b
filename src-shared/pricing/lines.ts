import type { QuoteLine } from '../contract/pricing-shapes.ts';
import type { Bill } from './bill.ts';
import { type BlockPart, partsOf } from './blocks.ts';
import type { DueCharge } from './context.ts';
import { divideRound } from './money.ts';
import type { Plan } from './plan.ts';
import type { Split } from './split.ts';
import { netOf } from './zones.ts';

const line = {
  name: '',
  steps: null,
  price: null,
  basisPoints: null,
  periods: null,
  every: null,
  debtId: null,
  left: null,
  base: null,
} as const;

/** A price line by line: what is got for it, what is charged, what is owed, what is tax. */
export function linesOf(plan: Plan, split: Split, bill: Bill, bought: number): QuoteLine[] {
  const { context, free, from } = plan;
  const lines: QuoteLine[] = [];
  if (free > 0) lines.push({ ...line, kind: 'free-units', amount: 0, steps: free });
  addEnergy(lines, plan, bill.energy, split.spent, partsOf(context.terms.blocks, from, bought));
  addCharges(lines, bill.fixedCharge, context.due.charges);
  const { serviceFee } = bill;
  if (serviceFee > 0) lines.push({ ...line, kind: 'service-fee', amount: serviceFee });
  for (const [index, { debtId, name, balance }] of context.debts.entries()) {
    const amount = split.debts[index] ?? 0;
    if (amount === 0) continue;
    lines.push({ ...line, kind: 'debt', name, amount, debtId, left: balance - amount });
  }
  for (const [index, { name, basisPoints }] of context.terms.taxes.entries()) {
    const [amount, base] = [bill.taxes[index] ?? 0, bill.bases[index] ?? 0];
    lines.push({ ...line, kind: 'tax', name, amount, basisPoints, base });
  }
  return lines;
}

/** A line for each block; what they come to so far is rounded, so that they sum to the energy. */
function addEnergy(
  lines: QuoteLine[],
  { context, zones }: Plan,
  energy: number,
  spent: number,
  parts: readonly BlockPart[],
): void {
  // Where prices are with tax, a share of the money is not that share of the energy if some is exempt.
  const isUneven = context.terms.pricesIncludeTax && zones.length > 1;
  let given = 0;
  for (const [index, { steps, price, costSoFar }] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const cost = Math.min(costSoFar, spent);
    const share = isUneven ? Math.min(netOf(zones, cost), energy) : null;
    const soFar = isLast ? energy : (share ?? divideRound(energy, cost, spent, 'half-up'));
    lines.push({ ...line, kind: 'energy', amount: soFar - given, steps, price });
    given = soFar;
  }
}

/** A line for each charge that is due, its tax taken out in the same way. */
function addCharges(lines: QuoteLine[], charged: number, charges: readonly DueCharge[]): void {
  let all = 0;
  for (const { amount } of charges) all += amount;
  let [counted, given] = [0, 0];
  for (const { name, amount, periods, every } of charges) {
    counted += amount;
    const soFar = all === 0 ? 0 : divideRound(charged, counted, all, 'half-up');
    const charge = { ...line, kind: 'fixed-charge', name, amount: soFar - given } as const;
    lines.push({ ...charge, periods, every });
    given = soFar;
  }
}
