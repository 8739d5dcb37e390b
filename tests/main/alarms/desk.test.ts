import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlarmDesk } from '../../../src-main/alarms/desk.ts';
import type { BackupFacts, DepositFacts } from '../../../src-main/alarms/source.ts';
import { type Books, openBooks } from '../../../src-main/ledger/books.ts';
import { firstMessages } from '../../../src-main/messages.ts';
import { looking, type ModuleSnapshot } from '../../../src-main/module/snapshot.ts';
import type { Alarm, Standing } from '../../../src-shared/contract/alarm-shapes.ts';
import { example, fillExample } from '../ledger/example-ledger.ts';
import { TestClock } from '../test-clock.ts';

/* What the desk does by itself as time goes by. */

const MINUTE = 60_000;

let clock: TestClock;
let books: Books;
let snapshot: ModuleSnapshot;
let told: (readonly Alarm[])[];
let standings: Standing[];
let deposit: DepositFacts | null;
let backup: BackupFacts;
let free: number | Error;
let freeAsked: number;
let refreshed: number;
let unforeseen: string[];
let timers: Set<{ readonly at: number; readonly callback: () => void }>;
let desk: AlarmDesk;
beforeEach(() => {
  // Noon wherever this runs, so that no hour is missing and midnight is far.
  clock = new TestClock(new Date(2026, 2, 2, 12, 0, 0).toISOString());
  books = openBooks(':memory:');
  fillExample(books.ledger);
  snapshot = {
    ...looking({ kind: 'built-in' }),
    state: 'ready',
    identity: { moduleId: example.moduleId, firmwareId: 'STS65V10' },
    transactionsLeft: 500,
    clockDifferenceSeconds: 0,
  };
  told = [];
  standings = [];
  deposit = null;
  backup = { folder: null, lastGoodAt: null, problem: null };
  free = 1e12;
  freeAsked = 0;
  refreshed = 0;
  unforeseen = [];
  timers = new Set();
  desk = new AlarmDesk({
    alarms: books.alarms,
    readings: books.counterReadings,
    licences: books.licences,
    settings: books.settings,
    messages: () => messages,
    snapshot: () => snapshot,
    refresh: async () => {
      refreshed += 1;
    },
    deposit: () => deposit,
    backup: () => backup,
    printer: () => ({ trouble: null, name: '', waiting: 0 }),
    freeBytes: async () => {
      freeAsked += 1;
      if (typeof free === 'number') return free;
      throw free;
    },
    clock,
    after: (milliseconds, callback) => {
      const timer = { at: clock.monotonic() + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onChange: (alarms) => told.push(alarms),
    onStanding: (standing) => standings.push(standing),
    onUnexpected: (what, error) => unforeseen.push(`${what}: ${String(error)}`),
  });
});
afterEach(() => {
  desk.close();
  expect(timers.size).toBe(0);
  books.ledger.close();
});

const messages = firstMessages();

/** Lets time go by, a minute at a time. */
function pass(minutes: number): void {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.advance(MINUTE);
    for (const timer of [...timers]) {
      if (timer.at <= clock.monotonic() && timers.delete(timer)) timer.callback();
    }
  }
}

function readings(): { at: number; left: number }[] {
  return books.counterReadings
    .latest(example.moduleId, 100)
    .map(({ at, transactionsLeft }) => ({ at: at.getTime(), left: transactionsLeft }));
}

describe('the counter', () => {
  it('is read when the module is there, and then each hour', () => {
    pass(1);
    expect(readings()).toHaveLength(1);
    pass(59);
    expect(readings()).toHaveLength(1);
    pass(1);
    expect(readings()).toHaveLength(2);
    pass(120);
    expect(readings()).toHaveLength(4);
  });

  it('is read as a new day begins, and when the module comes back', () => {
    clock.time = new Date(2026, 2, 2, 23, 50);
    pass(1);
    pass(8);
    expect(readings()).toHaveLength(1);
    pass(1);
    expect(readings()).toHaveLength(2);
    expect(new Date(readings()[1]?.at ?? 0).getDate()).toBe(3);
    const ready = snapshot;
    snapshot = looking({ kind: 'built-in' });
    pass(5);
    snapshot = ready;
    pass(1);
    expect(readings()).toHaveLength(3);
  });

  it('is read when it is not where the tokens put it', () => {
    pass(1);
    snapshot = { ...snapshot, transactionsLeft: 499 };
    books.sales.issue(example.asked, '1'.repeat(20), example.moduleId, clock.now());
    pass(1);
    expect(readings()).toHaveLength(1);
    snapshot = { ...snapshot, transactionsLeft: 498 };
    pass(1);
    expect(readings().map(({ left }) => left)).toEqual([500, 498]);
  });

  it('is read at the close, and not of a module that does not say', () => {
    desk.close();
    expect(readings()).toHaveLength(1);
    snapshot = { ...snapshot, transactionsLeft: null };
    desk.close();
    expect(readings()).toHaveLength(1);
  });
});

describe('the screens', () => {
  it('hear of an alarm that time brings, and of the end of a snooze', () => {
    snapshot = { ...snapshot, transactionsLeft: 100 };
    expect(desk.list().alarms).toMatchObject([{ id: 'licence-low:94000001', snoozedUntil: null }]);
    desk.snooze('licence-low:94000001', 'ordered', 1);
    pass(1);
    expect(told).toMatchObject([
      [{ id: 'licence-low:94000001', snoozedUntil: expect.any(String) }],
    ]);
    pass(24 * 60 - 2);
    expect(told).toHaveLength(1);
    pass(1);
    expect(told.at(-1)).toMatchObject([{ id: 'licence-low:94000001', snoozedUntil: null }]);
    expect(unforeseen).toEqual([]);
  });
});

describe('the module', () => {
  it('is read anew each hour for its limits, once nothing is being sold', () => {
    pass(59);
    expect(refreshed).toBe(0);
    desk.sold(clock.now());
    clock.waited += 50_000;
    desk.sold(clock.now());
    pass(1);
    expect(refreshed).toBe(1);
    pass(59);
    expect(refreshed).toBe(1);
    snapshot = looking({ kind: 'built-in' });
    pass(5);
    expect(refreshed).toBe(1);
  });
});

describe('the disk', () => {
  /** What is read beside is there. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  async function passMinute(): Promise<void> {
    pass(1);
    await settled();
  }

  it('is read once somebody has asked, and then at most once a minute', async () => {
    await passMinute();
    expect(freeAsked).toBe(0);
    desk.list();
    desk.list();
    await settled();
    expect(freeAsked).toBe(1);
    for (let each = 0; each < 5; each += 1) desk.sold(clock.now());
    await settled();
    expect(freeAsked).toBe(1);
    await passMinute();
    await passMinute();
    expect(freeAsked).toBe(3);
  });

  it('that fills up is told of within a minute, and not where it does not say', async () => {
    desk.list();
    await settled();
    free = 150_000_000;
    await passMinute();
    await passMinute();
    expect(told).toMatchObject([[{ id: 'disk-low', level: 'red', part: 'alarms' }]]);
    expect(told[0]?.[0]?.message).toBe(
      '150 MB are free on the disk of this till. Once it is full, nothing can be sold.',
    );
    free = new Error('ENOSYS');
    await passMinute();
    await passMinute();
    expect(told.at(-1)).toEqual([]);
    expect(unforeseen).toEqual([]);
  });
});

describe('the strip', () => {
  it('hears what is left of the deposit and how old the backup is, when it changes', () => {
    expect(desk.list().standing).toEqual({
      deposit: null,
      backup: { hasFolder: false, lastGoodAt: null },
    });
    pass(3);
    expect(standings).toEqual([]);
    deposit = { counts: 'money', left: 700, warnAt: 100, stopAt: 0 };
    backup = { folder: '/stick', lastGoodAt: clock.now(), problem: null };
    pass(2);
    expect(standings).toEqual([
      {
        deposit: { counts: 'money', left: 700 },
        backup: { hasFolder: true, lastGoodAt: backup.lastGoodAt?.toISOString() },
      },
    ]);
    expect(told).toEqual([]);
  });
});

it('a ledger that cannot be written to ends nothing', () => {
  books.ledger.exec('DROP TABLE counter_reading');
  desk.list();
  snapshot = { ...snapshot, transactionsLeft: 3 };
  pass(1);
  expect(unforeseen.join()).toMatch(/^watching the counter/);
  expect(told).toMatchObject([[{ level: 'red' }]]);
});
