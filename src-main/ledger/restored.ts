import { closeSync, existsSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname, extname } from 'node:path';

const WHOLE = '.restored';

/** A ledger that is to take the place of `file` has this name once it is whole and was checked. */
export function restoredName(file: string): string {
  return file + WHOLE;
}

/**
 * Puts a restored ledger in its place, if there is one to be put: what stands there is kept beside it
 * under another name. Whatever dies half-way, doing it again ends it; so it is done when the till starts.
 *
 * @returns what the ledger that stood there is called now; null where there was none, or nothing to do
 */
export function putRestored(file: string): string | null {
  const whole = restoredName(file);
  if (!existsSync(whole)) return null;
  const kept = keptName(file, statSync(whole).mtime);
  let isKept = false;
  // The ledger first: where that fails it still has its log. A log that is left beside a ledger it does not
  // belong to would be read into it.
  for (const suffix of ['', '-wal', '-shm']) {
    if (!existsSync(file + suffix)) continue;
    renameSync(file + suffix, kept + suffix);
    isKept = true;
  }
  renameSync(whole, file);
  syncFolder(dirname(file));
  return isKept ? kept : null;
}

/** The first moment from `at` on that names nothing yet that was kept: the time to give what is restored. */
export function freeTime(file: string, at: Date): Date {
  if (!existsSync(keptName(file, at))) return at;
  return freeTime(file, new Date(at.getTime() + 1000));
}

/** `shop-before-20261122T081530Z.sqlite`: the same however often it is begun. */
function keptName(file: string, at: Date): string {
  const time = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const extension = extname(file);
  return `${file.slice(0, -extension.length)}-before-${time}Z${extension}`;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
