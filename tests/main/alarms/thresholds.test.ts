import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { USUAL_THRESHOLDS } from '../../../src-main/alarms/thresholds.ts';
import { Audit } from '../../../src-main/ledger/audit.ts';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* From when on the till warns: as saved, and where what was saved cannot be read. */

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let clock: TestClock;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock, { transactions: 3 });
  till = await shop.open({ link: host.link, clock });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await till.close();
  await host.goAway();
});

/** Opens the till again on a setting that another program left behind. */
async function reopenOn(value: string): Promise<void> {
  const { folder } = till;
  await till.till.close();
  const ledger = new Database(join(folder, 'training.sqlite'));
  ledger.prepare(`UPDATE setting SET value = ? WHERE name = 'alarmThresholds'`).run(value);
  ledger.close();
  till = await TestTill.open({ folder, clock });
}

describe('thresholds', () => {
  it('are saved and kept', async () => {
    const saved = { ...USUAL_THRESHOLDS, transactionsAmber: 5, transactionsRed: 1 };
    const { alarms: list, thresholds } = await till.call('alarms.saveThresholds', saved);
    expect(thresholds).toEqual(saved);
    expect(list).toMatchObject([{ id: 'licence-low:94000001', level: 'amber' }]);
    await till.restart();
    await till.ready();
    expect((await till.call('alarms.list', {})).thresholds).toEqual(saved);
    const none = { ...saved, transactionsAmber: 2, daysAmber: 0, daysRed: 0 };
    expect((await till.call('alarms.saveThresholds', none)).alarms).toEqual([]);
  });

  it('that could not be written are not in use', async () => {
    const before = (await till.call('alarms.list', {})).thresholds;
    vi.spyOn(Audit.prototype, 'append').mockImplementationOnce(() => {
      throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    });
    const more = { ...USUAL_THRESHOLDS, transactionsAmber: 5, transactionsRed: 1 };
    expect((await till.refusal('alarms.saveThresholds', more)).code).toBe('ledger.disk-full');
    expect((await till.call('alarms.list', {})).thresholds).toEqual(before);
  });

  it('that cannot be read are the usual ones, and keep no shop shut', async () => {
    await till.call('alarms.saveThresholds', { ...USUAL_THRESHOLDS, transactionsAmber: 2000 });
    for (const value of ['{"transactionsAmber":"many"}', '[]', '{"daysSeen":7}']) {
      await reopenOn(value);
      expect((await till.call('alarms.list', {})).thresholds).toEqual(USUAL_THRESHOLDS);
      expect(till.unforeseenOfOpening()).toEqual(['reading the alarm thresholds']);
    }
  });

  it('that an older till did not know have their usual value', async () => {
    await till.call('alarms.saveThresholds', USUAL_THRESHOLDS);
    await reopenOn('{"transactionsAmber":2000}');
    const { thresholds } = await till.call('alarms.list', {});
    expect(thresholds).toEqual({ ...USUAL_THRESHOLDS, transactionsAmber: 2000 });
  });

  it('are refused where red comes before amber', async () => {
    for (const crossed of [{ transactionsRed: 201 }, { clockRedSeconds: 60 }, { daysRed: -1 }]) {
      const failure = await till.refusal('alarms.saveThresholds', {
        ...USUAL_THRESHOLDS,
        ...crossed,
      });
      expect(failure.code).toBe('bad-input');
    }
  });
});
