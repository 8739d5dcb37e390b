import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Refusal } from '../../refusal.ts';
import { isHeld, whileNotHeld } from '../held-ledger.ts';
import { logOf, wasLeftOpen } from '../left-open.ts';
import { type Ledger, nativeBinding, versionOf } from '../open.ts';

/** How long to wait for a till that is just closing. */
const BUSY_MS = 1000;

/** A ledger that is only read, and left as it was found. */
export interface ReadLedger {
  readonly ledger: Ledger;
  /** The version of its schema. */
  readonly version: number;
  close(): void;
}

/**
 * Opens a ledger to look at it: nothing is brought up to date and nothing written into it. What its last
 * till had not yet moved out of the `-wal` file beside it counts.
 *
 * @throws Refusal `ledger.from-the-future`, `ledger.in-use`, `ledger.unreadable`
 */
export function openToRead(file: string): ReadLedger {
  // SQLite makes these to read a file that is in WAL mode.
  const made = [logOf(file), `${file}-shm`].filter((name) => !existsSync(name));
  const options = { timeout: BUSY_MS, ...nativeBinding() };
  let ledger: Ledger | undefined;
  const close = () => {
    // A till may have begun meanwhile: then they are its own, also where it has ended and could not move its
    // log into the file that was being read. Where it is not possible (Windows) they stay, with nothing in them.
    if (ledger?.open) whileNotHeld(file, options, () => takeAway(file, made));
    ledger?.close();
  };
  try {
    // What a till writes to is looked at once the till is closed.
    if (isHeld(file, options)) throw new Refusal('ledger.in-use', { file });
    ledger = new Database(file, { ...options, readonly: true, fileMustExist: true });
    const version = versionOf(ledger);
    if (version === 0) throw new Error('it is empty');
    mustHaveNoViews(ledger);
    ledger.pragma('temp_store = FILE');
    ledger.pragma('cache_size = -16384');
    return { ledger, version, close };
  } catch (error) {
    close();
    if (error instanceof Refusal) throw error;
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new Refusal('ledger.in-use', { file }, { cause: error });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('ledger.unreadable', { file, reason }, { cause: error });
  }
}

/**
 * A ledger has none. What looks like a table and is a query could keep whoever reads it busy for ever.
 *
 * @throws Error
 */
function mustHaveNoViews(ledger: Ledger): void {
  const views = ledger.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'view'").pluck();
  if (views.get() !== 0) throw new Error('it is not a ledger of Voltill');
}

/** What reading made, but for a log that was written to since. */
function takeAway(file: string, made: readonly string[]): void {
  for (const name of made) {
    if (name === logOf(file) && wasLeftOpen(file)) continue;
    try {
      rmSync(name, { force: true });
    } catch {
      // It holds nothing.
    }
  }
}
