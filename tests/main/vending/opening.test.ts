import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { flatTerms, forNow } from '../../shared/pricing/flat-terms.ts';
import { ModuleHost, once } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, setUpInput, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* What has to be right before a sale is opened: time, TID, key, licence. */

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function tillAt(time: string): Promise<TestTill> {
  const till = await shop.open({ clock: new TestClock(time) });
  ends.push(() => till.close());
  return till;
}

/** A till whose module has another profile than the training shop's own. */
async function tillWith(changed: Parameters<typeof ModuleHost.start>[1]) {
  const clock = new TestClock(MORNING);
  const host = await ModuleHost.start(clock, changed);
  const till = await shop.open({ link: host.link, clock });
  ends.push(
    () => till.close(),
    () => host.goAway(),
  );
  return { till, host, clock };
}

/** The registers of the training profile, each with something changed. */
function registers(changed: Partial<(typeof trainingProfile.registers)[number]>) {
  return { registers: trainingProfile.registers.map((key) => ({ ...key, ...changed })) };
}

describe('TIDs of one meter', () => {
  it('rise within a minute, and keep clear of 00:01', async () => {
    const till = await tillAt('2026-03-02T23:58:40Z');
    const { id } = await till.meterOf('Nomsa Dlamini');
    const minutes: string[] = [];
    for (let sale = 0; sale < 5; sale += 1) {
      minutes.push(
        openedToken(await till.sell(id, 1_000))
          .issuedAt.toISOString()
          .slice(8, 16),
      );
    }
    expect(minutes).toEqual(['02T23:58', '02T23:59', '03T00:00', '03T00:02', '03T00:03']);
  });

  it('are the clock’s again once it has caught up', async () => {
    const till = await tillAt('2026-03-02T10:00:00Z');
    const { id } = await till.meterOf('Nomsa Dlamini');
    await till.sell(id, 1_000);
    await till.sell(id, 1_000);
    till.clock.advance(5 * 60_000);
    const sale = await till.sell(id, 1_000);
    expect(openedToken(sale).issuedAt.toISOString()).toBe('2026-03-02T10:05:00.000Z');
  });

  it('of two meters may be the same', async () => {
    const till = await tillAt(MORNING);
    const one = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 1_000);
    const other = await till.sell((await till.meterOf('Mrs Naidoo')).id, 1_000);
    expect(other.tid).toBe(one.tid);
  });

  it('are taken by one sale at a time: another to the same meter is refused until it has ended', async () => {
    const till = await tillAt(MORNING);
    const { id } = await till.meterOf('Nomsa Dlamini');
    const orders = await Promise.all(
      [1_000, 2_000, 3_000].map((amount) => till.order(id, { by: 'money', amount })),
    );
    const answers = await Promise.all(
      orders.map((order) => till.till.dispatch(till.session, 'sale.sell', order)),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(answers[1]).toMatchObject({ error: { code: 'sale.unfinished-first' } });
    expect(till.count('sale')).toBe(1);
  });
});

describe('the clock', () => {
  it('that went back stops sales, with both times in the sentence, and writes nothing', async () => {
    const till = await tillAt('2026-03-02T10:00:00Z');
    const { id } = await till.meterOf('Nomsa Dlamini');
    await till.sell(id, 1_000);
    till.clock.set('2026-03-02T09:54:59Z');
    const order = await till.order(id, { by: 'money', amount: 1_000 });
    expect(await till.refusal('sale.sell', order)).toMatchObject({
      code: 'clock.went-back',
      detail: { clock: '2026-03-02T09:54:59.000Z', lastSale: '2026-03-02T10:00:00.000Z' },
    });
    expect(till.count('sale')).toBe(1);
    await till.restart();
    await till.ready();
    expect((await till.refusal('sale.sell', order)).code).toBe('clock.went-back');

    till.clock.set('2026-03-02T10:00:01Z');
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });

  it('may be set back a little: times of sales never fall all the same', async () => {
    const till = await tillAt('2026-03-02T10:00:00Z');
    const { id } = await till.meterOf('Nomsa Dlamini');
    const naidoo = await till.meterOf('Mrs Naidoo');
    const first = await till.sell(id, 1_000);
    till.clock.set('2026-03-02T09:56:00Z');
    const second = await till.sell(naidoo.id, 1_000);
    const third = await till.sell(id, 1_000);
    expect([second.at, third.at]).toEqual([first.at, first.at]);
    expect([second.tid, third.tid]).toEqual([first.tid, (first.tid ?? 0) + 1]);
  });

  it('before the base date of the key has no TID', async () => {
    const till = await tillAt('2013-12-31T23:00:00Z');
    const { id } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(id, { by: 'money', amount: 1_000 });
    // The key is not active yet either, which is the nearer reason.
    expect((await till.refusal('sale.sell', order)).code).toBe('module.not-yet-active');
  });
});

describe('the key', () => {
  it.each([
    ['has expired for this TID', { keyExpiryNumber: 96 }, 'sale.key-expired'],
    ['is of another supply group', { supplyGroupCode: '999999' }, 'module.no-key'],
    ['is of another revision', { keyRevisionNumber: 7 }, 'module.no-key'],
    ['is not active yet', { activeFrom: '2027-01-01T00:00:00Z' }, 'module.not-yet-active'],
    ['has to be refreshed', { issuedUntil: '2026-01-01T00:00:00Z' }, 'module.issue-expired'],
    ['is a default key', { keyType: 1 }, 'module.default-key'],
    ['counts from 1993, which is over', { baseDate: 1993 }, 'sale.epoch-over'],
  ] as const)('that %s sells nothing and writes nothing', async (_, changed, code) => {
    const { till, host } = await tillWith(registers(changed));
    const { id } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(id, { by: 'money', amount: 1_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe(code);
    expect(till.count('sale')).toBe(0);
    expect(host.commands).not.toContain('SM?VC');
  });

  it('of DKGA02 makes no tokens for EA11', async () => {
    const [, old] = trainingProfile.registers;
    if (!old) return expect.fail('no DKGA02 key');
    const { till } = await tillWith({ registers: [{ ...old, supplyGroupCode: '123457' }] });
    const { id } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(id, { by: 'money', amount: 1_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.not-for-algorithm');
  });

  it('that has the last TID block of its KEN still sells', async () => {
    const { till } = await tillWith(registers({ keyExpiryNumber: 97 }));
    const sale = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 1_000);
    expect((sale.tid ?? 0) >> 16).toBe(97);
  });

  it('with another base date does not take a sale up: its TID would be another time', async () => {
    const { till, host, clock } = await tillWith({});
    host.behave = once('SM?VC', 'unplug');
    const sale = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 1_000);
    expect(sale).toMatchObject({ state: 'asked', baseDate: 2014 });

    host.swap(clock, registers({ baseDate: 1993 }));
    await host.comeBack();
    await till.reconnect();
    const left = await till.call('sale.resume', { saleId: sale.id });
    expect(left).toMatchObject({ state: 'asked', token: null, problem: { code: 'module.no-key' } });
  });
});

describe('the licence', () => {
  it('sells until it is used up, then says so and writes nothing', async () => {
    const { till, host } = await tillWith({ transactions: 2 });
    const { id } = await till.meterOf('Nomsa Dlamini');
    await till.sell(id, 1_000);
    expect((await till.call('module.status', {})).transactionsLeft).toBe(1);
    await till.sell(id, 1_000);
    const order = await till.order(id, { by: 'money', amount: 1_000 });
    for (let again = 0; again < 2; again += 1) {
      expect((await till.refusal('sale.sell', order)).code).toBe('module.licence-used-up');
    }
    expect(till.count('sale')).toBe(2);
    expect(host.commands.filter((command) => command === 'SM?VC')).toHaveLength(2);
  });

  it('of the training module survives a restart', async () => {
    const till = await tillAt(MORNING);
    const { id } = await till.meterOf('Nomsa Dlamini');
    for (let sale = 0; sale < 3; sale += 1) await till.sell(id, 1_000);
    await till.restart();
    expect((await till.ready()).transactionsLeft).toBe(997);
  });
});

describe('the module', () => {
  it('may be another one behind a connection that stays open', async () => {
    const { till, host, clock } = await tillWith({});
    host.swap(clock, { moduleId: '94000002' });
    expect((await till.call('module.refresh', {})).moduleId).toBe('94000002');
    const sale = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 1_000);
    expect(openedToken(sale).tid).toBe(sale.tid);
    expect(till.ledger('SELECT module_id FROM sale')).toEqual([{ module_id: '94000002' }]);
  });

  it('that is a real one does not sell in the training shop', async () => {
    const { till, host } = await tillWith({});
    host.behave = (command) => (command === 'SM?QI' ? { status: '21' } : 'answer');
    expect((await till.call('module.use', { link: host.link })).emulated).toBe(false);
    const { id } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(id, { by: 'money', amount: 1_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.real-in-training-shop');
    expect(till.count('sale')).toBe(0);
  });

  it('that is emulated does not sell in a real shop', async () => {
    const clock = new TestClock(MORNING);
    const host = await ModuleHost.start(clock);
    const till = await TestTill.open({ clock });
    ends.push(
      () => till.close(),
      () => host.goAway(),
    );
    // While it is set up, the module does not know how to say that it is emulated: as a real one.
    host.behave = (command) => (command === 'SM?QI' ? { status: '21' } : 'answer');
    const state = await till.call('till.setUp', setUpInput({ link: host.link }));
    expect(state).toMatchObject({ training: false, stage: 'open' });
    await till.ready();
    const tariff = await till.call('tariffs.save', {
      id: null,
      name: 'Domestic',
      ...forNow,
      ...flatTerms({ price: 2_000_000, included: true }),
    });
    const meter = await till.call('meters.save', {
      meterId: null,
      configuration: {
        meterNumber: '07123456787',
        supplyGroupCode: '123457',
        keyRevisionNumber: 2,
        tariffIndex: 1,
        encryptionAlgorithm: 11,
        tokenCarrierType: 2,
      },
      customer: { name: 'Nomsa', phone: '', address: '' },
      tariffId: tariff.id,
      blind: false,
    });
    expect(await till.sell(meter.id, 1_000)).toMatchObject({ state: 'issued', training: false });

    host.behave = () => 'answer';
    expect((await till.call('module.refresh', {})).emulated).toBe(true);
    const order = await till.order(meter.id, { by: 'money', amount: 1_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.emulated-in-live-shop');
    await till.call('module.use', { link: { kind: 'built-in' } });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.emulated-in-live-shop');
  });
});
