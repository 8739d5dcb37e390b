import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { ModuleHost, once } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { Counter, NOTHING, people } from './counter.ts';

/* One drawer from its float to its Z report. */

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

describe('a whole day', () => {
  it('comes out even, with every kind of payment and everything that went in and out', async () => {
    const { till } = counter;
    await counter.sit('sipho');
    const opened = await till.call('shift.open', { float: 20_000 });
    expect(opened.shift).toMatchObject({ state: 'open', float: 20_000, openedBy: 'Sipho' });
    expect(opened.shift?.byItself).toBe(false);
    const first = await counter.sell(5_000);
    await counter.sell(10_000, 'card');
    await counter.sell(3_000, 'mobile-money');
    await counter.sell(4_000, 'account');
    await counter.move('payIn', 1_000, 'change');
    await counter.move('drop', 15_000, 'to the bank');
    await counter.sit('lindiwe');
    const last = await counter.sell(7_000);
    await counter.move('payOut', 2_500, 'bread and milk');
    for (const [amount, payment] of [
      [1_000, 'cash'],
      [2_000, 'card'],
    ] as const) {
      const requestId = randomUUID();
      const saleId = payment === 'cash' ? first.id : first.id + 1;
      await till.call('sale.refund', { requestId, saleId, amount, payment, reason: 'too much' });
    }

    const { report: x } = await till.call('shift.xReport', {});
    expect(x).toMatchObject({
      shiftId: 1,
      openedBy: 'Sipho',
      by: 'Lindiwe',
      float: 20_000,
      sales: 5,
      taken: 29_000,
      refunds: 2,
      refunded: 3_000,
      byKind: [
        { kind: 'cash', sales: 2, amount: 12_000, refunds: 1, refunded: 1_000 },
        { kind: 'card', sales: 1, amount: 10_000, refunds: 1, refunded: 2_000 },
        { kind: 'mobile-money', sales: 1, amount: 3_000, refunds: 0, refunded: 0 },
        { kind: 'account', sales: 1, amount: 4_000, refunds: 0, refunded: 0 },
      ],
      byOperator: [
        { operatorId: people.sipho, name: 'Sipho', sales: 4, amount: 22_000, refunds: 0 },
        { operatorId: people.lindiwe, name: 'Lindiwe', sales: 1, amount: 7_000, refunds: 2 },
      ],
      movements: [
        { kind: 'pay-in', amount: 1_000, reason: 'change', operatorName: 'Sipho' },
        { kind: 'drop', amount: 15_000, reason: 'to the bank', operatorName: 'Sipho' },
        { kind: 'pay-out', amount: 2_500, reason: 'bread and milk', operatorName: 'Lindiwe' },
      ],
      firstSale: first.receiptNumber,
      lastSale: last.receiptNumber,
      // 20 000 + 12 000 − 1 000 + 1 000 − 15 000 − 2 500
      expected: { cash: 14_500, card: 8_000, 'mobile-money': 3_000, account: 4_000 },
    });
    expect(x.energy + x.fixedCharge + x.serviceFee + x.debt + x.tax).toBe(x.taken);

    await counter.sit('sipho');
    const { count } = await till.call('shift.count', { counted: x.expected });
    expect(count).toMatchObject({ difference: NOTHING, countedBy: 'Sipho', times: 1 });
    const z = await till.call('shift.close', { explanation: '', left: 10_000 });
    expect(z).toMatchObject({ number: 1, left: 10_000, explanation: '', training: true });
    expect(z.report).toEqual({ ...x, at: z.report.at, by: 'Sipho' });
    expect(await till.call('shift.state', {})).toMatchObject({ shift: null, lastLeft: 10_000 });
    expect(till.heard('shift').at(-1)?.shift).toBeNull();

    // The rows of the day and what the trail says of them agree.
    await till.till.close();
    expect(verifyLedger(join(till.folder, 'training.sqlite'), {}).problems).toEqual([]);
    await till.restart();
  });

  it('is written down in the trail as it happens', async () => {
    const { till } = counter;
    await counter.sit('sipho');
    await till.call('shift.open', { float: 5_000 });
    await counter.move('payIn', 700);
    await counter.move('drop', 1_000);
    const payOut = { requestId: randomUUID(), amount: 200, reason: 'bread' };
    expect((await till.refusal('shift.payOut', payOut)).code).toBe('approval-needed');
    const approved = { ...payOut, ...counter.approvedBy('lindiwe') };
    expect((await till.till.dispatch(till.session, 'shift.payOut', approved)).ok).toBe(true);
    await till.call('shift.count', { counted: { ...NOTHING, cash: 4_499 } });
    const again = { counted: { ...NOTHING, cash: 4_500 }, ...counter.approvedBy('thandi') };
    expect((await till.till.dispatch(till.session, 'shift.recount', again)).ok).toBe(true);
    const z = await till.call('shift.close', { explanation: '', left: 0 });
    expect(z.count.times).toBe(2);
    expect(z.report.movements.map(({ approvedBy }) => approvedBy)).toEqual([null, null, 'Lindiwe']);

    const { sipho, lindiwe, thandi } = people;
    expect(counter.trail().map((row) => [row.what, row.operator_id, row.approved_by])).toEqual([
      ['shift.opened', sipho, null],
      ['shift.paid-in', sipho, null],
      ['shift.dropped', sipho, null],
      ['shift.paid-out', sipho, lindiwe],
      ['shift.counted', sipho, null],
      ['shift.recounted', sipho, thandi],
      ['shift.closed', sipho, null],
    ]);
  });

  it('goes on where it was after the till was closed and opened', async () => {
    const { till } = counter;
    await till.call('shift.open', { float: 1_000 });
    await counter.sell(5_000);
    await counter.restart('thandi');
    expect((await till.call('shift.state', {})).shift).toMatchObject({ id: 1, float: 1_000 });
    await counter.sell(2_000);
    await till.call('shift.count', { counted: { ...NOTHING, cash: 8_000 } });
    await counter.restart('thandi');
    expect((await till.call('shift.state', {})).count?.difference).toEqual(NOTHING);
    const z = await till.call('shift.close', { explanation: '', left: 0 });
    expect(z.report).toMatchObject({ sales: 2, taken: 7_000 });
  });

  it('counts what was sold in it and nothing else', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    await counter.close(5_000);
    await counter.sell(2_000);
    expect(await counter.x()).toMatchObject({ shiftId: 2, float: 5_000, sales: 1, taken: 2_000 });
    expect((await till.call('shift.zReport', { number: 1 })).report.report.taken).toBe(5_000);
  });
});

describe('a shift', () => {
  it('opens by itself with the first sale, with what the last one left', async () => {
    const { till } = counter;
    expect((await till.call('shift.state', {})).shift).toBeNull();
    const { id } = await counter.sell(5_000);
    const state = await till.call('shift.state', {});
    expect(state.shift).toMatchObject({ byItself: true, float: 0, openedBy: 'Thandi' });
    expect(till.heard('shift')).toHaveLength(1);
    expect((await till.call('sales.get', { saleId: id })).shiftId).toBe(state.shift?.id);
    await counter.close(3_210);
    await counter.sell(5_000);
    expect((await till.call('shift.state', {})).shift).toMatchObject({ float: 3_210 });
  });

  it('has to be opened by hand where the owner wants that', async () => {
    const { till } = counter;
    await counter.change({ shiftsByHand: true });
    const { id: meterId } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(meterId, { by: 'money', amount: 5_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('shift.none');
    expect(till.count('sale')).toBe(0);
    await till.call('shift.open', { float: 0 });
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });

  it('is open once', async () => {
    await counter.sell(5_000);
    const failure = await counter.till.refusal('shift.open', { float: 0 });
    expect(failure.code).toBe('shift.running');
    expect(counter.till.ledger('SELECT id FROM shift')).toHaveLength(1);
  });

  it('is needed for whatever is done with it', async () => {
    const move = { requestId: randomUUID(), amount: 1, reason: 'because' };
    const counted = { counted: NOTHING };
    for (const [name, input] of [
      ['shift.drop', move],
      ['shift.payIn', move],
      ['shift.payOut', move],
      ['shift.count', counted],
      ['shift.recount', counted],
      ['shift.close', { explanation: '', left: 0 }],
      ['shift.xReport', {}],
      ['shift.printX', {}],
    ] as const) {
      expect((await counter.till.refusal(name, input)).code).toBe('shift.none');
    }
    expect(counter.till.ledger('SELECT id FROM shift')).toEqual([]);
  });
});

describe('what goes in and out', () => {
  it('is written down once, however often it is asked for', async () => {
    const { till } = counter;
    await till.call('shift.open', { float: 5_000 });
    const drop = { requestId: randomUUID(), amount: 1_000, reason: 'bank' };
    const states = await Promise.all([1, 2, 3].map(() => till.call('shift.drop', drop)));
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
    expect((await counter.x()).movements).toHaveLength(1);
    for (const other of [{ amount: 999 }, { reason: 'safe' }]) {
      const failure = await till.refusal('shift.drop', { ...drop, ...other });
      expect(failure.code).toBe('shift.request-reused');
    }
    expect((await till.refusal('shift.payIn', drop)).code).toBe('shift.request-reused');
    // Asked again when the shift is counted: it was done.
    await till.call('shift.count', { counted: { ...NOTHING, cash: 4_000 } });
    expect((await till.call('shift.drop', drop)).count?.difference).toEqual(NOTHING);
  });

  it('is no more than there is', async () => {
    const { till } = counter;
    await till.call('shift.open', { float: 5_000 });
    await counter.sell(3_000, 'card');
    for (const name of ['shift.drop', 'shift.payOut']) {
      const asked = { requestId: randomUUID(), amount: 5_001, reason: 'bank' };
      expect(await till.refusal(name, asked)).toMatchObject({ code: 'shift.too-much', detail: {} });
    }
    expect((await counter.x()).movements).toEqual([]);
    await counter.move('drop', 5_000);
    expect((await counter.x()).expected.cash).toBe(0);
  });

  it('stays a number that a report can hold', async () => {
    const { till } = counter;
    await till.call('shift.open', { float: 0 });
    await counter.move('payIn', 1_000_000_000_000);
    const more = { requestId: randomUUID(), amount: 1, reason: 'more' };
    expect((await till.refusal('shift.payIn', more)).code).toBe('shift.paid-in-too-much');
  });

  it('has its reason on one line, whatever was typed', async () => {
    await counter.till.call('shift.open', { float: 100 });
    await counter.move('payIn', 1, '\0 two\nlines\ud800 ');
    expect((await counter.x()).movements[0]?.reason).toBe('two lines');
    const empty = { requestId: randomUUID(), amount: 1, reason: ' \0\ud800\n' };
    expect((await counter.till.refusal('shift.payIn', empty)).code).toBe('bad-input');
  });
});

describe('a sale that is not decided', () => {
  it('keeps the drawer from being counted', async () => {
    const clock = new TestClock(MORNING);
    const host = await ModuleHost.start(clock);
    try {
      const { till } = counter;
      await till.call('module.use', { link: host.link });
      await till.ready();
      host.behave = once('SM?VC', 'unplug');
      const sale = await counter.sell(5_000);
      expect(sale.state).toBe('asked');
      expect((await till.call('shift.state', {})).unfinished).toBe(1);
      expect((await counter.x()).sales).toBe(0);
      const failure = await till.refusal('shift.count', { counted: NOTHING });
      expect(failure).toMatchObject({ code: 'shift.unfinished', detail: { count: 1 } });
      await till.call('sale.abandon', { saleId: sale.id });
      expect(await counter.close()).toMatchObject({ number: 1, report: { sales: 0, taken: 0 } });
    } finally {
      await host.goAway();
    }
  });
});
