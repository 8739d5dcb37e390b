import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { BackupFile } from '../../src-shared/contract/backup-shapes.ts';
import type { LedgerKind } from '../ledger/choice.ts';
import type { KeptBackup } from '../ledger/settings.ts';
import { Refusal } from '../refusal.ts';
import { isDraftOf, readCopyName } from './file-names.ts';
import type { PassphraseKey } from './passphrase-key.ts';
import { folderProblem } from './problems.ts';
import { isCode } from './system-code.ts';

/** Listed of a folder, at most. */
const MOST_LISTED = 100;

/** Six hex digits for the names of a ledger's copies. */
export function newMark(): string {
  return randomBytes(3).toString('hex');
}

/**
 * Looks whether copies can go to a folder. Makes the folder itself, not what it is in: that would be a
 * stick that is not plugged in. Answers whether it is on another disk than `beside`.
 *
 * @throws Refusal `backup.*`
 */
export async function choose(folder: string, beside: string): Promise<boolean> {
  mustBeFullPath(folder);
  try {
    await mkdir(folder).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    });
    await mustBeFolder(folder);
    await access(folder, constants.W_OK);
    return await isOnOtherDisk(folder, beside);
  } catch (error) {
    throw folderProblem(error, folder);
  }
}

/** @throws Refusal: what is meant by less than a full path depends on how the till was started */
export function mustBeFullPath(folder: string): void {
  if (isAbsolute(folder)) return;
  throw new Refusal('backup.folder-missing', { folder, reason: 'it is no full path' });
}

/** @throws the system's error where it is none, or not there: nobody wants copies on an empty mount point */
export async function mustBeFolder(folder: string): Promise<void> {
  if ((await stat(folder)).isDirectory()) return;
  throw Object.assign(new Error('it is no folder'), { code: 'ENOTDIR' });
}

export async function isOnOtherDisk(folder: string, beside: string): Promise<boolean> {
  const [there, here] = await Promise.all([stat(folder), stat(beside)]);
  return there.dev !== here.dev;
}

/**
 * The folder is there, and on the disk it was on: where a stick is not plugged in, its place may be an
 * empty folder of this computer's own disk.
 *
 * @throws Refusal `backup.no-folder`, `backup.folder-missing`, `backup.read-only`
 */
export async function mustBeThere(kept: KeptBackup | null, ledgerFile: string): Promise<string> {
  const folder = kept?.folder ?? null;
  if (!kept || folder === null) throw new Refusal('backup.no-folder');
  try {
    await mustBeFolder(folder);
    await access(folder, constants.W_OK);
    if (kept.otherDisk && !(await isOnOtherDisk(folder, dirname(ledgerFile)))) {
      throw new Refusal('backup.folder-missing', { folder, reason: 'it is on this disk' });
    }
    return folder;
  } catch (error) {
    throw folderProblem(error, folder);
  }
}

/** The copies in a folder, the latest first; none where it cannot be read. */
export async function copiesIn(folder: string, kind: LedgerKind): Promise<BackupFile[]> {
  const names = await readdir(folder).catch(() => []);
  const copies = names
    .flatMap((file) => {
      const name = readCopyName(file);
      return name?.kind === kind ? [{ file, ...name }] : [];
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, MOST_LISTED);
  const sizes = await Promise.all(
    copies.map(({ file }) => stat(join(folder, file)).catch(() => null)),
  );
  return copies.flatMap(({ file, at, encrypted }, index) => {
    const size = sizes[index]?.size;
    return size === undefined ? [] : [{ file, at: at.toISOString(), bytes: size, encrypted }];
  });
}

/** Removes what a program that died left half-written. What cannot be removed is in nobody's way. */
export async function removeDeadDrafts(folder: string, mark: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (isDraftOf(mark, name)) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** The key that copies are encrypted with by themselves. */
export function keptKey(kept: KeptBackup): PassphraseKey | null {
  if (!kept.key) return null;
  const { salt, key, ...cost } = kept.key;
  const making = { ...cost, salt: Buffer.from(salt, 'base64') };
  return { making, key: Buffer.from(key, 'base64') };
}

export function keyToKeep({ making, key }: PassphraseKey): KeptBackup['key'] {
  const { salt, ...cost } = making;
  return { ...cost, salt: salt.toString('base64'), key: key.toString('base64') };
}
