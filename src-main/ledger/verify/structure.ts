import { type Ledger, openLedger } from '../open.ts';
import { type Findings, MOST_PROBLEMS } from './report.ts';

interface SchemaEntry {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string | null;
}

/** Pages, indexes and constraints, as SQLite itself checks them, and what rows refer to. */
export function checkPages(ledger: Ledger, findings: Findings): void {
  const told = ledger.prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`).pluck().all();
  for (const text of told) {
    if (text !== 'ok') findings.add('file.damaged', 'file', null, { reason: String(text) });
  }
}

export function checkReferences(ledger: Ledger, findings: Findings): void {
  const wrong = ledger.prepare<[], { table: string; rowid: number | null; parent: string }>(
    'PRAGMA foreign_key_check',
  );
  for (const { table, rowid, parent } of wrong.iterate()) {
    findings.add('file.reference', table, rowid, { parent });
  }
}

/**
 * Tables, indexes and triggers are those that this version of the program makes: without the triggers
 * rows could have been changed.
 */
export function checkSchema(ledger: Ledger, version: number, findings: Findings): void {
  const fresh = openLedger(':memory:', version);
  try {
    const wanted = schemaOf(fresh);
    const found = schemaOf(ledger);
    for (const [name, entry] of wanted) {
      if (found.get(name)?.sql !== entry.sql) {
        findings.add('file.schema', entry.table, null, { name: entry.name, type: entry.type });
      }
    }
    for (const [name, entry] of found) {
      if (!wanted.has(name)) {
        findings.add('file.schema', entry.table, null, { name: entry.name, type: entry.type });
      }
    }
  } finally {
    fresh.close();
  }
}

function schemaOf(ledger: Ledger): Map<string, SchemaEntry> {
  const entries = ledger.prepare<[], SchemaEntry>(
    `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema
     WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  );
  return new Map(entries.all().map((entry) => [`${entry.type} ${entry.name}`, entry]));
}
