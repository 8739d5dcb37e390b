import type { Ledger } from './open.ts';
import { READ_SALE, readSale, type SaleRecord, type SaleRow } from './sale-record.ts';
import { tailRange } from './token-tail.ts';

/** Sales by pages and by what they are looked for with; the latest first. */
export class SaleLists {
  readonly #page;
  readonly #matching;
  readonly #byTokenTail;

  constructor(ledger: Ledger) {
    this.#page = ledger.prepare<[number, number], SaleRow>(
      `${READ_SALE} WHERE sale.id < +? ORDER BY sale.id DESC LIMIT ?`,
    );
    this.#matching = ledger.prepare<[number, string, string, string, number, number], SaleRow>(
      `${READ_SALE} WHERE sale.id IN (
         SELECT ?
         UNION SELECT id FROM sale WHERE meter_id IN (SELECT value FROM json_each(?))
         UNION SELECT sale_id FROM token WHERE digits_reversed >= +? AND digits_reversed < +?)
       AND sale.id < +? ORDER BY sale.id DESC LIMIT ?`,
    );
    this.#byTokenTail = ledger.prepare<[string, string, number], SaleRow>(
      `${READ_SALE} WHERE sale.id IN (
         SELECT sale_id FROM token WHERE digits_reversed >= +? AND digits_reversed < +? LIMIT ?)
       ORDER BY sale.id DESC`,
    );
  }

  /** The latest sales with an id below `before`. */
  page(before: number, limit: number): SaleRecord[] {
    return this.#page.all(before, limit).map(readSale);
  }

  /** Sales by receipt number, by meter, or by the last digits of their token. */
  matching(
    by: { id: number; meterIds: readonly number[]; tokenTail: string },
    before: number,
    limit: number,
  ): SaleRecord[] {
    const tail = tailRange(by.tokenTail);
    return this.#matching
      .all(by.id, JSON.stringify(by.meterIds), tail.from, tail.to, before, limit)
      .map(readSale);
  }

  byTokenTail(digits: string, limit: number): SaleRecord[] {
    const tail = tailRange(digits);
    return this.#byTokenTail.all(tail.from, tail.to, limit).map(readSale);
  }
}
