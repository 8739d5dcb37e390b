import { describe, expect, it } from 'vitest';
import type { DeductionOrder, TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { OpenDebt } from '../../../src-shared/pricing/context.ts';
import { priceSale } from '../../../src-shared/pricing/price-sale.ts';
import { accepted, refused } from '../results.ts';
import { contextOf, debt, money, perSale, units } from './contexts.ts';

/* What is taken from a payment before it buys energy. R 1.00 a kWh throughout: a cent buys 0.1. */

const dear: Partial<TariffTerms> = { blocks: [{ upTo: null, price: 1_000_000 }] };
const half = { kind: 'share', basisPoints: 5_000 } as const;

function pay(paid: number, terms: Partial<TariffTerms>, debts: OpenDebt[], charge = 0) {
  const charges = charge === 0 ? [] : [perSale(charge)];
  const due = { charges, chargedUntil: null };
  return priceSale(contextOf({ ...dear, ...terms }, money(paid), { debts, due }));
}

describe('a debt', () => {
  it('is taken whole, and what is left buys', () => {
    const quote = accepted(pay(10_000, {}, [debt({ balance: 3_050 })]));
    expect(quote).toMatchObject({ debt: 3_050, energy: 6_950, steps: 695 });
    expect(quote.lines.find(({ kind }) => kind === 'debt')).toMatchObject({
      name: 'Arrears',
      amount: 3_050,
      debtId: 1,
      left: 0,
    });
  });

  it('that takes all says what would buy', () => {
    expect(refused(pay(3_000, {}, [debt({ balance: 3_050 })]))).toEqual({
      code: 'below-debt',
      least: 3_051,
    });
    expect(accepted(pay(3_051, {}, [debt({ balance: 3_050 })])).steps).toBe(1);
  });

  it('is taken by a share of what is left, to the nearest minor unit', () => {
    expect(accepted(pay(1_001, {}, [debt({ take: half })]))).toMatchObject({
      debt: 501,
      energy: 500,
    });
    const all = debt({ take: { kind: 'share', basisPoints: 10_000 }, balance: 700 });
    expect(accepted(pay(1_000, {}, [all]))).toMatchObject({ debt: 700, energy: 300 });
  });

  it('is taken by a fixed part, and by no more than is owed', () => {
    const fixed = debt({ take: { kind: 'fixed', amount: 2_000 } });
    expect(accepted(pay(10_000, {}, [fixed])).debt).toBe(2_000);
    expect(accepted(pay(10_000, {}, [{ ...fixed, balance: 1_500 }])).debt).toBe(1_500);
  });

  it('is not taken beyond the ceiling of a sale or of a month', () => {
    const open = debt({ perSaleCeiling: 1_000, perMonthCeiling: 1_500 });
    expect(accepted(pay(10_000, {}, [open])).debt).toBe(1_000);
    expect(accepted(pay(10_000, {}, [{ ...open, takenThisMonth: 800 }])).debt).toBe(700);
    const none = accepted(pay(10_000, {}, [{ ...open, takenThisMonth: 1_500 }]));
    expect(none.debt).toBe(0);
    expect(none.lines.map(({ kind }) => kind)).toEqual(['energy']);
  });

  it('takes its share of what the ones before it left', () => {
    const debts = [debt({ take: half }), debt({ debtId: 2, take: half, balance: 2_000 })];
    const { lines } = accepted(pay(10_000, {}, debts));
    const taken = lines.filter(({ kind }) => kind === 'debt');
    expect(taken.map(({ debtId, amount, left }) => [debtId, amount, left])).toEqual([
      [1, 5_000, 95_000],
      [2, 2_000, 0],
    ]);
  });
});

describe('the order', () => {
  const inOrder = (...order: DeductionOrder) => {
    const serviceFee = { amount: 0, basisPoints: 1_000 };
    const context = contextOf({ ...dear, serviceFee }, money(10_000), {
      due: { charges: [perSale(2_000)], chargedUntil: null },
      debts: [debt({ take: half })],
      order,
    });
    const { serviceFee: fee, debt: taken, energy } = accepted(priceSale(context));
    return [fee, taken, energy];
  };

  it('says what a share is of', () => {
    expect(inOrder('service-fee', 'fixed-charge', 'debt')).toEqual([1_000, 3_500, 3_500]);
    expect(inOrder('debt', 'service-fee', 'fixed-charge')).toEqual([500, 5_000, 2_500]);
    expect(inOrder('fixed-charge', 'debt', 'service-fee')).toEqual([400, 4_000, 3_600]);
  });
});

describe('the service fee', () => {
  it('is an amount and a share, its tax on top of both', () => {
    const terms: Partial<TariffTerms> = {
      serviceFee: { amount: 100, basisPoints: 200 },
      taxes: [{ name: 'VAT', basisPoints: 1500, on: ['service-fee'] }],
    };
    // 1.00 and 0.15; 2 % of 100.00 with 15 % on top is 2.30, 0.30 of it tax.
    expect(accepted(pay(10_000, terms, []))).toMatchObject({
      serviceFee: 300,
      tax: 45,
      energy: 9_655,
    });
  });

  it('has its tax in it where prices have', () => {
    const terms: Partial<TariffTerms> = {
      serviceFee: { amount: 115, basisPoints: 0 },
      taxes: [{ name: 'VAT', basisPoints: 1500, on: ['service-fee'] }],
      pricesIncludeTax: true,
    };
    expect(accepted(pay(10_000, terms, []))).toMatchObject({
      serviceFee: 100,
      tax: 15,
      energy: 9_885,
      steps: 989,
    });
  });
});

describe('a tax', () => {
  it('is only on what it is on', () => {
    const terms: Partial<TariffTerms> = {
      taxes: [
        { name: 'VAT', basisPoints: 1500, on: ['fixed-charge'] },
        { name: 'Levy', basisPoints: 500, on: ['energy'] },
      ],
    };
    // 10.00 and 1.50. 88.50 · 5/105 = 4.214.
    const quote = accepted(pay(10_000, terms, [], 1_000));
    expect(quote).toMatchObject({ fixedCharge: 1_000, tax: 571, energy: 8_429, steps: 843 });
    const taxes = quote.lines.filter(({ kind }) => kind === 'tax');
    expect(taxes.map(({ name, amount }) => [name, amount])).toEqual([
      ['VAT', 150],
      ['Levy', 421],
    ]);
  });
});

describe('the limits of a sale', () => {
  const limits = { minimumSale: 2_000, maximumSale: 5_000 };

  it('are of what is paid where nothing else is taken, and say so', () => {
    expect(refused(pay(1_999, limits, []))).toEqual({ code: 'below-minimum-sale', least: 2_000 });
    expect(accepted(pay(2_000, limits, [])).steps).toBe(200);
    expect(accepted(pay(5_000, limits, [])).steps).toBe(500);
    expect(refused(pay(5_001, limits, []))).toEqual({ code: 'above-maximum-sale', largest: 5_000 });
  });

  it('hold for units as well, in money', () => {
    const byUnits = (steps: number) => priceSale(contextOf({ ...dear, ...limits }, units(steps)));
    expect(refused(byUnits(199))).toEqual({ code: 'below-minimum-sale', least: 2_000 });
    expect(accepted(byUnits(200)).paid).toBe(2_000);
    expect(refused(byUnits(501))).toEqual({ code: 'above-maximum-sale', largest: 5_000 });
  });

  it('give way to charges that are more: those say what is needed', () => {
    expect(refused(pay(2_000, limits, [], 2_500))).toEqual({
      code: 'below-fixed-charge',
      least: 2_501,
    });
  });

  it('let charges and debts come on top of the most: nobody is kept from buying by them', () => {
    // R80.00 of charges, R70.00 of a debt, and at most R50.00 of energy.
    const owed = [debt({ balance: 7_000 })];
    const least = 8_000 + 7_000 + 1;
    expect(refused(pay(5_000, limits, owed, 8_000))).toEqual({ code: 'below-fixed-charge', least });
    expect(accepted(pay(least, limits, owed, 8_000))).toMatchObject({ debt: 7_000, energy: 1 });
    const most = 8_000 + 7_000 + 5_000;
    expect(accepted(pay(most, limits, owed, 8_000))).toMatchObject({ energy: 5_000, steps: 500 });
    expect(refused(pay(most + 1, limits, owed, 8_000))).toEqual({
      code: 'above-maximum-sale',
      largest: most,
    });
  });
});

it('units are asked for beside the free ones, and cost what leaves their price', () => {
  const context = contextOf({ ...dear, freeSteps: 500 }, units(100), {
    debts: [debt({ take: half })],
  });
  expect(accepted(priceSale(context))).toMatchObject({
    paid: 2_000,
    debt: 1_000,
    energy: 1_000,
    steps: 600,
  });
});
