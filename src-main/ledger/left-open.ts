import { statSync } from 'node:fs';

/** Where what was committed is until it is moved into the ledger. */
export function logOf(file: string): string {
  return `${file}-wal`;
}

/**
 * Whether a ledger was never closed: a till that is closed moves all of its log into the file. To be
 * asked before the ledger is opened.
 */
export function wasLeftOpen(file: string): boolean {
  return (statSync(logOf(file), { throwIfNoEntry: false })?.size ?? 0) > 0;
}
