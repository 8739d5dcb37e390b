import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { licenceMail, makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
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
}

function readings(): Reading[] {
  return till.ledger<Reading>(
    `SELECT at, transactions_left, tokens FROM counter_reading WHERE module_id = '94000001'
     ORDER BY id`,
  );
}

function lost(): { sale_id: number; module_id: string | null }[] {
  return till.ledger('SELECT sale_id, module_id FROM lost_asking ORDER BY id');
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
    expect(readings().at(-1)).toMatchObject({ transactions_left: 998, tokens: 2 });
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
  });

  it('are read on both sides of a licence, which hides no strangers either', async () => {
    await till.sell(nomsa, 2_000);
    const before = readings().length;
    // Nobody here has read the counter since.
    host.swap(clock, { transactions: STARTED_WITH - 4 });
    const order = { moduleId: '94000001', transactions: 500, expires: '20261130' };
    const licence = makeLicence({ ...order, warrantyUntil: '20271130', renewalMonth: 11 });
    const load = await till.call('licences.load', { text: licenceMail(licence) });
    expect(load).toMatchObject({ state: 'loaded', counterBefore: STARTED_WITH - 4 });
    expect(
      readings()
        .slice(before)
        .map((reading) => reading.transactions_left),
    ).toEqual([STARTED_WITH - 4, STARTED_WITH + 496]);
    await till.sell(nomsa, 2_000);
    expect(await accounts()).toMatchObject({
      days: [{ spent: 5, stored: 2, added: 500, orphans: 0, strangers: 3 }],
      strangers: [{ count: 3 }],
    });
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
    host.behave = once('SM?VC', 'power-cut');
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
    for (const behaviour of ['drop-before', 'power-cut'] as const) {
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

  it('is counted once where the sale could not be asked for again, however often that was tried', async () => {
    const meterKey = '123457';
    const registers = trainingProfile.registers.filter(
      ({ supplyGroupCode }) => supplyGroupCode !== meterKey,
    );
    host.behave = (command) => {
      if (command !== 'SM?VC') return 'answer';
      host.swap(clock, { registers, transactions: STARTED_WITH - 1 });
      return 'drop-before';
    };
    const { id: saleId } = await till.sell(nomsa, 5_000);
    await till.ready();
    for (let time = 0; time < 5; time += 1) {
      expect(await till.call('sale.resume', { saleId })).toMatchObject({ state: 'asked' });
    }
    expect(host.commands.filter((command) => command === 'SM?VC')).toHaveLength(1);
    expect(lost()).toEqual([{ sale_id: saleId, module_id: '94000001' }]);
    host.swap(clock, { registers, transactions: STARTED_WITH - 5 });
    expect(await till.transactionsLeft()).toBe(STARTED_WITH - 5);
    expect((await accounts()).days).toMatchObject([{ spent: 5, orphans: 1, strangers: 4 }]);
  });

  it('is not one more where the module said no to a sale asked for again', async () => {
    let asked = 0;
    host.behave = (command) => {
      if (command !== 'SM?VC') return 'answer';
      asked += 1;
      return asked === 1 ? 'power-cut' : { status: '49' };
    };
    const { id: saleId } = await till.sell(nomsa, 5_000);
    await till.ready();
    for (let time = 0; time < 3; time += 1) await till.call('sale.resume', { saleId });
    expect(asked).toBeGreaterThan(3);
    expect(lost()).toEqual([{ sale_id: saleId, module_id: '94000001' }]);
  });

  it('is known of a till that died while a sale was asked for again', async () => {
    let asked = 0;
    host.behave = (command) => {
      if (command !== 'SM?VC') return 'answer';
      asked += 1;
      return asked === 1 ? 'power-cut' : 'lose';
    };
    const { id: saleId } = await till.sell(nomsa, 5_000);
    await till.ready();
    const resuming = till.call('sale.resume', { saleId });
    await eventually(() => expect(asked).toBe(2));
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    host.behave = () => 'answer';
    host.forget();

    const after = await TestTill.open({ folder, clock });
    await eventually(async () => {
      expect((await after.call('sales.get', { saleId })).state).toBe('issued');
    });
    expect((await accounts(after)).days).toMatchObject([{ spent: 3, stored: 1, orphans: 2 }]);
    await after.close();
    await resuming;
  });

  it.each([
    ['and a module that lost its power with it', 'forgets', { spent: 2, stored: 1, orphans: 1 }],
    ['but not where the module still has the token', 'has', { spent: 1, stored: 1, orphans: 0 }],
  ] as const)('is known of a till that died in the middle, %s', async (_, module, account) => {
    host.behave = (command) => (command === 'SM?VC' ? 'lose' : 'answer');
    const selling = till.sell(nomsa, 5_000);
    await eventually(() => expect(host.commands).toContain('SM?VC'));
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    host.behave = () => 'answer';
    if (module === 'forgets') host.forget();

    const after = await TestTill.open({ folder, clock });
    await eventually(async () => {
      const [sale] = (await after.call('sales.list', { text: '', before: null, limit: 1 })).sales;
      expect(sale?.state).toBe('issued');
    });
    expect((await accounts(after)).days).toMatchObject([{ ...account, strangers: 0 }]);
    await after.close();
    // The first till lives on here, and has no more to wait for.
    await host.goAway();
    await selling;
  });
});
