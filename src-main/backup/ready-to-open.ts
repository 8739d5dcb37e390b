import { basename } from 'node:path';
import { openBooks } from '../ledger/books.ts';
import { removeHold } from '../ledger/held-ledger.ts';
import type { TakenIn } from './take-in.ts';

export interface Restoring {
  /** Of the ledger it takes the place of; null where there is none that can be read. */
  readonly salesLost: number | null;
  /** The latest TID given there, as a time. */
  readonly latestTid: Date | null;
  /** Who does it; '' where nobody is signed in. */
  readonly by: string;
  readonly now: Date;
}

/**
 * How far a meter's token numbers may have run ahead of the clock in sales that nobody can count: several
 * tokens of one minute take the minutes after it. Selling keeps ten minutes besides.
 */
const UNKNOWN_AHEAD_MS = 50 * 60_000;

/**
 * Makes a copy that was taken in the ledger of this till: brings it up to date, notes in its audit trail
 * that it was restored, and that token numbers go on after those of the sales that are missing.
 *
 * @throws Refusal as opening a ledger does
 */
export function readyToOpen(taken: TakenIn, { salesLost, latestTid, by, now }: Restoring): void {
  const { facts, report, purpose, file, draft } = taken;
  const books = openBooks(draft);
  try {
    const { settings, audit, oneCommit, sales } = books;
    const lastTid = Math.max(
      now.getTime() + (salesLost === null ? UNKNOWN_AHEAD_MS : 0),
      latestTid?.getTime() ?? 0,
      settings.tidsAfter()?.getTime() ?? 0,
    );
    oneCommit.run(() => {
      settings.saveTidsAfter(new Date(lastTid));
      if (purpose === 'move') settings.saveMovedAt(null);
      audit.append({
        what: purpose === 'move' ? 'ledger.moved-here' : 'ledger.restored',
        operatorId: null,
        facts: {
          by,
          file: basename(file),
          madeAt: (facts.note?.at ?? facts.lastSaleAt ?? now).toISOString(),
          sales: facts.sales,
          salesLost,
          headSequence: report.auditHead.sequence,
          headHash: report.auditHead.hash,
        },
        at: now,
      });
    });
    sales.checkpoint();
  } finally {
    books.ledger.close();
    removeHold(draft);
  }
}
