import type { TariffTerms } from '../../src-shared/contract/pricing-shapes.ts';
import type { PricingContext } from '../../src-shared/pricing/context.ts';
import { priceSale } from '../../src-shared/pricing/price-sale.ts';
import { type Figure, median } from './figures.ts';

const ROUNDS = 15;
const PRICES_A_ROUND = 10_000;

const flat: TariffTerms = {
  blocks: [{ upTo: null, price: 2_109_000 }],
  freeSteps: 0,
  fixedCharges: [],
  serviceFee: { amount: 0, basisPoints: 0 },
  taxes: [{ name: 'VAT', basisPoints: 1500, on: ['energy', 'fixed-charge'] }],
  pricesIncludeTax: false,
  minimumSale: 0,
  maximumSale: null,
};

const full: TariffTerms = {
  ...flat,
  blocks: [
    { upTo: 500, price: 1_000_000 },
    { upTo: 2_000, price: 2_000_000 },
    { upTo: 6_000, price: 2_400_000 },
    { upTo: null, price: 3_000_000 },
  ],
  freeSteps: 500,
  serviceFee: { amount: 100, basisPoints: 200 },
};

const debt = {
  debtId: 1,
  name: 'Arrears',
  balance: 500_000,
  take: { kind: 'share', basisPoints: 3_000 },
  perSaleCeiling: null,
  perMonthCeiling: null,
  takenThisMonth: 0,
} as const;

/** One price, without the ledger: a flat tariff, and blocks with a debt by units, the longest way round. */
export function pricingFigures(): Figure[] {
  return [
    figure('a price of a flat tariff', 20, (amount) => ({
      ...contextOf(flat, []),
      ask: { by: 'money', amount },
    })),
    figure('a price of blocks, fee and debt, by units', 100, (amount) => ({
      ...contextOf(full, [debt]),
      ask: { by: 'units', amount: 2_000 + (amount % 1_000) },
    })),
  ];
}

function contextOf(
  terms: TariffTerms,
  debts: PricingContext['debts'],
): Omit<PricingContext, 'ask'> {
  return {
    terms,
    resource: 'electricity',
    month: { steps: 0, freeTaken: false },
    due: {
      charges: [{ name: 'Service', amount: 500, periods: null, every: null }],
      chargedUntil: null,
    },
    debts,
    order: ['service-fee', 'fixed-charge', 'debt'],
  };
}

function figure(
  name: string,
  mostMicroseconds: number,
  contextFor: (amount: number) => PricingContext,
): Figure {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let each = 0; each < PRICES_A_ROUND; each += 1) priceSale(contextFor(5_000 + each));
    times.push(((performance.now() - start) * 1000) / PRICES_A_ROUND);
  }
  return {
    name,
    value: median(times),
    unit: 'µs',
    bound: { kind: 'at most', value: mostMicroseconds },
  };
}
