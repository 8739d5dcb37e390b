import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshFolder, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* A large ledger is copied while customers stand at the counter. */

vi.setConfig({ testTimeout: 120_000 });

const CUSTOMERS = 150_000;
const SALES = 100;
/** The training module's transactions are counted. */
const MOST_SALES = 800;

let shop: TrainingShop;
let folder: string;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
  folder = await shop.copy();
  const ledger = new Database(join(folder, 'training.sqlite'));
  ledger
    .prepare(
      `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
       INSERT INTO customer (name, phone, address, created_at)
       SELECT 'Customer ' || n, '', hex(randomblob(40)), 0 FROM number`,
    )
    .run(CUSTOMERS);
  ledger.close();
}, 120_000);
afterAll(async () => {
  await shop.remove();
  await rm(folder, { recursive: true, force: true });
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

describe('a copy of a large ledger', () => {
  it('is made in slices: no sale waits for more than a few of them', async () => {
    const till = await TestTill.open({ folder });
    await till.ready();
    const stick = await freshFolder();
    await till.call('backup.save', { folder: stick, passphrase: 'four words are good' });
    const { id } = await till.meterOf('Nomsa Dlamini');
    const timed = async (): Promise<number> => {
      const order = await till.order(id, { by: 'money', amount: 2000 });
      const began = performance.now();
      await till.call('sale.sell', order);
      return performance.now() - began;
    };
    const alone: number[] = [];
    for (let sale = 0; sale < SALES; sale += 1) alone.push(await timed());
    let done = false;
    const backup = till.call('backup.now', {}).finally(() => {
      done = true;
    });
    const beside: number[] = [];
    while (!done && beside.length < MOST_SALES) {
      beside.push(await timed());
      // Customers take their time, and the copy goes on meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const { problem, lastGood } = await backup;
    expect(problem).toBeNull();
    expect(lastGood?.bytes ?? 0).toBeGreaterThan(15_000_000);
    expect(beside.length).toBeGreaterThan(SALES / 2);
    const ratio = median(beside) / median(alone);
    expect(ratio).toBeLessThan(4);
    await till.till.close();
    await rm(stick, { recursive: true });
  });
});
