import type { TariffTerms } from '../contract/pricing-shapes.ts';
import type { PricingContext } from './context.ts';
import { WHOLE } from './money.ts';
import { type Rates, ratesOf, TaxSums, taxIn, taxOn } from './taxes.ts';
import { type Zone, zonesOf } from './zones.ts';

/** What a price is made of, whatever is paid. */
export interface Plan {
  readonly context: PricingContext;
  readonly rates: Rates;
  /** Free units that come with this sale, steps. */
  readonly free: number;
  /** The month's units before the first one that is bought: those sold before, and the free ones. */
  readonly from: number;
  /** What is taxed alike of the energy that is bought. */
  readonly zones: readonly Zone[];
  /** All fixed charges that are due, with their tax and without, to the nearest minor unit. */
  readonly fixedCharge: { readonly gross: number; readonly net: number };
  /** The service fee with its tax: an amount, and a share in parts of {@link FEE_SCALE}. */
  readonly serviceFee: { readonly amount: number; readonly share: number };
}

export const FEE_SCALE = WHOLE * WHOLE;

export function planOf(context: PricingContext): Plan {
  const { terms, month, due } = context;
  const { pricesIncludeTax, serviceFee } = terms;
  const rates = ratesOf(terms.taxes);
  const free = month.freeTaken ? 0 : terms.freeSteps;
  const from = month.steps + free;
  let charges = 0;
  for (const { amount } of due.charges) charges += amount;
  const fee = serviceFee.amount;
  return {
    context,
    rates,
    free,
    from,
    zones: zonesOf(terms, from),
    fixedCharge: pricesIncludeTax
      ? { gross: charges, net: charges - taxIn(charges, rates.fixedCharge) }
      : { gross: charges + onTop(charges, rates, terms.taxes), net: charges },
    serviceFee: pricesIncludeTax
      ? { amount: fee, share: serviceFee.basisPoints * WHOLE }
      : {
          amount: fee + new TaxSums(terms.taxes).addOn(fee, 'service-fee'),
          share: serviceFee.basisPoints * (WHOLE + rates.serviceFee),
        },
  };
}

/** The tax on top of the fixed charges: in one sum where energy is taxed with them, else each by itself. */
function onTop(charges: number, rates: Rates, taxes: TariffTerms['taxes']): number {
  if (rates.together) return taxOn(charges, rates.fixedCharge);
  return new TaxSums(taxes).addOn(charges, 'fixed-charge');
}
