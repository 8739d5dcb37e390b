import { join } from 'node:path';
import { openBooks } from '../../src-main/ledger/books.ts';
import { seedMeters } from './meters.ts';
import { Random } from './random.ts';

/** Registers that many more meters in the training shop of a data folder, on its first tariff. */
export function addMeters(folder: string, count: number): void {
  const books = openBooks(join(folder, 'training.sqlite'));
  try {
    // It is nobody's shop: nothing is lost if the power fails.
    books.ledger.pragma('synchronous = OFF');
    seedMeters(books, new Random(1), [1], count, new Date());
  } finally {
    books.ledger.close();
  }
}
