import { hash } from 'node:crypto';
import type { Ledger } from '../open.ts';
import { rowDigest } from '../row-digest.ts';
import type { TrailRow } from './chain.ts';
import type { Findings } from './report.ts';
import { SeenIds } from './seen-ids.ts';

type Value = string | number | null;

/** A table whose rows the trail vouches for with a digest. */
interface Kept {
  readonly table: string;
  /** The column of its key. */
  readonly key: string;
  /** What the key is called in the facts of the trail. */
  readonly fact: string;
  readonly digest: (row: Readonly<Record<string, Value>>) => string;
  /** Which of its rows the trail tells of, in SQL; all where nothing is said. */
  readonly told?: string;
}

const whole: Kept['digest'] = (row) => rowDigest(Object.values(row));

const KEPT: readonly Kept[] = [
  { table: 'refund', key: 'id', fact: 'refundId', digest: whole },
  { table: 'cash_movement', key: 'id', fact: 'movementId', digest: whole },
  { table: 'shift_count', key: 'id', fact: 'countId', digest: whole },
  { table: 'deposit_movement', key: 'id', fact: 'depositId', digest: whole },
  {
    table: 'debt_movement',
    key: 'id',
    fact: 'debtMovementId',
    digest: whole,
    // What a sale takes is in the sale's own lines, which its digest is of.
    told: "kind <> 'taken'",
  },
  {
    table: 'z_report',
    key: 'number',
    fact: 'number',
    digest: ({ body }) => hash('sha256', String(body)),
  },
];

/** Rows that are never changed, each against the digest that the trail has of it. */
export class RowTrail {
  readonly #findings;
  readonly #tables;

  constructor(ledger: Ledger, findings: Findings) {
    this.#findings = findings;
    this.#tables = KEPT.map(({ told = 'TRUE', ...kept }) => ({
      ...kept,
      told: new SeenIds(),
      row: ledger.prepare<[number], Record<string, Value>>(
        `SELECT * FROM ${kept.table} WHERE ${kept.key} = ?`,
      ),
      keys: ledger
        .prepare<[], number>(
          `SELECT ${kept.key} FROM ${kept.table} WHERE ${told} ORDER BY ${kept.key}`,
        )
        .pluck(),
    }));
  }

  follow({ facts, sequence }: TrailRow): void {
    const { sha256 } = facts;
    if (sha256 === undefined) return;
    for (const { table, fact, told, row, digest } of this.#tables) {
      const key = facts[fact];
      if (typeof key !== 'number') continue;
      if (!told.add(key)) this.#findings.add('row.twice', table, key, { sequence });
      const found = row.get(key);
      if (!found) this.#findings.add('row.missing', table, key, { sequence });
      else if (digest(found) !== sha256) {
        this.#findings.add('row.changed', table, key, { sequence });
      }
    }
  }

  /** To be called at the end of the trail: no row may be without its own there. */
  end(): void {
    for (const { table, told, keys } of this.#tables) {
      for (const key of keys.iterate()) {
        if (!told.has(key)) this.#findings.add('row.unwritten', table, key);
      }
    }
  }
}
