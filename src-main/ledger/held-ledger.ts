import { existsSync, rmSync, statSync } from 'node:fs';
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
  readonly #options;
  #hold: Hold | null;

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
    this.#options = { ...options, timeout: 0 };
  }

  /**
   * To be called now and then: an empty file looks as if it could be thrown away, and a second till would
   * then hold one of its own.
   *
   * @throws SqliteError `SQLITE_BUSY` where one does already
   */
  holdAgain(): void {
    const before = this.#hold;
    if (!before || before.isInPlace()) return;
    this.#hold = takeHold(this.name, this.#options);
    before.close();
  }

  override close(): this {
    super.close();
    // Last: whoever opens it then finds the ledger closed.
    this.#hold?.close();
    return this;
  }
}

interface Hold {
  /** Whether its file is the one that another till would find. */
  isInPlace(): boolean;
  close(): void;
}

/** @throws SqliteError `SQLITE_BUSY` where another has it */
function takeHold(file: string, options: Database.Options): Hold {
  const name = holdOf(file);
  const hold = new Database(name, options);
  try {
    // Nothing is ever written to it, and its journal makes no file.
    hold.pragma('journal_mode = MEMORY');
    hold.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    hold.close();
    throw error;
  }
  const taken = inodeOf(name);
  return { isInPlace: () => inodeOf(name) === taken, close: () => void hold.close() };
}

/** Undefined where there is no such file. */
function inodeOf(name: string): bigint | undefined {
  return statSync(name, { bigint: true, throwIfNoEntry: false })?.ino;
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
 * Keeps every till out of a ledger that is closed, until what is answered is closed as well.
 *
 * @throws SqliteError `SQLITE_BUSY` where one has it
 */
export function holdClosed(file: string, options: Database.Options): Pick<Hold, 'close'> {
  return takeHold(file, { ...options, timeout: 0 });
}

/**
 * Does something with the files of a ledger while no till can open it. Not done where a till has it, or where
 * that cannot be known.
 */
export function whileNotHeld(file: string, options: Database.Options, work: () => void): void {
  let hold: Hold | null;
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
