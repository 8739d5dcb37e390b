import { hash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Audit } from '../../../src-main/ledger/audit.ts';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { migrations } from '../../../src-main/ledger/migrations/index.ts';
import { LEDGER_VERSION, type Ledger, openLedger } from '../../../src-main/ledger/open.ts';
import { type SaleForDigest, saleDigest } from '../../../src-main/ledger/sale-digest.ts';
import { PARTS_OF_SALE } from '../../../src-main/ledger/sale-parts.ts';
import { Tariffs } from '../../../src-main/ledger/tariffs.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { DebtTerms } from '../../../src-shared/contract/pricing-shapes.ts';
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
    const { ledger, meters, sales, saleLists } = books;
    expect(ledger.pragma('user_version', { simple: true })).toBe(LEDGER_VERSION);
    expect(dump(ledger)).toMatchObject(rows);
    expect(books.operators.all()).toMatchObject([{ id: 1, role: 'owner', secretKind: 'pin' }]);
    expect(ledger.pragma('foreign_key_check')).toEqual([]);
    expect(ledger.pragma('integrity_check', { simple: true })).toBe('ok');

    expect(sales.get(example.issued)).toMatchObject({ token: example.digits, tid: example.tid });
    expect(sales.unfinished().map(({ id }) => id)).toEqual([example.asked]);
    expect(saleLists.byTokenTail('6789', 5).map(({ id }) => id)).toEqual([example.issued]);
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

describe('the prices of version 6', () => {
  /** A ledger of version 5 with one issued sale, and tariffs as they were. */
  function older(language: string): string {
    const file = join(folder, `${language}.sqlite`);
    const ledger = openLedger(file, 5);
    fillExample(ledger);
    ledger.exec(`
      INSERT INTO setting VALUES ('shop', '{"language":"${language}"}');
      INSERT INTO tariff VALUES (2, 'Business');
      INSERT INTO tariff_version VALUES (2, 2, 4000000, 500, 1500, 1, ${NOW.getTime() + 5000});
      INSERT INTO tariff_version VALUES (3, 2, 4100000, 500, 0, 0, ${NOW.getTime()});
    `);
    ledger.close();
    return file;
  }

  it('come out of the older ones, with everything in them', () => {
    const ledger = openLedger(older('fr'));
    const versions = ledger
      .prepare<[], Record<string, unknown>>('SELECT * FROM tariff_version ORDER BY id')
      .all();
    const usual = { resource: 'electricity', price_class: '' };
    const at = NOW.getTime();
    expect(versions).toMatchObject([
      { id: 1, tariff_id: 1, ...usual, valid_from: at, created_at: at },
      { id: 2, tariff_id: 2, ...usual, valid_from: at + 5000, created_at: at + 5000 },
      // The later one counted, although a clock had gone back.
      { id: 3, tariff_id: 2, ...usual, valid_from: at + 5000, created_at: at },
    ]);
    const terms = versions.map(({ terms }) => String(terms));
    const on = ['energy', 'fixed-charge', 'service-fee'];
    expect(terms.map((json) => JSON.parse(json))).toEqual([
      {
        ...JSON.parse(example.terms),
        taxes: [{ name: 'TVA', basisPoints: 1500, on }],
      },
      {
        blocks: [{ upTo: null, price: 4_000_000 }],
        freeSteps: 0,
        fixedCharges: [{ name: 'Frais fixes', every: 'sale', amount: 500, arrears: false }],
        serviceFee: { amount: 0, basisPoints: 0 },
        taxes: [{ name: 'TVA', basisPoints: 1500, on }],
        pricesIncludeTax: true,
        minimumSale: 0,
        maximumSale: null,
      },
      {
        blocks: [{ upTo: null, price: 4_100_000 }],
        freeSteps: 0,
        fixedCharges: [{ name: 'Frais fixes', every: 'sale', amount: 500, arrears: false }],
        serviceFee: { amount: 0, basisPoints: 0 },
        taxes: [],
        pricesIncludeTax: false,
        minimumSale: 0,
        maximumSale: null,
      },
    ]);
    // As a version that is saved today is written.
    expect(terms).toEqual(terms.map((json) => canonicalize(JSON.parse(json))));
    expect(new Tariffs(ledger).current(2, new Date(at + 5000))).toMatchObject({
      versionId: 3,
      blocks: [{ price: 4_100_000 }],
    });
    ledger.close();
  });

  it('leave the digests of sales that were issued before as they were', () => {
    const file = older('en');
    const read = (ledger: Ledger) =>
      ledger
        .prepare<[], SaleForDigest>(
          `SELECT sale.*, token.digits FROM sale JOIN token ON token.sale_id = sale.id`,
        )
        .get();
    const old = openLedger(file, 5);
    const row = read(old);
    // Every value of it, in the order in which the till of that time hashed it.
    const before = old
      .prepare<[], (string | number | null)[]>(
        `SELECT sale.id, request_id, opened_at, closed_at, operator_id, meter_id, tariff_version_id,
                supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
                token_carrier_type, base_date, tid, ask_by, ask_amount, transfer_amount, steps, paid,
                energy, fixed_charge, tax, module_id, shift_id, payment, digits
         FROM sale JOIN token ON token.sale_id = sale.id`,
      )
      .raw()
      .get();
    old.close();
    const ledger = openLedger(file);
    const now = read(ledger);
    ledger.close();
    if (!row || !now || !before) throw new Error('the example has no issued sale');
    expect(now).toEqual({ ...row, ...NEW_OF_OLD });
    expect(saleDigest(now)).toBe(hash('sha256', JSON.stringify(before)));
    // What has lines is hashed with all that came with them.
    const withLines = { ...now, lines: '[]' };
    const digests = [
      withLines,
      { ...withLines, debt: 1 },
      { ...withLines, basket: 'x' },
      { ...withLines, kind: 'free-issue' as const },
    ].map(saleDigest);
    expect(new Set([saleDigest(now), ...digests]).size).toBe(5);
  });

  it('keep what a sale was opened with, and what a debt became', () => {
    const ledger = openLedger(older('en'));
    for (const column of ['lines', 'debt', 'kind', 'basket', 'reason', 'charged_until']) {
      expect(() => ledger.exec(`UPDATE sale SET ${column} = ${column}`)).toThrow(/never changed/);
    }
    ledger.exec(`
      INSERT INTO debt VALUES
        (1, 'a', 1, 'Old arrears', 'arrears', 'share', 2500, NULL, NULL, 1, 0, NULL);
      INSERT INTO debt_movement VALUES (1, 'a', 1, 0, 'opened', 500, NULL, 1, NULL, '');
      INSERT INTO debt_movement VALUES (2, NULL, 1, 0, 'taken', -300, 1, NULL, NULL, '');
    `);
    const take = (amount: number) =>
      ledger.exec(
        `INSERT INTO debt_movement VALUES (3, 'b', 1, 0, 'written-off', ${amount}, NULL, 1, NULL, 'x')`,
      );
    expect(() => take(-201)).toThrow(/less than nothing/);
    expect(() => take(200)).toThrow(/CHECK/);
    take(-200);
    for (const change of [
      'UPDATE debt_movement SET reason = reason',
      'DELETE FROM debt_movement',
    ]) {
      expect(() => ledger.exec(change)).toThrow(/never (changed|deleted)/);
    }
    expect(() => ledger.exec('DELETE FROM debt')).toThrow(/never deleted/);
    expect(() => ledger.exec(`UPDATE debt SET kind = 'auxiliary'`)).toThrow(/never changed/);
    ledger.close();
  });
});

/** What version 6 says of a sale that it did not see. */
const NEW_OF_OLD = {
  kind: 'sale',
  resource: 'electricity',
  service_fee: 0,
  debt: 0,
  free_steps: 0,
  lines: null,
  charged_until: null,
  basket: null,
  reason: null,
  approved_by: null,
  replaces: null,
};

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

describe('payment in parts, from version 9 on', () => {
  it('leaves sales that were paid in one way, and their digests, as they were', () => {
    const file = join(folder, 'old.sqlite');
    const old = openLedger(file, 8);
    fillExample(old);
    const before = old
      .prepare<[], SaleForDigest>(
        `SELECT sale.*, token.digits, '[]' AS parts FROM sale JOIN token ON token.sale_id = sale.id`,
      )
      .get();
    old.close();
    const { ledger, sales } = openBooks(file);
    expect(sales.get(example.issued)).toMatchObject({ payment: 'cash', parts: [] });
    const after = ledger
      .prepare<[], SaleForDigest>(
        `SELECT sale.*, token.digits, ${PARTS_OF_SALE} AS parts FROM sale
         JOIN token ON token.sale_id = sale.id`,
      )
      .get();
    if (!before || !after) throw new Error('the example has no issued sale');
    expect(saleDigest(after)).toBe(saleDigest(before));
    ledger.close();
  });

  it('keeps each part, once for each kind, and never changes it', () => {
    const file = join(folder, 'old.sqlite');
    const old = openLedger(file, 8);
    fillExample(old);
    old.close();
    const { ledger, sales } = openBooks(file);
    ledger.exec(`
      INSERT INTO sale (request_id, state, opened_at, operator_id, meter_id, tariff_version_id,
        supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
        token_carrier_type, base_date, tid, ask_by, ask_amount, transfer_amount, steps, paid, energy,
        fixed_charge, tax, payment)
      SELECT 'mixed', 'reserved', opened_at, operator_id, meter_id, tariff_version_id,
        supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
        token_carrier_type, base_date, tid + 9, ask_by, ask_amount, transfer_amount, steps, paid,
        energy, fixed_charge, tax, 'mixed' FROM sale WHERE id = ${example.issued};
      INSERT INTO sale_payment SELECT id, 'cash', 2000 FROM sale WHERE request_id = 'mixed';
      INSERT INTO sale_payment SELECT id, 'card', 3000 FROM sale WHERE request_id = 'mixed';
    `);
    const mixed = sales.byRequest('mixed');
    expect(mixed?.parts.toSorted((one, other) => one.amount - other.amount)).toEqual([
      { kind: 'cash', amount: 2000 },
      { kind: 'card', amount: 3000 },
    ]);
    const again = `INSERT INTO sale_payment VALUES (${mixed?.id}, 'cash', 1)`;
    expect(() => ledger.exec(again)).toThrow(/UNIQUE/);
    const nobodys = `INSERT INTO sale_payment VALUES (99, 'cash', 1)`;
    expect(() => ledger.exec(nobodys)).toThrow(/FOREIGN KEY/);
    for (const change of ['UPDATE sale_payment SET amount = 1', 'DELETE FROM sale_payment']) {
      expect(() => ledger.exec(change)).toThrow(/never (changed|deleted)/);
    }
    ledger.close();
  });
});

describe('debts as they were opened, from version 11 on', () => {
  const terms: DebtTerms = {
    ...{ name: 'Old arrears', kind: 'arrears', take: { kind: 'share', basisPoints: 2500 } },
    ...{ perSaleCeiling: null, perMonthCeiling: null, priority: 1 },
  };

  it('are what the trail says of those before, where it does', () => {
    const file = join(folder, 'old.sqlite');
    const old = openLedger(file, 10);
    fillExample(old);
    // The second one is taken otherwise by now, and somebody else's; of the third nobody told.
    old.exec(`
      INSERT INTO debt VALUES
        (1, 'one', 1, 'Old arrears', 'arrears', 'share', 2500, NULL, NULL, 1, 0),
        (2, 'two', 2, 'Loan', 'arrears', 'whole', NULL, NULL, NULL, 9, 0),
        (3, 'three', 1, 'Example', 'arrears', 'share', 2500, NULL, NULL, 1, 0);`);
    const audit = new Audit(old);
    for (const debtId of [1, 2]) {
      const facts = { customerId: 1, debtId, name: terms.name, terms: JSON.stringify(terms) };
      audit.append({ what: 'debt.added', operatorId: 1, facts, at: new Date(0) });
    }
    const rows = old.prepare('SELECT * FROM debt').all();
    old.close();

    const { ledger, debts } = openBooks(file);
    expect(ledger.prepare('SELECT * FROM debt').all()).toMatchObject(rows);
    const same = (requestId: string, changed = {}) =>
      debts.byRequest({ ...terms, ...changed, requestId, customerId: 1 });
    expect(same('one')).toEqual({ id: 1, same: true });
    expect(same('two')).toEqual({ id: 2, same: true });
    expect(same('two', { priority: 9 })).toEqual({ id: 2, same: false });
    // Nothing is known of it but that it was asked for.
    expect(same('three', { priority: 9 })).toEqual({ id: 3, same: true });
    const change = `UPDATE debt SET opened_with = '{}' WHERE id = 1`;
    expect(() => ledger.exec(change)).toThrow(/never changed/);
    ledger.close();
    const findings = verifyLedger(file).problems.filter(({ table }) => table === 'debt');
    // What was done to it by hand above.
    expect(findings).toMatchObject([{ rule: 'row.changed', row: 2 }]);
  });
});

/** Columns that kept their names, where others did not. */
const KEPT_COLUMNS: Readonly<Record<string, string>> = {
  operator: 'id, name, role, created_at',
  tariff_version: 'id, tariff_id, created_at',
};

/** All rows of the tables of version 1. */
function dump(ledger: Ledger): Record<string, unknown> {
  const names = ['setting', 'operator', 'security_module', 'tariff', 'tariff_version', 'customer'];
  const tables = [...names, 'meter', 'sale', 'token'];
  return Object.fromEntries(
    tables.map((table) => {
      const columns = KEPT_COLUMNS[table] ?? '*';
      return [table, ledger.prepare(`SELECT ${columns} FROM ${table}`).all()];
    }),
  );
}
