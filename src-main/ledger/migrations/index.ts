import type Database from 'better-sqlite3';
import { firstTill } from './0001-first-till.ts';
import { meterSearch } from './0002-meter-search.ts';

/** In order, one step of the schema each. A step that has shipped is never changed again. */
export const migrations: readonly ((ledger: Database.Database) => void)[] = [
  firstTill,
  meterSearch,
];
