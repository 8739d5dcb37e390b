import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decideOpening } from '../../../src-main/vending/opening-rules.ts';
import { tidAt, tidTime } from '../../../src-shared/sts/token-identifier.ts';
import { ModuleHost } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* A clock that went back, one that is far ahead, one that differs, and TIDs after a restore. */

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const MARCH = '2026-03-02T10:00:00Z';
const NEXT_MARCH = '2027-03-02T10:00:00Z';

async function tillAt(time: string, folder?: string): Promise<TestTill> {
  const clock = new TestClock(time);
  const till = folder ? await TestTill.open({ folder, clock }) : await shop.open({ clock });
  await till.ready();
  ends.push(() => till.close());
  return till;
}

/** A till whose module keeps its own time. */
async function tillBeside(moduleClock: TestClock, clock: TestClock) {
  const host = await ModuleHost.start(moduleClock);
  const till = await shop.open({ clock, link: host.link });
  ends.push(
    () => till.close(),
    () => host.goAway(),
  );
  return { till, host };
}

async function refusalOfSale(till: TestTill, meterId: number) {
  return till.refusal('sale.sell', await till.order(meterId, { by: 'money', amount: 1_000 }));
}

const confirmations = (till: TestTill) =>
  till.ledger(`SELECT facts FROM audit WHERE what = 'clock.confirmed'`);

describe('a clock that was a year ahead and is right again', () => {
  it('stops sales until somebody says that it is right; TIDs of each meter rise all the same', async () => {
    const till = await tillAt(NEXT_MARCH);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    const naidoo = (await till.meterOf('Mrs Naidoo')).id;
    const ahead = await till.sell(nomsa, 5_000);
    till.clock.set(MARCH);
    expect((await refusalOfSale(till, naidoo)).code).toBe('clock.went-back');
    await till.call('clock.confirm', {});
    // Once is enough, and what nothing speaks against leaves no row.
    await till.call('clock.confirm', {});
    expect(confirmations(till)).toHaveLength(1);

    const other = await till.sell(naidoo, 5_000);
    expect(openedToken(other).issuedAt.toISOString()).toBe('2026-03-02T10:00:00.000Z');
    const same = await till.sell(nomsa, 5_000);
    expect(same.tid).toBe((ahead.tid ?? 0) + 1);
    expect(same.at).toBe('2026-03-02T10:00:00.000Z');
    await till.restart();
    await till.ready();
    expect((await till.sell(naidoo, 5_000)).state).toBe('issued');
  });

  it('is confirmed for that clock only: one that goes back again stops sales again', async () => {
    const till = await tillAt(NEXT_MARCH);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(nomsa, 5_000);
    till.clock.set(MARCH);
    await till.call('clock.confirm', {});
    await till.restart();
    await till.ready();
    till.clock.set('2026-03-01T10:00:00Z');
    expect((await refusalOfSale(till, nomsa)).code).toBe('clock.went-back');
    till.clock.set('2026-03-02T11:00:00Z');
    expect((await till.sell(nomsa, 5_000)).at).toBe('2026-03-02T11:00:00.000Z');
    till.clock.set('2026-03-02T10:00:00Z');
    expect((await refusalOfSale(till, nomsa)).code).toBe('clock.went-back');
  });

  it('is not confirmed against the module’s clock', async () => {
    const moduleClock = new TestClock(NEXT_MARCH);
    const clock = new TestClock(NEXT_MARCH);
    const { till } = await tillBeside(moduleClock, clock);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(nomsa, 5_000);
    clock.set(MARCH);
    expect(await till.refusal('clock.confirm', {})).toMatchObject({
      code: 'clock.differs',
      detail: { clock: '2026-03-02T10:00:00.000Z', module: '2027-03-02T10:00:00.000Z' },
    });
    expect(confirmations(till)).toEqual([]);
  });
});

describe('a clock that is far ahead', () => {
  it('is noticed at the first sale after it was set: the module keeps its own time', async () => {
    const moduleClock = new TestClock(MARCH);
    const clock = new TestClock(MARCH);
    const { till, host } = await tillBeside(moduleClock, clock);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    clock.set(NEXT_MARCH);
    expect(await refusalOfSale(till, nomsa)).toMatchObject({
      code: 'clock.differs',
      detail: { clock: '2027-03-02T10:00:00.000Z', module: '2026-03-02T10:00:00.000Z' },
    });
    expect(host.commands).not.toContain('SM?VC');
    expect(till.count('sale')).toBe(0);
    // No shift was opened for it either: it would have begun in a year.
    expect(till.ledger('SELECT * FROM shift')).toEqual([]);
    clock.set(MARCH);
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
  });

  it('asks where no module keeps time and nothing was sold for two months', async () => {
    const till = await tillAt(MARCH);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(nomsa, 5_000);
    till.clock.set('2026-05-01T10:00:00Z');
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
    till.clock.set(NEXT_MARCH);
    expect(await refusalOfSale(till, nomsa)).toMatchObject({
      code: 'clock.far-ahead',
      detail: { clock: '2027-03-02T10:00:00.000Z', lastSale: '2026-05-01T10:00:00.000Z' },
    });
    expect(till.count('sale')).toBe(2);
    await till.call('clock.confirm', {});
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
    expect(confirmations(till)).toHaveLength(1);
  });

  it('does not matter to a shop that has been shut for a year, beside a module that agrees', async () => {
    const clock = new TestClock(MARCH);
    const { till } = await tillBeside(clock, clock);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(nomsa, 5_000);
    clock.set(NEXT_MARCH);
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
  });
});

describe('sleep and wake', () => {
  it('in a sale ends it as interrupted; it is taken up with its TID', async () => {
    const clock = new TestClock(MARCH);
    const { till, host } = await tillBeside(clock, clock);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    host.behave = (command) => (command === 'SM?VC' ? 'lose' : 'answer');
    const selling = till.sell(nomsa, 5_000);
    await eventually(() => expect(host.commands).toContain('SM?VC'));
    // The lid closes; eight hours later the time of day has gone on, and the connection is dead.
    clock.set('2026-03-02T18:00:00Z');
    await host.goAway();
    const sale = await selling;
    expect(sale).toMatchObject({ state: 'asked', token: null });
    host.behave = () => 'answer';
    await host.comeBack();
    till.till.woke();
    const issued = await eventually(() => {
      const [told] = till.heard('sale');
      if (!told) throw new Error('not taken up yet');
      return told;
    });
    expect(issued).toMatchObject({ id: sale.id, state: 'issued', tid: sale.tid });
    expect(openedToken(issued).issuedAt.toISOString()).toBe('2026-03-02T10:00:00.000Z');
    expect((await till.sell(nomsa, 5_000)).at).toBe('2026-03-02T18:00:00.000Z');
  });

  it('has the module looked at without anybody asking', async () => {
    const clock = new TestClock(MARCH);
    const { till, host } = await tillBeside(clock, clock);
    const before = host.commands.length;
    clock.set('2026-03-02T18:00:00Z');
    await eventually(() => expect(host.commands.slice(before)).toContain('SM?QI'));
    expect((await till.ready()).state).toBe('ready');
  });
});

describe('another time zone while the till runs', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('changes nothing in the ledger; days are those of the new zone', async () => {
    process.env.TZ = 'Africa/Johannesburg';
    const till = await tillAt('2026-03-02T22:30:00Z');
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    const sale = await till.sell(nomsa, 5_000);
    const kept = till.ledger('SELECT * FROM sale');
    const days = async () =>
      (await till.call('licences.reconciliation', {})).days.map(({ day }) => day);
    expect(await days()).toContain('2026-03-03');

    process.env.TZ = 'America/Bogota';
    expect(await days()).toContain('2026-03-02');
    expect(till.ledger('SELECT * FROM sale')).toEqual(kept);
    expect(await till.call('sales.get', { saleId: sale.id })).toEqual(sale);
    const next = await till.sell(nomsa, 5_000);
    expect(next.tid).toBe((sale.tid ?? 0) + 1);
  });
});

describe('TIDs after a restore', () => {
  it('are beyond those that lost sales may have used', async () => {
    const folder = await shop.copy();
    const lost = '2026-03-02T10:00:30.000Z';
    const ledger = new Database(join(folder, 'training.sqlite'));
    ledger.prepare('INSERT INTO setting VALUES (?, ?)').run('tidsAfter', JSON.stringify(lost));
    ledger.close();
    const till = await tillAt('2026-03-02T10:01:00Z', folder);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    const naidoo = (await till.meterOf('Mrs Naidoo')).id;
    const minutes = async (meter: number) =>
      openedToken(await till.sell(meter, 1_000))
        .issuedAt.toISOString()
        .slice(11, 16);
    expect([await minutes(nomsa), await minutes(nomsa), await minutes(naidoo)]).toEqual([
      '10:11',
      '10:12',
      '10:11',
    ]);
    till.clock.advance(3_600_000);
    expect(await minutes(nomsa)).toBe('11:01');
  });

  it('rise for any clock, any last TID and any instant', () => {
    const minute = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) });
    const key = { baseDate: 2014, keyExpiryNumber: 255 } as const;
    fc.assert(
      fc.property(minute, minute, fc.option(fc.nat({ max: 10_000_000 })), (now, after, lastTid) => {
        const evidence = {
          moduleAheadSeconds: 0,
          confirmed: null,
          tidsAfter: new Date(after),
        };
        const before = { lastTid, latestOpening: null };
        const { tid } = decideOpening(before, key, new Date(now), evidence);
        expect(tid).toBeGreaterThan(lastTid ?? -1);
        expect(tidTime(tid, 2014).getTime()).toBeGreaterThan(after + 9 * 60_000);
        const floor = tidAt(new Date(now), 2014);
        expect(tid).toBeGreaterThanOrEqual(floor.ok ? floor.value : Number.NaN);
      }),
    );
  });
});
