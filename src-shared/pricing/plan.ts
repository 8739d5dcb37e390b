import type { PricingContext } from './context.ts';
import { WHOLE } from './money.ts';
import { type Rates, ratesOf, taxIn, taxOn } from './taxes.ts';

/** What a price is made of, whatever is paid. */
export interface Plan {
  readonly context: PricingContext;
  readonly rates: Rates;
  /** Free units that come with this sale, steps. */
  readonly free: number;
  /** The month's units before the first one that is bought: those sold before, and the free ones. */
  readonly from: number;
  /** All fixed charges that are due, with their tax and without. */
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
  let charges = 0;
  for (const { amount } of due.charges) charges += amount;
  return {
    context,
    rates,
    free,
    from: month.steps + free,
    fixedCharge: pricesIncludeTax
      ? { gross: charges, net: charges - taxIn(charges, rates.fixedCharge) }
      : { gross: charges + taxOn(charges, rates.fixedCharge), net: charges },
    serviceFee: pricesIncludeTax
      ? { amount: serviceFee.amount, share: serviceFee.basisPoints * WHOLE }
      : {
          amount: serviceFee.amount + taxOn(serviceFee.amount, rates.serviceFee),
          share: serviceFee.basisPoints * (WHOLE + rates.serviceFee),
        },
  };
}
