import type { GivenBack } from '../../src-shared/pricing/charges.ts';
import type { MonthSoFar } from '../../src-shared/pricing/context.ts';
import { type BaseDate, tidAt } from '../../src-shared/sts/token-identifier.ts';
import type { Ledger } from './open.ts';

const BASE_DATES: readonly BaseDate[] = [1993, 2014, 2035];

interface MonthRow {
  steps: number;
  free: number;
}

interface KeptRow {
  id: number;
  opened_at: number;
  shift_id: number | null;
  charged_until: number;
}

interface GivenBackRow {
  name: string;
  every: GivenBack['every'];
  periods: number;
  charged_until: number;
}

/** Up to when a meter was charged by the day and month, and what of that was given back since. */
export interface Charged {
  /** Null where nothing says so. */
  readonly until: Date | null;
  readonly givenBack: readonly GivenBack[];
}

/**
 * What was sold to a meter in a month, and up to when it was charged. Only issued sales count, and what
 * was given counts for nothing. A token cannot be taken back, so units stay counted when the money of
 * their sale is given back; charges do not.
 */
export class MeterMonths {
  readonly #month;
  readonly #lastKept;
  readonly #givenBack;
  readonly #replaced;
  readonly #createdAt;

  constructor(ledger: Ledger) {
    // TIDs are made of time, so the end of the sale_tid index holds the month.
    this.#month = ledger.prepare<[number, BaseDate, number, number, number], MonthRow>(
      `SELECT coalesce(sum(steps), 0) AS steps, coalesce(sum(free_steps), 0) AS free FROM sale
       WHERE meter_id = +? AND base_date = +? AND tid >= +? AND state = 'issued' AND kind = 'sale'
         AND opened_at >= +? AND opened_at < +?`,
    );
    this.#lastKept = ledger.prepare<[number], KeptRow>(
      `SELECT id, opened_at, shift_id, charged_until FROM sale
       WHERE meter_id = +? AND state = 'issued' AND kind = 'sale' AND charged_until IS NOT NULL
         AND paid > (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id)
       ORDER BY base_date DESC, tid DESC LIMIT 1`,
    );
    // From the refunds since, of which there are fewer than sales. A shift has a number, and a clock may be
    // set back: only within a shift does the time say which came first.
    this.#givenBack = ledger.prepare<[number, number, number, number, string], GivenBackRow>(
      `SELECT line.value ->> 'name' AS name, charge.value ->> 'every' AS every,
              max(line.value ->> 'periods') AS periods, sale.charged_until
       FROM refund AS back INDEXED BY refund_in
       CROSS JOIN sale ON sale.id = back.sale_id
       JOIN tariff_version AS version ON version.id = sale.tariff_version_id
       JOIN json_each(sale.lines) AS line
       JOIN json_each(version.terms, '$.fixedCharges') AS charge
         ON charge.value ->> 'name' = line.value ->> 'name' AND charge.value ->> 'every' <> 'sale'
         AND charge.value ->> 'every' = coalesce(line.value ->> 'every', charge.value ->> 'every')
       WHERE back.shift_id >= +? AND (back.shift_id > +? OR back.at > +?)
         AND sale.id < +? AND sale.meter_id IN (SELECT value FROM json_each(?))
         AND sale.paid = (SELECT sum(amount) FROM refund WHERE sale_id = sale.id)
         AND line.value ->> 'kind' = 'fixed-charge' AND line.value ->> 'periods' IS NOT NULL
       GROUP BY sale.id, 1, 2`,
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
   * Up to when the daily and monthly charges of the meter, or of those whose place it took, are taken: by the
   * last sale whose money was not given back. What sales before it took and gave back after it is due
   * again; what was given back before it, it has charged.
   */
  charged(meterId: number): Charged {
    const family = this.#family(meterId);
    for (const id of family) {
      const kept = this.#lastKept.get(id);
      if (!kept) continue;
      const shift = kept.shift_id ?? 0;
      const givenBack = this.#givenBack
        .all(shift, shift, kept.opened_at, kept.id, JSON.stringify(family))
        .map(({ charged_until, ...row }) => ({ ...row, chargedUntil: new Date(charged_until) }));
      return { until: new Date(kept.charged_until), givenBack };
    }
    return { until: null, givenBack: [] };
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
