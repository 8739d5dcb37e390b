import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { seedLedger } from '../../seed/seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'voltill-seed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function seeded(name: string, seed: number): Promise<string> {
  const file = join(folder, name);
  const until = new Date('2026-03-02T00:00:00Z');
  await seedLedger(file, { meters: 80, sales: 2000, seed, until });
  return file;
}

describe('the seeded ledger', () => {
  it('is right, holds something of everything, and is the same for the same seed', async () => {
    const one = verifyLedger(await seeded('one.sqlite', 5));
    expect(one).toMatchObject({ outcome: 'right', sales: 2000, before: 0 });
    expect(one.auditHead).toEqual(verifyLedger(await seeded('two.sqlite', 5)).auditHead);
    expect(one.auditHead).not.toEqual(verifyLedger(await seeded('three.sqlite', 6)).auditHead);
    const { ledger, shifts } = openBooks(join(folder, 'one.sqlite'));
    const counted = (sql: string) =>
      Number(ledger.prepare(`SELECT count(*) FROM ${sql}`).pluck().get());
    expect(counted('meter')).toBe(80 + 15);
    for (const table of [
      'refund',
      'cash_movement',
      'shift_count',
      'z_report',
      'counter_reading',
      'debt_movement',
    ]) {
      expect([table, counted(table)]).not.toEqual([table, 0]);
    }
    for (const what of ['sale.refused', 'sale.interrupted', 'sale.refunded', 'people.added']) {
      expect([what, counted(`audit WHERE what = '${what}'`)]).not.toEqual([what, 0]);
    }
    expect(counted('(SELECT DISTINCT payment FROM sale)')).toBe(5);
    expect(shifts.running()).not.toBeNull();
    ledger.close();
  }, 60_000);
});
