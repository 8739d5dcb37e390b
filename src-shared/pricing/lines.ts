import type { QuoteLine } from '../contract/pricing-shapes.ts';
import { type BlockPart, partsOf } from './blocks.ts';
import { divideRound } from './money.ts';
import type { Plan } from './plan.ts';
import type { Split } from './split.ts';
import { addShares, taxIn } from './taxes.ts';

const line = {
  name: '',
  steps: null,
  price: null,
  basisPoints: null,
  periods: null,
  debtId: null,
  left: null,
} as const;

/** A price line by line: what is got for it, what is charged, what is owed, what is tax. */
export function linesOf(plan: Plan, split: Split, bought: number): QuoteLine[] {
  const { context, free, from } = plan;
  const lines: QuoteLine[] = [];
  if (free > 0) lines.push({ ...line, kind: 'free-units', amount: 0, steps: free });
  addEnergy(lines, split, partsOf(context.terms.blocks, from, bought));
  addCharges(lines, plan);
  const fee = split.serviceFee - taxIn(split.serviceFee, plan.rates.serviceFee);
  if (fee > 0) lines.push({ ...line, kind: 'service-fee', amount: fee });
  for (const [index, { debtId, name, balance }] of context.debts.entries()) {
    const amount = split.debts[index] ?? 0;
    if (amount === 0) continue;
    lines.push({ ...line, kind: 'debt', name, amount, debtId, left: balance - amount });
  }
  addTaxes(lines, plan, split);
  return lines;
}

/** A line for each block; what they come to so far is rounded, so that they sum to the energy. */
function addEnergy(
  lines: QuoteLine[],
  { energy, spent }: Split,
  parts: readonly BlockPart[],
): void {
  let given = 0;
  for (const [index, { steps, price, costSoFar }] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const cost = Math.min(costSoFar, spent);
    const soFar = isLast ? energy : divideRound(energy, cost, spent, 'half-up');
    lines.push({ ...line, kind: 'energy', amount: soFar - given, steps, price });
    given = soFar;
  }
}

function addCharges(lines: QuoteLine[], { context, rates }: Plan): void {
  const { due, terms } = context;
  let [soFar, given] = [0, 0];
  for (const { name, amount, periods } of due.charges) {
    soFar += amount;
    const net = terms.pricesIncludeTax ? soFar - taxIn(soFar, rates.fixedCharge) : soFar;
    lines.push({ ...line, kind: 'fixed-charge', name, amount: net - given, periods });
    given = net;
  }
}

/** Each tax as one line, whatever it is on. */
function addTaxes(lines: QuoteLine[], { context, rates, fixedCharge }: Plan, split: Split): void {
  const { taxes } = context.terms;
  const amounts: number[] = [];
  addShares(amounts, taxes, 'energy', split.energyTax, rates.energy);
  if (!rates.together) {
    const tax = fixedCharge.gross - fixedCharge.net;
    addShares(amounts, taxes, 'fixed-charge', tax, rates.fixedCharge);
  }
  const feeTax = taxIn(split.serviceFee, rates.serviceFee);
  addShares(amounts, taxes, 'service-fee', feeTax, rates.serviceFee);
  for (const [index, { name, basisPoints }] of taxes.entries()) {
    lines.push({ ...line, kind: 'tax', name, amount: amounts[index] ?? 0, basisPoints });
  }
}
