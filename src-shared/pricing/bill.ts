import type { Plan } from './plan.ts';
import type { Split } from './split.ts';
import { TaxSums } from './taxes.ts';
import { inZones } from './zones.ts';

/** What a payment is shown as. With the debts, the parts sum to what is paid. */
export interface Bill {
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  readonly debt: number;
  readonly tax: number;
  /** Each tax of the tariff, in its order. */
  readonly taxes: readonly number[];
  /** What each of them is on, without tax. */
  readonly bases: readonly number[];
}

/**
 * Itemises a payment. Each tax is to the nearest minor unit by itself, as it is on the tax office's paper,
 * and energy is what they leave. Where a tariff has several taxes, that may be a minor unit beside what
 * bought the units: those follow from all taxes in one sum, so that they never fall.
 */
export function billOf(plan: Plan, split: Split): Bill {
  const { taxes } = plan.context.terms;
  const sums = new TaxSums(taxes);
  const { energy, fixedCharge, bases } = energyAndCharges(plan, split.rest, sums);
  const serviceFee = feeWithoutTax(plan, split.serviceFee, sums);
  let debt = 0;
  for (const taken of split.debts) debt += taken;
  return {
    ...{ energy, fixedCharge, serviceFee, debt, tax: sums.total, taxes: sums.amounts },
    bases: taxes.map(
      ({ on }, index) =>
        (bases[index] ?? 0) +
        (on.includes('fixed-charge') ? fixedCharge : 0) +
        (on.includes('service-fee') ? serviceFee : 0),
    ),
  };
}

/** `bases`: the energy that each tax is on. */
function energyAndCharges(
  plan: Plan,
  rest: number,
  sums: TaxSums,
): Pick<Bill, 'energy' | 'fixedCharge' | 'bases'> {
  const { context, rates, fixedCharge } = plan;
  const { taxes, pricesIncludeTax } = context.terms;
  if (rates.together) {
    const gross = rest + fixedCharge.gross;
    const net = gross - sums.addIn(gross, rates.energy, 'energy');
    // A sale of next to nothing under several taxes: the last minor unit is theirs.
    const charged = Math.min(fixedCharge.net, net);
    const energy = net - charged;
    return {
      energy,
      fixedCharge: charged,
      bases: taxes.map(({ on }) => (on.includes('energy') ? energy : 0)),
    };
  }
  const { energy, bases } = energyByZones(plan, rest, sums);
  if (!pricesIncludeTax) {
    sums.addOn(fixedCharge.net, 'fixed-charge');
    return { energy, fixedCharge: fixedCharge.net, bases };
  }
  const { gross } = fixedCharge;
  const charged = gross - sums.addIn(gross, rates.fixedCharge, 'fixed-charge');
  return { energy, fixedCharge: charged, bases };
}

/** Energy without tax where the first units of the month may be exempt of some. */
function energyByZones(
  { context, zones }: Plan,
  rest: number,
  sums: TaxSums,
): Pick<Bill, 'energy' | 'bases'> {
  const { taxes } = context.terms;
  const bases = taxes.map(() => 0);
  let energy = 0;
  for (const { zone, part } of inZones(zones, rest)) {
    const net = part - sums.addThose(zone.has, part, zone.rate);
    energy += net;
    for (const [index, tax] of taxes.entries()) {
      if (zone.has(tax)) bases[index] = (bases[index] ?? 0) + net;
    }
  }
  return { energy, bases };
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
