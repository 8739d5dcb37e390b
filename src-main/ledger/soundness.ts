import { statSync } from 'node:fs';
import { Refusal } from '../refusal.ts';
import type { Ledger } from './open.ts';

/**
 * Ledgers up to this size, in bytes, are checked whole each time they are opened: 20 milliseconds. A
 * larger one is checked on its copies, beside the selling.
 */
const CHECKED_AT_OPENING = 4 * 1024 * 1024;

/**
 * Reads a whole ledger. Takes 6 ms a megabyte, during which the process does nothing else: a large one
 * is for a worker.
 *
 * @returns the first fault in SQLite's words; null where there is none
 */
export function firstFault(ledger: Ledger): string | null {
  const structure = ledger.pragma('integrity_check(1)', { simple: true });
  if (structure !== 'ok') return String(structure).trim();
  const [lost] = ledger.pragma('foreign_key_check') as { table: string; rowid: number }[];
  return lost ? `row ${lost.rowid} of ${lost.table} refers to one that is not there` : null;
}

/** Whether a ledger is small enough to be read whole when it is opened. */
export function isCheckedAtOpening(ledger: Ledger): boolean {
  return statSync(ledger.name).size <= CHECKED_AT_OPENING;
}

/**
 * @param whole however large it is: something was wrong with it
 * @throws Refusal `ledger.damaged` where a ledger that is read whole has a fault
 */
export function mustBeSound(ledger: Ledger, whole: boolean): void {
  if (ledger.memory || !(whole || isCheckedAtOpening(ledger))) return;
  const reason = firstFault(ledger);
  if (reason) throw new Refusal('ledger.damaged', { file: ledger.name, reason });
}
