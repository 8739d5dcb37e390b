import type Database from 'better-sqlite3';
import { insertOnly } from './insert-only.ts';

/** What of a sale was paid in which way, where it was paid in several: `payment = 'mixed'`. Minor units. */
export function mixedPayment(ledger: Database.Database): void {
  ledger.exec(`
    CREATE TABLE sale_payment (
      sale_id INTEGER NOT NULL REFERENCES sale (id),
      kind    TEXT NOT NULL CHECK (kind IN ('cash', 'card', 'mobile-money', 'account')),
      amount  INTEGER NOT NULL CHECK (amount > 0),
      PRIMARY KEY (sale_id, kind)
    ) STRICT, WITHOUT ROWID;
    ${insertOnly('sale_payment')}
  `);
}
