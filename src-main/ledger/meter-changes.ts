import type { Ledger } from './open.ts';

/** What happens to meters beside their configuration: another customer, another meter, an end. */
export class MeterChanges {
  readonly #move;
  readonly #noteMove;
  readonly #close;
  readonly #replace;
  readonly #family;

  constructor(ledger: Ledger) {
    this.#move = ledger.prepare<[number, number]>('UPDATE meter SET customer_id = ? WHERE id = ?');
    this.#noteMove = ledger.prepare<[number, number, number, number]>(
      `INSERT INTO meter_move (meter_id, from_customer, to_customer, last_sale, at)
       VALUES (?, ?, ?, coalesce((SELECT id FROM sale ORDER BY id DESC LIMIT 1), 0), ?)`,
    );
    this.#close = ledger.prepare<[number | null, number]>(
      'UPDATE meter SET closed_at = ? WHERE id = ?',
    );
    this.#replace = ledger.prepare<[number, number, number]>(
      'UPDATE meter SET closed_at = ?, replaced_by = ? WHERE id = ?',
    );
    this.#family = ledger.prepare<[number], { id: number }>(
      `WITH RECURSIVE family (id) AS (
         VALUES (+?)
         UNION SELECT meter.id FROM family JOIN meter INDEXED BY meter_replaced
           ON meter.replaced_by = family.id)
       SELECT id FROM family`,
    );
  }

  /** Gives the meter to another customer. What was sold to it until now stays with the one before. */
  move(id: number, from: number, to: number, now: Date): void {
    this.#noteMove.run(id, from, to, now.getTime());
    this.#move.run(to, id);
  }

  /** Closes the meter, or opens it again where `at` is null. */
  close(id: number, at: Date | null): void {
    this.#close.run(at?.getTime() ?? null, id);
  }

  /** Closes the meter: `by` took its place. */
  replace(id: number, by: number, now: Date): void {
    this.#replace.run(now.getTime(), by, id);
  }

  /** The meter and those whose place it took, one after the other. */
  withPredecessors(id: number): number[] {
    return this.#family.all(id).map((row) => row.id);
  }
}
