import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentKind } from '../../../src-shared/contract/payment.ts';
import { paymentKind } from '../../../src-shared/contract/payment.ts';
import type { MoneyByKind } from '../../../src-shared/contract/shift-shapes.ts';
import { TrainingShop } from '../training-shop.ts';
import { Counter, NOTHING, people, type Somebody } from './counter.ts';

/* Whatever happens to a drawer in whatever order: what should be there is what happened. */

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

type Event =
  | { readonly do: 'sell' | 'refund'; readonly amount: number; readonly payment: PaymentKind }
  | { readonly do: 'drop' | 'payIn' | 'payOut'; readonly amount: number }
  | { readonly do: 'sit'; readonly who: Somebody }
  | { readonly do: 'restart' }
  | { readonly do: 'close'; readonly left: number };

const amount = fc.integer({ min: 1_000, max: 20_000 });
const payment = fc.constantFrom(...paymentKind.options);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sell' as const), amount, payment }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), amount, payment }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('drop', 'payIn', 'payOut'), amount }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sit' as const),
      who: fc.constantFrom<Somebody[]>('thandi', 'lindiwe'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('close' as const), left: fc.nat(5_000) }),
  },
);

/** The same drawer, kept by hand. */
class ByHand {
  expected: Record<keyof MoneyByKind, number>;
  readonly sold: { id: number; left: number; payment: PaymentKind }[] = [];
  sales = 0;
  taken = 0;
  refunded = 0;
  byOperator = new Map<number, number>();

  constructor(float: number) {
    this.expected = { ...NOTHING, cash: float };
  }

  next(left: number): void {
    this.expected = { ...NOTHING, cash: left };
    this.sales = 0;
    this.taken = 0;
    this.refunded = 0;
    this.byOperator = new Map();
  }
}

describe('what should be in the drawer', () => {
  it('is always the float and everything that happened, in any order', async () => {
    let happened = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(50_000),
        fc.array(event, { minLength: 5, maxLength: 25 }),
        async (float, events) => {
          const counter = await Counter.open(shop);
          try {
            await counter.till.call('shift.open', { float });
            const byHand = new ByHand(float);
            let who: Somebody = 'thandi';
            for (const each of events) {
              if (each.do === 'sit') who = each.who;
              happened += (await happens(counter, byHand, each, who)) ? 1 : 0;
              const x = await counter.x();
              expect(x.expected).toEqual(byHand.expected);
              expect([x.sales, x.taken, x.refunded]).toEqual([
                byHand.sales,
                byHand.taken,
                byHand.refunded,
              ]);
              const people = x.byOperator.filter(({ sales }) => sales > 0);
              expect(new Map(people.map((one) => [one.operatorId, one.amount]))).toEqual(
                byHand.byOperator,
              );
              const kinds = x.byKind.reduce((sum, kind) => sum + kind.amount, 0);
              expect(kinds).toBe(x.taken);
            }
          } finally {
            await counter.till.close();
          }
        },
      ),
      { numRuns: 25 },
    );
    // Most of it was not refused.
    expect(happened).toBeGreaterThan(100);
  }, 60_000);
});

/** Lets it happen in both drawers; answers whether the till did it. */
async function happens(
  counter: Counter,
  byHand: ByHand,
  each: Event,
  who: Somebody,
): Promise<boolean> {
  const { till } = counter;
  const { expected } = byHand;
  switch (each.do) {
    case 'sit':
      await counter.sit(each.who);
      return false;
    case 'restart':
      await counter.restart(who);
      return false;
    case 'sell': {
      const sale = await counter.sell(each.amount, each.payment);
      byHand.sold.push({ id: sale.id, left: sale.quote.paid, payment: each.payment });
      expected[each.payment] += sale.quote.paid;
      byHand.sales += 1;
      byHand.taken += sale.quote.paid;
      const before = byHand.byOperator.get(people[who]) ?? 0;
      byHand.byOperator.set(people[who], before + sale.quote.paid);
      return true;
    }
    case 'refund': {
      const sale = byHand.sold.find(({ left }) => left > 0);
      if (!sale) return false;
      const payment = sale.payment === 'account' ? 'account' : each.payment;
      const amount = Math.min(each.amount, sale.left);
      const asked = { requestId: randomUUID(), saleId: sale.id, amount, payment, reason: 'back' };
      if (payment === 'cash' && amount > expected.cash) {
        expect((await till.refusal('sale.refund', asked)).code).toBe('shift.too-much');
        return false;
      }
      await till.call('sale.refund', asked);
      sale.left -= amount;
      expected[payment] -= amount;
      byHand.refunded += amount;
      return true;
    }
    case 'payIn':
      await counter.move('payIn', each.amount);
      expected.cash += each.amount;
      return true;
    case 'drop':
    case 'payOut': {
      const asked = { requestId: randomUUID(), amount: each.amount, reason: 'out' };
      if (each.amount > expected.cash) {
        expect((await till.refusal(`shift.${each.do}`, asked)).code).toBe('shift.too-much');
        return false;
      }
      await till.call(`shift.${each.do}`, asked);
      expected.cash -= each.amount;
      return true;
    }
    case 'close': {
      await till.call('shift.count', { counted: { ...expected } });
      const left = Math.min(each.left, expected.cash);
      const z = await till.call('shift.close', { explanation: '', left });
      expect(z.count.difference).toEqual(NOTHING);
      await till.call('shift.open', { float: left });
      byHand.next(left);
      return true;
    }
  }
}
