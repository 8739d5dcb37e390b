import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ask, quote } from '../../../src-shared/contract/pricing-shapes.ts';
import { LARGEST_MONEY } from '../../../src-shared/pricing/money.ts';
import { priceSale } from '../../../src-shared/pricing/price-sale.ts';
import {
  decodeTransferAmount,
  encodeTransferAmount,
  LARGEST_TRANSFER,
} from '../../../src-shared/sts/transfer-amount.ts';
import { accepted, refused } from '../results.ts';
import { contextOf, money, perSale, units } from './contexts.ts';

/* A flat tariff with a charge of each sale and one tax on both. */

interface Flat {
  readonly price: number;
  readonly fixedCharge: number;
  readonly vat: number;
  readonly inIt: boolean;
}

function tariff(changes: Partial<Flat>): Flat {
  return { price: 2_109_000, fixedCharge: 0, vat: 0, inIt: false, ...changes };
}

function priceFlat({ price, fixedCharge, vat, inIt }: Flat, ask: Ask) {
  const terms = {
    blocks: [{ upTo: null, price }],
    taxes: [{ name: 'VAT', basisPoints: vat, on: ['energy' as const, 'fixed-charge' as const] }],
    pricesIncludeTax: inIt,
  };
  const charges = fixedCharge === 0 ? [] : [perSale(fixedCharge)];
  return priceSale(contextOf(terms, ask, { due: { charges, chargedUntil: null } }));
}

describe('worked examples', () => {
  it('R100 at R2.1090/kWh, VAT 15 % on top, fixed charge R5', () => {
    // Tax: 100.00 · 15/115 = 13.0435, so 13.04. Left: 86.96. Energy: 86.96 − 5.00 = 81.96.
    // 81.96 / 0.2109 = 388.62, so 389 steps: 38.9 kWh.
    const terms = tariff({ fixedCharge: 500, vat: 1500 });
    const none = {
      ...{ basisPoints: null, periods: null, every: null },
      ...{ debtId: null, left: null, base: null },
    };
    expect(accepted(priceFlat(terms, money(10_000)))).toEqual({
      paid: 10_000,
      energy: 8_196,
      fixedCharge: 500,
      serviceFee: 0,
      debt: 0,
      tax: 1_304,
      lines: [
        { ...none, kind: 'energy', name: '', amount: 8_196, steps: 389, price: 2_109_000 },
        { ...none, kind: 'fixed-charge', name: 'Service', amount: 500, steps: null, price: null },
        {
          ...none,
          kind: 'tax',
          name: 'VAT',
          amount: 1_304,
          steps: null,
          price: null,
          basisPoints: 1500,
          base: 8_696,
        },
      ],
      steps: 389,
      freeSteps: 0,
      transferAmount: 389,
      resource: 'electricity',
      pricesIncludeTax: false,
      chargedUntil: null,
    });
  });

  it('R100 at R2.50/kWh with 15 % VAT in it: exactly 40.0 kWh', () => {
    // Tax 13.04. Without VAT 86.96 would be a hair over 40.0 kWh; what counts is 100.00 / 0.25 = 400.
    const terms = tariff({
      price: 2_500_000,
      vat: 1500,
      inIt: true,
    });
    expect(accepted(priceFlat(terms, money(10_000)))).toMatchObject({
      energy: 8_696,
      fixedCharge: 0,
      tax: 1_304,
      steps: 400,
    });
  });

  it('R57.50 at R2.00/kWh and R11.50 fixed, both with 15 % VAT in them', () => {
    // Tax: 57.50 · 15/115 = 7.50. Fixed charge: 11.50 − 1.50 = 10.00. Energy: 50.00 − 10.00 = 40.00.
    // (57.50 − 11.50) / 0.20 = 230 steps.
    const terms = tariff({
      price: 2_000_000,
      fixedCharge: 1_150,
      vat: 1500,
      inIt: true,
    });
    expect(accepted(priceFlat(terms, money(5_750)))).toMatchObject({
      energy: 4_000,
      fixedCharge: 1_000,
      tax: 750,
      steps: 230,
    });
  });

  it('5 000 in a currency without decimals, at 149.5 a kWh and 18 % VAT on top', () => {
    // Tax: 5000 · 18/118 = 762.7, so 763. Energy 4237. 4237 / 14.95 = 283.4, so 284 steps.
    const terms = tariff({ price: 1_495_000, vat: 1800 });
    expect(accepted(priceFlat(terms, money(5_000)))).toMatchObject({
      energy: 4_237,
      tax: 763,
      steps: 284,
    });
  });

  it('a large sale is rounded up to what a token can say', () => {
    // 2 000.0 kWh: 20 000 steps are written as 16 384 + 362 · 10 = 20 004.
    const terms = tariff({ price: 1_000_000 });
    expect(accepted(priceFlat(terms, money(200_000)))).toMatchObject({
      steps: 20_004,
      transferAmount: 16_746,
    });
  });

  it('10.0 kWh by units cost their list price', () => {
    // 10.0 · 2.1090 = 21.09. With 15 % on top: 21.09 · 0.15 = 3.1635, so 3.16: 24.25.
    const terms = tariff({ vat: 1500 });
    expect(accepted(priceFlat(terms, units(100)))).toMatchObject({
      paid: 2_425,
      energy: 2_109,
      tax: 316,
      steps: 100,
    });
  });

  it('40.0 kWh at R2.50 with VAT in it cost R100', () => {
    const terms = tariff({
      price: 2_500_000,
      vat: 1500,
      inIt: true,
    });
    expect(accepted(priceFlat(terms, units(400)))).toMatchObject({ paid: 10_000, tax: 1_304 });
  });

  it('2 000.0 kWh by units gives the amount above it that a token can say', () => {
    // Charged are the 20 000 steps that were asked for; the field says 20 004.
    const terms = tariff({ price: 1_000_000 });
    expect(accepted(priceFlat(terms, units(20_000)))).toMatchObject({
      paid: 200_000,
      steps: 20_004,
    });
  });
});

describe('too little', () => {
  const terms = tariff({ fixedCharge: 500, vat: 1500 });

  it('does not cover the fixed charge', () => {
    expect(refused(priceFlat(terms, money(500)))).toEqual({
      code: 'below-fixed-charge',
      least: 576,
    });
  });

  it('leaves nothing for energy', () => {
    // 5.75 is the fixed charge and its VAT; a cent more buys 0.1 kWh.
    expect(refused(priceFlat(terms, money(575)))).toEqual({ code: 'below-one-step', least: 576 });
    expect(accepted(priceFlat(terms, money(576)))).toMatchObject({ energy: 1, steps: 1 });
  });

  it('is all tax', () => {
    const taxed = tariff({ vat: 10_000 });
    expect(refused(priceFlat(taxed, money(1)))).toEqual({ code: 'below-one-step', least: 2 });
  });
});

describe('too much', () => {
  it('by money says how much a token can carry, in money', () => {
    const terms = tariff({ price: 1_000_000, vat: 1500, fixedCharge: 500 });
    const { largest = 0 } = refused(priceFlat(terms, money(LARGEST_MONEY)));
    expect(accepted(priceFlat(terms, money(largest))).steps).toBe(LARGEST_TRANSFER);
    expect(refused(priceFlat(terms, money(largest + 1)))).toEqual({
      code: 'above-largest-transfer',
      largest,
    });
  });

  it('by units says so in units', () => {
    expect(refused(priceFlat(tariff({}), units(LARGEST_TRANSFER + 1)))).toEqual({
      code: 'above-largest-transfer',
      largest: LARGEST_TRANSFER,
    });
  });

  it('is also what would cost more than the till can handle', () => {
    const dear = tariff({ price: Number.MAX_SAFE_INTEGER, vat: 10_000 });
    const { largest = 0 } = refused(priceFlat(dear, units(LARGEST_TRANSFER)));
    expect(accepted(priceFlat(dear, units(largest - 1))).steps).toBe(largest - 1);
    expect(refused(priceFlat(dear, units(largest + 1)))).toMatchObject({ largest });
  });
});

it('takes no tariff and no amount that the contract would not let through', () => {
  const wrong: [Flat, Ask][] = [
    [tariff({}), money(0)],
    [tariff({}), money(-1)],
    [tariff({}), money(0.5)],
    [tariff({}), units(Number.NaN)],
    [tariff({ price: 0 }), money(1)],
    [tariff({ price: 1.5 }), money(1)],
    [tariff({ fixedCharge: -1 }), money(1)],
    [tariff({ vat: 10_001 }), money(1)],
  ];
  for (const [terms, ask] of wrong) expect(() => priceFlat(terms, ask)).toThrow(RangeError);
});

describe('whatever the tariff', () => {
  const terms = fc.record({
    price: fc.oneof(
      fc.constantFrom(1, 2, 99_999, 100_000, 100_001),
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    ),
    fixedCharge: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 0, max: LARGEST_MONEY }),
    ),
    vat: fc.oneof(
      fc.constantFrom(0, 1, 1500, 1800, 9_999, 10_000),
      fc.integer({ min: 0, max: 10_000 }),
    ),
    inIt: fc.boolean(),
  });
  const amount = fc.oneof(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 1, max: LARGEST_MONEY }),
  );
  const steps = fc.oneof(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 20_000 }),
    fc.integer({ min: 1, max: LARGEST_TRANSFER }),
  );

  it('the parts sum to what is paid, and the quote is one the contract knows', () => {
    fc.assert(
      fc.property(terms, amount, (each, paid) => {
        const priced = priceFlat(each, money(paid));
        if (!priced.ok) return;
        const { value } = priced;
        expect(quote.safeParse(value).success).toBe(true);
        expect(value.paid).toBe(paid);
        expect(value.energy + value.fixedCharge + value.tax).toBe(paid);
        expect(value.steps).toBe(decodeTransferAmount(value.transferAmount));
      }),
    );
  });

  it('tax is the VAT part of what is paid, to the nearest minor unit', () => {
    fc.assert(
      fc.property(terms, amount, (each, paid) => {
        const priced = priceFlat(each, money(paid));
        if (!priced.ok) return;
        const whole = BigInt(10_000 + each.vat);
        const twiceOff = 2n * (BigInt(paid) * BigInt(each.vat) - BigInt(priced.value.tax) * whole);
        // Half up: the exact tax is in [tax − ½, tax + ½).
        expect(twiceOff >= -whole && twiceOff < whole).toBe(true);
      }),
    );
  });

  it('the customer gets what is paid for, and less than a step more before the token rounds', () => {
    fc.assert(
      fc.property(terms, amount, (each, paid) => {
        const priced = priceFlat(each, money(paid));
        if (!priced.ok) return;
        const { value } = priced;
        const spent = BigInt(each.inIt ? paid - each.fixedCharge : value.energy);
        const price = BigInt(each.price);
        expect(BigInt(value.steps) * price >= spent * 100_000n).toBe(true);
        const below = decodeTransferAmount(value.transferAmount - 1);
        expect(BigInt(below) * price < spent * 100_000n).toBe(true);
      }),
    );
  });

  it('more money never buys fewer units', () => {
    const more = fc.oneof(fc.integer({ min: 1, max: 3 }), amount);
    fc.assert(
      fc.property(terms, amount, more, (each, paid, extra) => {
        const one = priceFlat(each, money(paid));
        const two = priceFlat(each, money(paid + extra));
        if (one.ok && two.ok) {
          expect(two.value.steps).toBeGreaterThanOrEqual(one.value.steps);
          expect(two.value.energy).toBeGreaterThanOrEqual(one.value.energy);
          expect(two.value.tax).toBeGreaterThanOrEqual(one.value.tax);
        }
        // What is sold at all is one range, from `least` to `largest`.
        if (one.ok && !two.ok) expect(two.error.code).toBe('above-largest-transfer');
        if (!one.ok && two.ok) expect(one.error.code).not.toBe('above-largest-transfer');
      }),
    );
  });

  it('`least` and `largest` are where selling begins and ends', () => {
    fc.assert(
      fc.property(terms, amount, (each, paid) => {
        const priced = priceFlat(each, money(paid));
        if (priced.ok) return;
        const { least, largest } = priced.error;
        if (least !== undefined) {
          expect(least).toBeGreaterThan(paid);
          expect(priceFlat(each, money(least - 1)).ok).toBe(false);
          // A tariff too dear for the till as a whole has no least sale.
          if (least <= LARGEST_MONEY) expect(priceFlat(each, money(least)).ok).toBe(true);
        }
        if (largest !== undefined) {
          expect(largest).toBeLessThan(paid);
          expect(priceFlat(each, money(largest)).ok).toBe(true);
          expect(priceFlat(each, money(largest + 1)).ok).toBe(false);
        }
      }),
    );
  });

  it('units asked for are given, at what that much money buys, give or take the rounding', () => {
    fc.assert(
      fc.property(terms, steps, (each, asked) => {
        const priced = priceFlat(each, units(asked));
        if (!priced.ok) {
          const { code, largest = 0 } = priced.error;
          expect(code).toBe('above-largest-transfer');
          expect(largest).toBeLessThanOrEqual(asked);
          return;
        }
        const { value } = priced;
        expect(quote.safeParse(value).success).toBe(true);
        expect(value.energy + value.fixedCharge + value.tax).toBe(value.paid);
        expect(value.transferAmount).toBe(encodeTransferAmount(asked));
        // With VAT in the price, both the price and its tax are rounded.
        const minorUnits = each.inIt ? 2 : 1;
        const roundings = Math.ceil((minorUnits * 100_000) / each.price) + 1;
        const byMoney = priceFlat(each, money(value.paid));
        if (!byMoney.ok) {
          expect(byMoney.error.code).not.toBe('below-fixed-charge');
          return;
        }
        const { steps: bought } = byMoney.value;
        expect(bought).toBeGreaterThanOrEqual(asked - roundings);
        const above = Math.min(asked + roundings, LARGEST_TRANSFER);
        expect(bought).toBeLessThanOrEqual(decodeTransferAmount(encodeTransferAmount(above)));
      }),
    );
  });

  it('more units never cost less', () => {
    fc.assert(
      fc.property(terms, steps, steps, (each, one, two) => {
        const [less, more] = [Math.min(one, two), Math.max(one, two)].map((asked) =>
          priceFlat(each, units(asked)),
        );
        if (less?.ok && more?.ok) {
          expect(more.value.paid).toBeGreaterThanOrEqual(less.value.paid);
        }
      }),
    );
  });
});
