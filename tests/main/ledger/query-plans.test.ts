import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { Meters } from '../../../src-main/ledger/meters.ts';
import { openLedger } from '../../../src-main/ledger/open.ts';
import { Sales } from '../../../src-main/ledger/sales.ts';

/*
 * A till with 100 000 meters has to be as quick as one with ten, so no statement of the counter may
 * read a table from end to end. Every statement is prepared when its repository is made.
 */

/** Steps of a plan that read on and on, and end early all the same. */
const BOUNDED = [
  // The full-text index, asked for a match.
  /^SCAN meter_search VIRTUAL TABLE INDEX \d+:M/,
  // A list given with the question.
  /^SCAN json_each VIRTUAL TABLE/,
  /^SCAN value/,
  // What a bounded part of the statement found.
  /^SCAN recent$/,
  /^SCAN \(subquery-\d+\)$/,
  /^SCAN CONSTANT ROW$/,
  // Only sales that are neither issued nor refused are in it.
  /^SCAN sale USING (COVERING )?INDEX sale_unfinished$/,
];

/** From the newest backwards, until there are enough. */
const BACKWARDS = /^SCAN (?:sale|meter)$/;
const ENOUGH = /\bid DESC LIMIT \?|\bid DESC LIMIT 1\b/;

describe.each([
  ['meters', Meters],
  ['sales', Sales],
] as const)('the statements about %s', (_, Repository) => {
  const ledger = openLedger(':memory:');
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  new Repository(ledger);
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();

  it.each(statements.map(named))('read no table from end to end: …%s', (_name, sql) => {
    const parameters = Array.from(sql.matchAll(/\?/g), () => null);
    const plan = ledger
      .prepare<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail);
    const scans = plan.filter(
      (step) => step.startsWith('SCAN') && !BOUNDED.some((bounded) => bounded.test(step)),
    );
    const endless = scans.filter((step) => !(BACKWARDS.test(step) && ENOUGH.test(sql)));
    expect(endless).toEqual([]);
  });
});

/** The end of a statement tells it from the others. */
function named(sql: string): [string, string] {
  return [sql.replace(/\s+/g, ' ').slice(-80), sql];
}
