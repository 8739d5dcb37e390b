import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BY_ITSELF } from '../../../src-main/ledger/audit.ts';
import { type Books, openBooks } from '../../../src-main/ledger/books.ts';
import { LEDGER_VERSION, openLedger } from '../../../src-main/ledger/open.ts';
import { Refusal } from '../../../src-main/refusal.ts';
import { freshFolder } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { example, fillExample, NOW } from './example-ledger.ts';

let folder: string;
let file: string;
let books: Books;
beforeEach(async () => {
  folder = await freshFolder();
  file = join(folder, 'shop.sqlite');
  books = openBooks(file);
  fillExample(books.ledger);
});
afterEach(async () => {
  books.ledger.close();
  await rm(folder, { recursive: true });
});

function reopen(): void {
  books.ledger.close();
  books = openBooks(file);
}

function pragma(name: string): unknown {
  return books.ledger.pragma(name, { simple: true });
}

describe('an open ledger', () => {
  it('has a commit on the disk before it returns, after a write and after opening again', () => {
    const FULL = 2;
    books.sales.noteSlip(example.issued, BY_ITSELF, NOW);
    expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([FULL, 'wal']);
    reopen();
    expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([FULL, 'wal']);
    books.meters.save({ ...meter, pan: '600727000000000009', drn: '00000000000' }, NOW);
    expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([FULL, 'wal']);
  });

  it('keeps references and every type: foreign keys, and all tables STRICT', () => {
    expect(pragma('foreign_keys')).toBe(1);
    const tables = books.ledger
      .prepare<[], { name: string; strict: number }>(
        `SELECT name, strict FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(tables.length).toBeGreaterThanOrEqual(9);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(() => books.ledger.exec(`UPDATE meter SET customer_id = 999`)).toThrow(/FOREIGN KEY/);
    expect(() => books.ledger.exec(`UPDATE customer SET created_at = 'today'`)).toThrow(/INTEGER/);
  });

  it('is closed to a second till', () => {
    expect(problemOf(() => openBooks(file))).toMatchObject({ code: 'ledger.in-use' });
    expect(books.sales.get(example.issued)?.token).toBe(example.digits);
  });

  it('survives a program that ended without closing it', async () => {
    books.sales.noteSlip(example.issued, BY_ITSELF, NOW);
    const torn = join(folder, 'torn.sqlite');
    for (const suffix of ['', '-wal']) {
      await writeFile(torn + suffix, await readFile(file + suffix));
    }
    const found = openBooks(torn);
    expect(found.sales.get(example.issued)).toMatchObject({ token: example.digits, slips: 1 });
    expect(found.ledger.pragma('integrity_check', { simple: true })).toBe('ok');
    found.ledger.close();
  });
});

describe('every connection to the ledger of a till', () => {
  it('waits for the disk, to the end of its life', async () => {
    const shop = await TrainingShop.setUp();
    const ended: unknown[] = [];
    const { close } = Database.prototype;
    vi.spyOn(Database.prototype, 'close').mockImplementation(function (this: Database.Database) {
      // Copies and what is only looked at are another matter.
      if (this.open && !this.readonly && this.name.endsWith('training.sqlite')) {
        const value = (name: string) => this.pragma(name, { simple: true });
        ended.push([value('synchronous'), value('fullfsync'), this.inTransaction]);
      }
      return close.call(this);
    });
    const till = await shop.open();
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
    await till.restart();
    await till.ready();
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
    await till.close();
    vi.restoreAllMocks();
    await shop.remove();
    const FULL = 2;
    expect(ended).toEqual([
      [FULL, 1, false],
      [FULL, 1, false],
    ]);
  });
});

describe('what was sold', () => {
  it.each([
    ['a token is never deleted', 'DELETE FROM token'],
    ['a token is never changed', `UPDATE token SET digits = '${'1'.repeat(20)}'`],
    ['a sale is never deleted', `DELETE FROM sale WHERE state = 'refused'`],
    [
      'a closed sale is never changed',
      `UPDATE sale SET state = 'asked', closed_at = NULL WHERE id = ${example.issued}`,
    ],
    ['a closed sale is never changed', `UPDATE sale SET problem = NULL WHERE state = 'refused'`],
    ['a TID is kept', `UPDATE sale SET tid = tid + 1 WHERE state = 'asked'`],
    ['a TID is kept', `UPDATE sale SET tid = NULL WHERE state = 'asked'`],
    ['a TID is kept', `UPDATE sale SET tid = NULL WHERE state = 'refused'`],
    [
      'what a sale was opened with is never changed',
      'UPDATE sale SET paid = paid + 1, tax = tax + 1',
    ],
    ['what a sale was opened with is never changed', 'UPDATE sale SET meter_id = 2'],
    ['a version of a tariff is never changed', 'UPDATE tariff_version SET valid_from = 1'],
    ['a version of a tariff is never deleted', 'DELETE FROM tariff_version'],
  ])('stays: %s (%s)', (reason, sql) => {
    const before = dump();
    expect(() => books.ledger.exec(sql)).toThrow(reason);
    expect(dump()).toEqual(before);
  });

  it('has a price that is the sum of its parts', () => {
    const columns = 'energy, fixed_charge, tax, paid';
    expect(() => insertSale(`request_id, tid, ${columns}`, `'x', 77, 10, 0, 1, 12`)).toThrow(
      /CHECK/,
    );
    insertSale(`request_id, tid, ${columns}`, `'x', 77, 10, 0, 1, 11`);
  });

  it('takes a TID once for each meter on each base date', () => {
    expect(() => insertSale('request_id, tid', `'x', ${example.tid}`)).toThrow(
      /UNIQUE.*sale\.meter_id, sale\.base_date, sale\.tid/,
    );
    insertSale('request_id, tid, meter_id', `'y', ${example.tid}, 2`);
    insertSale('request_id, tid, base_date', `'z', ${example.tid}, 2035`);
  });

  it('takes a request once', () => {
    expect(() => insertSale('request_id, tid', `'${example.requestId}', 77`)).toThrow(
      /UNIQUE.*request_id/,
    );
  });

  it('gives a token to a sale once, whoever asks', () => {
    const { sales } = books;
    sales.issue(example.asked, '1'.repeat(20), example.moduleId, NOW);
    for (const again of [
      () => sales.issue(example.asked, '2'.repeat(20), example.moduleId, NOW),
      () => sales.refuse(example.asked, { code: 'sale.abandoned', detail: {} }, NOW),
      () => sales.interrupt(example.asked, { code: 'module.silent', detail: {} }, null, NOW),
      () => sales.issue(999, '2'.repeat(20), example.moduleId, NOW),
    ]) {
      expect(again).toThrow(/closed already, or does not exist/);
    }
    expect(sales.get(example.asked)).toMatchObject({ state: 'issued', token: '1'.repeat(20) });
  });

  it('leaves nothing behind where the token cannot be written with the sale', () => {
    expect(() => books.sales.issue(example.asked, '123', example.moduleId, NOW)).toThrow(/CHECK/);
    expect(books.sales.get(example.asked)).toMatchObject({ state: 'asked', token: null });
  });
});

describe('a file that is not this program’s ledger', () => {
  it('is refused and untouched when a newer Voltill wrote it', async () => {
    for (const mode of ['wal', 'delete']) {
      const newer = join(folder, `${mode}.sqlite`);
      openLedger(newer).close();
      const writer = new Database(newer);
      writer.pragma(`journal_mode = ${mode}`);
      writer.pragma(`user_version = ${LEDGER_VERSION + 1}`);
      writer.close();
      const before = await readFile(newer);
      expect(problemOf(() => openLedger(newer))).toMatchObject({
        code: 'ledger.from-the-future',
        detail: { found: LEDGER_VERSION + 1, known: LEDGER_VERSION },
      });
      expect((await readFile(newer)).equals(before)).toBe(true);
      expect([existsSync(`${newer}-wal`), existsSync(`${newer}-shm`)]).toEqual([false, false]);
    }
  });

  it.each([
    ['text', Buffer.from('{"this is": "no database"}\n'.repeat(100))],
    ['a cut-off header', Buffer.from('SQLite format 3\0')],
  ])('is refused and untouched when it is %s', async (_, contents) => {
    const other = join(folder, 'other.sqlite');
    await writeFile(other, contents);
    expect(problemOf(() => openLedger(other))).toMatchObject({ code: 'ledger.damaged' });
    expect((await readFile(other)).equals(contents)).toBe(true);
  });

  it('is refused when it cannot be there at all', async () => {
    await writeFile(join(folder, 'a-file'), '');
    for (const path of [folder, join(folder, 'a-file', 'shop.sqlite')]) {
      expect(problemOf(() => openLedger(path))).toMatchObject({ code: 'ledger.unreadable' });
    }
  });

  it('is refused where a page of it is damaged', async () => {
    const damaged = join(folder, 'damaged.sqlite');
    openLedger(damaged, 1).close();
    const bytes = await readFile(damaged);
    bytes.fill(0xff, 100, 4096);
    await writeFile(damaged, bytes);
    expect(problemOf(() => openLedger(damaged))).toMatchObject({ code: 'ledger.damaged' });
    expect((await readFile(damaged)).equals(bytes)).toBe(true);
  });
});

const meter = {
  id: null,
  supplyGroupCode: '123457',
  keyRevisionNumber: 1,
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  tariffId: 1,
  blind: false,
  customer: { name: '', phone: '', address: '' },
} as const;

/** A copy of the example's open sale with some columns changed. */
function insertSale(columns: string, values: string): void {
  const changed = columns.split(', ');
  const kept = books.ledger
    .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('sale') WHERE name <> 'id'`)
    .all()
    .map(({ name }) => name)
    .filter((name) => !changed.includes(name));
  books.ledger.exec(
    `INSERT INTO sale (${[...changed, ...kept].join(', ')})
     SELECT ${values}, ${kept.join(', ')} FROM sale WHERE id = ${example.asked}`,
  );
}

function dump(): unknown {
  const tables = ['sale', 'token', 'tariff_version'];
  return tables.map((table) => books.ledger.prepare(`SELECT * FROM ${table}`).all());
}

function problemOf(open: () => unknown): unknown {
  try {
    open();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, detail: error.detail };
    throw error;
  }
  return expect.fail('it was opened');
}
