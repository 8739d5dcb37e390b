import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { flatTerms, forNow } from '../../shared/pricing/flat-terms.ts';
import { ModuleHost, once } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from './meter-examples.ts';

/*
 * What a price follows from beside the tariff: what the meter bought in this month, what it was charged
 * for, and which version of the tariff is in force. All of it at one moment.
 */

/** Half a minute before the end of a month. */
const EVENING = '2026-03-31T23:59:30.000Z';
const AFTER_MIDNIGHT = '2026-04-01T00:00:05.000Z';
/** R2.00 up to 100 kWh of a month, R3.00 from there on. */
const BLOCKS: TariffTerms = {
  ...flatTerms({ price: 2_000_000 }),
  blocks: [
    { upTo: 1_000, price: 2_000_000 },
    { upTo: null, price: 3_000_000 },
  ],
};
const MONTHLY = { name: 'Line rental', every: 'month', amount: 1_000, arrears: true } as const;

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let clock: TestClock;
let nomsa: number;
let tariffId: number;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  clock = new TestClock('2026-03-10T08:00:00.000Z');
  host = await ModuleHost.start(clock, { tidWindowMinutes: null });
  till = await shop.open({ link: host.link, clock });
  const meter = await till.meterOf('Nomsa Dlamini');
  nomsa = meter.id;
  tariffId = meter.tariffId;
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

function price(terms: TariffTerms, validFrom: string | null = null) {
  return till.call('tariffs.save', {
    ...{ id: tariffId, name: 'Domestic', ...forNow, validFrom },
    ...terms,
  });
}

const quote = (amount: number) =>
  till.call('sale.quote', { meterId: nomsa, ask: { by: 'money', amount } });
const stepsOf = async (amount: number) => (await quote(amount)).steps;

describe('the blocks of a month', () => {
  it('are counted over all sales of the month, and anew in the next one', async () => {
    await price(BLOCKS);
    // R150 of R200 that the first block costs; then R50 at R2.00 and R50 at R3.00.
    expect((await till.sell(nomsa, 15_000)).quote.steps).toBe(750);
    const second = await till.sell(nomsa, 10_000);
    expect(second.quote.lines).toMatchObject([
      { kind: 'energy', steps: 250, price: 2_000_000, amount: 5_000 },
      { kind: 'energy', steps: 167, price: 3_000_000, amount: 5_000 },
    ]);
    expect(openedToken(second).steps).toBe(second.quote.steps);
    expect(await stepsOf(3_000)).toBe(100);
    clock.set('2026-04-01T08:00:00.000Z');
    expect(await stepsOf(3_000)).toBe(150);
  });

  it('are those of the meter, not of the customer, and go on with the meter that replaces it', async () => {
    await price(BLOCKS);
    await till.sell(nomsa, 20_000);
    const sipho = await till.meterOf('Sipho Khumalo');
    const ask = { by: 'money', amount: 3_000 } as const;
    expect((await till.call('sale.quote', { meterId: sipho.id, ask })).steps).toBe(150);
    const old = await till.meterOf('Nomsa Dlamini');
    const { supplyGroupCode, keyRevisionNumber, tariffIndex } = old;
    const { encryptionAlgorithm, tokenCarrierType } = old;
    const key = { supplyGroupCode, keyRevisionNumber, tariffIndex };
    const file = await till.call('customers.replaceMeter', {
      meterId: nomsa,
      configuration: {
        ...configuration('14070012340'),
        ...{ ...key, encryptionAlgorithm, tokenCarrierType },
      },
    });
    const heir = file.meters.find(({ drn }) => drn === '14070012340');
    expect((await till.call('sale.quote', { meterId: heir?.id ?? 0, ask })).steps).toBe(100);
  });

  it.each(['2026-03-31T23:59:59.999Z', '2026-03-01T00:00:00.000Z'])(
    'hold from the first moment of the month to the last: %s',
    async (moment) => {
      clock.set('2026-02-28T23:59:59.999Z');
      await price(BLOCKS);
      await till.sell(nomsa, 20_000);
      clock.set(moment);
      expect(await stepsOf(3_000)).toBe(150);
      await till.sell(nomsa, 20_000);
      expect(await stepsOf(3_000)).toBe(100);
    },
  );

  it('count a sale in the month it was opened in, however late its TID and its token are', async () => {
    await price(BLOCKS);
    clock.set(EVENING);
    // Several in one minute: the TIDs of the later ones are minutes of April.
    await till.sell(nomsa, 10_000);
    await till.sell(nomsa, 10_000);
    expect(await stepsOf(3_000)).toBe(100);
    host.behave = once('SM?VC', 'drop-before');
    const open = await till.sell(nomsa, 3_000);
    expect(open).toMatchObject({ state: 'asked', quote: { steps: 100 } });
    clock.set(AFTER_MIDNIGHT);
    await till.reconnect();
    await issued(open);
    expect(await stepsOf(3_000)).toBe(150);
  });

  it('do not count what came to no token, nor what is not finished', async () => {
    await price(BLOCKS);
    host.behave = once('SM?VC', { status: '34' });
    expect((await till.sell(nomsa, 20_000)).state).toBe('refused');
    expect(await stepsOf(3_000)).toBe(150);
    host.behave = once('SM?VC', 'unplug');
    const open = await till.sell(nomsa, 20_000);
    await till.call('sale.abandon', { saleId: open.id });
    expect(await stepsOf(3_000)).toBe(150);
  });

  it('count a token whose money was given back: nobody can take it back', async () => {
    await price({ ...BLOCKS, freeSteps: 50 });
    const sale = await till.sell(nomsa, 20_000);
    expect(sale.quote.freeSteps).toBe(50);
    await giveBack(sale, sale.quote.paid);
    const next = await quote(3_000);
    expect(next).toMatchObject({ freeSteps: 0, steps: 100 });
  });
});

describe('units that are exempt of a tax', () => {
  it('are the first ones of each month, over all its sales, and the report says so', async () => {
    await price({
      ...flatTerms({ price: 2_000_000 }),
      taxes: [{ name: 'VAT', basisPoints: 1_500, on: ['energy'], exemptSteps: 1_000 }],
    });
    // 75.0 kWh of 100.0 that are exempt; then 25.0 at R2.00, and 50.0 with 15 % on top.
    expect((await till.sell(nomsa, 15_000)).quote).toMatchObject({ steps: 750, tax: 0 });
    const second = await till.sell(nomsa, 5_000 + 11_500);
    expect(second.quote).toMatchObject({ steps: 750, energy: 15_000, tax: 1_500 });
    expect(second.quote.lines).toContainEqual(
      expect.objectContaining({ kind: 'tax', amount: 1_500, base: 10_000 }),
    );
    expect(openedToken(second).steps).toBe(750);
    expect((await quote(1_150)).tax).toBe(150);
    clock.set('2026-04-01T08:00:00.000Z');
    expect((await quote(1_150)).tax).toBe(0);
    const march = { from: '2026-03-01', to: '2026-03-31' };
    const report = await till.call('reports.make', { report: 'taxes', ...march, filter: {} });
    expect(report.rows.map(({ cells }) => cells)).toEqual([['VAT', 1_500, 2, 10_000, 1_500]]);
  });
});

describe('a month that changes between the price and the sale', () => {
  it.each([
    ['blocks', BLOCKS],
    ['free units', { ...flatTerms({ price: 2_000_000 }), freeSteps: 50 }],
    ['a monthly charge', { ...flatTerms({ price: 2_000_000 }), fixedCharges: [MONTHLY] }],
  ])('ends without a sale, and the next price is that of the new month: %s', async (_, terms) => {
    await price(terms);
    clock.set(EVENING);
    await till.sell(nomsa, 20_000);
    const order = await till.order(nomsa, { by: 'money', amount: 6_000 });
    const left = await till.transactionsLeft();
    clock.set(AFTER_MIDNIGHT);
    expect((await till.refusal('sale.sell', order)).code).toBe('sale.price-changed');
    expect(till.count('sale')).toBe(1);
    expect(await till.transactionsLeft()).toBe(left);
    const sold = await till.sell(nomsa, 6_000);
    expect(sold).toMatchObject({ state: 'issued', at: AFTER_MIDNIGHT });
    expect(sold.quote.steps).not.toBe(order.expected.steps);
  });

  it('ends so where a clock that is a little behind would open it on the day before', async () => {
    await price({ ...flatTerms({ price: 2_000_000 }), fixedCharges: [MONTHLY] });
    const sipho = await till.meterOf('Sipho Khumalo');
    clock.set(AFTER_MIDNIGHT);
    await till.sell(sipho.id, 5_000);
    // The time server sets the clock back by some seconds: the sale would be opened in April.
    clock.set(EVENING);
    const order = await till.order(nomsa, { by: 'money', amount: 6_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('sale.price-changed');
    expect(till.count('sale')).toBe(1);
  });
});

describe('a daily or monthly charge', () => {
  it('is taken once for its month, and caught up for months without a sale', async () => {
    await price({ ...flatTerms({ price: 2_000_000 }), fixedCharges: [MONTHLY] });
    expect((await till.sell(nomsa, 5_000)).quote.fixedCharge).toBe(1_000);
    expect((await till.sell(nomsa, 5_000)).quote.fixedCharge).toBe(0);
    clock.set('2026-06-01T00:00:00.000Z');
    const sale = await till.sell(nomsa, 5_000);
    expect(sale.quote.fixedCharge).toBe(3_000);
    expect(sale.quote.lines).toMatchObject([
      { kind: 'energy', amount: 2_000 },
      { kind: 'fixed-charge', name: 'Line rental', amount: 3_000, periods: 3, every: 'month' },
    ]);
  });

  it('goes on at the meter that takes the place of one that never bought', async () => {
    await price({ ...flatTerms({ price: 2_000_000 }), fixedCharges: [MONTHLY] });
    clock.set('2026-05-10T08:00:00.000Z');
    const old = await till.meterOf('Nomsa Dlamini');
    expect((await quote(5_000)).fixedCharge).toBe(3_000);
    const file = await till.call('customers.replaceMeter', {
      meterId: old.id,
      configuration: configuration('14070012340'),
    });
    const heir = file.meters.find(({ drn }) => drn === '14070012340')?.id ?? 0;
    const ask = { by: 'money', amount: 5_000 } as const;
    const first = await till.call('sale.quote', { meterId: heir, ask });
    expect(first.fixedCharge).toBe(3_000);
  });

  it('is still to be paid where its sale came to nothing, and once it is paid where it was resumed', async () => {
    await price({ ...flatTerms({ price: 2_000_000 }), fixedCharges: [MONTHLY] });
    host.behave = once('SM?VC', { status: '34' });
    expect((await till.sell(nomsa, 5_000)).state).toBe('refused');
    expect((await quote(5_000)).fixedCharge).toBe(1_000);
    host.behave = once('SM?VC', 'drop-after');
    await issued(await till.sell(nomsa, 5_000));
    expect((await quote(5_000)).fixedCharge).toBe(0);
  });

  it('is owed again once all the money of its sale is given back, and not before', async () => {
    await price({ ...flatTerms({ price: 2_000_000 }), fixedCharges: [MONTHLY] });
    const sale = await till.sell(nomsa, 5_000);
    await giveBack(sale, 4_999);
    expect((await quote(5_000)).fixedCharge).toBe(0);
    await giveBack(sale, 1);
    expect((await quote(5_000)).fixedCharge).toBe(1_000);
  });
});

describe('a charge that was given back', () => {
  const DAILY = { name: 'Meter rental', every: 'day', amount: 100, arrears: true } as const;
  const present = { ...MONTHLY, arrears: false };
  const with_ = (...fixedCharges: TariffTerms['fixedCharges']) =>
    price({ ...flatTerms({ price: 2_000_000 }), fixedCharges });

  it('is due again also where another sale followed, and once', async () => {
    await with_(MONTHLY);
    const first = await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await giveBack(first, 5_000);
    expect((await quote(5_000)).lines).toContainEqual(
      expect.objectContaining({ kind: 'fixed-charge', amount: 1_000, periods: 1 }),
    );
    clock.set('2026-04-02T08:00:00.000Z');
    expect((await till.sell(nomsa, 5_000)).quote.fixedCharge).toBe(2_000);
    expect((await quote(5_000)).fixedCharge).toBe(0);
  });

  it('is not caught up in another month where it has no arrears', async () => {
    await with_(present);
    const first = await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await giveBack(first, 5_000);
    expect((await quote(5_000)).fixedCharge).toBe(1_000);
    clock.set('2026-04-02T08:00:00.000Z');
    expect((await till.sell(nomsa, 5_000)).quote.fixedCharge).toBe(1_000);
    expect((await quote(5_000)).fixedCharge).toBe(0);
  });

  it('is not due any more where the price has none of its name and time', async () => {
    await with_(DAILY);
    const first = await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await giveBack(first, 5_000);
    expect((await quote(5_000)).fixedCharge).toBe(DAILY.amount);
    await with_({ ...DAILY, every: 'month' });
    expect((await quote(5_000)).fixedCharge).toBe(0);
  });

  it('is due again by its own days or months where a charge of each has the same name', async () => {
    await with_({ ...MONTHLY, name: DAILY.name }, DAILY);
    clock.advance(20 * 86_400_000);
    const first = await till.sell(nomsa, 50_000);
    const charged = (lines: Sale['quote']['lines']) =>
      lines
        .filter(({ kind }) => kind === 'fixed-charge')
        .map(({ amount, periods }) => [amount, periods]);
    const due = charged(first.quote.lines);
    expect(due.map(([, periods]) => periods)).not.toEqual([1, 1]);
    clock.advance(60_000);
    await till.sell(nomsa, 50_000);
    clock.advance(60_000);
    await giveBack(first, first.quote.paid);
    expect(charged((await quote(50_000)).lines)).toEqual(due);
  });

  it('goes on at the meter that takes the place of the one that paid it', async () => {
    await with_(MONTHLY);
    const first = await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    await till.sell(nomsa, 5_000);
    clock.advance(60_000);
    const file = await till.call('customers.replaceMeter', {
      meterId: nomsa,
      configuration: configuration('14070012340'),
    });
    const heir = file.meters.find(({ drn }) => drn === '14070012340')?.id ?? 0;
    await giveBack(first, 5_000);
    const ask = { by: 'money', amount: 5_000 } as const;
    expect((await till.call('sale.quote', { meterId: heir, ask })).fixedCharge).toBe(1_000);
    await till.sell(heir, 5_000);
    clock.advance(60_000);
    expect((await till.call('sale.quote', { meterId: heir, ask })).fixedCharge).toBe(0);
  });

  it('leaves, whatever is bought and given back, exactly the days and months that were due', async () => {
    await with_(MONTHLY, DAILY);
    const began = clock.now();
    const sales: Sale[] = [];
    const step = fc.record({
      days: fc.integer({ min: 0, max: 12 }),
      act: fc.oneof(
        fc.constant({ kind: 'sell' as const }),
        fc.record({ kind: fc.constant('give-back' as const), nth: fc.nat({ max: 20 }) }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const bought: Sale[] = [];
        const given = new Set<number>();
        for (const { days, act } of steps) {
          clock.advance(days * 86_400_000 + 60_000);
          const kept = bought.filter(({ id }) => !given.has(id));
          const back = act.kind === 'give-back' ? kept[act.nth % (kept.length || 1)] : undefined;
          if (!back) bought.push(await till.sell(nomsa, 50_000));
          else {
            given.add(back.id);
            await giveBack(back, back.quote.paid);
          }
        }
        clock.advance(60_000);
        sales.push(...bought.filter(({ id }) => !given.has(id)), await till.sell(nomsa, 50_000));
        const paid = (name: string) =>
          sales.flatMap(({ quote: { lines } }) => lines).filter((line) => line.name === name);
        const now = clock.now();
        const months = (now.getFullYear() - began.getFullYear()) * 12 + now.getMonth();
        const periods = (name: string) => sum(paid(name).map((line) => line.periods ?? 0));
        expect(periods(MONTHLY.name)).toBe(months - began.getMonth() + 1);
        expect(periods(DAILY.name)).toBe(daysUntilNow(began));
        expect(sum(paid(DAILY.name).map(({ amount }) => amount))).toBe(
          DAILY.amount * daysUntilNow(began),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('a planned price', () => {
  it('is the price from its moment on, in a till that was open all the time', async () => {
    const from = '2026-04-01T00:00:00.000Z';
    const planned = await price(flatTerms({ price: 4_000_000 }), from);
    expect(planned.validFrom).toBe(from);
    await price(flatTerms({ price: 2_000_000 }));
    expect(await stepsOf(4_000)).toBe(200);
    const order = await till.order(nomsa, { by: 'money', amount: 4_000 });
    clock.set('2026-03-31T23:59:59.999Z');
    expect(await stepsOf(4_000)).toBe(200);
    clock.set(from);
    expect((await till.refusal('sale.sell', order)).code).toBe('sale.price-changed');
    expect((await till.sell(nomsa, 4_000)).quote.steps).toBe(100);
    const states = (await till.call('tariffs.versions', { tariffId })).map(({ state }) => state);
    expect(states).toEqual(['in-force', 'past', 'past']);
  });

  it('is replaced by one that is saved later for the same moment', async () => {
    const from = '2026-04-01T00:00:00.000Z';
    await price(flatTerms({ price: 4_000_000 }), from);
    await price(flatTerms({ price: 8_000_000 }), from);
    const states = (await till.call('tariffs.versions', { tariffId })).map(({ state }) => state);
    expect(states).toEqual(['planned', 'replaced', 'in-force']);
    clock.set(from);
    expect(await stepsOf(4_000)).toBe(50);
  });

  it('cannot begin in the past, and a new tariff sells nothing before it begins', async () => {
    const past = { ...forNow, validFrom: '2026-03-09T00:00:00.000Z' };
    const terms = flatTerms({ price: 1 });
    const tariff = { id: tariffId, name: 'Domestic', ...past, ...terms };
    expect((await till.refusal('tariffs.save', tariff)).code).toBe('tariff.in-the-past');
    const later = { id: null, name: 'Later', ...past, validFrom: '2026-05-01T00:00:00.000Z' };
    const { id } = await till.call('tariffs.save', { ...later, ...terms });
    const meter = await till.call('meters.addBlind', {
      configuration: configuration('14070012340'),
      customer: { name: '', phone: '', address: '' },
      tariffId: id,
    });
    const ask = { meterId: meter.id, ask: { by: 'money', amount: 100 } };
    expect((await till.refusal('sale.quote', ask)).code).toBe('tariff.not-in-force');
  });
});

describe('what is counted', () => {
  it('is what the tariff prices: a meter of water gets tokens of water, and no other tariff', async () => {
    const water = await till.call('tariffs.save', {
      ...{ id: null, name: 'River water', ...forNow, resource: 'water' },
      ...flatTerms({ price: 2_000_000 }),
    });
    const meter = await till.call('meters.addBlind', {
      configuration: { ...configuration('14070012340'), keyRevisionNumber: 2 },
      customer: { name: 'Nomsa', phone: '', address: '' },
      tariffId: water.id,
    });
    expect(meter.resource).toBe('water');
    await till.call('deposit.save', { counts: 'steps', warnAt: 0, stopAt: null });
    const sale = await till.sell(meter.id, 2_000);
    expect(sale).toMatchObject({ state: 'issued', quote: { resource: 'water', steps: 100 } });
    expect(openedToken(sale)).toMatchObject({ subclass: 1, steps: 100 });
    // The deposit in kWh is of electricity; so is what a shift says that it sold.
    expect((await till.call('deposit.state', {})).left).toBe(0);
    expect((await till.call('shift.xReport', {})).report).toMatchObject({ sales: 1, steps: 0 });
    await till.sell(nomsa, 5_000);
    expect((await till.call('deposit.state', {})).left).toBeLessThan(0);
    await till.restart();
    await till.ready();
    expect((await till.call('deposit.state', {})).left).toBeLessThan(0);
    const { id, resource: _, ...rest } = water;
    const other = { ...rest, id, resource: 'gas', validFrom: null };
    expect((await till.refusal('tariffs.save', other)).code).toBe('tariff.resource-kept');
    const change = {
      meterId: meter.id,
      configuration: configuration('14070012340'),
      customer: { name: 'Nomsa', phone: '', address: '' },
      ...{ tariffId, blind: false },
    };
    expect((await till.refusal('meters.save', change)).code).toBe('meter.other-resource');
  });
});

describe('the limits of a tariff', () => {
  it('are whole characters in the names of its charges and taxes', async () => {
    const { tariffId } = await till.meterOf('Nomsa Dlamini');
    const save = (terms: Partial<TariffTerms>) =>
      till.refusal('tariffs.save', {
        ...{ id: tariffId, name: 'Halves', ...forNow },
        ...{ ...flatTerms({ price: 2_000_000 }), ...terms },
      });
    const name = `Lev\ud83d`;
    expect((await save({ fixedCharges: [{ ...MONTHLY, name }] })).code).toBe('bad-input');
    const tax = { name, basisPoints: 1, on: ['energy' as const] };
    expect((await save({ taxes: [tax] })).code).toBe('bad-input');
    await price({
      ...flatTerms({ price: 2_000_000 }),
      fixedCharges: [{ ...MONTHLY, name: '\u{1f50c}' }],
    });
  });

  it('are its own, beside the largest sale of the shop', async () => {
    await price({ ...flatTerms({ price: 2_000_000 }), minimumSale: 500, maximumSale: 9_000 });
    const asked = (amount: number) => ({ meterId: nomsa, ask: { by: 'money', amount } });
    expect(await till.refusal('sale.quote', asked(499))).toMatchObject({
      code: 'price.below-minimum-sale',
      detail: { least: 500 },
    });
    expect(await till.refusal('sale.quote', asked(9_001))).toMatchObject({
      code: 'price.above-maximum-sale',
      detail: { largest: 9_000 },
    });
    expect((await quote(9_000)).paid).toBe(9_000);
  });
});

/** Local days from that of a moment to today's, both among them. */
function daysUntilNow(from: Date): number {
  const dayOf = (moment: Date) =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / 86_400_000;
  return dayOf(clock.now()) - dayOf(from) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

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
