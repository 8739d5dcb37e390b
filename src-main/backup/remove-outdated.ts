import { readdir, rm } from 'node:fs/promises';
import { join, win32 } from 'node:path';
import type { BackupMade } from '../ledger/backups.ts';
import { outdated } from './rotation.ts';

/**
 * Removes copies that have had their time from a folder. Only ever files that this ledger says it made,
 * by their names: a stick may be found under another letter. A copy of a ledger with a fault in it takes
 * no sound one's place; of those only the last is kept.
 *
 * @param made in the order they were made
 */
export async function removeOutdated(folder: string, made: readonly BackupMade[]): Promise<void> {
  const there = new Set(await readdir(folder).catch(() => []));
  const byName = new Map<string, BackupMade>();
  for (const copy of made) {
    const name = nameOf(copy.file);
    // A name that was free again is that of the later one.
    byName.delete(name);
    byName.set(name, copy);
  }
  const copies = [...byName]
    .filter(([name]) => there.has(name))
    .map(([name, { at, inOrder }]) => ({ name, at, inOrder }));
  const sound = copies.filter(({ inOrder }) => inOrder);
  const faulty = copies.filter(({ inOrder }) => !inOrder);
  for (const { name } of [...outdated(sound), ...faulty.slice(0, -1)]) {
    // One that cannot be removed is there the next time.
    await rm(join(folder, name)).catch(() => undefined);
  }
}

/** Without its folder, whichever system it was written on. */
function nameOf(file: string): string {
  return win32.basename(file);
}
