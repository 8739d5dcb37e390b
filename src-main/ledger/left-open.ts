import { statSync } from 'node:fs';

/**
 * Whether a ledger was never closed: a till that is closed moves all of its log into the file. To be
 * asked before the ledger is opened.
 */
export function wasLeftOpen(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
