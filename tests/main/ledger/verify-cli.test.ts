import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../../src-main/ledger/open.ts';
import { seedLedger } from '../../seed/seed.ts';
import { fillExample } from './example-ledger.ts';

const program = fileURLToPath(new URL('../../../src-main/verify-cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'voltill-verify-cli-'));
const file = join(folder, 'training.sqlite');

beforeAll(() => {
  const until = new Date('2026-03-02T00:00:00Z');
  return seedLedger(file, { meters: 20, sales: 100, seed: 3, until });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
}

describe('npm run verify', () => {
  it('says that everything is right and ends with 0, without a bar where nobody watches', () => {
    const { status, stdout, stderr } = verify(file);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/everything is right\.\n {2}100 sales, \d+ Z reports/);
  });

  it('compares the hashes of Z reports on paper', () => {
    const ledger = new Database(file);
    const hash = ledger
      .prepare('SELECT lower(hex(audit_hash)) FROM z_report WHERE number = 2')
      .pluck()
      .get();
    ledger.close();
    expect(verify(file, '--z', `2=${hash}`).status).toBe(0);
    const grouped = String(hash)
      .toUpperCase()
      .replaceAll(/(.{8})/g, '$1 ');
    expect(verify(file, '--z', `2=${grouped}`).status).toBe(0);
    const other = verify(file, '--z', `3=${hash}`);
    expect(other.status).toBe(1);
    expect(other.stdout).toMatch(/one thing is wrong[\s\S]*z_report 3: The hash on the paper/);
    expect(verify(file, '--z', '2=abc')).toMatchObject({ status: 2, stdout: '' });
  });

  it('ends with 2 where it cannot look, and says why', () => {
    expect(verify().stderr).toMatch(/One file has to be named[\s\S]*Usage/);
    expect(verify(join(folder, 'none.sqlite')).status).toBe(2);
    const text = join(folder, 'text.sqlite');
    writeFileSync(text, 'not a database, but a text that is long enough for one\n'.repeat(100));
    expect(verify(text)).toMatchObject({ status: 2, stdout: '' });
    const empty = join(folder, 'empty.sqlite');
    writeFileSync(empty, '');
    expect(verify(empty).stderr).toMatch(/it is empty/);
  });

  it('says of an older ledger that it is one', () => {
    const older = join(folder, 'older.sqlite');
    const ledger = openLedger(older, 4);
    fillExample(ledger);
    ledger.close();
    const { status, stdout } = verify(older);
    expect(status).toBe(2);
    expect(stdout).toMatch(/older version of Voltill \(schema 4\)/);
  });
});
