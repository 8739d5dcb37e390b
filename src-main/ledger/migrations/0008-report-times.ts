import type Database from 'better-sqlite3';

/**
 * Reports ask for sales and refunds of a time. The times of sales rise with their ids, but not always: somebody
 * may have confirmed that the clock had been ahead. A sale writes one more page for it.
 */
export function reportTimes(ledger: Database.Database): void {
  ledger.exec(`
    CREATE INDEX sale_opened ON sale (opened_at);
    CREATE INDEX refund_at ON refund (at);
  `);
}
