import { describe, expect, it } from 'vitest';
import { snoozeOf } from '../../../src-main/alarms/alarm-view.ts';
import { backupSource } from '../../../src-main/alarms/backup-source.ts';
import { clockSource } from '../../../src-main/alarms/clock-source.ts';
import { depositSource } from '../../../src-main/alarms/deposit-source.ts';
import { diskSource } from '../../../src-main/alarms/disk-source.ts';
import {
  endOfKey,
  keyExpirySource,
  keyRefreshSource,
} from '../../../src-main/alarms/key-sources.ts';
import { licenceCountSource, licenceEndSource } from '../../../src-main/alarms/licence-source.ts';
import { limitSource } from '../../../src-main/alarms/limit-source.ts';
import { printerSource } from '../../../src-main/alarms/printer-source.ts';
import type {
  AlarmFacts,
  AlarmSource,
  BackupFacts,
  DepositFacts,
  ModuleFacts,
} from '../../../src-main/alarms/source.ts';
import { alarmSources } from '../../../src-main/alarms/sources.ts';
import { USUAL_THRESHOLDS } from '../../../src-main/alarms/thresholds.ts';
import { type KeyAttributes, NO_LIMIT } from '../../../src-main/module/security-module.ts';
import { alarmThresholds } from '../../../src-shared/contract/alarm-shapes.ts';
import { UNLIMITED_TRANSACTIONS } from '../../../src-shared/transactions.ts';

const NOW = new Date('2026-03-02T08:15:30Z');

function inDays(days: number): Date {
  return new Date(NOW.getTime() + days * 86_400_000);
}

function keyWith(changed: Partial<KeyAttributes> = {}): KeyAttributes {
  return {
    register: 1,
    supplyGroupCode: '123457',
    keyRevisionNumber: 2,
    keyType: 2,
    dkga: 4,
    baseDate: 2014,
    keyExpiryNumber: 255,
    activeFrom: null,
    issuedUntil: null,
    unitLimit: NO_LIMIT,
    currencyLimit: NO_LIMIT,
    unknown: {},
    ...changed,
  };
}

function facts(module: Partial<ModuleFacts>, daysLeft: number | null = null): AlarmFacts {
  return {
    module: {
      moduleId: '94000001',
      transactionsLeft: 1000,
      licenceUntil: null,
      clockDifferenceSeconds: 0,
      registers: [keyWith()],
      peakOf: () => ({ unitLimit: 10_000, currencyLimit: 10_000 }),
      ...module,
    },
    forecast: { daysLeft, perDayTenths: null, days: [] },
    ...WELL,
  };
}

/** Nothing to say about anything but the module. */
const WELL = {
  deposit: null,
  backup: { folder: '/stick', lastGoodAt: NOW, problem: null },
  sales: { lastAt: NOW, areMany: true },
  diskFree: 1e12,
  printer: { trouble: null, name: '', waiting: 0 },
} as const satisfies Omit<AlarmFacts, 'module' | 'forecast'>;

const raise = (source: AlarmSource, given: AlarmFacts) => source(given, USUAL_THRESHOLDS, NOW);
const levels = (source: AlarmSource, given: AlarmFacts) =>
  raise(source, given).map(({ level, stopsSales }) => (stopsSales ? 'stops' : level));

it('nothing is raised for a module in good order, or for none', () => {
  const none: AlarmFacts = { ...facts({}), module: null };
  for (const source of alarmSources) {
    expect(raise(source, facts({}, 400))).toEqual([]);
    expect(raise(source, none)).toEqual([]);
  }
});

it('the usual thresholds are thresholds that may be saved', () => {
  expect(alarmThresholds.parse(USUAL_THRESHOLDS)).toEqual(USUAL_THRESHOLDS);
});

describe('transactions left', () => {
  it.each([
    [201, null, []],
    [200, null, ['amber']],
    [21, null, ['amber']],
    [20, null, ['red']],
    [1, null, ['red']],
    [0, null, ['stops']],
    [0, 0, ['stops']],
    [900, 15, []],
    [900, 14, ['amber']],
    [900, 3, ['red']],
    [150, 2, ['red']],
    [UNLIMITED_TRANSACTIONS, null, []],
    [null, null, []],
  ] as const)('%i at a pace of %i days', (transactionsLeft, days, expected) => {
    expect(levels(licenceCountSource, facts({ transactionsLeft }, days))).toEqual(expected);
  });

  it('keep one id however bad it is, so that a screen can follow it', () => {
    const ids = [200, 20, 0].flatMap((transactionsLeft) =>
      raise(licenceCountSource, facts({ transactionsLeft })).map(({ id }) => id),
    );
    expect(new Set(ids)).toEqual(new Set(['licence-low:94000001']));
  });
});

describe('the end of a key', () => {
  it('is that of its KEN, and of the TIDs of its base date', () => {
    expect(endOfKey(keyWith())?.toISOString()).toBe('2045-11-24T20:15:00.000Z');
    expect(endOfKey(keyWith({ baseDate: 1993 }))?.toISOString()).toBe('2024-11-24T20:15:00.000Z');
    // 98 << 16 minutes and the 65 535 after it.
    const end = new Date(Date.UTC(2014, 0, 1) + (99 * 65_536 - 1) * 60_000);
    expect(endOfKey(keyWith({ keyExpiryNumber: 98 }))).toEqual(end);
    expect(endOfKey(keyWith({ baseDate: 2000 }))).toBeNull();
  });

  it('is warned of by the best key for the same meters', () => {
    const end = endOfKey(keyWith({ keyExpiryNumber: 98 })) ?? NOW;
    const at = (days: number) => new Date(end.getTime() - days * 86_400_000);
    const given = facts({ registers: [keyWith({ keyExpiryNumber: 98 })] });
    const seen = (days: number) =>
      keyExpirySource(given, USUAL_THRESHOLDS, at(days)).map((each) => [each.code, each.level]);
    expect(seen(61)).toEqual([]);
    expect(seen(60)).toEqual([['key-expiry', 'amber']]);
    expect(seen(14)).toEqual([['key-expiry', 'red']]);
    expect(seen(0.5)).toEqual([['key-expiry-today', 'red']]);
    expect(seen(-1)).toEqual([['key-expiry-over', 'red']]);
    // Long dead: the shop does without it.
    expect(seen(-200)).toEqual([]);
    const renewed = facts({
      registers: [keyWith({ keyExpiryNumber: 98 }), keyWith({ register: 2 })],
    });
    expect(keyExpirySource(renewed, USUAL_THRESHOLDS, at(10))).toEqual([]);
  });

  it('does not matter for keys that vend no credit', () => {
    for (const keyType of [0, 1]) {
      const registers = [keyWith({ keyType, keyExpiryNumber: 90, issuedUntil: inDays(1) })];
      expect(raise(keyExpirySource, facts({ registers }))).toEqual([]);
      expect(raise(keyRefreshSource, facts({ registers }))).toEqual([]);
    }
  });
});

describe('the refresh date', () => {
  it.each([
    [31, []],
    [30, ['amber']],
    [7, ['red']],
    [0.2, ['red']],
    [-0.2, ['stops']],
  ])('in %d days', (days, expected) => {
    const registers = [keyWith({ issuedUntil: inDays(days) })];
    expect(levels(keyRefreshSource, facts({ registers }))).toEqual(expected);
  });

  it('is that of the key refreshed last; one that is not yet active stands in for none', () => {
    const due = keyWith({ issuedUntil: inDays(2) });
    const refreshed = keyWith({ register: 2, issuedUntil: inDays(200) });
    const later = { ...refreshed, activeFrom: inDays(5) };
    const other = keyWith({ register: 3, supplyGroupCode: '123456', issuedUntil: inDays(20) });
    expect(levels(keyRefreshSource, facts({ registers: [due, refreshed] }))).toEqual([]);
    expect(levels(keyRefreshSource, facts({ registers: [due, later] }))).toEqual(['red']);
    expect(raise(keyRefreshSource, facts({ registers: [due, other] }))).toMatchObject([
      { id: 'key-refresh:94000001:123457/2', level: 'red' },
      { id: 'key-refresh:94000001:123456/2', level: 'amber' },
    ]);
  });
});

describe('the limits of a key', () => {
  it.each([
    [2100, []],
    [2099, ['amber']],
    [2000, ['amber']],
    [599, ['red']],
    [500, ['red']],
    [0, ['stops']],
  ])('%i of 10 000 left', (limit, expected) => {
    const unit = [keyWith({ unitLimit: limit })];
    const currency = [keyWith({ currencyLimit: limit })];
    expect(levels(limitSource, facts({ registers: unit }))).toEqual(expected);
    expect(levels(limitSource, facts({ registers: currency }))).toEqual(expected);
  });

  it('do not matter while another key serves the same meters', () => {
    const spent = keyWith({ unitLimit: 0 });
    const full = keyWith({ register: 2, unitLimit: 9000 });
    expect(levels(limitSource, facts({ registers: [spent, full] }))).toEqual([]);
    const stale = { ...full, issuedUntil: inDays(-1) };
    expect(levels(limitSource, facts({ registers: [spent, stale] }))).toEqual(['stops']);
  });
});

describe('the clock of the module', () => {
  it.each([
    [119, []],
    [120, ['clock-ahead amber']],
    [-120, ['clock-behind amber']],
    [1800, ['clock-ahead red']],
    [-1800, ['clock-behind red']],
  ])('%i seconds off', (clockDifferenceSeconds, expected) => {
    const raised = raise(clockSource, facts({ clockDifferenceSeconds }));
    expect(raised.map(({ code, level }) => `${code} ${level}`)).toEqual(expected);
  });
});

describe('a snooze', () => {
  const made = { alarm: 'clock', reason: 'ordered', at: NOW, until: inDays(1) };
  const alarm = { id: 'clock', level: 'red', stopsSales: false } as const;
  it('keeps what is as bad quiet, and not what is worse or another', () => {
    const snoozed = (level: 'amber' | 'red' | 'stops-sales') => [{ ...made, level }];
    expect(snoozeOf(alarm, snoozed('amber'))).toBeNull();
    expect(snoozeOf(alarm, snoozed('red'))).not.toBeNull();
    expect(snoozeOf({ ...alarm, level: 'amber' }, snoozed('red'))).not.toBeNull();
    expect(snoozeOf({ ...alarm, stopsSales: true }, snoozed('red'))).toBeNull();
    expect(snoozeOf({ ...alarm, id: 'other' }, snoozed('red'))).toBeNull();
  });
});

describe('the end of the licence', () => {
  it.each([
    ['2026-12-31', []],
    ['2026-03-17', []],
    ['2026-03-16', ['amber']],
    ['2026-03-06', ['amber']],
    ['2026-03-05', ['red']],
    ['2026-03-02', ['red']],
    // Its counter is at zero then, which has its own alarm.
    ['2026-03-01', []],
    [null, []],
  ])('%s is %j', (licenceUntil, expected) => {
    expect(levels(licenceEndSource, facts({ licenceUntil }))).toEqual(expected);
  });
});

describe('the deposit', () => {
  const given = (deposit: Partial<DepositFacts>): AlarmFacts => ({
    ...facts({}),
    deposit: { counts: 'money', left: 10_000, warnAt: 5_000, stopAt: 0, ...deposit },
  });

  it.each([
    [5_001, 0, []],
    [5_000, 0, ['deposit-low-money amber']],
    [1, 0, ['deposit-low-money amber']],
    [0, 0, ['deposit-used-up-money stops']],
    [-1, 0, ['deposit-used-up-money stops']],
    [-1_999, -2_000, ['deposit-low-money amber']],
    [-2_000, -2_000, ['deposit-used-up-money stops']],
    [1, null, ['deposit-low-money amber']],
    [0, null, ['deposit-on-credit-money red']],
  ] as const)('%i left, stopping at %s', (left, stopAt, expected) => {
    const raised = raise(depositSource, given({ left, stopAt }));
    expect(
      raised.map(({ code, level, stopsSales }) => `${code} ${stopsSales ? 'stops' : level}`),
    ).toEqual(expected);
    expect(raised.every(({ id, part }) => id === 'deposit-low' && part === 'deposit')).toBe(true);
  });

  it('of energy is told in energy', () => {
    expect(raise(depositSource, given({ counts: 'steps', left: 9 }))).toMatchObject([
      { code: 'deposit-low-steps', detail: { left: 9 } },
    ]);
  });
});

describe('the backup', () => {
  const HOUR = 1 / 24;
  const given = (backup: Partial<BackupFacts>, sales: Partial<AlarmFacts['sales']> = {}) => ({
    ...facts({}),
    backup: { ...WELL.backup, ...backup },
    sales: { ...WELL.sales, ...sales },
  });
  const seen = (given: AlarmFacts) =>
    raise(backupSource, given).map(({ code, level }) => `${code} ${level}`);

  it.each([
    [26 * HOUR - 0.001, []],
    [26 * HOUR, ['backup-old amber']],
    [6.999, ['backup-old amber']],
    [7, ['backup-old red']],
  ] as const)('%d days old', (days, expected) => {
    expect(seen(given({ lastGoodAt: inDays(-days) }))).toEqual(expected);
  });

  it('that holds everything there is never grows old', () => {
    const lastGoodAt = inDays(-30);
    expect(seen(given({ lastGoodAt }, { lastAt: inDays(-31) }))).toEqual([]);
    expect(seen(given({ lastGoodAt }, { lastAt: null }))).toEqual([]);
    expect(raise(backupSource, given({ lastGoodAt }))[0]?.detail).toEqual({ count: 30 });
  });

  it('is missed once there is something to lose', () => {
    const none = { folder: null, lastGoodAt: null };
    expect(seen(given(none, { areMany: false }))).toEqual([]);
    expect(seen(given(none))).toEqual(['backup-none amber']);
    expect(seen(given({ folder: null }))).toEqual(['backup-none amber']);
    expect(seen(given({ lastGoodAt: null }))).toEqual(['backup-none amber']);
  });

  it('that failed is told of at once, until it is a week old', () => {
    const failed = { problem: 'failed' } as const;
    expect(seen(given(failed))).toEqual(['backup-failed amber']);
    expect(seen(given({ ...failed, lastGoodAt: null }))).toEqual(['backup-failed amber']);
    expect(seen(given({ problem: 'folder-missing' }))).toEqual(['backup-folder-missing amber']);
    expect(seen(given({ ...failed, lastGoodAt: inDays(-2) }))).toEqual(['backup-failed amber']);
    expect(seen(given({ ...failed, lastGoodAt: inDays(-8) }))).toEqual(['backup-old red']);
  });
});

describe('the disk', () => {
  it.each([
    [1_000_000_000, []],
    [999_999_999, ['amber']],
    [200_000_000, ['amber']],
    [199_999_999, ['red']],
    [0, ['red']],
    [null, []],
  ] as const)('%i bytes free', (diskFree, expected) => {
    expect(levels(diskSource, { ...facts({}), diskFree })).toEqual(expected);
  });
});

describe('the printer', () => {
  const seen = (printer: Partial<AlarmFacts['printer']>) =>
    raise(printerSource, {
      ...facts({}),
      printer: { ...WELL.printer, name: 'till-printer', ...printer },
    }).map(({ code, level, stopsSales }) => `${code} ${level} ${stopsSales}`);

  it.each([
    ['paper-out', 'printer-paper-out'],
    ['cover-open', 'printer-cover-open'],
    ['offline', 'printer-away'],
    ['refused', 'printer-away'],
    ['not-found', 'printer-away'],
  ])('%s is told of, and is red once a slip waits', (trouble, code) => {
    expect(seen({ trouble })).toEqual([`${code} amber false`]);
    expect(seen({ trouble, waiting: 2 })).toEqual([`${code}-waiting red false`]);
  });

  it('that prints is none, unless slips wait all the same', () => {
    expect(seen({})).toEqual([]);
    expect(seen({ waiting: 1 })).toEqual(['slips-wait amber false']);
  });
});
