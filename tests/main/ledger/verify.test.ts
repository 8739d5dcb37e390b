import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Audit } from '../../../src-main/ledger/audit.ts';
import { openLedger } from '../../../src-main/ledger/open.ts';
import { verifyBeside } from '../../../src-main/ledger/verify/beside.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { fillExample, NOW } from './example-ledger.ts';
import { folder, numberOf, SALES, sound, tampered, withSoundLedger } from './tampered-ledger.ts';

withSoundLedger();

describe('a sound ledger', () => {
  it('is right, with all that it holds looked at, and left as it was', () => {
    const before = readFileSync(sound);
    const progress: [number, number][] = [];
    const report = verifyLedger(sound, { onProgress: (done, of) => progress.push([done, of]) });
    expect(report).toMatchObject({ outcome: 'right', ok: true, sales: SALES, before: 0, found: 0 });
    expect(report.zReports).toBe(numberOf('SELECT count(*) FROM z_report'));
    expect(report.auditHead.sequence).toBe(numberOf('SELECT count(*) FROM audit'));
    expect(readFileSync(sound).equals(before)).toBe(true);
    expect(existsSync(`${sound}-wal`) || existsSync(`${sound}-shm`)).toBe(false);
    const dones = progress.map(([done]) => done);
    expect(dones).toEqual(dones.toSorted((one, other) => one - other));
    expect(dones.at(-1)).toBe(progress[0]?.[1]);
  });

  it('is right beside the till', async () => {
    expect(await verifyBeside(sound)).toMatchObject({ outcome: 'right', sales: SALES });
  });

  it('counts with what still is in the log beside it', () => {
    const file = join(folder, 'killed.sqlite');
    const ledger = openLedger(join(folder, 'live.sqlite'));
    fillExample(ledger);
    cpSync(join(folder, 'live.sqlite'), file);
    cpSync(join(folder, 'live.sqlite-wal'), `${file}-wal`);
    ledger.close();
    const log = readFileSync(`${file}-wal`);
    expect(log.length).toBeGreaterThan(0);
    expect(verifyLedger(file).sales).toBe(3);
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
    expect(existsSync(`${file}-shm`)).toBe(false);
  });

  it('may have sales from before there was a trail: they are counted', () => {
    const file = join(folder, 'old.sqlite');
    const old = openLedger(file, 4);
    fillExample(old);
    old.close();
    expect(verifyLedger(file)).toMatchObject({ outcome: 'older', version: 4, ok: false, found: 0 });
    openLedger(file).close();
    expect(verifyLedger(file)).toMatchObject({ outcome: 'right', before: 1 });
  });

  it('may have older sales that were made by a clock which was ahead of the trail', () => {
    const file = join(folder, 'set-back.sqlite');
    const old = openLedger(file, 4);
    fillExample(old);
    old.close();
    const ledger = openLedger(file);
    // A flat battery, or a clock that was a year ahead until somebody set it right.
    const at = new Date(NOW.getTime() - 365 * 86_400_000);
    const signedIn = { what: 'people.signed-in', operatorId: 1, facts: {}, at };
    ledger.transaction(() => new Audit(ledger).append(signedIn))();
    ledger.close();
    expect(verifyLedger(file)).toMatchObject({ outcome: 'right', before: 1, problems: [] });
  });

  it('may have prices that were saved and told of when a tariff had one price, a charge and VAT', () => {
    const file = join(folder, 'flat-prices.sqlite');
    const old = openLedger(file, 5);
    fillExample(old);
    const save = (version: number, price: number, charge: number, vat: number, at: number) => {
      old.exec(
        `INSERT INTO tariff_version VALUES (${version}, 2, ${price}, ${charge}, ${vat}, 1, ${at})`,
      );
      const facts = {
        ...{ id: 2, name: 'Business', pricePerKwh: price, fixedCharge: charge },
        ...{ vatBasisPoints: vat, pricesIncludeVat: true },
      };
      const what = version === 2 ? 'tariff.added' : 'tariff.changed';
      new Audit(old).append({ what, operatorId: 1, facts, at: new Date(at) });
    };
    old.transaction(() => {
      old.exec(`INSERT INTO tariff VALUES (2, 'Business')`);
      save(2, 4_000_000, 500, 1500, NOW.getTime() + 5000);
      // A clock had gone back.
      save(3, 4_100_000, 0, 0, NOW.getTime());
    })();
    old.close();
    openLedger(file).close();
    expect(verifyLedger(file)).toMatchObject({ outcome: 'right', problems: [] });
    for (const change of [
      'valid_from = valid_from + 1',
      `price_class = 'x'`,
      `terms = json_set(terms, '$.blocks[0].price', 4100001)`,
      `terms = json_set(terms, '$.pricesIncludeTax', json('false'))`,
      `terms = json_set(terms, '$.minimumSale', 1)`,
      `terms = json_set(terms, '$.fixedCharges', json('["none"]'))`,
    ]) {
      const changed = join(folder, 'flat-prices-changed.sqlite');
      cpSync(file, changed);
      const ledger = new Database(changed);
      ledger.exec('DROP TRIGGER tariff_version_unchanged');
      ledger.exec(`UPDATE tariff_version SET ${change} WHERE id = 3`);
      ledger.close();
      const problem = { rule: 'row.changed', table: 'tariff_version', row: 3 };
      expect(verifyLedger(changed).problems).toContainEqual(expect.objectContaining(problem));
    }
  });

  it('has no older sales where its trail begins with the shop', () => {
    const file = join(folder, 'new.sqlite');
    const ledger = openLedger(file);
    fillExample(ledger);
    const setUp = { what: 'shop.set-up', operatorId: 1, facts: {}, at: new Date() };
    ledger.transaction(() => new Audit(ledger).append(setUp))();
    ledger.close();
    expect(verifyLedger(file).problems).toMatchObject([{ rule: 'row.unwritten', row: 1 }]);
  });
});

describe('what is no ledger, or cannot be looked at', () => {
  it('is refused', async () => {
    const open = join(folder, 'open.sqlite');
    const ledger = openLedger(open);
    fillExample(ledger);
    expect(() => verifyLedger(open)).toThrow(/ledger\.in-use/);
    ledger.close();
    expect(() => verifyLedger(join(folder, 'none.sqlite'))).toThrow(/ledger\.unreadable/);
    const future = tampered((copy) => copy.pragma('user_version = 99'));
    expect(() => verifyLedger(future)).toThrow(/ledger\.from-the-future/);
    await expect(verifyBeside(future)).rejects.toThrow(/ledger\.from-the-future/);
  });
});

describe('the file', () => {
  it('is wrong without its triggers and indexes', () => {
    const file = tampered(() => undefined);
    const ledger = new Database(file);
    ledger.exec('DROP TRIGGER audit_unchanged; DROP INDEX sale_tid');
    ledger.close();
    expect(verifyLedger(file).problems).toMatchObject([
      { rule: 'file.schema', table: 'audit', facts: { name: 'audit_unchanged' } },
      { rule: 'file.schema', table: 'sale', facts: { name: 'sale_tid' } },
    ]);
  });

  it('is wrong where bytes of it were overwritten, wherever that was', () => {
    const bytes = readFileSync(sound);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: bytes.length / 4096 - 1 }), (page) => {
        const file = join(folder, 'torn.sqlite');
        const torn = Buffer.from(bytes);
        torn.fill(0xa5, page * 4096, page * 4096 + 4096);
        writeFileSync(file, torn);
        expect(outcomeOf(file)).not.toBe('right');
      }),
      { numRuns: 25 },
    );
  });
});

/** What the check comes to; a file whose tables are not even to be found is refused. */
function outcomeOf(file: string): string {
  try {
    return verifyLedger(file).outcome;
  } catch (error) {
    expect(error).toMatchObject({ code: 'ledger.unreadable' });
    return 'refused';
  }
}
