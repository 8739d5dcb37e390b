import { describe, expect, it } from 'vitest';
import {
  ask,
  type Block,
  type DebtTake,
  type DebtTerms,
  type DeductionOrder,
  debtTerms,
  deductionOrder,
  type Quote,
  type QuoteLine,
  quote,
  resource,
  type Tax,
  tariff,
  tariffTerms,
} from '../../../src-shared/contract/pricing-shapes.ts';
import { creditSubclass, RESOURCES, unitSymbol } from '../../../src-shared/resource.ts';
import { contextOf, debt, domestic, flatTerms, money, perSale, units } from './contexts.ts';

const isTariff = (changes: object) => tariffTerms.safeParse({ ...flatTerms, ...changes }).success;

describe('terms of a tariff', () => {
  it('have blocks that ascend to one without an end', () => {
    const withBlocks = (...upTo: (number | null)[]) =>
      isTariff({ blocks: upTo.map((each): Block => ({ upTo: each, price: 1 })) });
    expect(withBlocks(null)).toBe(true);
    expect(withBlocks(500, 3500, null)).toBe(true);
    expect(withBlocks()).toBe(false);
    expect(withBlocks(500)).toBe(false);
    expect(withBlocks(500, 500, null)).toBe(false);
    expect(withBlocks(500, 400, null)).toBe(false);
    expect(withBlocks(null, null)).toBe(false);
    expect(withBlocks(0, null)).toBe(false);
    expect(withBlocks(1, 2, 3, 4, 5, 6, 7, 8, null)).toBe(false);
  });

  it('have taxes that leave half of every part', () => {
    const tax = (basisPoints: number, ...on: Tax['on']): Tax => ({ name: 'T', basisPoints, on });
    expect(isTariff({ taxes: [tax(10_000, 'energy'), tax(10_000, 'service-fee')] })).toBe(true);
    expect(isTariff({ taxes: [tax(10_000, 'energy'), tax(1, 'energy')] })).toBe(false);
    expect(isTariff({ taxes: [tax(1)] })).toBe(false);
    expect(isTariff({ taxes: [tax(1, 'energy', 'energy')] })).toBe(false);
  });

  it('exempt units of taxes on energy, and say nothing of it where they exempt none', () => {
    const tax = { name: 'VAT', basisPoints: 1_500, on: ['energy'] };
    expect(isTariff({ taxes: [{ ...tax, exemptSteps: 500 }] })).toBe(true);
    expect(isTariff({ taxes: [{ ...tax, exemptSteps: 0 }] })).toBe(false);
    expect(isTariff({ taxes: [{ ...tax, on: ['service-fee'], exemptSteps: 500 }] })).toBe(false);
    expect(tariffTerms.parse({ ...flatTerms, taxes: [tax] }).taxes).toEqual([tax]);
  });

  it('have a minimum that is not above the maximum', () => {
    expect(isTariff({ minimumSale: 500, maximumSale: 500 })).toBe(true);
    expect(isTariff({ minimumSale: 501, maximumSale: 500 })).toBe(false);
  });

  it('stay what they must be as part of a tariff', () => {
    expect(tariff.safeParse(domestic).success).toBe(true);
    expect(tariff.safeParse({ ...domestic, blocks: [{ upTo: 500, price: 1 }] }).success).toBe(
      false,
    );
  });
});

it('an order of deductions has each of them once', () => {
  const isOrder = (...order: DeductionOrder) => deductionOrder.safeParse(order).success;
  expect(isOrder('debt', 'service-fee', 'fixed-charge')).toBe(true);
  expect(isOrder('debt', 'debt', 'fixed-charge')).toBe(false);
  expect(isOrder('debt', 'service-fee')).toBe(false);
});

it('a debt is taken whole, by a share or by a fixed part, and never by nothing', () => {
  const debt: Omit<DebtTerms, 'take'> = {
    name: 'Connection',
    kind: 'auxiliary',
    perSaleCeiling: null,
    perMonthCeiling: null,
    priority: 1,
  };
  const isDebt = (take: DebtTake) => debtTerms.safeParse({ ...debt, take }).success;
  expect(isDebt({ kind: 'whole' })).toBe(true);
  expect(isDebt({ kind: 'share', basisPoints: 3000 })).toBe(true);
  expect(isDebt({ kind: 'share', basisPoints: 0 })).toBe(false);
  expect(isDebt({ kind: 'share', basisPoints: 10_001 })).toBe(false);
  expect(isDebt({ kind: 'fixed', amount: 1000 })).toBe(true);
  expect(isDebt({ kind: 'fixed', amount: 0 })).toBe(false);
});

it('what is sold has a unit, and a token of its own', () => {
  expect(RESOURCES.map((each) => [each, unitSymbol(each), creditSubclass(each)])).toEqual([
    ['electricity', 'kWh', 0],
    ['water', 'm³', 1],
    ['gas', 'm³', 2],
    ['time', 'min', 3],
  ]);
  for (const each of RESOURCES) expect(resource.safeParse(each).success).toBe(true);
});

it('a quote is what its lines say', () => {
  const energy: QuoteLine = {
    kind: 'energy',
    name: '',
    amount: 2_109,
    steps: 100,
    price: 2_109_000,
    basisPoints: null,
    periods: null,
    every: null,
    debtId: null,
    left: null,
    base: null,
  };
  const priced: Quote = {
    paid: 2_109,
    energy: 2_109,
    fixedCharge: 0,
    serviceFee: 0,
    debt: 0,
    tax: 0,
    lines: [energy],
    steps: 100,
    freeSteps: 0,
    transferAmount: 100,
    resource: 'electricity',
    pricesIncludeTax: false,
    chargedUntil: null,
  };
  expect(quote.safeParse(priced).success).toBe(true);
  expect(quote.safeParse({ ...priced, transferAmount: 0 }).success).toBe(false);
});

it('a context is made of what the contract lets through', () => {
  const {
    terms,
    ask: asked,
    order,
  } = contextOf({}, money(500), {
    due: { charges: [perSale(100)], chargedUntil: null },
    debts: [debt({ balance: 200 })],
  });
  expect(tariffTerms.parse(terms)).toEqual(flatTerms);
  expect(ask.parse(asked)).toEqual(money(500));
  expect(ask.safeParse(units(0)).success).toBe(false);
  expect(deductionOrder.safeParse(order).success).toBe(true);
});
