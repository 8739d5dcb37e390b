import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import type { HeldLedger } from './held-ledger.ts';

/** What the system says of a disk: the code of its error → the catalogue's. */
const OF_THE_SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'ledger.disk-full',
  EDQUOT: 'ledger.disk-full',
  EACCES: 'ledger.read-only',
  EPERM: 'ledger.read-only',
  EROFS: 'ledger.read-only',
  EIO: 'ledger.disk-fails',
};

/** What SQLite says, by the first two words of its code: `SQLITE_IOERR_WRITE` is an `SQLITE_IOERR`. */
const OF_SQLITE: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'ledger.in-use',
  SQLITE_FULL: 'ledger.disk-full',
  SQLITE_READONLY: 'ledger.read-only',
  SQLITE_PERM: 'ledger.read-only',
  SQLITE_CORRUPT: 'ledger.damaged',
  SQLITE_NOTADB: 'ledger.damaged',
  SQLITE_IOERR: 'ledger.disk-fails',
};

/**
 * What is wrong with the machine, if that is why a statement failed: the disk is full, the file may not
 * be written to, is damaged, or in other hands. Null for everything else, which is a fault of the till.
 *
 * @param file the ledger's
 */
export function ledgerTrouble(error: unknown, file: string): Refusal | null {
  if (!(error instanceof Database.SqliteError)) return null;
  return refusal(codeOf(error.code, file), error, file);
}

/** SQLite's code for an error of its own, to tell it where the error itself cannot go; null for others. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** The error again that {@link sqliteCode} told of. */
export function sqliteError(message: string, code: string): Error {
  return new Database.SqliteError(message, code);
}

/** The same of a ledger that is being opened: there, what the system says of files is about it as well. */
export function openingTrouble(error: unknown, file: string): Refusal | null {
  if (!(error instanceof Error && 'code' in error)) return null;
  return ledgerTrouble(error, file) ?? refusal(OF_THE_SYSTEM[String(error.code)], error, file);
}

function refusal(code: string | null | undefined, cause: Error, file: string): Refusal | null {
  return code ? new Refusal(code, { file, reason: cause.message }, { cause }) : null;
}

function codeOf(code: string, file: string): string | null {
  const family = code.split('_').slice(0, 2).join('_');
  const isVague = family === 'SQLITE_CANTOPEN' || family === 'SQLITE_IOERR';
  if (isVague && !mayWrite(file)) return 'ledger.read-only';
  return OF_SQLITE[family] ?? null;
}

/** Whether a file, or the folder that it is to be made in, may be written to. SQLite does not say. */
function mayWrite(file: string): boolean {
  return [dirname(file), file].every((path) => {
    try {
      accessSync(path, constants.W_OK);
      return true;
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : '';
      return OF_THE_SYSTEM[why] !== 'ledger.read-only';
    }
  });
}

/**
 * The trouble where a second till took the ledger of an open one, which its lock file no longer said; null
 * where none did. From then on none can. To be called now and then.
 */
export function takenByAnother(ledger: HeldLedger): Refusal | null {
  try {
    ledger.holdAgain();
    return null;
  } catch (error) {
    const trouble = openingTrouble(error, ledger.name);
    // A disk that is full is told of with the next sale.
    return trouble?.code === 'ledger.in-use' ? trouble : null;
  }
}
