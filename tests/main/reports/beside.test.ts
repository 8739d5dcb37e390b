import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { ReportHelper } from '../../../src-main/reports/report-helper.ts';
import type { ReportFacts } from '../../../src-main/reports/report-task.ts';
import { readPdf } from '../printing/pdf-reader.ts';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Reports are made beside the till: whatever becomes of one, selling goes on. */

const today = { from: '2026-03-02', to: '2026-03-02' };
const question = { report: 'takings', ...today, filter: {} } as const;

let shop: TrainingShop;
let till: TestTill;
let nomsa: number;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  till = await shop.open();
  nomsa = (await till.meterOf('Nomsa Dlamini')).id;
  await till.sell(nomsa, 5_000);
});
afterEach(() => till.close());

/** Tokens of today, as the report says. */
async function reported(): Promise<number> {
  const { totals } = await till.call('reports.make', question);
  return Number(totals[1]?.value);
}

/** The processes of this one that make reports. */
function helpers(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && isHelper(id));
}

function isHelper(id: number): boolean {
  try {
    const parent = /^PPid:\t(\d+)$/mu.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return Number(parent) === process.pid && command.includes(join('reports', 'worker.ts'));
  } catch {
    // It has just ended.
    return false;
  }
}

/** Counts what is read from the ledger in this process meanwhile. What the till writes by itself is its own. */
async function readsDuring(work: () => Promise<unknown>): Promise<number> {
  const ledger = new Database(':memory:');
  const statement: Database.Statement = Object.getPrototypeOf(ledger.prepare('SELECT 1'));
  ledger.close();
  const spies = (['get', 'all', 'iterate'] as const).map((name) => vi.spyOn(statement, name));
  try {
    await work();
    return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('a report', () => {
  it('reads nothing in the till, as a screen, a page, a CSV file or a PDF', async () => {
    await till.call('reports.make', question);
    const ways = [
      () => till.call('reports.make', question),
      () => till.call('reports.sales', { ...today, filter: {}, after: null, limit: 10 }),
      () => till.call('reports.csv', { ...question, report: 'sales' }),
      () => till.call('reports.pdf', { ...question, report: 'utility' }),
    ];
    for (const way of ways) expect(await readsDuring(way)).toBe(0);
    // There is something to count.
    expect(await readsDuring(() => till.sell(nomsa, 2_000))).toBeGreaterThan(0);
  });

  it('leaves what draws PDFs to whoever works beside the till, for slips as well', async () => {
    await till.call('reports.pdf', question);
    await till.call('slip.pdf', { saleId: 1, copy: false });
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    expect(loaded.filter((file) => file.includes('better-sqlite3'))).not.toEqual([]);
    expect(loaded.filter((file) => file.includes('pdfmake'))).toEqual([]);
  });

  it('has every sale that was made before it was asked for', async () => {
    for (let sales = 1; sales <= 6; sales += 1) {
      expect(await reported()).toBe(sales);
      await till.sell(nomsa, 2_000);
    }
  });

  it('of a ledger that cannot be read says what is wrong with it', async () => {
    const file = join(till.folder, 'gone.sqlite');
    const { ledger } = openBooks(file);
    rmSync(file);
    const gone = new ReportHelper(ledger);
    const facts: ReportFacts = {
      ...{ name: '', language: 'en', currency: 'ZAR', currencyDigits: 2, training: true },
      ...{ depositCounts: 'money', madeAt: new Date(), madeBy: '' },
    };
    await expect(gone.ask('csv', question, facts)).rejects.toMatchObject({
      name: 'SqliteError',
      code: 'SQLITE_CANTOPEN',
    });
    await gone.close();
    ledger.close();
    await expect(gone.ask('csv', question, facts)).rejects.toThrow('reports.stopped');
  });
});

describe.skipIf(process.platform !== 'linux')('whoever makes reports', () => {
  async function only(): Promise<number> {
    const [helper, ...others] = helpers();
    if (!helper || others.length > 0) return expect.fail(`${others.length} more`);
    return helper;
  }

  it('holds up no sale, however long it takes', async () => {
    await till.call('reports.make', question);
    const helper = await only();
    // Where both want the processor, the till comes first.
    expect(getPriority(helper)).toBeGreaterThan(getPriority());
    process.kill(helper, 'SIGSTOP');
    const pdf = till.call('reports.pdf', question);
    for (let sale = 0; sale < 3; sale += 1) {
      expect((await till.sell(nomsa, 2_000)).state).toBe('issued');
    }
    process.kill(helper, 'SIGCONT');
    expect((await pdf).fileName).toBe('takings-2026-03-02.pdf');
    expect(await reported()).toBe(4);
  });

  it('may die: the report says so, a slip is drawn all the same, the next report is made', async () => {
    await till.call('reports.make', question);
    const helper = await only();
    process.kill(helper, 'SIGSTOP');
    const refused = till.refusal('reports.make', question);
    const slip = till.call('slip.pdf', { saleId: 1, copy: false });
    process.kill(helper, 'SIGKILL');
    expect(await refused).toMatchObject({ code: 'reports.failed' });
    const { base64 } = await slip;
    expect(readPdf(Buffer.from(base64, 'base64')).text.join('')).toContain('Nomsa');
    expect(await reported()).toBe(1);
  });

  it('is there once reports are looked at, and gone when the shop is left', async () => {
    await till.restart();
    expect(helpers()).toEqual([]);
    await till.call('reports.list', {});
    await only();
    await till.restart();
    expect(helpers()).toEqual([]);
  });

  it('goes when nobody asks for one any more, and comes again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      expect(await reported()).toBe(1);
      await only();
      vi.advanceTimersByTime(120_000);
    } finally {
      vi.useRealTimers();
    }
    await eventually(() => expect(helpers()).toEqual([]));
    expect(await reported()).toBe(1);
  });
});
