import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Quote, TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { MonthSoFar } from '../../../src-shared/pricing/context.ts';
import { priceSale } from '../../../src-shared/pricing/price-sale.ts';
import { accepted } from '../results.ts';
import { anyBlocks, anyTaxes } from './arbitraries.ts';
import { contextOf, money } from './contexts.ts';

/* Several sales to one meter within a month. */

function buy(terms: Partial<TariffTerms>, month: MonthSoFar, paid: number) {
  const quote = accepted(priceSale(contextOf(terms, money(paid), { month })));
  return { quote, after: { steps: month.steps + quote.steps, freeTaken: true } };
}

const ofEnergy = ({ lines }: Quote) =>
  lines.filter(({ kind }) => kind === 'energy').map(({ steps, price }) => [steps, price]);

describe('blocks', () => {
  const blocks = [
    { upTo: 500, price: 1_000_000 },
    { upTo: 1_000, price: 2_000_000 },
    { upTo: null, price: 3_000_000 },
  ];

  it('go on where the last sale of the month ended, and begin anew with the next month', () => {
    const first = buy({ blocks }, { steps: 0, freeTaken: false }, 4_000);
    expect(ofEnergy(first.quote)).toEqual([[400, 1_000_000]]);
    const second = buy({ blocks }, first.after, 4_000);
    // 10.0 for R1, then R30 at R2.
    expect(ofEnergy(second.quote)).toEqual([
      [100, 1_000_000],
      [150, 2_000_000],
    ]);
    const third = buy({ blocks }, second.after, 8_500);
    // 35.0 for R70, then R15 at R3.
    expect(ofEnergy(third.quote)).toEqual([
      [350, 2_000_000],
      [50, 3_000_000],
    ]);
    const next = buy({ blocks }, { steps: 0, freeTaken: false }, 4_000);
    expect(next.quote).toEqual(first.quote);
  });

  it('are filled by free units first, and by more than a block of them', () => {
    const some = buy({ blocks, freeSteps: 300 }, { steps: 0, freeTaken: false }, 4_000);
    expect(some.quote).toMatchObject({ freeSteps: 300, steps: 300 + 200 + 100 });
    const many = buy({ blocks, freeSteps: 700 }, { steps: 0, freeTaken: false }, 4_000);
    expect(ofEnergy(many.quote)).toEqual([[200, 2_000_000]]);
  });
});

describe('free units', () => {
  it('are given once a month, even where the month began without them', () => {
    const first = buy({ freeSteps: 500 }, { steps: 250, freeTaken: false }, 10_000);
    expect(first.quote.freeSteps).toBe(500);
    const second = buy({ freeSteps: 500 }, first.after, 10_000);
    expect(second.quote.freeSteps).toBe(0);
    expect(second.quote.lines.map(({ kind }) => kind)).toEqual(['energy']);
  });
});

describe('a purchase in two', () => {
  const price = fc.integer({ min: 100_000, max: 5_000_000 });
  const ascending = anyBlocks(price).map((blocks): Block[] => {
    const prices = blocks.map((each) => each.price).toSorted((a, b) => a - b);
    return blocks.map(({ upTo }, index) => ({ upTo, price: prices[index] ?? 1 }));
  });
  // Below what a token says in single steps.
  const paid = fc.integer({ min: 10, max: 7_500 });

  it('buys what one would have, but for rounding: a step each, and what a minor unit buys', () => {
    fc.assert(
      fc.property(
        ascending,
        anyTaxes,
        fc.boolean(),
        fc.integer({ min: 0, max: 300 }),
        paid,
        paid,
        (blocks, taxes, pricesIncludeTax, freeSteps, one, two) => {
          const terms = { blocks, taxes, pricesIncludeTax, freeSteps };
          const begin = { steps: 0, freeTaken: false };
          const atOnce = buy(terms, begin, one + two).after.steps;
          const inTwo = buy(terms, buy(terms, begin, one).after, two).after.steps;
          // A minor unit buys a step at most.
          expect(Math.abs(inTwo - atOnce)).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
