import type { Ledger } from './open.ts';
import { READ_SALE, readSale, type SaleRecord, type SaleRow } from './sale-record.ts';

/** Sales that were paid for together. */
export class Baskets {
  readonly #of;

  constructor(ledger: Ledger) {
    this.#of = ledger.prepare<[string], SaleRow>(
      `${READ_SALE} WHERE sale.id IN
         (SELECT id FROM sale WHERE basket = +? AND basket IS NOT NULL) ORDER BY sale.id`,
    );
  }

  /** In the order in which they were asked for; none where nothing was opened. */
  of(basket: string): SaleRecord[] {
    return this.#of.all(basket).map(readSale);
  }
}
