import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { TrainingShop } from '../training-shop.ts';
import { drn } from './customer-examples.ts';
import { upload } from './upload.ts';

/* Many meters from a file: staged beside the selling, then in the ledger at once, and all or none. */

const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url));

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

function fileOf(meters: number): string {
  const rows = Array.from({ length: meters }, (_, index) => {
    const number = drn(`04${String(index).padStart(8, '0')}`);
    return `#${number},#123457,2,1,11,2,Domestic,Customer ${index},Main Road ${index}`;
  });
  return ['meter,sgc,krn,ti,ea,tct,tariff,name,address', ...rows].join('\n');
}

/** How many statements each commit runs from now on. */
function watchCommits(): number[] {
  const commits: number[] = [];
  const ledger = new Database(':memory:');
  const statement: Database.Statement = Object.getPrototypeOf(ledger.prepare('SELECT 1'));
  ledger.close();
  const { run } = statement;
  let isOpen = false;
  vi.spyOn(statement, 'run').mockImplementation(function (this: Database.Statement, ...given) {
    if (this.source === 'COMMIT') isOpen = false;
    if (isOpen) commits.push((commits.pop() ?? 0) + 1);
    if (this.source === 'BEGIN IMMEDIATE') {
      isOpen = true;
      commits.push(0);
    }
    return run.apply(this, given);
  });
  return commits;
}

describe('a file of many meters', () => {
  it('comes into the ledger in as many statements as a file of few', async () => {
    const till = await shop.open();
    const sizes: number[] = [];
    for (const meters of [3, 3000]) {
      const before = till.count('meter');
      const importId = await upload(till, fileOf(meters));
      const commits = watchCommits();
      await till.call('imports.do', { importId, tariffId: 1 });
      vi.restoreAllMocks();
      expect(till.count('meter') - before).toBe(meters === 3 ? 3 : 2997);
      sizes.push(Math.max(...commits));
    }
    const [few = 0, many] = sizes;
    expect(few).toBeGreaterThan(3);
    expect(many).toBe(few);
    await till.close();
  });

  it('lets a sale in while it is looked at and staged', async () => {
    const till = await shop.open();
    const { id } = await till.meterOf('Nomsa Dlamini');
    const importId = await upload(till, fileOf(3000));
    const order = await till.order(id, { by: 'money', amount: 2_000 });
    const done: string[] = [];
    const taking = till.call('imports.do', { importId, tariffId: 1 }).then(() => done.push('file'));
    await till.call('sale.sell', order).then(() => done.push('sale'));
    await taking;
    expect(done).toEqual(['sale', 'file']);
    await till.close();
  });

  it.each([
    ['staged', 0],
    ['written', 0],
    ['committed', 1],
  ])(
    'of a till that is killed once they are %s, is there whole or not at all',
    async (moment, times) => {
      const METERS = 2000;
      const folder = await shop.copy();
      const file = join(folder, 'meters.csv');
      const ledger = join(folder, 'training.sqlite');
      await writeFile(file, fileOf(METERS));
      const metersIn = () => {
        const books = openBooks(ledger);
        const count = (sql: string) =>
          Number(books.ledger.prepare(`SELECT count(*) FROM ${sql}`).pluck().get());
        const found = {
          meters: count('meter'),
          customers: count('customer'),
          told: count("audit WHERE what = 'meter.imported'"),
        };
        books.ledger.close();
        return found;
      };
      const before = metersIn();
      const signal = await new Promise((resolve) => {
        execFile(process.execPath, [CHILD, folder, file, moment], (error) => {
          resolve(error?.signal ?? error);
        });
      });
      expect(signal).toBe('SIGKILL');
      expect(metersIn()).toEqual({
        meters: before.meters + times * METERS,
        customers: before.customers + times * METERS,
        told: times,
      });
      expect(verifyLedger(ledger).outcome).toBe('right');
    },
  );
});
