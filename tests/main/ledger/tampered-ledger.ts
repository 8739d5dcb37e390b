import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Ledger } from '../../../src-main/ledger/open.ts';
import type { Finding, VerifyOptions } from '../../../src-main/ledger/verify/report.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { seedLedger } from '../../seed/seed.ts';

/*
 * A ledger of a few days that is changed by hand, as somebody with the file and the right program could,
 * so that the check has to name the place. The triggers that forbid it are put back afterwards.
 */

export const SALES = 600;
export const folder = mkdtempSync(join(tmpdir(), 'voltill-verify-'));
/** What nobody has changed. */
export const sound = join(folder, 'sound.sqlite');
let copies = 0;

/** Makes the sound ledger before the tests of a file, and removes everything after them. */
export function withSoundLedger(): void {
  beforeAll(async () => {
    const until = new Date('2026-03-02T00:00:00Z');
    await seedLedger(sound, { meters: 60, sales: SALES, seed: 9, until });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** Does something to a copy of the sound ledger behind its triggers, and answers the copy. */
export function tampered(work: (ledger: Ledger) => void): string {
  copies += 1;
  const file = join(folder, `tampered-${copies}.sqlite`);
  cpSync(sound, file);
  const ledger = new Database(file);
  const triggers = ledger
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`,
    )
    .all();
  ledger.pragma('foreign_keys = OFF');
  ledger.pragma('ignore_check_constraints = ON');
  for (const { name } of triggers) ledger.exec(`DROP TRIGGER ${name}`);
  work(ledger);
  for (const { sql } of triggers) ledger.exec(sql);
  ledger.close();
  return file;
}

/** What the check finds after something was done, as `rule table row`. */
export function found(work: (ledger: Ledger) => void, options: VerifyOptions = {}): string[] {
  const file = tampered(work);
  const { ok, outcome, problems } = verifyLedger(file, options);
  rmSync(file);
  expect([ok, outcome]).toEqual(problems.length > 0 ? [false, 'wrong'] : [true, 'right']);
  return problems.map(place);
}

export function sql(statement: string): (ledger: Ledger) => void {
  return (ledger) => {
    expect(ledger.prepare(statement).run().changes).toBeGreaterThan(0);
  };
}

function place({ rule, table, row }: Finding): string {
  return row === null ? `${rule} ${table}` : `${rule} ${table} ${row}`;
}

/** A value of the sound ledger. */
export function numberOf(statement: string): number {
  const ledger = new Database(sound);
  const value = ledger.prepare(statement).pluck().get();
  ledger.close();
  return Number(value);
}
