import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import { HeldLedger } from './held-ledger.ts';
import { migrations } from './migrations/index.ts';
import { mustBeSound } from './soundness.ts';
import { openingTrouble } from './trouble.ts';

/**
 * An open ledger file. Only this folder writes SQL.
 *
 * In statements that join, parameters are written `+?`: this SQLite is built with STAT4, which plans
 * such a statement anew for each value of a bare `?`, and planning costs ten times the look-up.
 */
export type Ledger = Database.Database;

/** Says in the file's head whose it is: the letters `Vltl`. */
const APPLICATION_ID = 0x566c746c;

/** The schema version this program writes: the number of its last migration. */
export const LEDGER_VERSION = migrations.length;

/** How long to wait for another program to let go of the file: a till that is just closing. */
const BUSY_MS = 1000;

/**
 * Under Electron, better-sqlite3 may have to be another build than the one Node loads; whoever starts
 * the till names the file. Node itself always takes the package's own.
 */
export function nativeBinding(): { nativeBinding: string } | undefined {
  const file = process.versions.electron ? process.env.BETTER_SQLITE3_BINDING : undefined;
  return file ? { nativeBinding: file } : undefined;
}

/**
 * Opens the ledger at `file`, making it where it does not exist, and brings its schema up to date.
 *
 * @param upTo stop at this schema version; for the tests of the migrations
 * @param isSuspect check it whole, however large it is
 * @throws Refusal `ledger.from-the-future` for a file of a newer Voltill, `ledger.unreadable` for one that
 *   is no ledger or cannot be opened, and what {@link openingTrouble} says of disk and file. The file is
 *   then left as it was.
 */
export function openLedger(
  file: string,
  upTo: number = LEDGER_VERSION,
  isSuspect = false,
): HeldLedger {
  try {
    try {
      return open(file, upTo, isSuspect, 'NORMAL');
    } catch (error) {
      if (!hasNoSharedMemory(error)) throw error;
      return open(file, upTo, isSuspect, 'EXCLUSIVE');
    }
  } catch (error) {
    const trouble = error instanceof Refusal ? error : openingTrouble(error, file);
    if (trouble) throw trouble;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('ledger.unreadable', { file, reason }, { cause: error });
  }
}

/**
 * @param locking NORMAL lets readers of the till's own in; EXCLUSIVE nobody, and needs no file for the memory
 *   they share
 */
function open(
  file: string,
  upTo: number,
  isSuspect: boolean,
  locking: 'NORMAL' | 'EXCLUSIVE',
): HeldLedger {
  let ledger: HeldLedger | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    // One till, one ledger: a second one is told that it is in use.
    ledger = new HeldLedger(file, { timeout: BUSY_MS, ...nativeBinding() });
    // Has to come before WAL.
    ledger.pragma(`locking_mode = ${locking}`);
    const found = versionOf(ledger);
    mustBeSound(ledger, isSuspect);
    configure(ledger);
    migrate(ledger, found, upTo);
    ledger.pragma('foreign_keys = ON');
    mustTakeWrites(ledger);
    return ledger;
  } catch (error) {
    ledger?.close();
    throw error;
  }
}

/** There is no room for it on the disk, or the disk is one of a network and has none. */
function hasNoSharedMemory(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_IOERR_SHM');
}

/** Whether others than the till can read an open ledger: see {@link openBeside}. */
export function isShared(ledger: Ledger): boolean {
  return ledger.pragma('locking_mode', { simple: true }) === 'normal';
}

/**
 * Opens the ledger of a till that goes on selling, to read beside it. Reading holds up no sale, and what was
 * committed before a read began is in it.
 *
 * @throws SqliteError
 */
export function openBeside(file: string): Ledger {
  const options = { readonly: true, fileMustExist: true, timeout: BUSY_MS, ...nativeBinding() };
  const ledger = new Database(file, options);
  ledger.pragma('temp_store = MEMORY');
  return ledger;
}

/** @throws Refusal `ledger.from-the-future` or an Error for another program's file, before any write */
export function versionOf(ledger: Ledger): number {
  const owner = Number(ledger.pragma('application_id', { simple: true }));
  const tables = ledger.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (owner !== APPLICATION_ID && tables !== 0) throw new Error('it is not a ledger of Voltill');
  const found = Number(ledger.pragma('user_version', { simple: true }));
  if (found <= LEDGER_VERSION) return found;
  throw new Refusal('ledger.from-the-future', { found, known: LEDGER_VERSION });
}

/** SQLite opens a file that may not be written to all the same, and says so at the first write. */
function mustTakeWrites(ledger: Ledger): void {
  ledger.exec('BEGIN IMMEDIATE; ROLLBACK');
}

function configure(ledger: Ledger): void {
  // WAL: readers never wait for the one writer, and a commit is one append.
  ledger.pragma('journal_mode = WAL');
  // FULL: a commit is on the disk before it returns, because a token is shown on the strength of it.
  // better-sqlite3 builds SQLite so that WAL databases open with NORMAL; this has to be said each time.
  ledger.pragma('synchronous = FULL');
  // macOS: there, only this makes the disk write what it was given.
  ledger.pragma('fullfsync = ON');
  // Moving the WAL into the file takes milliseconds: one sale in some hundreds pays for it, not one in a
  // hundred. At 4 KB a page the WAL stays below 20 MB.
  ledger.pragma('wal_autocheckpoint = 4000');
  // What is deleted must not stay readable in the file.
  ledger.pragma('secure_delete = ON');
  ledger.pragma('temp_store = MEMORY');
}

/** A table that others refer to can be made anew only while references are not looked at: they are at the end. */
function migrate(ledger: Ledger, found: number, upTo: number): void {
  ledger.pragma('foreign_keys = OFF');
  if (found === 0) ledger.pragma(`application_id = ${APPLICATION_ID}`);
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1;
    if (version <= found || version > upTo) continue;
    ledger.transaction(() => {
      migration(ledger);
      if (found > 0) mustRefer(ledger);
      ledger.pragma(`user_version = ${version}`);
    })();
  }
}

/** @throws Error where a row refers to one that is not there */
function mustRefer(ledger: Ledger): void {
  const [first] = ledger.pragma('foreign_key_check') as { table: string; rowid: number }[];
  if (first)
    throw new Error(`row ${first.rowid} of ${first.table} refers to one that is not there`);
}
