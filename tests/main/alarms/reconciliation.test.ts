import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reconciliation } from '../../../src-shared/contract/alarm-shapes.ts';
import { UNLIMITED_TRANSACTIONS } from '../../../src-shared/transactions.ts';
import { ModuleHost, once } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, freshFolder, MORNING, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* The module's counter against the tokens in the ledger, with a module that loses answers and strangers. */

const STARTED_WITH = 1000;

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let clock: TestClock;
let nomsa: number;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock, { transactions: STARTED_WITH });
  till = await shop.open({ link: host.link, clock });
  nomsa = (await till.meterOf('Nomsa Dlamini')).id;
  // A reading of this module at this time: the one of the close.
  await till.restart();
  await till.ready();
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

interface Reading {
  readonly at: number;
  readonly transactions_left: number;
  readonly tokens: number;
  readonly kind: string;
}

function readings(): Reading[] {
  return till.ledger<Reading>(
    `SELECT at, transactions_left, tokens, kind FROM counter_reading WHERE module_id = '94000001'
     ORDER BY id`,
  );
}

/** The accounts, which have to add up whatever happened. */
async function accounts(of = till): Promise<Reconciliation> {
  const all = await of.call('licences.reconciliation', {});
  for (const day of all.days) expect(day.spent).toBe(day.stored + day.orphans + day.strangers);
  const strangers = all.days.reduce((sum, day) => sum + day.strangers, 0);
  expect(all.strangers.reduce((sum, { count }) => sum + count, 0)).toBe(strangers);
  expect(all.orphans).toHaveLength(all.days.reduce((sum, day) => sum + day.orphans, 0));
  return all;
}

/** The module's counter is moved by somebody else, and the till reads it. */
async function counterIs(transactions: number): Promise<void> {
  host.swap(clock, { transactions });
  expect(await till.transactionsLeft()).toBe(transactions);
}

describe('the counter and the tokens', () => {
  it('come out even for sales', async () => {
    for (let sale = 0; sale < 5; sale += 1) await till.sell(nomsa, 2_000);
    expect(await accounts()).toMatchObject({
      moduleId: '94000001',
      unlimited: false,
      days: [{ spent: 5, stored: 5, added: 0, orphans: 0, strangers: 0 }],
      orphans: [],
      strangers: [],
    });
  });

  it('go on over a restart, where the counter was read at the close', async () => {
    await till.sell(nomsa, 2_000);
    await till.restart();
    await till.ready();
    await till.sell(nomsa, 2_000);
    expect((await accounts()).days).toMatchObject([{ spent: 2, stored: 2 }]);
    expect(readings().at(-1)).toMatchObject({ transactions_left: 998, tokens: 2, kind: 'seen' });
  });

  it('differ by what strangers spent, with the times in between', async () => {
    await till.sell(nomsa, 2_000);
    clock.advance(600_000);
    await counterIs(STARTED_WITH - 4);
    await till.sell(nomsa, 2_000);
    expect(await accounts()).toMatchObject({
      days: [{ spent: 5, stored: 2, strangers: 3 }],
      strangers: [{ from: '2026-03-02T08:15:30.000Z', to: '2026-03-02T08:25:30.000Z', count: 3 }],
      orphans: [],
    });
  });

  it('rise by a licence, which hides no sale before it', async () => {
    await till.sell(nomsa, 2_000);
    await eventually(() => accounts());
    await counterIs(STARTED_WITH - 1 + 500);
    await till.sell(nomsa, 2_000);
    expect((await accounts()).days).toMatchObject([{ spent: 2, stored: 2, added: 500 }]);
    expect(readings().map(({ kind }) => kind)).toContain('loaded');
  });

  it('are not compared under an unlimited licence', async () => {
    host.swap(clock, { transactions: UNLIMITED_TRANSACTIONS });
    await till.call('module.refresh', {});
    await till.sell(nomsa, 2_000);
    expect(await accounts()).toMatchObject({ unlimited: true, days: [{ spent: 0, stored: 0 }] });
  });

  it('are read each hour and each new day, and not with every sale', async () => {
    const before = readings().length;
    for (let sale = 0; sale < 5; sale += 1) await till.sell(nomsa, 2_000);
    await till.call('module.refresh', {});
    expect(readings()).toHaveLength(before);
  });
});

describe('an orphan', () => {
  it('is the token that was lost before the sale was taken up again', async () => {
    host.behave = once('SM?VC', 'drop-after');
    const sale = await till.sell(nomsa, 5_000);
    await eventually(async () => {
      expect((await till.call('sales.get', { saleId: sale.id })).state).toBe('issued');
    });
    expect(await till.transactionsLeft()).toBe(STARTED_WITH - 2);
    expect(await accounts()).toMatchObject({
      days: [{ spent: 2, stored: 1, orphans: 1, strangers: 0 }],
      orphans: [
        { saleId: sale.id, receiptNumber: sale.receiptNumber, at: sale.at, state: 'issued' },
      ],
    });
  });

  it('is that of a sale given up, but not where the module never got the request', async () => {
    for (const behaviour of ['drop-before', 'drop-after'] as const) {
      host.behave = (command) => (command === 'SM?VC' ? behaviour : 'answer');
      const sale = await till.sell(nomsa, 5_000);
      host.behave = (command) => (command === 'SM?VC' ? 'drop-before' : 'answer');
      await eventually(() => till.call('sale.abandon', { saleId: sale.id }));
      await till.reconnect();
      host.behave = () => 'answer';
    }
    const spent = STARTED_WITH - ((await till.transactionsLeft()) ?? 0);
    const { days, orphans } = await accounts();
    expect(days).toMatchObject([{ spent, stored: 0, orphans: spent, strangers: 0 }]);
    expect(orphans.map(({ state }) => state)).toEqual(Array(spent).fill('refused'));
  });

  it('is known of a till that died in the middle', async () => {
    host.behave = (command) => (command === 'SM?VC' ? 'lose' : 'answer');
    const selling = till.sell(nomsa, 5_000);
    await eventually(() => expect(host.commands).toContain('SM?VC'));
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    host.behave = () => 'answer';

    const after = await TestTill.open({ folder, clock });
    await eventually(async () => {
      const [sale] = (await after.call('sales.list', { text: '', before: null, limit: 1 })).sales;
      expect(sale?.state).toBe('issued');
    });
    expect((await accounts(after)).days).toMatchObject([{ spent: 2, stored: 1, orphans: 1 }]);
    await after.close();
    await selling;
  });
});
