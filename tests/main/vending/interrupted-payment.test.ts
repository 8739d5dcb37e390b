import { randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModuleHost } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, freshFolder, MORNING, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { TogetherShop } from './together-shop.ts';

/* A module that fails between the tokens of one payment: every line has its token, or says what became of it. */

let training: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let shop: TogetherShop;
beforeAll(async () => {
  training = await TrainingShop.setUp();
});
afterAll(() => training.remove());
beforeEach(async () => {
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock);
  till = await training.open({ link: host.link, clock });
  shop = await TogetherShop.begin(till);
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

describe('a module that fails in the middle of a payment', () => {
  /** What the module does with the second request for a token. */
  const second = (behaviour: Exclude<ReturnType<ModuleHost['behave']>, 'answer'>) => {
    let asked = 0;
    return (command: string) => {
      if (command !== 'SM?VC') return 'answer';
      asked += 1;
      return asked === 2 ? behaviour : 'answer';
    };
  };

  it('and refuses a line sells the others, and says what is to be given back', async () => {
    host.behave = second({ status: '34' });
    const { sales, paid, giveBack, sentence } = await shop.sell(4_000, 5_000, 6_000);
    expect(sales.map(({ state }) => state)).toEqual(['issued', 'refused', 'issued']);
    expect([paid, giveBack]).toEqual([10_000, 5_000]);
    expect(sentence).toMatch(
      /^Sold to 2 of 3 meters, for R\s100\.00\. Not sold to 14070012340: give R\s50\.00 back\.$/,
    );
  });

  it('says of a debt what is left of it without the line that was refused', async () => {
    const debt = await shop.owe(5_000, { take: { kind: 'fixed', amount: 1_500 } });
    host.behave = second({ status: '34' });
    const { sales } = await shop.sell(4_000, 5_000, 6_000);
    const left = ({ quote }: (typeof sales)[number]) =>
      quote.lines.find(({ debtId }) => debtId === debt)?.left;
    expect(sales.map(({ state }) => state)).toEqual(['issued', 'refused', 'issued']);
    expect([sales[0], sales[2]].map((sale) => sale && left(sale))).toEqual([3_500, 2_000]);
    const owed = await till.call('debts.list', { customerId: shop.customerId });
    expect(owed.map(({ balance }) => balance)).toEqual([2_000]);
    const again = await till.call('sales.get', { saleId: sales[2]?.id ?? 0 });
    expect(left(again)).toBe(2_000);
  });

  it('gives nothing back of what went on account', async () => {
    host.behave = second({ status: '34' });
    const order = await shop.order(shop.money(4_000, 5_000), 'account');
    const { giveBack, sentence } = await till.call('sale.sellTogether', order);
    expect(giveBack).toBe(0);
    expect(sentence).toMatch(/no money was received for it/);
  });

  it('and goes leaves that line open and those after it, and all are finished when it is back', async () => {
    host.behave = second('unplug');
    const { sales, paid, giveBack, sentence } = await shop.sell(4_000, 5_000, 6_000);
    expect(sales.map(({ state }) => state)).toEqual(['issued', 'asked', 'asked']);
    expect([paid, giveBack]).toEqual([15_000, 0]);
    expect(sentence).toMatch(/Not finished at 14070012340, 14070012357: keep that money/);
    host.behave = () => 'answer';
    await host.comeBack();
    await till.reconnect();
    const ended = await eventually(async () => {
      const now = await till.call('sales.together', { saleId: sales[0]?.id ?? 0 });
      expect(now.sales.map(({ state }) => state)).toEqual(['issued', 'issued', 'issued']);
      return now;
    });
    expect(openedToken(ended.sales[1] ?? expect.fail()).tid).toBe(sales[1]?.tid);
    expect(await till.call('sale.unfinished', {})).toEqual([]);
    expect(till.heard('sale').map(({ id }) => id)).toEqual([sales[1]?.id, sales[2]?.id]);
    // What was never asked for cost nothing.
    expect(till.ledger('SELECT * FROM lost_asking')).toHaveLength(0);
  });

  it('and is away for a moment is asked for the rest by itself', async () => {
    host.behave = second('drop-before');
    const { sales } = await shop.sell(4_000, 5_000, 6_000);
    expect(sales[0]?.state).toBe('issued');
    await eventually(async () => {
      const now = await till.call('sales.together', { saleId: sales[0]?.id ?? 0 });
      expect(now.sales.map(({ state }) => state)).toEqual(['issued', 'issued', 'issued']);
    });
    expect(till.count('token')).toBe(3);
  });

  it('before anything was asked for refuses all of it', async () => {
    let asked = 0;
    host.behave = (command) => {
      if (command === 'SM?VC') asked += 1;
      return command === 'SM?VC' ? { status: '34' } : 'answer';
    };
    const { sales, giveBack } = await shop.sell(4_000, 5_000);
    expect(sales.map(({ state }) => state)).toEqual(['refused', 'refused']);
    expect([asked, giveBack]).toEqual([2, 9_000]);
  });

  it.each([
    ['before the first token', 0],
    ['between the first and the second', 1],
  ] as const)(
    'that loses its power with the till, %s: each line comes to one token',
    async (_, tokens) => {
      let asked = 0;
      host.behave = (command) => {
        if (command === 'SM?VC') asked += 1;
        return command === 'SM?VC' && asked === tokens + 1 ? 'lose' : 'answer';
      };
      const order = await shop.order(shop.money(4_000, 5_000, 6_000));
      const selling = till.call('sale.sellTogether', order);
      await eventually(() => expect(asked).toBe(tokens + 1));
      // What a power cut at this moment leaves behind.
      const folder = await freshFolder();
      await cp(till.folder, folder, { recursive: true });
      host.behave = () => 'answer';
      const after = await TestTill.open({ folder, clock: till.clock });
      const states = () => after.ledger<{ state: string }>('SELECT state FROM sale ORDER BY id');
      await eventually(() => expect(states()).toEqual(Array(3).fill({ state: 'issued' })));
      expect(after.count('token')).toBe(3);
      const { sales } = await after.call('sale.sellTogether', order);
      expect(sales.map((sale) => openedToken(sale).steps)).toEqual([200, 250, 300]);
      await eventually(async () => expect(await after.call('sale.told', {})).toHaveLength(3));
      await after.close();
      await selling;
    },
  );

  it('and another screen sold meanwhile: what became of each line is told all the same', async () => {
    let asked = 0;
    host.behave = (command) => {
      if (command === 'SM?VC') asked += 1;
      return command === 'SM?VC' && asked === 3 ? 'lose' : 'answer';
    };
    const selling = till.call(
      'sale.sellTogether',
      await shop.order(shop.money(4_000, 5_000, 6_000)),
    );
    const other = till.sell(shop.neighbour, 7_000);
    await eventually(() => expect(asked).toBe(3));
    expect((await other).state).toBe('issued');
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    host.behave = () => 'answer';
    const after = await TestTill.open({ folder, clock: till.clock });
    await eventually(async () => {
      const told = await after.call('sale.told', {});
      expect(told.map(({ saleId }) => saleId)).toEqual([1, 2, 3, 4]);
    });
    await after.close();
    await selling;
  });

  it('has a line that was given up stay given up, and refunds one of the others alone', async () => {
    host.behave = second('unplug');
    const { sales } = await shop.sell(4_000, 5_000);
    const [issued, open] = sales;
    if (!issued || !open) return expect.fail('not two');
    expect((await till.call('sale.abandon', { saleId: open.id })).state).toBe('refused');
    const refund = { requestId: randomUUID(), saleId: issued.id, amount: 4_000, reason: 'x' };
    const back = await till.call('sale.refund', { ...refund, payment: 'cash' });
    expect(back.refunded).toBe(4_000);
    await host.comeBack();
  });
});
