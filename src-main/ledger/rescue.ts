import { readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import Database from 'better-sqlite3';
import { type Ledger, nativeBinding } from './open.ts';
import { firstFault } from './soundness.ts';

const MARK = '-rescued-';

/**
 * Writes what an open ledger holds into a new file, for a ledger whose own file was taken away from under
 * it: beside its place, or in the person's own folder where that cannot be written to.
 *
 * @returns the file; null where nothing whole could be written
 */
export async function rescue(ledger: Ledger, now: Date): Promise<string | null> {
  const extension = extname(ledger.name);
  const name = `${basename(ledger.name, extension)}${MARK}${stamp(now)}${extension}`;
  for (const folder of [dirname(ledger.name), homedir()]) {
    const file = join(folder, name);
    try {
      await ledger.backup(file);
      if (isSound(file)) return file;
    } catch {
      // The next place may be better.
    }
    removeQuietly(file);
  }
  return null;
}

/** What was last rescued of a ledger that is missing; null for nothing. */
export function rescuedOf(file: string): string | null {
  const extension = extname(file);
  const start = basename(file, extension) + MARK;
  const names = namesIn(dirname(file)).filter((name) => name.startsWith(start));
  const latest = names
    .filter((name) => name.endsWith(extension))
    .toSorted()
    .at(-1);
  return latest ? join(dirname(file), latest) : null;
}

function isSound(file: string): boolean {
  const copy = new Database(file, { readonly: true, ...nativeBinding() });
  try {
    return firstFault(copy) === null;
  } finally {
    copy.close();
  }
}

/** Where the folder is shut or no folder any more, there is nothing to remove, and the next place to try. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What is left of it is in nobody's way.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** `20261122-234500`: file names sort by it. */
function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}
