import type { Ledger } from '../open.ts';
import { type SaleForDigest, saleDigest } from '../sale-digest.ts';
import { PARTS_OF_SALE } from '../sale-parts.ts';
import { reversed } from '../token-tail.ts';
import type { TrailRow } from './chain.ts';
import type { Progress } from './progress.ts';
import type { Findings } from './report.ts';
import { SeenIds } from './seen-ids.ts';

/** What one row of the trail vouches for: the sale is as it was issued, and issued once. */
export class SaleTrail {
  readonly #findings;
  readonly #sale;
  readonly #issued;
  readonly #firstOfShifts;
  readonly #told = new SeenIds();
  /** Whether the trail begins with the shop: then no sale is older. Null for an empty one. */
  #beganWithShop: boolean | null = null;

  constructor(ledger: Ledger, findings: Findings) {
    this.#findings = findings;
    this.#sale = ledger.prepare<
      [number],
      SaleForDigest & { state: string; digits_reversed: string | null }
    >(
      `SELECT sale.*, ${PARTS_OF_SALE} AS parts, token.digits, token.digits_reversed FROM sale
       LEFT JOIN token ON token.sale_id = sale.id AND token.sequence = 1 WHERE sale.id = +?`,
    );
    this.#issued = ledger
      .prepare<[], [id: number, shiftId: number | null]>(
        `SELECT id, shift_id FROM sale WHERE state = 'issued' ORDER BY id`,
      )
      .raw();
    this.#firstOfShifts = ledger
      .prepare<[], number | null>('SELECT min(after_sale) FROM shift')
      .pluck();
  }

  follow({ what, facts, sequence }: TrailRow): void {
    this.#beganWithShop ??= what === 'shop.set-up';
    if (what !== 'sale.issued') return;
    const id = facts.saleId;
    if (typeof id !== 'number') return;
    const findings = this.#findings;
    if (!this.#told.add(id)) findings.add('row.twice', 'sale', id, { sequence });
    const sale = this.#sale.get(id);
    if (sale?.state !== 'issued') findings.add('row.missing', 'sale', id, { sequence });
    else if (saleDigest(sale) !== facts.sha256) {
      findings.add('row.changed', 'sale', id, { sequence });
    } else if (sale.digits_reversed !== (sale.digits && reversed(sale.digits))) {
      findings.add('token.reversed', 'sale', id);
    }
  }

  /**
   * To be called at the end of the trail: every issued sale has to be in it, but for those from before
   * there was one. Answers how many those are.
   */
  end(progress: Progress): number {
    let before = 0;
    // Sales from before there were shifts have the ids before the first shift's. Their times say nothing:
    // a clock may have been ahead then, or be behind since.
    const lastBefore = this.#beganWithShop
      ? 0
      : (this.#firstOfShifts.get() ?? Number.POSITIVE_INFINITY);
    for (const [id, shiftId] of this.#issued.iterate()) {
      progress.add(1);
      if (this.#told.has(id)) continue;
      if (shiftId === null && id <= lastBefore) before += 1;
      else this.#findings.add('row.unwritten', 'sale', id);
    }
    return before;
  }
}
