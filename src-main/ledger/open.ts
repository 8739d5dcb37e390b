import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import { migrations } from './migrations/index.ts';

/**
 * An open ledger file. Only this folder writes SQL.
 *
 * In statements that join, parameters are written `+?`: this SQLite is built with STAT4, which plans
 * such a statement anew for each value of a bare `?`, and planning costs ten times the look-up.
 */
export type Ledger = Database.Database;

/** The schema version this program writes: the number of its last migration. */
export const LEDGER_VERSION = migrations.length;

/**
 * Under Electron, better-sqlite3 may have to be another build than the one Node loads; whoever starts
 * the till names the file. Node itself always takes the package's own.
 */
function nativeBinding(): { nativeBinding: string } | undefined {
  const file = process.versions.electron ? process.env.BETTER_SQLITE3_BINDING : undefined;
  return file ? { nativeBinding: file } : undefined;
}

/**
 * Opens the ledger at `file`, making it where it does not exist, and brings its schema up to date.
 *
 * @param upTo stop at this schema version; for the tests of the migrations
 * @throws Refusal `ledger.from-the-future` for a file of a newer Voltill, `ledger.unreadable` for a
 *   file that is no ledger or cannot be opened. The file is then left as it was.
 */
export function openLedger(file: string, upTo: number = LEDGER_VERSION): Ledger {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  let ledger: Ledger | undefined;
  try {
    ledger = new Database(file, nativeBinding());
    configure(ledger);
    migrate(ledger, upTo);
    return ledger;
  } catch (error) {
    ledger?.close();
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('ledger.unreadable', { file, reason }, { cause: error });
  }
}

function configure(ledger: Ledger): void {
  // One till, one ledger: a second program that opens the file is told it is in use. It also spares
  // every statement the system calls for its locks. Has to come before WAL, which then keeps its index
  // in memory.
  ledger.pragma('locking_mode = EXCLUSIVE');
  // WAL: readers never wait for the one writer, and a commit is one append.
  ledger.pragma('journal_mode = WAL');
  // FULL: a commit is on the disk before it returns, because a token is shown on the strength of it.
  // better-sqlite3 builds SQLite so that WAL databases open with NORMAL; this has to be said each time.
  ledger.pragma('synchronous = FULL');
  ledger.pragma('foreign_keys = ON');
  // What is deleted must not stay readable in the file.
  ledger.pragma('secure_delete = ON');
  ledger.pragma('busy_timeout = 2000');
  ledger.pragma('temp_store = MEMORY');
}

function migrate(ledger: Ledger, upTo: number): void {
  const found = Number(ledger.pragma('user_version', { simple: true }));
  if (found > LEDGER_VERSION) {
    throw new Refusal('ledger.from-the-future', { found, known: LEDGER_VERSION });
  }
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1;
    if (version <= found || version > upTo) continue;
    ledger.transaction(() => {
      migration(ledger);
      ledger.pragma(`user_version = ${version}`);
    })();
  }
}
