import type { MonthSoFar } from '../../src-shared/pricing/context.ts';
import { type BaseDate, tidAt } from '../../src-shared/sts/token-identifier.ts';
import type { Ledger } from './open.ts';

const BASE_DATES: readonly BaseDate[] = [1993, 2014, 2035];

interface MonthRow {
  steps: number;
  free: number;
}

/**
 * What was sold to a meter in a month, and up to when it was charged. Only issued sales count, and what
 * was given counts for nothing. A token cannot be taken back, so units stay counted when the money of
 * their sale is given back; charges do not.
 */
export class MeterMonths {
  readonly #month;
  readonly #chargedUntil;
  readonly #replaced;
  readonly #createdAt;

  constructor(ledger: Ledger) {
    // TIDs are made of time, so the end of the sale_tid index holds the month.
    this.#month = ledger.prepare<[number, BaseDate, number, number, number], MonthRow>(
      `SELECT coalesce(sum(steps), 0) AS steps, coalesce(sum(free_steps), 0) AS free FROM sale
       WHERE meter_id = ? AND base_date = ? AND tid >= ? AND state = 'issued' AND kind = 'sale'
         AND opened_at >= ? AND opened_at < ?`,
    );
    this.#chargedUntil = ledger.prepare<[number], { at: number | null }>(
      `SELECT charged_until AS at FROM sale
       WHERE meter_id = ? AND state = 'issued' AND kind = 'sale'
         AND paid > (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id)
       ORDER BY base_date DESC, tid DESC LIMIT 1`,
    );
    this.#replaced = ledger.prepare<[number], { id: number }>(
      'SELECT id FROM meter WHERE replaced_by = ?',
    );
    this.#createdAt = ledger.prepare<[number], { at: number }>(
      'SELECT created_at AS at FROM meter WHERE id = ?',
    );
  }

  /** Of the local month of a moment, at the meter and at those whose place it took. */
  soFar(meterId: number, moment: Date): MonthSoFar {
    const months = this.#family(meterId).map((id) => this.#ofOne(id, moment));
    return {
      steps: months.reduce((sum, { steps }) => sum + steps, 0),
      freeTaken: months.some(({ freeTaken }) => freeTaken),
    };
  }

  /**
   * Up to when the meter's daily and monthly charges are taken, or those of the one whose place it took;
   * null where nothing says so.
   */
  chargedUntil(meterId: number): Date | null {
    for (const id of this.#family(meterId)) {
      const at = this.#chargedUntil.get(id)?.at ?? null;
      if (at !== null) return new Date(at);
    }
    return null;
  }

  /** When the meter was registered, or the first of those whose place it took. */
  registeredAt(meterId: number): Date {
    const all = this.#family(meterId).flatMap((id) => this.#createdAt.get(id)?.at ?? []);
    return new Date(Math.min(...all));
  }

  #ofOne(meterId: number, moment: Date): MonthSoFar {
    const from = startOfMonth(moment);
    const to = startOfMonth(moment, 1).getTime();
    let [steps, free] = [0, 0];
    for (const baseDate of BASE_DATES) {
      const first = firstTid(from, baseDate);
      if (first === null) continue;
      const row = this.#month.get(meterId, baseDate, first, from.getTime(), to);
      steps += row?.steps ?? 0;
      free += row?.free ?? 0;
    }
    return { steps, freeTaken: free > 0 };
  }

  /** The meter, then the one it replaced, and the one that did before. */
  #family(meterId: number): number[] {
    const family = [meterId];
    for (const id of family) family.push(...this.#replaced.all(id).map((row) => row.id));
    return family;
  }
}

/** The beginning of the local month of a moment, or of one `later` months after it. */
export function startOfMonth(moment: Date, later = 0): Date {
  return new Date(moment.getFullYear(), moment.getMonth() + later, 1);
}

/**
 * The smallest TID that a sale since a moment can have on a base date: that of its minute, or a later one
 * where minutes were taken. Null where the base date's TIDs are over.
 */
function firstTid(from: Date, baseDate: BaseDate): number | null {
  if (from.getTime() < Date.UTC(baseDate, 0, 1)) return 0;
  const first = tidAt(from, baseDate);
  return first.ok ? first.value : null;
}
