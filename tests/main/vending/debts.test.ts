import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { Debt } from '../../../src-shared/contract/debt-shapes.ts';
import type { DebtTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { LARGEST_MONEY } from '../../../src-shared/pricing/money.ts';
import { flatTerms, forNow } from '../../shared/pricing/flat-terms.ts';
import { ModuleHost, once } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from './meter-examples.ts';

/* What customers owe: taken with the token and never without it, never more than is owed. */

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let clock: TestClock;
let nomsa: number;
let customerId: number;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  clock = new TestClock('2026-03-10T08:00:00.000Z');
  host = await ModuleHost.start(clock);
  till = await shop.open({ link: host.link, clock });
  const meter = await till.meterOf('Nomsa Dlamini');
  nomsa = meter.id;
  customerId = meter.customerId;
  await till.call('tariffs.save', {
    ...{ id: meter.tariffId, name: 'Domestic', ...forNow },
    ...flatTerms({ price: 2_000_000 }),
  });
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

const usual: DebtTerms = {
  ...{ name: 'Old arrears', kind: 'arrears', take: { kind: 'share', basisPoints: 2_500 } },
  ...{ perSaleCeiling: null, perMonthCeiling: null, priority: 50 },
};

function owe(amount: number, terms: Partial<DebtTerms> = {}): Promise<Debt> {
  const request = { requestId: randomUUID(), customerId, amount };
  return till.call('debts.add', { ...usual, ...terms, ...request });
}

const debts = () => till.call('debts.list', { customerId });
const balances = async () => (await debts()).map(({ balance }) => balance);

describe('a debt', () => {
  it('is taken with the sale that issues the token, and its history says so', async () => {
    const { id } = await owe(2_000);
    const sale = await till.sell(nomsa, 4_000);
    expect(sale.quote).toMatchObject({ paid: 4_000, debt: 1_000, energy: 3_000, steps: 150 });
    expect(sale.quote.lines).toContainEqual(
      expect.objectContaining({ kind: 'debt', name: 'Old arrears', debtId: id, left: 1_000 }),
    );
    expect(await debts()).toMatchObject([
      {
        balance: 1_000,
        takenThisMonth: 1_000,
        history: [
          { kind: 'taken', amount: -1_000, balance: 1_000, saleId: sale.id, at: sale.at },
          { kind: 'opened', amount: 2_000, balance: 2_000, operatorName: 'Thandi' },
        ],
      },
    ]);
  });

  it('is taken at any meter of its customer, and of nobody else', async () => {
    await owe(2_000);
    const file = await till.call('customers.addMeter', {
      customerId,
      configuration: configuration('14070012340'),
      tariffId: (await till.meterOf('Sipho Khumalo')).tariffId,
    });
    const other = file.meters.find(({ drn }) => drn === '14070012340')?.id ?? 0;
    expect((await till.sell(other, 4_000)).quote.debt).toBe(1_000);
    const sipho = await till.meterOf('Sipho Khumalo');
    expect((await till.sell(sipho.id, 4_000)).quote.debt).toBe(0);
    expect(await balances()).toEqual([1_000]);
  });

  it('keeps to its ceilings, of a sale and of a month', async () => {
    await owe(50_000, { perSaleCeiling: 800, perMonthCeiling: 1_000 });
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(800);
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(200);
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(0);
    clock.set('2026-04-01T00:00:00.000Z');
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(800);
  });

  it('comes in the order of priorities, and last or first as the owner has it', async () => {
    await owe(500, { name: 'Second', take: { kind: 'whole' }, priority: 60 });
    await owe(500, { name: 'First', take: { kind: 'whole' }, priority: 40 });
    const sale = await till.sell(nomsa, 4_000);
    const names = sale.quote.lines.filter(({ kind }) => kind === 'debt').map(({ name }) => name);
    expect(names).toEqual(['First', 'Second']);
    expect(await balances()).toEqual([0, 0]);
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(0);
  });

  it('is not taken by a sale that was refused or given up', async () => {
    await owe(2_000);
    host.behave = once('SM?VC', { status: '34' });
    expect(await till.sell(nomsa, 4_000)).toMatchObject({
      state: 'refused',
      quote: { debt: 1_000 },
    });
    host.behave = once('SM?VC', 'unplug');
    const open = await till.sell(nomsa, 4_000);
    expect(await balances()).toEqual([2_000]);
    await till.call('sale.abandon', { saleId: open.id });
    expect(await balances()).toEqual([2_000]);
  });

  it.each(['drop-before', 'drop-after'] as const)(
    'is taken once by a sale that is taken up again or recalled: %s',
    async (behaviour) => {
      await owe(2_000);
      host.behave = once('SM?VC', behaviour);
      await issued(await till.sell(nomsa, 4_000));
      expect(await balances()).toEqual([1_000]);
      await till.restart();
      await till.ready();
      expect(await balances()).toEqual([1_000]);
    },
  );

  it('that an open sale will take is nobody else’s meanwhile', async () => {
    const { id } = await owe(1_000, { take: { kind: 'whole' } });
    const file = await till.call('customers.addMeter', {
      customerId,
      configuration: configuration('14070012340'),
      tariffId: (await till.meterOf('Sipho Khumalo')).tariffId,
    });
    const other = file.meters.find(({ drn }) => drn === '14070012340')?.id ?? 0;
    host.behave = once('SM?VC', 'drop-before');
    const open = await till.sell(nomsa, 4_000);
    expect(open).toMatchObject({ state: 'asked', quote: { debt: 1_000 } });
    const ask = { by: 'money', amount: 4_000 } as const;
    expect((await till.call('sale.quote', { meterId: other, ask })).debt).toBe(0);
    const change = { requestId: randomUUID(), debtId: id, reason: 'x' };
    expect((await till.refusal('debts.writeOff', change)).code).toBe('debt.in-sale');
    const less = { ...change, amount: -1 };
    expect((await till.refusal('debts.adjust', less)).code).toBe('debt.in-sale');
    await till.reconnect();
    await issued(open);
    expect(await balances()).toEqual([0]);
  });
});

describe('a refund', () => {
  it('of all the money makes the debt owed again, one of a part does not', async () => {
    const { id } = await owe(2_000);
    const sale = await till.sell(nomsa, 4_000);
    await giveBack(sale, 3_999);
    expect(await balances()).toEqual([1_000]);
    await giveBack(sale, 1);
    const [debt] = await debts();
    expect(debt).toMatchObject({ id, balance: 2_000, takenThisMonth: 0 });
    expect(debt?.history[0]).toMatchObject({
      ...{ kind: 'given-back', amount: 1_000, saleId: sale.id, operatorName: 'Thandi' },
    });
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(1_000);
  });

  it('of a sale without debts changes none', async () => {
    const sale = await till.sell(nomsa, 4_000);
    const { history } = await owe(2_000);
    await giveBack(sale, 4_000);
    expect((await debts())[0]?.history).toEqual(history);
  });
});

describe('what people do to a debt', () => {
  it('is done once for each request', async () => {
    const given = { ...usual, requestId: randomUUID(), customerId, amount: 2_000 };
    const debt = await till.call('debts.add', given);
    expect(await till.call('debts.add', given)).toEqual(debt);
    const less = { requestId: randomUUID(), debtId: debt.id, amount: -500, reason: 'paid in town' };
    await till.call('debts.adjust', less);
    expect((await till.call('debts.adjust', less)).balance).toBe(1_500);
    const more = { ...less, amount: -501 };
    expect((await till.refusal('debts.adjust', more)).code).toBe('debt.request-reused');
    const off = { requestId: randomUUID(), debtId: debt.id, reason: 'too old' };
    await till.call('debts.writeOff', off);
    expect(await till.call('debts.writeOff', off)).toMatchObject({ balance: 0 });
    const another = { ...given, requestId: less.requestId };
    expect((await till.refusal('debts.add', another)).code).toBe('debt.request-reused');
    expect((await debts())[0]?.history.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['written-off', -1_500],
      ['adjusted', -500],
      ['opened', 2_000],
    ]);
  });

  it('never leaves less than nothing, nor more than the till counts', async () => {
    const { id } = await owe(2_000);
    const change = { requestId: randomUUID(), debtId: id, reason: 'x' };
    const adjust = (amount: number) => till.refusal('debts.adjust', { ...change, amount });
    expect(await adjust(-2_001)).toMatchObject({
      code: 'debt.below-zero',
      detail: { balance: 2_000 },
    });
    expect((await adjust(1_000_000_000_000)).code).toBe('debt.too-large');
    await till.call('debts.adjust', { ...change, amount: -2_000 });
    const again = { ...change, requestId: randomUUID() };
    expect((await till.refusal('debts.writeOff', again)).code).toBe('debt.paid');
  });

  it('is refused for what is not there', async () => {
    const change = { requestId: randomUUID(), debtId: 99, reason: 'x' };
    expect((await till.refusal('debts.writeOff', change)).code).toBe('debt.unknown');
    const nobodys = { ...usual, requestId: randomUUID(), customerId: 9_999, amount: 1 };
    expect((await till.refusal('debts.add', nobodys)).code).toBe('debt.no-customer');
  });

  it('is refused for an account that became part of another: it has no meter to take it at', async () => {
    const { customerId: into } = await till.meterOf('Sipho Khumalo');
    await till.call('customers.merge', { from: customerId, into });
    const request = { ...usual, requestId: randomUUID(), customerId, amount: 2_000 };
    expect((await till.refusal('debts.add', request)).code).toBe('customer.merged');
    expect(await balances()).toEqual([]);
  });

  it('is another request where anything of it is other than it was', async () => {
    const given = { ...usual, requestId: randomUUID(), customerId, amount: 2_000 };
    const { id: debtId } = await till.call('debts.add', given);
    const { customerId: into } = await till.meterOf('Sipho Khumalo');
    for (const other of [
      { amount: 2_001 },
      { customerId: into },
      { name: 'Other arrears' },
      { kind: 'auxiliary' as const },
      { take: { kind: 'whole' } as const },
      { take: { kind: 'share', basisPoints: 2_501 } as const },
      { perSaleCeiling: 100 },
      { perMonthCeiling: 100 },
      { priority: 51 },
    ]) {
      const failure = await till.refusal('debts.add', { ...given, ...other });
      expect(failure.code, JSON.stringify(other)).toBe('debt.request-reused');
    }
    // It is still the same request where the debt is another's by now, and taken differently.
    const { kind: _, ...how } = usual;
    await till.call('debts.change', { debtId, ...how, name: 'Older arrears', priority: 1 });
    await till.call('customers.merge', { from: customerId, into });
    expect(await till.call('debts.add', given)).toMatchObject({ id: debtId, customerId: into });
    expect(await till.call('debts.list', { customerId: into })).toHaveLength(1);
    await till.till.close();
    expect(verifyLedger(join(till.folder, 'training.sqlite')).problems).toEqual([]);
    await till.restart();
  });

  it('never makes it more than the till can count, not even with what sales took given back', async () => {
    const most = LARGEST_MONEY;
    const { id: debtId } = await owe(most, { take: { kind: 'fixed', amount: 1_000 } });
    const sale = await till.sell(nomsa, 4_000);
    expect(sale.quote.debt).toBe(1_000);
    const more = { requestId: randomUUID(), debtId, amount: 1, reason: 'x' };
    expect((await till.refusal('debts.adjust', more)).code).toBe('debt.too-large');
    await till.call('debts.adjust', { ...more, amount: -5 });
    await till.call('debts.adjust', { ...more, requestId: randomUUID(), amount: 5 });
    await giveBack(sale, 4_000);
    expect(await balances()).toEqual([most]);
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(1_000);
  });

  it('changes how it is taken from the next sale on', async () => {
    const { id } = await owe(2_000);
    const { kind: _, ...how } = usual;
    await till.call('debts.change', { debtId: id, ...how, take: { kind: 'fixed', amount: 300 } });
    expect((await till.sell(nomsa, 4_000)).quote.debt).toBe(300);
  });
});

function issued(sale: Sale): Promise<Sale> {
  return eventually(async () => {
    const now = await till.call('sales.get', { saleId: sale.id });
    expect(now.state).toBe('issued');
    return now;
  });
}

function giveBack(sale: Sale, amount: number): Promise<Sale> {
  const given = { requestId: randomUUID(), saleId: sale.id, amount, payment: 'cash' } as const;
  return till.call('sale.refund', { ...given, reason: 'wrong meter' });
}
