import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, openLedger } from '../../../src-main/ledger/open.ts';
import { openToRead } from '../../../src-main/ledger/verify/open-to-read.ts';
import { fillExample } from './example-ledger.ts';

/* A ledger is read for minutes. A till that begins meanwhile keeps its log, whatever the reader takes away. */

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voltill-reader-'));
  file = join(folder, 'shop.sqlite');
  openLedger(file).close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sales = (ledger: Ledger) => ledger.prepare('SELECT count(*) FROM sale').pluck().get();

/** What is on the disk, as after a power cut. */
function afterPowerCut(): unknown {
  const torn = join(folder, 'torn.sqlite');
  for (const suffix of ['', '-wal']) {
    if (existsSync(file + suffix)) copyFileSync(file + suffix, torn + suffix);
  }
  const ledger = openLedger(torn);
  try {
    return sales(ledger);
  } finally {
    ledger.close();
  }
}

describe('a till that opens a ledger while it is read', () => {
  it('keeps what it sold when the reader ends', () => {
    const reader = openToRead(file);
    const till = openLedger(file);
    fillExample(till);
    const sold = sales(till);
    reader.close();
    expect(afterPowerCut()).toBe(sold);
    till.close();
  });

  it('and was closed before the reader ended: its log is still read', () => {
    const reader = openToRead(file);
    // One state of it, as a check reads it.
    reader.ledger.exec('BEGIN');
    expect(sales(reader.ledger)).toBe(0);
    const till = openLedger(file);
    fillExample(till);
    const sold = sales(till);
    till.close();
    reader.close();
    expect(afterPowerCut()).toBe(sold);
  });

  it('is not there: what reading made is taken away, whether or not a till ever had the ledger', () => {
    openToRead(file).close();
    rmSync(`${file}-till`);
    openToRead(file).close();
    const made = ['-wal', '-shm', '-till'].filter((suffix) => existsSync(file + suffix));
    expect(made).toEqual([]);
  });
});
