import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** What a call that is refused may write: a row of the audit trail, and a wrong try. */
const AUDIT = 'audit';
const TRIES = 'wrong_tries';

/** Looks on at a ledger, to see that a call changed no row it had no right to. */
export class KeptRows {
  readonly #ledger: Database.Database;
  readonly #counts;

  constructor(ledger: Database.Database) {
    this.#ledger = ledger;
    this.#counts = ledger.prepare<[], { changes: number; trail: number }>(
      `SELECT total_changes() AS changes, coalesce(max(sequence), 0) AS trail FROM audit`,
    );
  }

  isOf(ledger: Database.Database): boolean {
    return this.#ledger === ledger && ledger.open;
  }

  /** Rows written so far, but for those of the audit trail. Costs a few microseconds. */
  written(): number {
    const counts = this.#counts.get();
    return counts ? counts.changes - counts.trail : 0;
  }

  /** A digest of every row of every table, but for the trail and wrong tries. */
  digest(): string {
    const hash = createHash('sha256');
    const tables = this.#ledger
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> '${AUDIT}' ORDER BY name`,
      )
      .pluck()
      .all();
    for (const table of tables) {
      const columns = this.#ledger
        .prepare<[string], string>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
        .pluck()
        .all(table)
        .filter((column) => column !== TRIES);
      const list = columns.map((column) => `"${column}"`).join(', ');
      for (const row of this.#ledger.prepare(`SELECT ${list} FROM "${table}"`).raw().iterate()) {
        hash.update(`${table}${String(JSON.stringify(row, (_, value) => plain(value)))}\n`);
      }
    }
    return hash.digest('hex');
  }
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
