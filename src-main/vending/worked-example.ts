import type { DeductionOrder, Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import { priceSale } from '../../src-shared/pricing/price-sale.ts';
import { pricingRefusal } from './price.ts';

/**
 * What a sum buys at terms that are being typed: for somebody who owes nothing, with each charge due once.
 * Nothing is saved.
 *
 * @throws Refusal `price.*`
 */
export function workedExample(
  { terms, resource, paid, bought }: Parsed<'tariffs.try'>,
  order: DeductionOrder,
): Quote {
  const ask = { by: 'money', amount: paid } as const;
  const priced = priceSale({
    terms,
    resource,
    ask,
    // Free units come with the first sale of a month.
    month: { steps: bought, freeTaken: bought > 0 },
    due: {
      charges: terms.fixedCharges.map(({ name, every, amount }) => ({
        name,
        amount,
        ...(every === 'sale' ? { periods: null, every: null } : { periods: 1, every }),
      })),
      chargedUntil: null,
    },
    debts: [],
    order,
  });
  if (!priced.ok) throw pricingRefusal(priced.error, ask, resource);
  return priced.value;
}
