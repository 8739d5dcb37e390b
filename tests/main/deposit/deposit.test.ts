import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import type { DepositSettings } from '../../../src-shared/contract/shift-shapes.ts';
import { ModuleHost, once } from '../module-host.ts';
import { Counter } from '../shifts/counter.ts';
import { eventually } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* The vendor's deposit with the utility: what sales take of it, and when they stop. */

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

const state = () => counter.till.call('deposit.state', {});
const left = async () => (await state()).left;
const save = (settings: Partial<DepositSettings>) =>
  counter.till.call('deposit.save', { counts: 'money', warnAt: 0, stopAt: null, ...settings });

function move(
  amount: number,
  kind: 'top-up' | 'correction' = 'top-up',
  requestId: string = randomUUID(),
): Promise<Output<'deposit.state'>> {
  const note = kind === 'correction' ? 'as the utility says' : '';
  return counter.till.call('deposit.move', { requestId, kind, amount, note });
}

async function refusedSale(amount: number): Promise<{ code: string; detail: object }> {
  const meter = await counter.till.meterOf('Nomsa Dlamini');
  const order = await counter.till.order(meter.id, { by: 'money', amount });
  const { code, detail } = await counter.till.refusal('sale.sell', order);
  return { code, detail };
}

const trail = () =>
  counter.till
    .ledger<{ what: string; facts: string }>(
      `SELECT what, facts FROM audit WHERE what LIKE 'deposit.%' ORDER BY sequence`,
    )
    .map(({ what, facts }) => ({ what, ...JSON.parse(facts) }));

describe('a deposit', () => {
  it('is off until the owner switches it on, and cannot be moved before', async () => {
    expect(await state()).toEqual({
      settings: { counts: 'off', warnAt: 0, stopAt: null },
      left: null,
      movements: [],
    });
    const input = { requestId: randomUUID(), kind: 'top-up', amount: 100, note: '' };
    expect((await counter.till.refusal('deposit.move', input)).code).toBe('deposit.off');
    await counter.sell(5_000);
    expect(counter.till.ledger('SELECT * FROM deposit_movement')).toEqual([]);
  });

  it('is counted down by each sale, however it is paid, and up by top-ups', async () => {
    await save({});
    await move(100_000);
    await counter.sell(5_000);
    expect(await left()).toBe(95_000);
    for (const kind of ['card', 'mobile-money', 'account'] as const)
      await counter.sell(1_000, kind);
    expect(await left()).toBe(92_000);
    await move(8_000);
    expect(await move(-500, 'correction')).toMatchObject({
      left: 99_500,
      movements: [
        { kind: 'correction', amount: -500, note: 'as the utility says', operatorName: 'Thandi' },
        { kind: 'top-up', amount: 8_000 },
        { kind: 'top-up', amount: 100_000 },
      ],
    });
  });

  it('in energy is counted down by what the tokens give', async () => {
    await save({ counts: 'steps' });
    await move(10_000);
    const { quote } = await counter.sell(5_000);
    expect(await left()).toBe(10_000 - quote.steps);
  });

  it('is one entry for a press of the button, and no other one under its id', async () => {
    await save({});
    const id = randomUUID();
    await Promise.all(Array.from({ length: 6 }, () => move(5_000, 'top-up', id)));
    expect(await left()).toBe(5_000);
    const other = { requestId: id, kind: 'top-up', amount: 5_001, note: '' };
    const { code } = await counter.till.refusal('deposit.move', other);
    expect(code).toBe('deposit.request-reused');
    expect((await state()).movements).toHaveLength(1);
  });

  it.each([
    { kind: 'top-up', amount: 0, note: '' },
    { kind: 'top-up', amount: -1, note: '' },
    { kind: 'correction', amount: 0, note: 'why' },
    { kind: 'correction', amount: 5, note: '' },
  ])('takes no entry that says nothing: %j', async (given) => {
    await save({});
    const input = { requestId: randomUUID(), ...given };
    expect((await counter.till.refusal('deposit.move', input)).code).toBe('bad-input');
  });

  it('gets nothing back by a refund: the token is used', async () => {
    await save({});
    await move(10_000);
    const sale = await counter.sell(5_000);
    const given = { saleId: sale.id, amount: 5_000, payment: 'cash', reason: 'kind' } as const;
    await counter.till.call('sale.refund', { requestId: randomUUID(), ...given });
    expect(await left()).toBe(5_000);
  });

  it('is topped up by a supervisor with the owner beside, and switched by the owner alone', async () => {
    await save({});
    await counter.sit('lindiwe');
    const input = { requestId: randomUUID(), kind: 'top-up', amount: 700, note: 'slip 4' } as const;
    expect((await counter.till.refusal('deposit.move', input)).code).toBe('approval-needed');
    const approved = { ...input, ...counter.approvedBy('thandi') };
    expect(await counter.till.call('deposit.move', approved)).toMatchObject({
      movements: [{ operatorName: 'Lindiwe', approvedBy: 'Thandi', amount: 700 }],
    });
    const off = { counts: 'off', warnAt: 0, stopAt: null };
    expect((await counter.till.refusal('deposit.save', off)).code).toBe('not-allowed');
    await counter.sit('sipho');
    expect((await counter.till.refusal('deposit.state', {})).code).toBe('not-allowed');
  });
});

describe('the limit', () => {
  it('lets sales go on until exactly as much is left, and no further', async () => {
    await save({ warnAt: 2_000, stopAt: 2_000 });
    await move(10_000);
    expect(await refusedSale(8_001)).toEqual({
      code: 'deposit.used-up-money',
      detail: { needed: 8_001, open: 8_000 },
    });
    await counter.sell(8_000);
    expect(await left()).toBe(2_000);
    expect(await refusedSale(1_000)).toEqual({
      code: 'deposit.used-up-money',
      detail: { needed: 1_000, open: 0 },
    });
    expect(counter.till.count('sale')).toBe(1);
    await move(1_000);
    await counter.sell(1_000);
  });

  it('may be below zero: credit', async () => {
    await save({ stopAt: -3_000 });
    await counter.sell(3_000);
    expect(await left()).toBe(-3_000);
    expect((await refusedSale(1_000)).code).toBe('deposit.used-up-money');
  });

  it('may be none', async () => {
    await save({ stopAt: null });
    await counter.sell(50_000);
    expect(await left()).toBe(-50_000);
  });

  it('of energy says so in energy', async () => {
    await save({ counts: 'steps', stopAt: 0 });
    await move(10);
    expect(await refusedSale(5_000)).toMatchObject({
      code: 'deposit.used-up-steps',
      detail: { open: 10 },
    });
  });

  it('holds for sales that come at once', async () => {
    await save({ stopAt: 0 });
    await move(10_000);
    const names = ['Nomsa Dlamini', 'Mrs Naidoo'];
    const orders = await Promise.all(
      names.map(async (name) => {
        const { id } = await counter.till.meterOf(name);
        return counter.till.order(id, { by: 'money', amount: 6_000 });
      }),
    );
    const answers = await Promise.all(
      orders.map((each) => counter.till.till.dispatch(counter.till.session, 'sale.sell', each)),
    );
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await left()).toBe(4_000);
  });

  it('has to come after the warning', async () => {
    const given = { counts: 'money', warnAt: 100, stopAt: 101 };
    expect((await counter.till.refusal('deposit.save', given)).code).toBe('bad-input');
  });
});

describe('the close of a shift', () => {
  it('writes down what it sold, and changes nothing about what is left', async () => {
    await save({});
    await move(100_000);
    await counter.sell(5_000);
    await counter.sell(2_000, 'account');
    await counter.close();
    expect(await state()).toMatchObject({
      left: 93_000,
      movements: [
        { kind: 'sold', amount: -7_000, note: '' },
        { kind: 'top-up', amount: 100_000 },
      ],
    });
    await counter.sell(1_000);
    expect(await left()).toBe(92_000);
    await counter.restart('thandi');
    expect(await left()).toBe(92_000);
    await counter.close();
    expect((await state()).movements[0]).toMatchObject({ kind: 'sold', amount: -1_000 });
    expect(trail()).toMatchObject([
      { what: 'deposit.set-money', warnAt: 0, stopAt: null },
      { what: 'deposit.top-up-money', amount: 100_000, shiftId: null },
      { what: 'deposit.sold-money', amount: -7_000, shiftId: 1 },
      { what: 'deposit.sold-money', amount: -1_000, shiftId: 2 },
    ]);
  });

  it('of a shift without sales writes nothing', async () => {
    await save({});
    await counter.till.call('shift.open', { float: 0 });
    await counter.close();
    expect((await state()).movements).toEqual([]);
  });
});

describe('switching', () => {
  it('on in the middle of a shift counts what is sold from then on only', async () => {
    await counter.sell(5_000);
    await save({});
    expect(await left()).toBe(0);
    await counter.sell(1_000);
    expect(await left()).toBe(-1_000);
    await counter.restart('thandi');
    expect(await left()).toBe(-1_000);
    await counter.close();
    expect(await state()).toMatchObject({ left: -1_000, movements: [{ amount: -1_000 }] });
  });

  it('off and on again forgets nothing that was counted, and counts nothing in between', async () => {
    await save({});
    await move(10_000);
    await counter.sell(1_000);
    await save({ counts: 'off' });
    await counter.sell(2_000);
    expect(await left()).toBeNull();
    await save({});
    expect(await left()).toBe(9_000);
    await counter.sell(3_000);
    await counter.close();
    expect(await left()).toBe(6_000);
    expect((await state()).movements.map(({ amount }) => amount)).toEqual([-3_000, -1_000, 10_000]);
  });

  it('from money to energy begins another account, and the first is there when it comes back', async () => {
    await save({});
    await move(10_000);
    await counter.sell(1_000);
    await save({ counts: 'steps' });
    expect(await state()).toMatchObject({ left: 0, movements: [] });
    const { quote } = await counter.sell(2_000);
    expect(await left()).toBe(-quote.steps);
    await save({});
    expect(await left()).toBe(9_000);
  });

  it('of the limits alone changes nothing that is counted', async () => {
    await save({});
    await counter.sell(1_000);
    await save({ warnAt: 500, stopAt: -9_000 });
    expect(await left()).toBe(-1_000);
    expect(trail().at(-1)).toMatchObject({
      what: 'deposit.set-money-stops',
      warnAt: 500,
      stopAt: -9_000,
    });
  });
});

describe('a sale that is not finished', () => {
  let host: ModuleHost;
  beforeEach(async () => {
    host = await ModuleHost.start(counter.till.clock);
    await counter.till.call('module.use', { link: host.link });
    await counter.till.ready();
    await save({ stopAt: 0 });
    await move(10_000);
  });
  afterEach(() => host.goAway());

  it('counts as taken, after a restart too, until it is ended without a token', async () => {
    host.behave = once('SM?VC', 'unplug');
    const sale = await counter.sell(6_000);
    expect(sale.state).toBe('asked');
    expect(await left()).toBe(4_000);
    await counter.till.restart();
    await counter.sit('thandi');
    expect(await left()).toBe(4_000);
    const on = { counts: 'steps', warnAt: 0, stopAt: null };
    expect((await counter.till.refusal('deposit.save', on)).code).toBe('deposit.unfinished');
    await counter.till.call('sale.abandon', { saleId: sale.id });
    expect(await left()).toBe(10_000);
    await counter.till.restart();
    await counter.sit('thandi');
    expect(await left()).toBe(10_000);
  });

  it('gives back what it took when the module says no', async () => {
    host.behave = once('SM?VC', { status: '44' });
    expect((await counter.sell(6_000)).state).toBe('refused');
    expect(await left()).toBe(10_000);
    await counter.sell(10_000);
    expect(await left()).toBe(0);
  });

  it('counts once when it is taken up and gets its token', async () => {
    host.behave = once('SM?VC', 'drop-after');
    const sale = await counter.sell(6_000);
    await eventually(async () => {
      await counter.till.call('module.refresh', {});
      const now = await counter.till.call('sales.get', { saleId: sale.id });
      expect(now.state).toBe('issued');
    });
    expect(await left()).toBe(4_000);
  });
});

it('is the same sum from memory and from the ledger, whatever happened', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('sell' as const), amount: fc.integer({ min: 500, max: 9_000 }) }),
    fc.record({ do: fc.constant('move' as const), amount: fc.integer({ min: 1, max: 20_000 }) }),
    fc.record({
      do: fc.constantFrom('close' as const, 'restart' as const),
      amount: fc.constant(0),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      await save({ counts: 'off' });
      await save({ stopAt: null });
      let expected = (await left()) ?? 0;
      for (const { do: what, amount } of steps) {
        if (what === 'sell') {
          expected -= (await counter.sell(amount)).quote.paid;
        } else if (what === 'move') {
          await move(amount);
          expected += amount;
        } else if (what === 'restart') await counter.restart('thandi');
        else if ((await counter.till.call('shift.state', {})).shift) await counter.close();
        expect(await left()).toBe(expected);
      }
      await counter.restart('thandi');
      expect(await left()).toBe(expected);
    }),
    { numRuns: 15 },
  );
});
