import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ProcedureName, procedures } from '../../../src-shared/contract/procedures.ts';
import { PIN } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { Counter, NOTHING, people } from './counter.ts';

/* Whoever counts a drawer must not know what should be in it. */

/** What lies in the drawer: an amount, and its text on a slip, that no other number of the day has. */
const THERE = 73_219;
const TRACES = /73219|73,219|732[.,]19/;

let shop: TrainingShop;
let counter: Counter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  counter = await Counter.open(shop);
  await counter.sit('sipho');
  await counter.till.call('shift.open', { float: 60_001 });
  await counter.sell(13_218);
});
afterEach(() => counter.till.close());

const move = (amount: number) => ({ requestId: randomUUID(), amount, reason: 'safe' });
const wrong = { operatorId: people.sipho, secret: PIN };

/** Everything a vendor may try at an open drawer. */
const asked: readonly (readonly [ProcedureName, () => object])[] = [
  ['shift.state', () => ({})],
  ['shift.xReport', () => ({})],
  ['shift.xReport', () => ({ approval: wrong })],
  ['shift.xReport', () => ({ approval: null })],
  ['shift.printX', () => ({})],
  ['shift.printX', () => ({ approval: wrong })],
  ['shift.open', () => ({ float: 0 })],
  ['shift.drop', () => move(THERE + 1)],
  ['shift.drop', () => move(1_000_000_000_000)],
  ['shift.payOut', () => move(THERE + 1)],
  ['shift.payOut', () => ({ ...move(THERE + 1), approval: wrong })],
  ['shift.payIn', () => move(1_000_000_000_000)],
  ['shift.payIn', () => move(1_000_000_000_000)],
  ['shift.drop', () => move(1_000_000_000_000)],
  ['shift.recount', () => ({ counted: NOTHING })],
  ['shift.close', () => ({ explanation: 'none', left: 0 })],
  ['shift.close', () => ({ explanation: '', left: 1_000_000_000_000 })],
  ['shift.zReports', () => ({ before: null, limit: 100 })],
  ['shift.zReport', () => ({ number: 1 })],
  ['shift.printZ', () => ({ number: 1 })],
  ['shift.zPdf', () => ({ number: 1 })],
  ['shift.count', () => ({ counted: { cash: 1 } })],
  ['deposit.state', () => ({})],
  ['audit.list', () => ({ before: null, limit: 100, text: '' })],
  ['alarms.list', () => ({})],
  ['till.state', () => ({})],
];

describe('before the drawer is counted', () => {
  it('nothing a vendor may ask says what should be in it: no answer, no refusal, no event', async () => {
    const { till } = counter;
    const heard: string[] = [];
    for (const [name, input] of asked) {
      const answer = await till.till.dispatch(till.session, name, input());
      heard.push(`${name}: ${JSON.stringify(answer)}`);
    }
    heard.push(...till.events.map((event) => JSON.stringify(event)));
    expect(heard.filter((text) => TRACES.test(text))).toEqual([]);
    // What was looked for is what should be there: one pay-in and one drop were of the same amount.
    await counter.sit('lindiwe');
    expect((await counter.x()).expected.cash).toBe(THERE);
  });

  it('an X report takes somebody beside who may see the takings', async () => {
    const { till } = counter;
    expect((await till.refusal('shift.xReport', {})).code).toBe('approval-needed');
    const own = await till.refusal('shift.xReport', { approval: wrong });
    expect(own.code).toBe('people.may-not-approve');
    const shown = counter.approvedBy('lindiwe');
    const answer = await till.till.dispatch(till.session, 'shift.xReport', shown);
    expect(JSON.stringify(answer)).toMatch(TRACES);
  });
});

describe('a blind count', () => {
  it('shows the difference once it is on the disk', async () => {
    const { till } = counter;
    const { count } = await till.call('shift.count', { counted: { ...NOTHING, cash: 73_000 } });
    expect(count).toMatchObject({
      counted: { cash: 73_000 },
      expected: { cash: THERE },
      difference: { ...NOTHING, cash: -219 },
    });
    expect(till.ledger('SELECT cash FROM shift_count')).toEqual([{ cash: 73_000 }]);
    expect(till.ledger('SELECT state FROM shift')).toEqual([{ state: 'counted' }]);
    expect(till.heard('shift').at(-1)?.count).toEqual(count);
  });

  it('is not corrected by whoever counted, now that the difference is known', async () => {
    const { till } = counter;
    await till.call('shift.count', { counted: { ...NOTHING, cash: 73_000 } });
    const right = { counted: { ...NOTHING, cash: THERE } };
    expect((await till.refusal('shift.count', right)).code).toBe('shift.counted');
    expect((await till.refusal('shift.recount', right)).code).toBe('approval-needed');
    expect((await till.call('shift.state', {})).count?.difference.cash).toBe(-219);
    await counter.sit('lindiwe');
    const { count } = await till.call('shift.recount', right);
    expect(count).toMatchObject({ difference: NOTHING, times: 2, countedBy: 'Lindiwe' });
  });

  it('stops everything that would change what should be there', async () => {
    const { till } = counter;
    const { id: meterId } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(meterId, { by: 'money', amount: 5_000 });
    await till.call('shift.count', { counted: { ...NOTHING, cash: THERE } });
    await counter.sit('thandi');
    const saleId = till.ledger<{ id: number }>('SELECT id FROM sale')[0]?.id ?? 0;
    const refund = { requestId: randomUUID(), saleId, amount: 1, payment: 'cash', reason: 'x' };
    for (const [name, input] of [
      ['sale.sell', order],
      ['sale.refund', refund],
      ['shift.drop', move(1)],
      ['shift.payIn', move(1)],
      ['shift.payOut', move(1)],
    ] as const) {
      expect((await till.refusal(name, input)).code).toBe('shift.counted');
    }
    expect((await till.refusal('shift.open', { float: 0 })).code).toBe('shift.running');
    expect(till.count('sale')).toBe(1);
    expect((await till.call('shift.state', {})).count?.difference).toEqual(NOTHING);
  });
});

describe('procedures of the contract', () => {
  it('are all tried above, as far as they are about the drawer', () => {
    const drawer = Object.keys(procedures).filter((name) => name.startsWith('shift.'));
    const tried = new Set<string>(asked.map(([name]) => name));
    expect(drawer.filter((name) => !tried.has(name))).toEqual([]);
  });
});
