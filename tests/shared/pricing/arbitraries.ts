import * as fc from 'fast-check';
import type {
  Block,
  DeductionOrder,
  TariffTerms,
  Tax,
} from '../../../src-shared/contract/pricing-shapes.ts';
import type { OpenDebt, PricingContext } from '../../../src-shared/pricing/context.ts';
import { LARGEST_MONEY } from '../../../src-shared/pricing/money.ts';
import { LARGEST_TRANSFER } from '../../../src-shared/sts/transfer-amount.ts';
import { money, units } from './contexts.ts';

/*
 * Anything that may be priced: mostly what shops have, now and then what nobody would, and always the
 * edges.
 */

/** Minor units: of a shop, or as far as the till goes. */
export const anyMoney = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 100_000 }),
  fc.integer({ min: 1, max: LARGEST_MONEY }),
);

export const anySteps = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: LARGEST_TRANSFER }),
);

const price = fc.oneof(
  fc.constantFrom(1, 99_999, 100_000, 100_001),
  fc.integer({ min: 10_000, max: 10_000_000 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);

function blocksOf(prices: readonly number[], ends: readonly number[]): Block[] {
  const ascending = [...new Set(ends)].toSorted((a, b) => a - b);
  return prices.map((each, index) => {
    const isLast = index === prices.length - 1 || index >= ascending.length;
    return { price: each, upTo: isLast ? null : (ascending[index] ?? null) };
  });
}

/** Up to the first without an end. */
function wellFormed(blocks: readonly Block[]): Block[] {
  return blocks.slice(0, blocks.findIndex(({ upTo }) => upTo === null) + 1);
}

export function anyBlocks(of: fc.Arbitrary<number> = price): fc.Arbitrary<Block[]> {
  const end = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 10_000 }));
  return fc
    .tuple(
      fc.array(of, { minLength: 1, maxLength: 8 }),
      fc.array(end, { minLength: 7, maxLength: 7 }),
    )
    .map(([prices, ends]) => wellFormed(blocksOf(prices, ends)));
}

const parts = fc.subarray<Tax['on'][number]>(['energy', 'fixed-charge', 'service-fee'], {
  minLength: 1,
});

/** At most 99.99 % on any part, so at most 33.33 % each. */
export const anyTaxes: fc.Arbitrary<Tax[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom('VAT', 'REA', 'Levy'),
      basisPoints: fc.oneof(fc.constantFrom(0, 1, 1500, 1800), fc.integer({ min: 0, max: 3_333 })),
      on: parts,
      exemptSteps: fc.oneof(
        { weight: 3, arbitrary: fc.constant(undefined) },
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 20_000 }),
      ),
    }),
    { maxLength: 3 },
  )
  .map((taxes) =>
    taxes.map(({ exemptSteps, ...tax }) =>
      exemptSteps === undefined || !tax.on.includes('energy') ? tax : { ...tax, exemptSteps },
    ),
  );

const smallMoney = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 }));
const rarelyHuge = fc.oneof(
  { weight: 9, arbitrary: smallMoney },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: LARGEST_MONEY }) },
);
const ceiling = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 20_000 }));

export const anyTerms: fc.Arbitrary<TariffTerms> = fc.record({
  blocks: anyBlocks(),
  freeSteps: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000 })),
  fixedCharges: fc.constant([]),
  serviceFee: fc.record({
    amount: rarelyHuge,
    basisPoints: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4_000 })),
  }),
  taxes: anyTaxes,
  pricesIncludeTax: fc.boolean(),
  minimumSale: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 })),
  maximumSale: fc.oneof(fc.constant(null), fc.integer({ min: 2_000, max: LARGEST_MONEY })),
});

const openDebt: fc.Arbitrary<Omit<OpenDebt, 'debtId'>> = fc.record({
  name: fc.constantFrom('Arrears', 'Connection'),
  balance: rarelyHuge,
  take: fc.oneof(
    fc.constant({ kind: 'whole' as const }),
    fc.record({
      kind: fc.constant('share' as const),
      basisPoints: fc.oneof(fc.constantFrom(1, 9_999, 10_000), fc.integer({ min: 1, max: 10_000 })),
    }),
    fc.record({ kind: fc.constant('fixed' as const), amount: fc.integer({ min: 1, max: 5_000 }) }),
  ),
  perSaleCeiling: ceiling,
  perMonthCeiling: ceiling,
  takenThisMonth: smallMoney,
});

export const anyOrder: fc.Arbitrary<DeductionOrder> = fc.shuffledSubarray<DeductionOrder[number]>(
  ['service-fee', 'fixed-charge', 'debt'],
  {
    minLength: 3,
    maxLength: 3,
  },
);

/** Everything a price depends on, but for what is asked. */
export const anySituation: fc.Arbitrary<Omit<PricingContext, 'ask'>> = fc.record({
  terms: anyTerms,
  resource: fc.constantFrom('electricity', 'water', 'gas', 'time'),
  month: fc.record({
    steps: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
    freeTaken: fc.boolean(),
  }),
  due: fc.record({
    charges: fc.array(
      fc.record({
        name: fc.constantFrom('Service', 'Daily', 'Network'),
        amount: rarelyHuge,
        periods: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 400 })),
        every: fc.constantFrom('day', 'month', null),
      }),
      { maxLength: 4 },
    ),
    chargedUntil: fc.constantFrom(null, '2026-03-01T10:00:00.000Z'),
  }),
  debts: fc
    .array(openDebt, { maxLength: 3 })
    .map((debts) => debts.map((each, index) => ({ ...each, debtId: index + 1 }))),
  order: anyOrder,
});

export const anyAsk = fc.oneof(anyMoney.map(money), anySteps.map(units));

/** The lowest price of a tariff. */
export function lowestPrice({ blocks }: TariffTerms): number {
  return Math.min(...blocks.map((each) => each.price));
}
