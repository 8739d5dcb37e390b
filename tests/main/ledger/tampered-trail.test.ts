import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditHash } from '../../../src-main/ledger/audit.ts';
import type { Ledger } from '../../../src-main/ledger/open.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { found, numberOf, sound, sql, tampered, withSoundLedger } from './tampered-ledger.ts';

withSoundLedger();

describe('the audit trail', () => {
  const middle = () => Math.floor(numberOf('SELECT count(*) FROM audit') / 2);

  it.each([
    ['at', 'at + 1'],
    ['operator_id', 'coalesce(operator_id, 0) + 1'],
    ['approved_by', 'coalesce(approved_by, 0) + 1'],
    ['what', `what || 'x'`],
    ['facts', `json_set(facts, '$.more', 1)`],
    ['hash', `CAST(x'01' || substr(hash, 2) AS BLOB)`],
  ])('is wrong where %s was changed', (column, value) => {
    const row = middle();
    const [first] = found(sql(`UPDATE audit SET ${column} = ${value} WHERE sequence = ${row}`));
    // A foreign key that leads nowhere is found before.
    expect([`audit.hash audit ${row}`, `file.reference audit ${row}`]).toContain(first);
  });

  it('is wrong where a row was deleted, from the first to the last but one', () => {
    for (const row of [1, 2, middle(), numberOf('SELECT count(*) FROM audit') - 1]) {
      const places = found(sql(`DELETE FROM audit WHERE sequence = ${row}`));
      expect(places[0]).toBe(`audit.gap audit ${row}`);
    }
  });

  it('is wrong where two rows changed places', () => {
    const row = middle();
    const places = found((ledger) => {
      ledger.exec(`UPDATE audit SET sequence = -1 WHERE sequence = ${row};
        UPDATE audit SET sequence = ${row} WHERE sequence = ${row + 1};
        UPDATE audit SET sequence = ${row + 1} WHERE sequence = -1;`);
    });
    expect(places[0]).toBe(`audit.hash audit ${row}`);
  });

  it('is wrong where a row was put in, at its beginning, within and at its end', () => {
    const last = numberOf('SELECT count(*) FROM audit');
    const add = (sequence: number) =>
      sql(`INSERT INTO audit SELECT ${sequence}, at, operator_id, approved_by, what, facts, hash
           FROM audit WHERE sequence = 1`);
    expect(found(add(0))[0]).toBe('audit.gap audit 1');
    expect(found(add(last + 1))).toEqual([`audit.hash audit ${last + 1}`]);
  });

  it('is wrong where it was cut off: the Z reports name rows that are gone', () => {
    const z = numberOf('SELECT max(number) FROM z_report');
    const at = numberOf('SELECT max(audit_sequence) FROM z_report');
    const places = found(sql(`DELETE FROM audit WHERE sequence >= ${at}`));
    expect(places).toContain(`z.trail z_report ${z}`);
    expect(places).not.toContain(`z.trail z_report ${z - 1}`);
    expect(places).toContain(`row.unwritten z_report ${z}`);
  });

  it('is wrong where sales were cut off with it: the Z report on paper still has the hash', () => {
    const z = numberOf('SELECT max(number) FROM z_report');
    const ledger = new Database(sound);
    const paper = ledger
      .prepare<[], { number: number; hash: string }>(
        'SELECT number, lower(hex(audit_hash)) AS hash FROM z_report',
      )
      .all();
    ledger.close();
    expect(found(() => undefined, { paper })).toEqual([]);
    const places = found(cutOffAt(z), { paper });
    expect(places).toEqual([`z.paper z_report ${z}`]);
  });

  it('is wrong where it was written anew from some row on: the Z reports still have the hashes', () => {
    const row = middle();
    const places = found((ledger) => {
      ledger.exec(`UPDATE audit SET at = at + 60000 WHERE sequence = ${row}`);
      rewriteHashes(ledger, row);
    });
    expect(places[0]).toMatch(/^z\.trail z_report \d+$/);
  });
});

describe('any row of the trail', () => {
  const COLUMNS = ['sequence', 'at', 'operator_id', 'approved_by', 'what', 'facts', 'hash'];

  it('is found wrong, whichever of its columns is changed, and however', () => {
    const rows = numberOf('SELECT count(*) FROM audit');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: rows }),
        fc.constantFrom(...COLUMNS),
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.string(),
        (row, column, number, text) => {
          let changed = false;
          const file = tampered((ledger) => {
            const before = ledger.prepare(`SELECT ${column} FROM audit WHERE sequence = ?`).pluck();
            const old = before.get(row);
            const value =
              {
                what: text,
                facts: JSON.stringify({ text }),
                hash: Buffer.alloc(32, text),
              }[column] ?? number;
            const taken = column === 'sequence' && number <= rows;
            if (
              old === value ||
              taken ||
              (Buffer.isBuffer(old) && old.equals(Buffer.from(value as Buffer)))
            )
              return;
            ledger.prepare(`UPDATE audit SET ${column} = ? WHERE sequence = ?`).run(value, row);
            changed = true;
          });
          const { problems } = verifyLedger(file);
          rmSync(file);
          if (!changed) return;
          const first = problems.find(({ rule }) => rule.startsWith('audit.'));
          expect(first).toMatchObject({ table: 'audit', row });
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Takes everything away that came with a Z report and after it, as if it had never been. */
function cutOffAt(z: number): (ledger: Ledger) => void {
  return (ledger) => {
    const { sequence, shift } = ledger
      .prepare<[number], { sequence: number; shift: number }>(
        `SELECT audit.sequence, z_report.shift_id AS shift FROM z_report
         JOIN audit ON audit.what = 'shift.opened'
           AND json_extract(audit.facts, '$.shiftId') = z_report.shift_id WHERE number = ?`,
      )
      .get(z) ?? { sequence: 0, shift: 0 };
    const after = ledger.prepare('SELECT after_sale FROM shift WHERE id = ?').pluck().get(shift);
    ledger.exec(`
      DELETE FROM z_report WHERE number >= ${z};
      DELETE FROM shift_count WHERE shift_id >= ${shift};
      DELETE FROM cash_movement WHERE shift_id >= ${shift};
      DELETE FROM refund WHERE shift_id >= ${shift};
      DELETE FROM debt_movement WHERE sale_id > ${after};
      DELETE FROM sale_payment WHERE sale_id > ${after};
      DELETE FROM lost_asking WHERE sale_id > ${after};
      DELETE FROM token WHERE sale_id > ${after};
      DELETE FROM sale WHERE id > ${after};
      DELETE FROM shift WHERE id >= ${shift};
      DELETE FROM audit WHERE sequence >= ${sequence};
    `);
  };
}

/** Makes the hashes right again, from a row to the end. */
function rewriteHashes(ledger: Ledger, from: number): void {
  const read = ledger.prepare<[number], Parameters<typeof auditHash>[0] & { hash: Buffer }>(
    `SELECT sequence, at, operator_id AS operatorId, approved_by AS approvedBy, what, facts, hash
     FROM audit WHERE sequence >= ? ORDER BY sequence`,
  );
  const set = ledger.prepare('UPDATE audit SET hash = ? WHERE sequence = ?');
  const [before, ...rows] = read.all(from - 1);
  let previous = before?.hash.toString('hex') ?? '';
  for (const row of rows) {
    previous = auditHash(row, previous);
    set.run(Buffer.from(previous, 'hex'), row.sequence);
  }
}
