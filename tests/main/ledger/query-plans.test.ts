import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { reportBooks } from '../../../src-main/ledger/report-books.ts';

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
  // What one sale was paid for, and the charges of its price.
  /^SCAN (line|charge) VIRTUAL TABLE INDEX/,
  // What a bounded part of the statement found.
  /^SCAN (recent|found|family)$/,
  /^SCAN \(subquery-\d+\)$/,
  /^SCAN CONSTANT ROW$/,
  // Only sales that are neither issued nor refused are in it.
  /^SCAN sale USING (COVERING )?INDEX sale_unfinished$/,
  // At most one shift is running.
  /^SCAN shift USING (COVERING )?INDEX shift_running$/,
  // A line for each operator and payment kind.
  /^SCAN sums$/,
  // The one row that a statement is given.
  /^SCAN asked$/,
  // Interrupted sales that nobody was told of.
  /^SCAN interruption USING INDEX interruption_unseen$/,
  // Tables to which a person or a fault adds a row, or at most the end of each shift: they stay small.
  /^SCAN (operator|tariff|licence_load|alarm_snooze|lost_asking|deposit_movement|backup_made|waiting_slip)\b/,
];

/** From the newest backwards, until there are enough. */
const BACKWARDS = /^SCAN \w+$/;
const ENOUGH = /\b(id|sequence|number) DESC LIMIT (\?|1\b)/;

/** Statements that read backwards, or as much as they are told to, in a way that no plan shows. */
const ENDED_BY_THEIR_READER = [
  // Row by row, until a day that is given.
  /^SELECT opened_at AS at FROM sale WHERE state = 'issued' ORDER BY id DESC$/,
  /^SELECT count\(\*\) AS sales FROM \(SELECT 1 FROM sale WHERE state = 'issued' LIMIT \?\)$/,
];

describe('the statements of the ledger', () => {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  const { ledger } = openBooks(':memory:');
  reportBooks(ledger);
  const prepared = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  // What is looked at while a ledger is opened is not asked again.
  const known = [/sqlite_schema|^(BEGIN|COMMIT|ROLLBACK)/, ...ENDED_BY_THEIR_READER];
  const statements = [...new Set(prepared)].filter(
    (sql) => !known.some((statement) => statement.test(sql)),
  );

  it('are all looked at', () => {
    expect(statements.length).toBeGreaterThan(100);
  });

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

  // SQLite would plan such a statement anew for each value: see `open.ts`.
  it('compare no bare ? where they join, or ask within what they ask', () => {
    const isJoined = (sql: string) => /\bJOIN\b|\(\s*SELECT\b/.test(sql);
    const compared = /[=<>]\s*\?|\bIS (?:NOT )?\?|\bSELECT \? AS/;
    const withoutSetting = (sql: string) => sql.replace(/(\bSET|,)\s*\w+ = \?/g, '');
    const wrong = statements.filter((sql) => isJoined(sql) && compared.test(withoutSetting(sql)));
    expect(wrong).toEqual([]);
  });
});

/** The end of a statement tells it from the others. */
function named(sql: string): [string, string] {
  return [sql.replace(/\s+/g, ' ').slice(-80), sql];
}
