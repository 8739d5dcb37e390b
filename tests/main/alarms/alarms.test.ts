import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import type { FreeBytes } from '../../../src-main/alarms/disk-watch.ts';
import { USUAL_THRESHOLDS } from '../../../src-main/alarms/thresholds.ts';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* What the till warns of, as a screen hears it. */

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let clock: TestClock;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(() => {
  clock = new TestClock(MORNING);
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

const [first, second] = trainingProfile.registers;

async function open(
  changed: Parameters<typeof ModuleHost.start>[1] = {},
  freeBytes?: FreeBytes,
): Promise<void> {
  host = await ModuleHost.start(clock, changed);
  till = await shop.open({ link: host.link, clock, ...(freeBytes ? { freeBytes } : {}) });
}

const alarms = async () => (await till.call('alarms.list', {})).alarms;

describe('the list', () => {
  it('is empty for a module in good order, with the usual thresholds', async () => {
    await open();
    const list = await till.call('alarms.list', {});
    expect(list).toMatchObject({ alarms: [], snoozes: [], thresholds: USUAL_THRESHOLDS });
    expect(list.forecast).toMatchObject({ daysLeft: null, perDayTenths: null });
  });

  it('names the module, the number and the order to place', async () => {
    await open({ transactions: 20 });
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({
      id: 'licence-low:94000001',
      level: 'red',
      stopsSales: false,
      part: 'licence',
      message: '20 sales are left on module 94000001. After that nothing can be sold.',
      snoozedUntil: null,
    });
    expect(alarm?.advice).toMatch(/^Order a licence for module 94000001 from the supplier/);
  });

  it('has the most urgent first, with the dates of the keys', async () => {
    await open({
      transactions: 150,
      registers: [
        { ...first, issuedUntil: '2026-03-12T00:00:00Z' },
        { ...second, issuedUntil: '2026-03-01T00:00:00Z' },
      ] as typeof trainingProfile.registers,
    });
    const list = await alarms();
    expect(list.map(({ id, level, stopsSales }) => [id, level, stopsSales])).toEqual([
      ['key-refresh:94000001:123456/2', 'red', true],
      ['licence-low:94000001', 'amber', false],
      ['key-refresh:94000001:123457/2', 'amber', false],
    ]);
    for (const { message, advice } of list) {
      expect(`${message} ${advice}`).not.toMatch(/\{\{|undefined|alarms\.|NaN/);
    }
    expect(list[2]?.message).toContain('has to be refreshed within 9 days, by 12 Mar 2026');
  });

  it('speaks the language of the shop', async () => {
    await open({ transactions: 3 });
    await till.set({ language: 'sw' });
    expect((await alarms())[0]?.message).toMatch(/^Yamebaki mauzo 3 kwenye moduli 94000001/);
  });

  it('is about nothing while there is no module: the strip speaks of that', async () => {
    await open({ transactions: 3 });
    expect(await alarms()).toHaveLength(1);
    await host.goAway();
    await till.moduleIs('gone');
    expect(await alarms()).toEqual([]);
  });
});

describe('beside the module', () => {
  it('a shop is asked for a backup at its twentieth sale', async () => {
    await open();
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    for (let sold = 0; sold < 19; sold += 1) {
      await till.sell(nomsa, 1_000);
      clock.advance(60_000);
    }
    expect(await alarms()).toEqual([]);
    await till.sell(nomsa, 1_000);
    expect(await alarms()).toMatchObject([{ id: 'backup-none', level: 'amber', part: 'backup' }]);
  });

  it('what is left of the deposit is told as it is sold', async () => {
    await open();
    await alarms();
    await till.call('deposit.save', { counts: 'money', warnAt: 4_000, stopAt: 0 });
    const topUp = { requestId: randomUUID(), kind: 'top-up', amount: 6_000, note: '' } as const;
    await till.call('deposit.move', topUp);
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(nomsa, 2_000);
    await eventually(() => {
      expect(till.heard('standing').at(-1)?.deposit).toEqual({ counts: 'money', left: 4_000 });
    });
    expect(till.heard('alarms').at(-1)).toMatchObject([
      { id: 'deposit-low', level: 'amber', stopsSales: false, part: 'deposit' },
    ]);
    await till.sell(nomsa, 4_000);
    expect(await alarms()).toMatchObject([{ id: 'deposit-low', level: 'red', stopsSales: true }]);
  });

  it('a disk that is nearly full is told of, and not in the way of a sale', async () => {
    await open({}, async () => 150_000_000);
    await alarms();
    await eventually(async () => {
      expect(await alarms()).toMatchObject([{ id: 'disk-low', level: 'red', part: 'alarms' }]);
    });
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    expect((await till.sell(nomsa, 2_000)).state).toBe('issued');
  });
});

describe('the screens', () => {
  it('are told when sales bring an alarm, and when it gets worse', async () => {
    await open({ transactions: 22 });
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.call('alarms.saveThresholds', { ...USUAL_THRESHOLDS, transactionsAmber: 21 });
    expect(await alarms()).toEqual([]);
    await till.sell(nomsa, 5_000);
    await eventually(() => expect(till.heard('alarms').at(-1)).toMatchObject([{ level: 'amber' }]));
    await till.sell(nomsa, 5_000);
    await eventually(() => expect(till.heard('alarms').at(-1)).toMatchObject([{ level: 'red' }]));
  });

  it('are told nothing before one has asked, nor the same twice', async () => {
    await open({ transactions: 3 });
    await till.call('module.refresh', {});
    expect(till.heard('alarms')).toEqual([]);
    await alarms();
    await till.call('module.refresh', {});
    await till.call('module.refresh', {});
    expect(till.heard('alarms')).toEqual([]);
  });

  it('are told of what another screen has asked for or changed', async () => {
    await open();
    await alarms();
    await till.call('alarms.saveThresholds', { ...USUAL_THRESHOLDS, transactionsAmber: 5000 });
    await eventually(() => expect(till.heard('alarms')).toMatchObject([[{ level: 'amber' }]]));
  });

  it('hear of a clock that drifts', async () => {
    await open();
    await alarms();
    clock.advance(-10 * 60_000);
    const behind = new TestClock(MORNING);
    behind.advance(7 * 60_000);
    host.swap(behind, {});
    await till.call('module.refresh', {});
    await eventually(() =>
      expect(till.heard('alarms').at(-1)).toMatchObject([
        { id: 'clock:94000001', level: 'amber', part: 'connection' },
      ]),
    );
    expect((await alarms())[0]?.message).toContain('17 minutes ahead of this computer’s');
  });
});

describe('a snooze', () => {
  const reason = 'The licence is ordered';
  it('keeps who, when and why, and lasts a day', async () => {
    await open({ transactions: 150 });
    const list = await till.call('alarms.snooze', { id: 'licence-low:94000001', reason });
    const until = '2026-03-03T08:15:30.000Z';
    expect(list.alarms).toMatchObject([{ id: 'licence-low:94000001', snoozedUntil: until }]);
    expect(list.snoozes).toEqual([
      {
        alarm: 'licence-low:94000001',
        level: 'amber',
        reason,
        operatorName: 'Thandi',
        at: '2026-03-02T08:15:30.000Z',
        until,
      },
    ]);
    await till.restart();
    await till.ready();
    expect((await alarms())[0]?.snoozedUntil).toBe(until);
    clock.advance(24 * 3_600_000);
    expect((await alarms())[0]?.snoozedUntil).toBeNull();
    expect((await till.call('alarms.list', {})).snoozes).toHaveLength(1);
  });

  it('ends when it gets worse', async () => {
    await open({ transactions: 21 });
    await till.call('alarms.snooze', { id: 'licence-low:94000001', reason });
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
    expect(await alarms()).toMatchObject([{ level: 'red', snoozedUntil: null }]);
  });

  it('of what stops sales is of the banner only: it stays in the list as bad as it is', async () => {
    await open({ transactions: 0 });
    const { alarms: list } = await till.call('alarms.snooze', {
      id: 'licence-low:94000001',
      reason,
    });
    expect(list).toMatchObject([{ level: 'red', stopsSales: true }]);
    expect(list[0]?.snoozedUntil).not.toBeNull();
  });

  it('is not one of another module’s alarms', async () => {
    await open({ transactions: 150 });
    await till.call('alarms.snooze', { id: 'licence-low:94000001', reason });
    host.swap(clock, { transactions: 150, moduleId: '94000002' });
    await till.call('module.refresh', {});
    expect(await alarms()).toMatchObject([{ id: 'licence-low:94000002', snoozedUntil: null }]);
  });

  it('is refused for an alarm there is not, and without a reason', async () => {
    await open();
    expect((await till.refusal('alarms.snooze', { id: 'licence-low:94000001', reason })).code).toBe(
      'alarm.gone',
    );
    expect(
      (await till.refusal('alarms.snooze', { id: 'licence-low:94000001', reason: ' ' })).code,
    ).toBe('bad-input');
  });

  it('can be neither changed nor taken back in the ledger', async () => {
    await open({ transactions: 3 });
    await till.call('alarms.snooze', { id: 'licence-low:94000001', reason });
    const rows = till.ledger<{ reason: string }>('SELECT reason FROM alarm_snooze');
    expect(rows).toEqual([{ reason }]);
  });
});

describe('the pace', () => {
  it('is that of the days before, and makes days of what is left', async () => {
    await open({ transactions: 1000 });
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    for (let day = 0; day < 3; day += 1) {
      for (let sale = 0; sale < 4; sale += 1) await till.sell(nomsa, 2_000);
      clock.advance(24 * 3_600_000);
    }
    const list = await till.call('alarms.list', {});
    expect(list.forecast).toMatchObject({ perDayTenths: 40, daysLeft: 247 });
    expect(list.forecast.days.slice(-4).map(({ tokens }) => tokens)).toEqual([4, 4, 4, 0]);
    await till.restart();
    await till.ready();
    expect((await till.call('alarms.list', {})).forecast).toEqual(list.forecast);
    await till.sell(nomsa, 2_000);
    expect((await till.call('alarms.list', {})).forecast.days.at(-1)?.tokens).toBe(1);
  });
});

describe('the limits of a key', () => {
  it('are measured by the most there was in the refresh period, also after a restart', async () => {
    const limited = (unitLimit: number, issuedUntil = '2026-12-31T00:00:00Z') =>
      ({
        registers: [
          { ...first, unitLimit, issuedUntil },
          second,
        ] as typeof trainingProfile.registers,
      }) as const;
    await open(limited(1_000_000));
    expect(await alarms()).toEqual([]);
    host.swap(clock, limited(190_000));
    await till.restart();
    await till.ready();
    expect(await alarms()).toMatchObject([
      { id: 'unit-limit:94000001:123457/2', level: 'amber', part: 'keys' },
    ]);
    // Refreshed: what there is now is the whole.
    host.swap(clock, limited(190_000, '2027-12-31T00:00:00Z'));
    await till.call('module.refresh', {});
    expect(await alarms()).toEqual([]);
  });
});
