import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localDay } from '../../../src-main/alarms/local-day.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { ModuleHost, once } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from '../vending/meter-examples.ts';
import { details, drn } from './customer-examples.ts';

/* Who buys and which meters are theirs; what was sold stays with its meter and its buyer. */

const NEW = drn('0455500123');
const OTHER = drn('0455500124');

let shop: TrainingShop;
let till: TestTill;
let nomsa: Meter;
let sipho: Meter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
beforeEach(async () => {
  till = await shop.open();
  nomsa = await till.meterOf('Nomsa Dlamini');
  sipho = await till.meterOf('Sipho Khumalo');
});
afterEach(() => till.close());
afterAll(() => shop.remove());

function addMeter(number = NEW) {
  return till.call('customers.addMeter', {
    customerId: nomsa.customerId,
    configuration: configuration(number),
    tariffId: nomsa.tariffId,
  });
}

function kept(): unknown {
  const tables = ['meter', 'customer', 'meter_move', 'sale'];
  return tables.map((table) => till.ledger(`SELECT * FROM ${table} ORDER BY id`));
}

/** What was sold to a customer, by receipt number. */
async function bought(customerId: number, meterId: number | null = null): Promise<string[]> {
  const asked = { customerId, meterId, before: null, limit: 100 };
  const { sales } = await till.call('customers.sales', asked);
  return sales.map((sale) => sale.receiptNumber);
}

/** Asks for something that has to be refused, and leaves everything as it was. */
async function refused(name: string, input: object): Promise<string> {
  const before = kept();
  const { code } = await till.refusal(name, input);
  expect(kept()).toEqual(before);
  return code;
}

describe('a customer', () => {
  it('is added, changed and found by everything that is known', async () => {
    const first = details({
      name: 'Amos Dube',
      phone: '082 111 2233',
      idNumber: '800101 5009 087',
    });
    const { customer } = await till.call('customers.save', { customerId: null, details: first });
    expect(customer).toMatchObject({ ...first, closedAt: null, mergedInto: null });
    const changed = { ...first, language: 'fr' as const, notes: 'Pays at the end of the month' };
    const { id } = customer;
    await till.call('customers.save', { customerId: id, details: changed });
    await till.call('customers.addMeter', {
      customerId: id,
      configuration: configuration(NEW),
      tariffId: nomsa.tariffId,
    });
    const file = await till.call('customers.get', { customerId: id });
    expect(file).toMatchObject({ customer: changed, meterCount: 1, meters: [{ drn: NEW }] });
    for (const text of ['amos', 'Dube', '0821112233', '8001015009087', '800101 5009 087', NEW]) {
      const found = await till.call('customers.find', { text, limit: 10 });
      expect([text, found.map((line) => line.id)]).toEqual([text, [id]]);
      const { meters } = await till.call('meters.find', { text, limit: 8 });
      expect([text, meters.map((meter) => meter.drn)]).toEqual([text, [NEW]]);
    }
  });

  it('is found by the ID number that has letters and signs, however it is typed', async () => {
    const who = details({ name: 'Rudo', idNumber: '63-123456/A42' });
    const { customer } = await till.call('customers.save', { customerId: null, details: who });
    await till.call('customers.addMeter', {
      customerId: customer.id,
      configuration: configuration(NEW),
      tariffId: nomsa.tariffId,
    });
    for (const text of ['63-123456/A42', '63123456A42', '63-123456a42', '123456A']) {
      const { meters } = await till.call('meters.find', { text, limit: 8 });
      expect([text, meters.map((meter) => meter.drn)]).toEqual([text, [NEW]]);
    }
  });

  it('is found without a meter by the beginning of the name and by the whole ID number', async () => {
    const who = details({ name: 'Tendai Moyo', idNumber: 'CM-93/77' });
    const { customer } = await till.call('customers.save', { customerId: null, details: who });
    for (const text of ['tend', 'CM-93/77']) {
      const [found] = await till.call('customers.find', { text, limit: 5 });
      expect(found).toMatchObject({ id: customer.id, meters: 0, drn: null });
    }
  });

  it('needs a name when it is new', async () => {
    const input = { customerId: null, details: details() };
    expect(await refused('customers.save', input)).toBe('customer.nameless');
  });

  it('is spoken to in a language that the till speaks', async () => {
    const who = details({ name: 'Amos', language: 'xx' });
    const input = { customerId: null, details: who };
    expect(await refused('customers.save', input)).toBe('bad-input');
  });

  it('is told of in the trail without a word of who it is', async () => {
    const who = details({ name: 'Secret Name', idNumber: '8001015009087' });
    const { customer } = await till.call('customers.save', { customerId: null, details: who });
    const changed = { ...who, phone: '0111' };
    await till.call('customers.save', { customerId: customer.id, details: changed });
    const { entries } = await till.call('audit.list', { text: '', before: null, limit: 2 });
    expect(entries.map((entry) => entry.sentence)).toEqual([
      `Customer ${customer.id} changed: phone`,
      `Customer ${customer.id} added`,
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Secret|8001015009087|0111/u);
  });

  it('stands in the list in the order of names, page by page', async () => {
    const names: string[] = [];
    let after: number | null = null;
    let more = true;
    while (more) {
      const page: Output<'customers.list'> = await till.call('customers.list', { after, limit: 5 });
      names.push(...page.customers.map((line) => line.name));
      after = page.customers.at(-1)?.id ?? null;
      more = page.more;
    }
    expect(names).toHaveLength(till.count('customer'));
    expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  });
});

describe('a customer with several meters', () => {
  it('has all of them found by the name, and bought at all of them', async () => {
    const first = await till.sell(nomsa.id, 5_000);
    const { meters } = await addMeter();
    expect(meters.map((meter) => meter.drn)).toEqual([nomsa.drn, NEW]);
    const second = await till.sell(meters[1]?.id ?? 0, 3_000);
    const found = await till.call('meters.find', { text: 'nomsa', limit: 8 });
    expect(found.meters.map((meter) => meter.drn)).toEqual([nomsa.drn, NEW]);
    expect(await bought(nomsa.customerId)).toEqual([second.receiptNumber, first.receiptNumber]);
    expect(await bought(nomsa.customerId, nomsa.id)).toEqual([first.receiptNumber]);
  });

  it('gets no meter that the till has already', async () => {
    const input = { configuration: configuration(sipho.drn), tariffId: nomsa.tariffId };
    const asked = { customerId: nomsa.customerId, ...input };
    expect(await refused('customers.addMeter', asked)).toBe('meter.known');
    expect(await refused('customers.addMeter', { ...asked, customerId: 9_999 })).toBe(
      'customer.unknown',
    );
  });
});

describe('a meter that is moved', () => {
  it('is the other customer’s from then on; what was sold stays with who bought it', async () => {
    const before = await till.sell(nomsa.id, 5_000);
    const move = { meterId: nomsa.id, customerId: sipho.customerId };
    const { customer, meters } = await till.call('customers.moveMeter', move);
    expect(customer.name).toBe('Sipho Khumalo');
    expect(meters.map((meter) => meter.drn).toSorted()).toEqual([nomsa.drn, sipho.drn].toSorted());
    const after = await till.sell(nomsa.id, 4_000);
    expect(after.customerName).toBe('Sipho Khumalo');
    const old = await till.call('sales.get', { saleId: before.id });
    expect(old.customerName).toBe('Nomsa Dlamini');
    expect(await bought(nomsa.customerId)).toEqual([before.receiptNumber]);
    expect(await bought(sipho.customerId)).toEqual([after.receiptNumber]);
    const found = await till.call('meters.find', { text: 'sipho', limit: 8 });
    expect(found.meters.map((meter) => meter.drn).toSorted()).toEqual(
      [nomsa.drn, sipho.drn].toSorted(),
    );
    expect((await till.call('meters.find', { text: 'nomsa', limit: 8 })).meters).toEqual([]);
  });

  it('leaves its sales and what was given back of them under the buyer’s name in reports', async () => {
    const { id: saleId, at } = await till.sell(nomsa.id, 5_000);
    const requestId = crypto.randomUUID();
    const back = { requestId, saleId, amount: 1_000, payment: 'cash', reason: 'x' } as const;
    await till.call('sale.refund', back);
    await till.call('customers.moveMeter', { meterId: nomsa.id, customerId: sipho.customerId });
    const day = localDay(new Date(at));
    for (const report of ['sales', 'refunds'] as const) {
      const asked = { report, from: day, to: day, filter: {} };
      const { rows } = await till.call('reports.make', asked);
      expect(rows.map(({ cells }) => cells)).toMatchObject([
        expect.arrayContaining(['Nomsa Dlamini']),
      ]);
    }
  });

  it('may come back, and every sale is still its buyer’s', async () => {
    const first = await till.sell(nomsa.id, 1_000);
    const to = (customerId: number) =>
      till.call('customers.moveMeter', { meterId: nomsa.id, customerId });
    await to(sipho.customerId);
    const second = await till.sell(nomsa.id, 2_000);
    await to(nomsa.customerId);
    const third = await till.sell(nomsa.id, 3_000);
    expect(await bought(nomsa.customerId)).toEqual([third.receiptNumber, first.receiptNumber]);
    expect(await bought(sipho.customerId)).toEqual([second.receiptNumber]);
  });

  it('is not moved to where it is', async () => {
    const move = { meterId: nomsa.id, customerId: nomsa.customerId };
    expect(await refused('customers.moveMeter', move)).toBe('meter.same-customer');
  });
});

describe('a meter that is replaced', () => {
  it('is closed; the new one has its customer, its price and its history', async () => {
    const before = await till.sell(nomsa.id, 5_000);
    const replace = { meterId: nomsa.id, configuration: configuration(NEW) };
    const { customer, meters } = await till.call('customers.replaceMeter', replace);
    const [now, old] = meters;
    expect(customer.id).toBe(nomsa.customerId);
    expect(now).toMatchObject({ drn: NEW, tariffId: nomsa.tariffId, closedAt: null });
    expect(old).toMatchObject({ drn: nomsa.drn, replacedBy: { drn: NEW } });
    expect(old?.closedAt).not.toBeNull();
    const after = await till.sell(now?.id ?? 0, 4_000);
    const both = [after.receiptNumber, before.receiptNumber];
    expect(await bought(nomsa.customerId, now?.id ?? 0)).toEqual(both);
    expect(await bought(nomsa.customerId, nomsa.id)).toEqual([before.receiptNumber]);

    const ask = { by: 'money', amount: 5_000 } as const;
    const failure = await till.refusal('sale.quote', { meterId: nomsa.id, ask });
    expect(failure).toMatchObject({ code: 'meter.replaced', detail: { drn: NEW } });
    expect(await refused('customers.reopenMeter', { meterId: nomsa.id })).toBe('meter.replaced');
    const again = { meterId: nomsa.id, configuration: configuration(OTHER) };
    expect(await refused('customers.replaceMeter', again)).toBe('meter.closed-already');
  });

  it('gives way to no meter that the till has already', async () => {
    const replace = { meterId: nomsa.id, configuration: configuration(sipho.drn) };
    expect(await refused('customers.replaceMeter', replace)).toBe('meter.known');
  });
});

describe('a meter that is closed', () => {
  it('is sold to no more, is found as closed, and can be opened again', async () => {
    const order = await till.order(nomsa.id, { by: 'money', amount: 5_000 });
    await till.call('customers.closeMeter', { meterId: nomsa.id });
    const { meters } = await till.call('meters.find', { text: nomsa.drn, limit: 8 });
    expect(meters).toMatchObject([{ drn: nomsa.drn, closedAt: expect.any(String) }]);
    expect(await refused('sale.sell', order)).toBe('meter.closed');
    expect(await refused('customers.closeMeter', { meterId: nomsa.id })).toBe(
      'meter.closed-already',
    );
    await till.call('customers.reopenMeter', { meterId: nomsa.id });
    expect((await till.call('sale.sell', order)).state).toBe('issued');
    expect(await refused('customers.reopenMeter', { meterId: nomsa.id })).toBe(
      'meter.open-already',
    );
  });

  it('stands behind the customer’s other meters', async () => {
    await addMeter();
    await till.call('customers.closeMeter', { meterId: nomsa.id });
    const { meters } = await till.call('meters.find', { text: 'nomsa', limit: 8 });
    expect(meters.map((meter) => meter.drn)).toEqual([NEW, nomsa.drn]);
  });
});

describe('an account that is closed', () => {
  it('closes all its meters, and opens those again that were not closed themselves', async () => {
    const { meters } = await addMeter();
    const second = meters[1]?.id ?? 0;
    await till.call('customers.closeMeter', { meterId: second });
    const { customerId } = nomsa;
    const closed = await till.call('customers.close', { customerId });
    expect(closed.meters.every((meter) => meter.closedAt !== null)).toBe(true);
    const order = { meterId: nomsa.id, ask: { by: 'money', amount: 5_000 } };
    expect(await refused('sale.quote', order)).toBe('meter.closed');
    expect(await refused('customers.close', { customerId })).toBe('customer.closed');
    expect(await refused('customers.reopenMeter', { meterId: second })).toBe('customer.closed');
    const add = { customerId, configuration: configuration(OTHER), tariffId: nomsa.tariffId };
    expect(await refused('customers.addMeter', add)).toBe('customer.closed');
    expect(await refused('customers.moveMeter', { meterId: sipho.id, customerId })).toBe(
      'customer.closed',
    );

    const open = await till.call('customers.reopen', { customerId });
    expect(open.meters.map(({ id, closedAt }) => [id, closedAt !== null])).toEqual([
      [nomsa.id, false],
      [second, true],
    ]);
    expect(await refused('customers.reopen', { customerId })).toBe('customer.open-already');
  });
});

describe('two accounts of one person', () => {
  it('become one, with the meters, the history and what was known', async () => {
    const first = await till.sell(nomsa.id, 1_000);
    const second = await till.sell(sipho.id, 2_000);
    await till.call('customers.save', {
      customerId: sipho.customerId,
      details: details({ name: 'N. Dlamini', idNumber: '77', notes: 'Second house' }),
    });
    const merge = { from: sipho.customerId, into: nomsa.customerId };
    const { customer, meters } = await till.call('customers.merge', merge);
    expect(customer).toMatchObject({
      name: 'Nomsa Dlamini',
      phone: nomsa.phone,
      idNumber: '77',
      notes: 'Second house',
    });
    expect(meters.map((meter) => meter.drn)).toEqual([nomsa.drn, sipho.drn]);
    expect(await bought(nomsa.customerId)).toEqual([second.receiptNumber, first.receiptNumber]);
    const gone = await till.call('customers.get', { customerId: sipho.customerId });
    expect(gone).toMatchObject({ customer: { mergedInto: nomsa.customerId }, meters: [] });
    const { customers } = await till.call('customers.list', { after: null, limit: 100 });
    expect(customers.map((line) => line.id)).not.toContain(sipho.customerId);
    expect(await till.call('customers.find', { text: 'N. Dl', limit: 5 })).toEqual([]);
    expect(await refused('customers.reopen', { customerId: sipho.customerId })).toBe(
      'customer.merged',
    );
    expect(await refused('customers.merge', merge)).toBe('customer.merged');
  });

  it('take along what was bought at meters that were given away', async () => {
    const sold = await till.sell(sipho.id, 2_000);
    const peter = await till.meterOf('Peter van Wyk');
    await till.call('customers.moveMeter', { meterId: sipho.id, customerId: peter.customerId });
    await till.call('customers.merge', { from: sipho.customerId, into: nomsa.customerId });
    expect(await bought(nomsa.customerId)).toEqual([sold.receiptNumber]);
    expect(await bought(peter.customerId)).toEqual([]);
  });

  it('take along what is owed', async () => {
    await till.call('debts.add', {
      ...{ requestId: '6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a21', customerId: sipho.customerId },
      ...{ name: 'Old account', kind: 'arrears', amount: 9_000, priority: 1 },
      ...{ take: { kind: 'whole' }, perSaleCeiling: null, perMonthCeiling: null },
    });
    const owed = async (customerId: number) => {
      const debts = await till.call('debts.list', { customerId });
      return debts.map(({ name, balance }) => [name, balance]);
    };
    await till.call('customers.merge', { from: sipho.customerId, into: nomsa.customerId });
    expect(await owed(nomsa.customerId)).toEqual([['Old account', 9_000]]);
    expect(await owed(sipho.customerId)).toEqual([]);
  });

  it('are not one and the same', async () => {
    const { customerId } = nomsa;
    expect(await refused('customers.merge', { from: customerId, into: customerId })).toBe(
      'customer.same',
    );
  });
});

describe('a meter whose sale is not finished', () => {
  it('stays where it is', async () => {
    const clock = new TestClock(MORNING);
    const host = await ModuleHost.start(clock, { transactions: 3 });
    const here = await shop.open({ link: host.link, clock });
    try {
      host.behave = once('SM?VC', 'drop-before');
      const meter = await here.meterOf('Nomsa Dlamini');
      const other = await here.meterOf('Sipho Khumalo');
      expect((await here.sell(meter.id, 5_000)).state).toBe('asked');
      const { customerId } = meter;
      const into = other.customerId;
      const all: [string, object][] = [
        ['customers.moveMeter', { meterId: meter.id, customerId: into }],
        ['customers.closeMeter', { meterId: meter.id }],
        ['customers.replaceMeter', { meterId: meter.id, configuration: configuration(NEW) }],
        ['customers.close', { customerId }],
        ['customers.merge', { from: customerId, into }],
      ];
      for (const [name, input] of all) {
        const failure = await here.refusal(name, input);
        expect([name, failure.code, failure.detail.drn]).toEqual([
          name,
          'meter.sale-open',
          meter.drn,
        ]);
      }
      expect(await here.call('meters.get', { meterId: meter.id })).toMatchObject({
        customerId,
        closedAt: null,
      });
    } finally {
      await here.close();
      await host.goAway();
    }
  });
});
