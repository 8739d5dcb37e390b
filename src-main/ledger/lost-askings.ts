import type { Ledger } from './open.ts';

/** An asking that ended without a token. */
export interface Asking {
  readonly moduleId: string;
  /** Whether the module may have spent a transaction on it. */
  readonly spent: 'no' | 'perhaps';
  /** What {@link LostAskings.begin} answered; null for the first asking of a sale. */
  readonly again: number | null;
}

/** The module that was read last was there when the sale was opened. */
const FIRST_OF_RESERVED = `
  INSERT INTO lost_asking (sale_id, module_id, after_reading)
  SELECT sale.id, last.module_id, coalesce(last.id, 0)
  FROM sale LEFT JOIN counter_reading AS last ON last.id = (SELECT max(id) FROM counter_reading)
  WHERE NOT EXISTS (SELECT 1 FROM lost_asking WHERE sale_id = sale.id)`;

/**
 * Askings on which a module may have spent a transaction without a token that was stored. The first
 * asking of a sale is written down only once it is lost: most come to a token, and no sale pays for it.
 * One of a sale taken up again is written down before, and taken back where it is known how it ended.
 */
export class LostAskings {
  readonly #insert;
  readonly #takeBack;
  readonly #takeBackLast;
  readonly #first;
  readonly #reserved;

  constructor(ledger: Ledger) {
    this.#insert = ledger.prepare<[number, string]>(
      `INSERT INTO lost_asking (sale_id, module_id, after_reading)
       VALUES (?, ?, (SELECT coalesce(max(id), 0) FROM counter_reading))`,
    );
    this.#takeBack = ledger.prepare<[number]>('DELETE FROM lost_asking WHERE id = ?');
    // Which module a reserved sale was asked of is a guess, so one of another counts where there is none.
    this.#takeBackLast = ledger.prepare<[number, string]>(
      `DELETE FROM lost_asking WHERE id =
         (SELECT id FROM lost_asking WHERE sale_id = +? ORDER BY module_id IS +? DESC, id DESC LIMIT 1)`,
    );
    this.#first = ledger.prepare<[number]>(
      `${FIRST_OF_RESERVED} AND sale.id = +? AND sale.state = 'reserved'`,
    );
    this.#reserved = ledger.prepare<[]>(
      `${FIRST_OF_RESERVED} AND sale.id IN (
         SELECT id FROM sale INDEXED BY sale_unfinished
         WHERE state IN ('reserved', 'asked') AND +state = 'reserved')`,
    );
  }

  /** A sale is about to be asked for again; answers the number of the asking. */
  begin(saleId: number, moduleId: string): number {
    this.noteFirst(saleId);
    return Number(this.#insert.run(saleId, moduleId).lastInsertRowid);
  }

  /** An asking came to a token, or to nothing. To be called while its sale is still open. */
  takeBack(asking: number): void {
    this.#takeBack.run(asking);
  }

  /**
   * The latest asking of a sale through a module came to a token after all. To be called while its sale
   * is still open.
   */
  takeBackLast(saleId: number, moduleId: string): void {
    this.#takeBackLast.run(saleId, moduleId);
  }

  /** An asking ended without a token. */
  ended(saleId: number, { moduleId, spent, again }: Asking): void {
    // Written anew where it was lost: only then can the counter have been read.
    if (again !== null) this.takeBack(again);
    if (spent === 'perhaps') this.#insert.run(saleId, moduleId);
  }

  /** The outcome of a reserved sale's first asking could never be written down, so it may be lost. */
  noteFirst(saleId: number): void {
    this.#first.run(saleId);
  }

  /** The same of all sales, for a ledger that was just opened: whoever was asking has ended. */
  noteReserved(): void {
    this.#reserved.run();
  }
}
