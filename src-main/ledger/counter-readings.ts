import type { SaleState } from '../../src-shared/contract/shapes.ts';
import type { Ledger } from './open.ts';

/** What a module's transaction counter said at a moment, and what this ledger had from it by then. */
export interface CounterReading {
  readonly id: number;
  readonly at: Date;
  /** 4294967295: nothing is counted. */
  readonly transactionsLeft: number;
  /** Tokens of this module in this ledger. */
  readonly tokens: number;
}

/** A sale whose token was lost on its way: a transaction may have been spent on it. */
export interface LostAsking {
  /** The reading before it; 0 for none. */
  readonly afterReading: number;
  readonly saleId: number;
  readonly openedAt: Date;
  readonly state: SaleState;
}

interface ReadingRow {
  id: number;
  at: number;
  transactions_left: number;
  tokens: number;
}

/**
 * Tokens of a module up to now: those counted at its last reading, those of later sales, and those of
 * sales that were open then. No sale pays for being counted, and no reading reads all sales.
 */
const TOKENS = `
  coalesce(before.tokens, 0)
    + (SELECT count(*) FROM sale WHERE id > coalesce(before.last_sale, 0) AND state = 'issued'
         AND module_id = asked.module_id)
    + (SELECT count(*) FROM sale WHERE id IN (SELECT value FROM json_each(before.open_sales))
         AND state = 'issued' AND module_id = asked.module_id)`;
const FROM_LAST = `
  FROM (SELECT +? AS module_id) AS asked
  LEFT JOIN counter_reading AS before ON before.id =
    (SELECT max(id) FROM counter_reading WHERE module_id = asked.module_id)`;
/** How many tokens were made through a module; its only parameter is the module id. */
export const TOKENS_OF_MODULE = `SELECT ${TOKENS} AS tokens ${FROM_LAST}`;

/**
 * Readings of the modules' transaction counters, to be held against the tokens. Insert-only. To be
 * written when a module becomes ready, now and then while it is, and on both sides of a licence.
 */
export class CounterReadings {
  readonly #note;
  readonly #expected;
  readonly #lastModule;
  readonly #latest;
  readonly #lost;

  constructor(ledger: Ledger) {
    this.#note = ledger.prepare<[number, number, string]>(
      `INSERT INTO counter_reading (module_id, at, transactions_left, tokens, last_sale, open_sales)
       SELECT asked.module_id, ?, ?, ${TOKENS},
         (SELECT coalesce(max(id), 0) FROM sale),
         (SELECT json_group_array(id) FROM sale INDEXED BY sale_unfinished
          WHERE state IN ('reserved', 'asked'))
       ${FROM_LAST}`,
    );
    this.#expected = ledger.prepare<[string], { expected: number }>(
      `SELECT before.transactions_left - (${TOKENS} - before.tokens) AS expected ${FROM_LAST}
       WHERE before.id IS NOT NULL`,
    );
    this.#lastModule = ledger.prepare<[], { module_id: string }>(
      'SELECT module_id FROM counter_reading ORDER BY id DESC LIMIT 1',
    );
    this.#latest = ledger.prepare<[string, number], ReadingRow>(
      `SELECT id, at, transactions_left, tokens FROM counter_reading
       WHERE module_id = ? ORDER BY id DESC LIMIT ?`,
    );
    this.#lost = ledger.prepare<
      [number, string],
      { after_reading: number; sale_id: number; opened_at: number; state: SaleState }
    >(
      `SELECT lost_asking.after_reading, lost_asking.sale_id, sale.opened_at, sale.state
       FROM lost_asking JOIN sale ON sale.id = lost_asking.sale_id
       WHERE lost_asking.after_reading >= +?
         AND (lost_asking.module_id = +? OR lost_asking.module_id IS NULL) ORDER BY lost_asking.id`,
    );
  }

  /** Writes down what the counter of a module says. */
  note(moduleId: string, transactionsLeft: number, at: Date): void {
    this.#note.run(at.getTime(), transactionsLeft, moduleId);
  }

  /**
   * What the counter has to say if only this till spent of it since its last reading; null before the
   * first. Below zero where more was sold than was left: a licence came in between.
   */
  expected(moduleId: string): number | null {
    return this.#expected.get(moduleId)?.expected ?? null;
  }

  /** The module that was read last. */
  lastModule(): string | null {
    return this.#lastModule.get()?.module_id ?? null;
  }

  /** The latest readings of a module, at most `limit`, oldest first. */
  latest(moduleId: string, limit: number): CounterReading[] {
    return this.#latest
      .all(moduleId, limit)
      .map((row) => ({
        id: row.id,
        at: new Date(row.at),
        transactionsLeft: row.transactions_left,
        tokens: row.tokens,
      }))
      .reverse();
  }

  /** Askings of a module that were lost at or after a reading, oldest first. */
  lostAskings(moduleId: string, fromReading: number): LostAsking[] {
    return this.#lost.all(fromReading, moduleId).map((row) => ({
      afterReading: row.after_reading,
      saleId: row.sale_id,
      openedAt: new Date(row.opened_at),
      state: row.state,
    }));
  }
}
