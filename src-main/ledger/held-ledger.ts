import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Beside a ledger, and always empty: its lock says that a till works with the ledger. */
function holdOf(file: string): string {
  return `${file}-till`;
}

/**
 * The connection a till sells with. As long as it is open, no second till opens the ledger, while readers of
 * its own are let in. Whatever ends the program, the system lets go.
 */
export class HeldLedger extends Database {
  readonly #hold: Database.Database | null;

  /** @throws SqliteError `SQLITE_BUSY` where another till has it */
  constructor(file: string, options: Database.Options) {
    const hold = file === ':memory:' ? null : takeHold(file, options);
    try {
      super(file, options);
    } catch (error) {
      hold?.close();
      throw error;
    }
    this.#hold = hold;
  }

  override close(): this {
    super.close();
    // Last: whoever opens it then finds the ledger closed.
    this.#hold?.close();
    return this;
  }
}

function takeHold(file: string, options: Database.Options): Database.Database {
  const hold = new Database(holdOf(file), options);
  try {
    // Nothing is ever written to it, and its journal makes no file.
    hold.pragma('journal_mode = MEMORY');
    hold.exec('BEGIN EXCLUSIVE');
    return hold;
  } catch (error) {
    hold.close();
    throw error;
  }
}

/**
 * Whether a till works with the ledger at `file`.
 *
 * @throws SqliteError where that cannot be known
 */
export function isHeld(file: string, options: Database.Options): boolean {
  const name = holdOf(file);
  if (!existsSync(name)) return false;
  const look = new Database(name, { ...options, readonly: true });
  try {
    look.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return true;
    throw error;
  } finally {
    look.close();
  }
}

/**
 * Does something with the files of a ledger while no till can open it. Not done where a till has it, or where
 * that cannot be known.
 */
export function whileNotHeld(file: string, options: Database.Options, work: () => void): void {
  let hold: Database.Database | null;
  try {
    // Where there is none, no till ever had the ledger by this name, and none is made for it.
    hold = existsSync(holdOf(file)) ? takeHold(file, { ...options, timeout: 0 }) : null;
  } catch {
    return;
  }
  try {
    work();
  } finally {
    hold?.close();
  }
}

/** Of a closed ledger that gets another name, and that nobody else knew by this one. */
export function removeHold(file: string): void {
  try {
    rmSync(holdOf(file), { force: true });
  } catch {
    // It holds nothing, and keeps nobody from anything.
  }
}
