import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyLedger, finishCopy, type LedgerPoint } from '../ledger/copy.ts';
import type { Ledger } from '../ledger/open.ts';
import { verifyBeside } from '../ledger/verify/beside.ts';
import type { VerifyReport } from '../ledger/verify/report.ts';
import { Refusal } from '../refusal.ts';
import { type CopyName, copyName, draftName } from './file-names.ts';
import type { PassphraseKey } from './passphrase-key.ts';
import { mustBeFolder } from './place.ts';
import { folderProblem, reasonOf } from './problems.ts';
import { Opener, Sealer } from './sealed-file.ts';
import { copyOut, readHeadOf, readThrough, syncFolderOf } from './stream-copy.ts';
import { isCode } from './system-code.ts';

export interface CopyOrder {
  readonly ledger: Ledger;
  /** Where the copy goes; it has to exist. */
  readonly folder: string;
  readonly name: Omit<CopyName, 'encrypted'>;
  /** Null for a copy that everybody can read. */
  readonly key: PassphraseKey | null;
  readonly signal: AbortSignal;
  /** The copy is whole and was checked, and has still to get its name. What this throws ends it. */
  readonly beforeNamed?: () => void;
}

export interface CopyMade extends LedgerPoint {
  readonly file: string;
  readonly bytes: number;
  /** Whether all that it holds was found in order; its pages always were. */
  readonly inOrder: boolean;
}

/**
 * Copies an open ledger into a folder, while it sells. First to a draft on the ledger's own disk, where
 * it is opened and checked; from there to the folder, encrypted or not, under a draft's name; that is
 * brought to the disk, read back and compared; then it gets its name. So a stick may be as slow as it
 * likes, and what has the name of a copy is one.
 *
 * @throws Refusal `backup.*`; the signal's reason. Nothing is left behind.
 */
export async function makeCopy(order: CopyOrder): Promise<CopyMade> {
  const { ledger, folder, name, key, signal } = order;
  const here = draftHere(ledger);
  const file = freeName(folder, { ...name, encrypted: key !== null });
  const draft = draftName(file);
  await removeDrafts(here);
  try {
    const point = await draftOf(order, here);
    const inOrder = await check(here, point, signal);
    const bytes = await putOut(here, draft, folder, key, order);
    try {
      order.beforeNamed?.();
      await giveName(draft, file);
    } catch (error) {
      throw folderProblem(error, folder);
    }
    return { ...point, file, bytes, inOrder };
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await removeDrafts(here);
  }
}

/** What cannot be brought to the disk under its name does not stay under it. */
async function giveName(draft: string, file: string): Promise<void> {
  await rename(draft, file);
  try {
    await syncFolderOf(file);
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Two copies of one second would have one name. */
function freeName(folder: string, name: CopyName): string {
  const file = join(folder, copyName(name));
  if (!existsSync(file)) return file;
  return freeName(folder, { ...name, at: new Date(name.at.getTime() + 1000) });
}

/** On the ledger's disk; one ledger makes one copy at a time. */
function draftHere(ledger: Ledger): string {
  return `${ledger.name}.copying`;
}

async function removeDrafts(file: string): Promise<void> {
  for (const suffix of ['', '-journal', '-wal', '-shm']) {
    await rm(file + suffix, { force: true }).catch(() => undefined);
  }
}

async function draftOf(order: CopyOrder, here: string): Promise<LedgerPoint> {
  const { ledger, name, signal } = order;
  try {
    const point = await copyLedger(ledger, here, signal);
    finishCopy(here, { at: name.at, training: name.kind === 'training' });
    return point;
  } catch (error) {
    signal.throwIfAborted();
    const place = { folder: dirname(here), reason: reasonOf(error) };
    const isFull = isCode(error, 'SQLITE_FULL', 'ENOSPC', 'EDQUOT');
    const code = isFull ? 'backup.no-room-here' : 'backup.damaged';
    throw new Refusal(code, place, { cause: error });
  }
}

/** Beside the selling. Answers whether all that it holds is in order. */
async function check(here: string, point: LedgerPoint, signal: AbortSignal): Promise<boolean> {
  let report: VerifyReport;
  try {
    report = await verifyBeside(here, {}, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new Refusal('backup.damaged', { folder: dirname(here), reason: reasonOf(error) });
  }
  const fault = report.problems.find(({ rule }) => rule.startsWith('file.'));
  const isWhole = report.sales === point.sales && report.auditHead.hash === point.audit.hash;
  if (fault || !isWhole) {
    const reason = String(fault?.facts.reason ?? fault?.rule ?? 'it ends too early');
    throw new Refusal('backup.damaged', { folder: dirname(here), reason });
  }
  return report.ok;
}

/** Writes the draft into the folder and reads it back. Answers its size. */
async function putOut(
  here: string,
  draft: string,
  folder: string,
  key: PassphraseKey | null,
  { name, signal }: CopyOrder,
): Promise<number> {
  try {
    await mustBeFolder(folder);
    await rm(draft, { force: true });
    const sealer = key && new Sealer(key, name.purpose);
    const written = await copyOut(here, draft, sealer, signal);
    const opener = key && Opener.withKey(await readHeadOf(draft), key);
    const read = await readThrough(draft, opener, null, signal);
    if (read.sha256 !== written.sha256) throw new Error('it reads back differently');
    return written.bytes;
  } catch (error) {
    signal.throwIfAborted();
    throw folderProblem(error, folder);
  }
}
