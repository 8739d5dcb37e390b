import type { Ledger } from './open.ts';

/**
 * What the till found out about a sale it was busy with when it stopped. `done`: its token was stored,
 * and perhaps nobody has seen it. `recalled`: the module still had its token. `not-asked`: the module
 * had made nothing for it. Null: not known.
 */
export type Finding = 'done' | 'recalled' | 'not-asked' | null;

export interface Interruption {
  readonly saleId: number;
  readonly finding: Finding;
}

/** A customer of longer ago has gone home, with the token or without it: the sale is in the history. */
const STILL_AT_THE_COUNTER_MS = 30 * 60_000;

/**
 * What the last sale, or one that had not been asked for to its end, was paid for together with: all of it was
 * on its way to the same customer.
 */
const PAID_WITH_THOSE = `
  SELECT other.id FROM sale AS one JOIN sale AS other ON other.basket = one.basket
  WHERE other.basket IS NOT NULL AND one.id IN (
    SELECT max(id) FROM sale
    UNION SELECT id FROM sale INDEXED BY sale_unfinished
    WHERE state IN ('reserved', 'asked') AND +state = 'reserved')`;

/** Sales that the till was busy with when it stopped, until a person has seen what became of them. */
export class Interruptions {
  readonly #noteOpen;
  readonly #noteDone;
  readonly #recalled;
  readonly #unasked;
  readonly #unseen;
  readonly #seen;

  constructor(ledger: Ledger) {
    // What was found out after an earlier stop need not hold after this one.
    this.#noteOpen = ledger.prepare<[number]>(
      `INSERT INTO interruption (sale_id, found_at)
       SELECT id, ? FROM sale INDEXED BY sale_unfinished
       WHERE state IN ('reserved', 'asked') AND +state = 'reserved'
       ON CONFLICT DO UPDATE SET finding = NULL WHERE finding = 'not-asked' AND seen_at IS NULL`,
    );
    this.#noteDone = ledger.prepare<[number, number]>(
      `INSERT INTO interruption (sale_id, found_at, finding)
       SELECT id, ?, 'done' FROM sale
       WHERE id IN (SELECT max(id) FROM sale UNION ${PAID_WITH_THOSE})
         AND state = 'issued' AND slips = 0 AND closed_at >= +?
       ON CONFLICT DO NOTHING`,
    );
    this.#recalled = ledger.prepare<[number]>(
      `UPDATE interruption SET finding = 'recalled' WHERE sale_id = ? AND seen_at IS NULL`,
    );
    this.#unasked = ledger.prepare<[number, string]>(
      `UPDATE interruption SET finding = 'not-asked' WHERE sale_id = +? AND seen_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM lost_asking
                       WHERE lost_asking.sale_id = interruption.sale_id AND module_id IS NOT +?)`,
    );
    this.#unseen = ledger.prepare<[], { sale_id: number; finding: Finding }>(
      'SELECT sale_id, finding FROM interruption WHERE seen_at IS NULL ORDER BY sale_id',
    );
    this.#seen = ledger.prepare<[number, number, number]>(
      'UPDATE interruption SET seen_at = ?, seen_by = ? WHERE sale_id = ? AND seen_at IS NULL',
    );
  }

  /**
   * Writes down what was left open, for a ledger that was just opened: sales the module was about to be
   * asked for, or had been.
   *
   * @param stopped the till before had no time to close the ledger: its last sale may not have been seen
   */
  note(stopped: boolean, now: Date): void {
    this.#noteOpen.run(now.getTime());
    if (stopped) this.#noteDone.run(now.getTime(), now.getTime() - STILL_AT_THE_COUNTER_MS);
  }

  /** A module still had its token. Does nothing for a sale that was not interrupted by a stop. */
  foundRecalled(saleId: number): void {
    this.#recalled.run(saleId);
  }

  /** The same where a module made nothing for it; one that may not have been there then cannot know. */
  foundUnasked(saleId: number, moduleId: string): void {
    this.#unasked.run(saleId, moduleId);
  }

  unseen(): Interruption[] {
    return this.#unseen.all().map(({ sale_id, finding }) => ({ saleId: sale_id, finding }));
  }

  /** Whether it had not been seen before. */
  see(saleId: number, operatorId: number, now: Date): boolean {
    return this.#seen.run(now.getTime(), operatorId, saleId).changes === 1;
  }
}
