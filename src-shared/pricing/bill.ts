import type { Plan } from './plan.ts';
import type { Split } from './split.ts';
import { TaxSums } from './taxes.ts';

/** What a payment is shown as. With the debts, the parts sum to what is paid. */
export interface Bill {
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  readonly debt: number;
  readonly tax: number;
  /** Each tax of the tariff, in its order. */
  readonly taxes: readonly number[];
}

/**
 * Itemises a payment. Each tax is to the nearest minor unit by itself, as it is on the tax office's paper,
 * and energy is what they leave. Where a tariff has several taxes, that may be a minor unit beside what
 * bought the units: those follow from all taxes in one sum, so that they never fall.
 */
export function billOf(plan: Plan, split: Split): Bill {
  const sums = new TaxSums(plan.context.terms.taxes);
  const { energy, fixedCharge } = energyAndCharges(plan, split.rest, sums);
  const serviceFee = feeWithoutTax(plan, split.serviceFee, sums);
  let debt = 0;
  for (const taken of split.debts) debt += taken;
  return { energy, fixedCharge, serviceFee, debt, tax: sums.total, taxes: sums.amounts };
}

function energyAndCharges(
  { context, rates, fixedCharge }: Plan,
  rest: number,
  sums: TaxSums,
): Pick<Bill, 'energy' | 'fixedCharge'> {
  if (rates.together) {
    const gross = rest + fixedCharge.gross;
    const net = gross - sums.addIn(gross, rates.energy, 'energy');
    // A sale of next to nothing under several taxes: the last minor unit is theirs.
    const charged = Math.min(fixedCharge.net, net);
    return { energy: net - charged, fixedCharge: charged };
  }
  const energy = rest - sums.addIn(rest, rates.energy, 'energy');
  if (!context.terms.pricesIncludeTax) {
    sums.addOn(fixedCharge.net, 'fixed-charge');
    return { energy, fixedCharge: fixedCharge.net };
  }
  const { gross } = fixedCharge;
  return { energy, fixedCharge: gross - sums.addIn(gross, rates.fixedCharge, 'fixed-charge') };
}

/** The service fee without its tax: its amount and its share are each taxed in whole. */
function feeWithoutTax({ context, rates, serviceFee }: Plan, gross: number, sums: TaxSums): number {
  const { terms } = context;
  if (terms.pricesIncludeTax) return gross - sums.addIn(gross, rates.serviceFee, 'service-fee');
  const share = gross - serviceFee.amount;
  sums.addOn(terms.serviceFee.amount, 'service-fee');
  const taxInShare = sums.addIn(share, rates.serviceFee, 'service-fee');
  return terms.serviceFee.amount + share - taxInShare;
}
