import type { Ask, Tariff, TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { DueCharge, OpenDebt, PricingContext } from '../../../src-shared/pricing/context.ts';

/** R 2.1090/kWh, without charges and tax. */
export const flatTerms: TariffTerms = {
  blocks: [{ upTo: null, price: 2_109_000 }],
  freeSteps: 0,
  fixedCharges: [],
  serviceFee: { amount: 0, basisPoints: 0 },
  taxes: [],
  pricesIncludeTax: false,
  minimumSale: 0,
  maximumSale: null,
};

export const domestic: Tariff = {
  ...flatTerms,
  id: 1,
  name: 'Domestic',
  priceClass: '',
  resource: 'electricity',
  versionId: 1,
  validFrom: '2026-07-01T00:00:00.000Z',
};

export const money = (amount: number): Ask => ({ by: 'money', amount });
export const units = (amount: number): Ask => ({ by: 'units', amount });

/** A charge of each sale. */
export function perSale(amount: number): DueCharge {
  return { name: 'Service', amount, periods: null, every: null };
}

/** A debt of which a sale takes all it can. */
export function debt(changes: Partial<OpenDebt>): OpenDebt {
  return {
    debtId: 1,
    name: 'Arrears',
    balance: 100_000,
    take: { kind: 'whole' },
    perSaleCeiling: null,
    perMonthCeiling: null,
    takenThisMonth: 0,
    ...changes,
  };
}

/** The first sale of a month to a meter that owes nothing. */
export function contextOf(
  terms: Partial<TariffTerms>,
  ask: Ask,
  rest: Partial<PricingContext> = {},
): PricingContext {
  return {
    terms: { ...flatTerms, ...terms },
    resource: 'electricity',
    ask,
    month: { steps: 0, freeTaken: false },
    due: { charges: [], chargedUntil: null },
    debts: [],
    order: ['service-fee', 'fixed-charge', 'debt'],
    ...rest,
  };
}
