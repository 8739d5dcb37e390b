import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PaymentPart, paymentKind } from '../../../src-shared/contract/payment.ts';
import { isPaidBy, partsOf } from '../../../src-shared/pricing/payment-parts.ts';
import { shareOut } from '../../../src-shared/pricing/shared-payment.ts';

/* One payment for several sales: each sale has its own share of it, and nothing is left over. */

const amounts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 8 });

/** Amounts, and parts of several kinds that sum to them. */
const mixed = amounts
  .filter((each) => sum(each) >= paymentKind.options.length)
  .chain((each) =>
    fc
      .tuple(
        fc.shuffledSubarray([...paymentKind.options], { minLength: 2 }),
        fc.uniqueArray(fc.integer({ min: 1, max: sum(each) - 1 }), {
          minLength: paymentKind.options.length - 1,
          maxLength: paymentKind.options.length - 1,
        }),
      )
      .map(([kinds, cuts]) => ({ amounts: each, parts: cut(sum(each), kinds, cuts) })),
  );

describe('a payment that is shared out', () => {
  it('pays for each sale exactly, and each kind is what was given of it', () => {
    fc.assert(
      fc.property(mixed, ({ amounts: each, parts }) => {
        const shares = shareOut(each, 'mixed', parts);
        expect(shares).toHaveLength(each.length);
        const given = new Map<string, number>();
        shares.forEach((share, index) => {
          const paid = each[index] ?? 0;
          expect(isPaidBy(paid, share.payment, share.parts)).toBe(true);
          for (const { kind, amount } of partsOf(paid, share.payment, share.parts)) {
            given.set(kind, (given.get(kind) ?? 0) + amount);
          }
        });
        expect(given).toEqual(new Map(parts.map(({ kind, amount }) => [kind, amount])));
      }),
    );
  });

  it('is the same whatever order its parts are in, and mixes no more sales than it must', () => {
    fc.assert(
      fc.property(mixed, ({ amounts: each, parts }) => {
        const shares = shareOut(each, 'mixed', parts);
        expect(shareOut(each, 'mixed', parts.toReversed())).toEqual(shares);
        const ofSeveral = shares.filter(({ payment }) => payment === 'mixed');
        expect(ofSeveral.length).toBeLessThan(parts.length);
      }),
    );
  });

  it('is of one kind everywhere where it is of one', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(...paymentKind.options), (each, payment) => {
        expect(shareOut(each, payment, [])).toEqual(each.map(() => ({ payment, parts: [] })));
      }),
    );
  });

  it('uses the cash up first', () => {
    const parts: PaymentPart[] = [
      { kind: 'card', amount: 7_000 },
      { kind: 'cash', amount: 3_000 },
    ];
    expect(shareOut([2_000, 4_000, 4_000], 'mixed', parts)).toEqual([
      { payment: 'cash', parts: [] },
      {
        payment: 'mixed',
        parts: [
          { kind: 'cash', amount: 1_000 },
          { kind: 'card', amount: 3_000 },
        ],
      },
      { payment: 'card', parts: [] },
    ]);
  });
});

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, each) => all + each, 0);
}

function cut(
  whole: number,
  kinds: readonly PaymentPart['kind'][],
  cuts: readonly number[],
): PaymentPart[] {
  const ends = [...cuts.slice(0, kinds.length - 1).toSorted((a, b) => a - b), whole];
  return kinds.map((kind, index) => ({
    kind,
    amount: (ends[index] ?? 0) - (ends[index - 1] ?? 0),
  }));
}
