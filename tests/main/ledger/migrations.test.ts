import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { migrations } from '../../../src-main/ledger/migrations/index.ts';
import { LEDGER_VERSION, type Ledger, openLedger } from '../../../src-main/ledger/open.ts';
import { freshFolder } from '../till-fixture.ts';
import { example, fillExample, fillLoads, loadDigests, NOW } from './example-ledger.ts';

let folder: string;
beforeEach(async () => {
  folder = await freshFolder();
});
afterEach(() => rm(folder, { recursive: true }));

/** Each version of the schema but this one, with data in it. */
const OLD = Array.from({ length: LEDGER_VERSION - 1 }, (_, index) => index + 1);

describe('migrations', () => {
  it.each(OLD)('bring a full ledger of version %i here and lose nothing', (version) => {
    const file = join(folder, 'old.sqlite');
    const old = openLedger(file, 1);
    fillExample(old);
    old.close();
    const before = openLedger(file, version);
    if (version >= 3) fillLoads(before);
    const rows = dump(before);
    expect(before.pragma('user_version', { simple: true })).toBe(version);
    before.close();

    const books = openBooks(file);
    const { ledger, meters, sales } = books;
    expect(ledger.pragma('user_version', { simple: true })).toBe(LEDGER_VERSION);
    expect(dump(ledger)).toMatchObject(rows);
    expect(books.operators.all()).toMatchObject([{ id: 1, role: 'owner', secretKind: 'pin' }]);
    expect(ledger.pragma('foreign_key_check')).toEqual([]);
    expect(ledger.pragma('integrity_check', { simple: true })).toBe('ok');

    expect(sales.get(example.issued)).toMatchObject({ token: example.digits, tid: example.tid });
    expect(sales.unfinished().map(({ id }) => id)).toEqual([example.asked]);
    expect(sales.byTokenTail('6789', 5).map(({ id }) => id)).toEqual([example.issued]);
    for (const words of [['lamini'], ['0825550101'], ['lerato', '0712345']]) {
      expect(meters.byText(words, 5).map(({ id }) => id)).toEqual([1]);
    }
    for (const words of [['macuacua'], ['27845550177']]) {
      expect(meters.byText(words, 5).map(({ id }) => id)).toEqual([2]);
    }
    expect(meters.byNameStart('jo', 5).map(({ id }) => id)).toEqual([2]);
    const loads = version >= 3 ? [2, 1] : [];
    expect(books.licences.latest(5).map(({ id }) => id)).toEqual(loads);
    expect(books.keyLoads.latest(5).map(({ id }) => id)).toEqual(loads);
    ledger.close();
  });

  it('make the same ledger whether it grew or was begun today', () => {
    const grown = openLedger(join(folder, 'grown.sqlite'), 1);
    grown.close();
    const [one, other] = ['grown.sqlite', 'new.sqlite'].map((name) => {
      const ledger = openLedger(join(folder, name));
      const schema = ledger.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY 2').all();
      ledger.close();
      return schema;
    });
    expect(one).toEqual(other);
  });

  it('are whole or not at all', () => {
    const file = join(folder, 'old.sqlite');
    const old = openLedger(file, 1);
    fillExample(old);
    // In the way of the second step, near its end.
    old.exec('CREATE TRIGGER meter_search_customer AFTER DELETE ON customer BEGIN SELECT 1; END');
    const rows = dump(old);
    old.close();
    expect(() => openLedger(file)).toThrow(/meter_search_customer/);
    const still = openLedger(file, 1);
    expect(still.pragma('user_version', { simple: true })).toBe(1);
    expect(dump(still)).toEqual(rows);
    still.close();
  });

  it('have run once when a ledger is opened again', () => {
    const file = join(folder, 'again.sqlite');
    openLedger(file).close();
    openLedger(file).close();
    expect(migrations).toHaveLength(LEDGER_VERSION);
  });

  it('keep the search in step with the customers from then on', () => {
    const books = openBooks(join(folder, 'new.sqlite'));
    const { ledger, meters } = books;
    fillExample(ledger);
    ledger.exec(`UPDATE customer SET name = 'Lindiwe Zulu', phone = '011 222 3333' WHERE id = 1`);
    expect(meters.byText(['lindiwe'], 5).map(({ id }) => id)).toEqual([1]);
    expect(meters.byText(['0112223333'], 5).map(({ id }) => id)).toEqual([1]);
    expect(meters.byText(['dlamini'], 5)).toEqual([]);
    expect(meters.byText(['0825550101'], 5)).toEqual([]);
    ledger.exec(`INSERT INTO meter_search (meter_search) VALUES ('integrity-check')`);
    ledger.close();
  });
});

describe('what was loaded into a module', () => {
  it('is kept as it was written', () => {
    const { ledger, licences, keyLoads } = openBooks(join(folder, 'new.sqlite'));
    fillExample(ledger);
    fillLoads(ledger);
    expect(licences.get(1)).toMatchObject({
      state: 'loaded',
      digest: loadDigests.loaded,
      operatorName: 'Thandi',
      transactions: 500,
      expiresOn: '2027-11-30',
      counterBefore: 7,
      counterAfter: 507,
    });
    expect(licences.unsettled(example.moduleId).map(({ id }) => id)).toEqual([2]);
    expect(licences.soldThrough(example.moduleId)).toBe(1);
    expect(keyLoads.latest(1)).toMatchObject([{ result: 'refused', problem: { detail: {} } }]);
    expect(() => licences.refused(1, null, { code: 'x', detail: {} }, NOW)).toThrow(/settled/);
    for (const table of ['licence_load', 'key_load']) {
      expect(() => ledger.exec(`DELETE FROM ${table}`)).toThrow(/never deleted/);
    }
    // A module takes a licence once.
    licences.loaded(2, 900, NOW);
    const twice = `INSERT INTO licence_load SELECT 3, state, asked_at, closed_at, operator_id, module_id,
      digest, licence_id, transactions, unlimited, expires_on, warranty_until, renewal_month,
      counter_before, counter_after, sold_before, problem FROM licence_load WHERE id = 2`;
    expect(() => ledger.exec(twice)).toThrow(/UNIQUE/);
    ledger.close();
  });
});

/** All rows of the tables of version 1; of people the columns that kept their names. */
function dump(ledger: Ledger): Record<string, unknown> {
  const names = ['setting', 'operator', 'security_module', 'tariff', 'tariff_version', 'customer'];
  const tables = [...names, 'meter', 'sale', 'token'];
  return Object.fromEntries(
    tables.map((table) => {
      const columns = table === 'operator' ? 'id, name, role, created_at' : '*';
      return [table, ledger.prepare(`SELECT ${columns} FROM ${table}`).all()];
    }),
  );
}
