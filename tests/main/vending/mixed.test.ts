import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { PaymentPart } from '../../../src-shared/contract/payment.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { isPaidBy } from '../../../src-shared/pricing/payment-parts.ts';
import { Counter } from '../shifts/counter.ts';
import { TrainingShop } from '../training-shop.ts';

/* A sale that is paid in parts: each part counts where it belongs. */

let shop: TrainingShop;
let counter: Counter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  counter = await Counter.open(shop);
});
afterEach(() => counter.till.close());

const CASH_AND_CARD: readonly PaymentPart[] = [
  { kind: 'cash', amount: 3_000 },
  { kind: 'card', amount: 2_000 },
];

async function order(amount: number, parts: readonly PaymentPart[]): Promise<Input<'sale.sell'>> {
  const { id } = await counter.till.meterOf('Nomsa Dlamini');
  const asked = await counter.till.order(id, { by: 'money', amount });
  return { ...asked, payment: 'mixed', parts: [...parts] };
}

async function sell(parts: readonly PaymentPart[] = CASH_AND_CARD): Promise<Sale> {
  return counter.till.call('sale.sell', await order(5_000, parts));
}

function refund(sale: Sale, amount: number, payment: 'cash' | 'card' | 'account') {
  const usual = { requestId: randomUUID(), saleId: sale.id, reason: 'x' };
  return { ...usual, amount, payment };
}

describe('a payment in parts', () => {
  it('is kept with each of its parts', async () => {
    const sale = await sell();
    expect(sale).toMatchObject({ state: 'issued', payment: 'mixed' });
    expect(sale.payments).toEqual([
      { kind: 'card', amount: 2_000 },
      { kind: 'cash', amount: 3_000 },
    ]);
    expect(await counter.till.call('sales.get', { saleId: sale.id })).toEqual(sale);
  });

  it('says of every other sale that it was paid in one', async () => {
    const { payments } = await counter.sell(5_000, 'mobile-money');
    expect(payments).toEqual([{ kind: 'mobile-money', amount: 5_000 }]);
  });

  it.each([
    [
      'too little',
      [
        { kind: 'cash', amount: 3_000 },
        { kind: 'card', amount: 1_999 },
      ],
    ],
    [
      'too much',
      [
        { kind: 'cash', amount: 3_000 },
        { kind: 'card', amount: 2_001 },
      ],
    ],
    [
      'one kind twice',
      [
        { kind: 'cash', amount: 3_000 },
        { kind: 'cash', amount: 2_000 },
      ],
    ],
    ['one part', [{ kind: 'cash', amount: 5_000 }]],
    ['no parts', []],
  ] as const)('is refused with %s, and nothing is sold', async (_, parts) => {
    const { code } = await counter.till.refusal('sale.sell', await order(5_000, parts));
    expect(code).toBe('sale.parts-wrong');
    expect(counter.till.count('sale')).toBe(0);
  });

  it('has no parts where it is paid in one way', async () => {
    const whole = { ...(await order(5_000, CASH_AND_CARD)), payment: 'cash' };
    expect((await counter.till.refusal('sale.sell', whole)).code).toBe('sale.parts-wrong');
  });

  it('is the same request with the same parts only', async () => {
    const wanted = await order(5_000, CASH_AND_CARD);
    const sale = await counter.till.call('sale.sell', wanted);
    const turned = { ...wanted, parts: CASH_AND_CARD.toReversed() };
    expect(await counter.till.call('sale.sell', turned)).toEqual(sale);
    const [cash, card] = CASH_AND_CARD;
    const other = {
      ...wanted,
      parts: [
        { ...cash, amount: 2_000 },
        { ...card, amount: 3_000 },
      ],
    };
    expect((await counter.till.refusal('sale.sell', other)).code).toBe('sale.request-reused');
    expect(counter.till.count('sale')).toBe(1);
  });

  it('sums exactly, in every rule that says so', () => {
    expect(isPaidBy(5_000, 'mixed', CASH_AND_CARD)).toBe(true);
    expect(isPaidBy(5_000, 'cash', [])).toBe(true);
    expect(isPaidBy(0, 'mixed', [])).toBe(false);
  });
});

describe('the drawer', () => {
  it('is to hold the cash part, and each terminal its own', async () => {
    await counter.till.call('shift.open', { float: 10_000 });
    await sell();
    await sell([
      { kind: 'cash', amount: 1_000 },
      { kind: 'mobile-money', amount: 1_500 },
      { kind: 'account', amount: 2_500 },
    ]);
    await counter.sell(700);
    const report = await counter.x();
    expect(report).toMatchObject({
      sales: 3,
      taken: 10_700,
      expected: { cash: 14_700, card: 2_000, 'mobile-money': 1_500, account: 2_500 },
      byOperator: [{ sales: 3, amount: 10_700 }],
    });
    expect(report.byKind).toEqual([
      { kind: 'cash', sales: 3, amount: 4_700, refunds: 0, refunded: 0 },
      { kind: 'card', sales: 1, amount: 2_000, refunds: 0, refunded: 0 },
      { kind: 'mobile-money', sales: 1, amount: 1_500, refunds: 0, refunded: 0 },
      { kind: 'account', sales: 1, amount: 2_500, refunds: 0, refunded: 0 },
    ]);
  });

  it('closes with a Z report that the check of the ledger agrees with', async () => {
    await sell();
    const z = await counter.close();
    expect(z.report.expected).toMatchObject({ cash: 3_000, card: 2_000 });
    await counter.restart('thandi');
    await counter.till.till.close();
    expect(verifyLedger(`${counter.till.folder}/training.sqlite`).problems).toEqual([]);
    await counter.till.restart();
  });
});

describe('what is given back of it', () => {
  it('may be handed back whole where all of it was received', async () => {
    const sale = await sell();
    const back = await counter.till.call('sale.refund', refund(sale, 5_000, 'card'));
    expect(back.refunded).toBe(5_000);
  });

  it('is at most what was received; the rest is taken off the account', async () => {
    const sale = await sell([
      { kind: 'cash', amount: 3_000 },
      { kind: 'account', amount: 2_000 },
    ]);
    expect(await counter.till.refusal('sale.refund', refund(sale, 3_001, 'cash'))).toMatchObject({
      code: 'refund.account-part',
      detail: { left: 3_000, account: 2_000 },
    });
    await counter.till.call('sale.refund', refund(sale, 2_000, 'cash'));
    expect(await counter.till.refusal('sale.refund', refund(sale, 1_500, 'cash'))).toMatchObject({
      code: 'refund.account-part',
      detail: { left: 1_000 },
    });
    await counter.till.call('sale.refund', refund(sale, 2_000, 'account'));
    const all = await counter.till.call('sale.refund', refund(sale, 1_000, 'cash'));
    expect(all.refunded).toBe(5_000);
  });
});
