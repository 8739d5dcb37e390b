import type { Ledger } from './open.ts';

/**
 * Runs work as one commit, or undoes it all where it throws. better-sqlite3's own wrapper does the same
 * and asks more questions; this one is on the way of each sale.
 */
export class OneCommit {
  readonly #begin;
  readonly #commit;
  readonly #undo;
  readonly #ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    // IMMEDIATE: it never begins as a reader that finds at its first write that it may not.
    this.#begin = ledger.prepare('BEGIN IMMEDIATE');
    this.#commit = ledger.prepare('COMMIT');
    this.#undo = ledger.prepare('ROLLBACK');
  }

  /**
   * Not to be nested: there is no commit within a commit.
   *
   * @param inside called when all is written and nothing is committed
   */
  run<Value>(work: () => Value, inside?: () => void): Value {
    this.#begin.run();
    try {
      const value = work();
      inside?.();
      this.#commit.run();
      return value;
    } catch (error) {
      // SQLite undoes some failures, such as a full disk, by itself.
      if (this.#ledger.inTransaction) this.#undo.run();
      throw error;
    }
  }
}
