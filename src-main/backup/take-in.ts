import { statSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { LedgerKind } from '../ledger/choice.ts';
import { ClosedLedger, type CopyFacts } from '../ledger/copy.ts';
import { verifyBeside } from '../ledger/verify/beside.ts';
import type { VerifyReport } from '../ledger/verify/report.ts';
import { Refusal } from '../refusal.ts';
import { copyProblem } from './copy-problem.ts';
import { readCopyName } from './file-names.ts';
import { Opener, readHead, SealedError } from './sealed-file.ts';
import { readHeadOf, readThrough } from './stream-copy.ts';

/** A copy that was decrypted, checked and read, as a file on the ledger's own disk. */
export interface TakenIn {
  readonly draft: string;
  /** Its name where it came from. */
  readonly file: string;
  readonly shop: LedgerKind;
  readonly purpose: 'backup' | 'move';
  readonly encrypted: boolean;
  readonly facts: CopyFacts;
  readonly report: VerifyReport;
}

const SQLITE = Buffer.from('SQLite format 3\0', 'latin1');
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/** Whether a copy is encrypted, and what for. @throws Refusal `restore.*` */
export async function looksLike(
  file: string,
): Promise<{ readonly encrypted: boolean; readonly purpose: 'backup' | 'move' }> {
  try {
    // A pipe would be waited for, and with it everything else that reads files.
    if (!(await stat(file)).isFile()) throw new SealedError('not-sealed');
    const head = await readHeadOf(file);
    if (head.subarray(0, SQLITE.length).equals(SQLITE)) {
      return { encrypted: false, purpose: 'backup' };
    }
    return { encrypted: true, purpose: readHead(head).kind };
  } catch (error) {
    throw copyProblem(error, file);
  }
}

/**
 * Brings a copy to the ledger's own disk, decrypts it, and looks through all of it. The copy itself is
 * only read.
 *
 * @throws Refusal `restore.*`; then nothing is left
 */
export async function takeIn(
  file: string,
  passphrase: string | null,
  draft: string,
): Promise<TakenIn> {
  const { encrypted, purpose } = await looksLike(file);
  if (encrypted && passphrase === null) throw new Refusal('restore.passphrase-needed', { file });
  await removeTaken(draft);
  try {
    await mkdir(dirname(draft), { recursive: true });
    const opener = encrypted
      ? await Opener.withPassphrase(await readHeadOf(file), passphrase ?? '')
      : null;
    const { signal } = new AbortController();
    await readThrough(file, opener, draft, signal);
    // Of a data folder that was saved by hand: the latest sales may still stand in the log.
    if (!encrypted && statSync(`${file}-wal`, { throwIfNoEntry: false })?.isFile()) {
      await readThrough(`${file}-wal`, null, `${draft}-wal`, signal);
    }
    const report = await verifyBeside(draft);
    const damage = report.problems.find(({ rule }) => rule.startsWith('file.'));
    if (damage) throw new Error(String(damage.facts.reason ?? damage.rule));
    const facts = factsOf(draft);
    if (facts.shopName === null) throw new Refusal('restore.no-shop', { file });
    return { draft, file, shop: shopOf(file, facts), purpose, encrypted, facts, report };
  } catch (error) {
    await removeTaken(draft);
    if (error instanceof Refusal && error.code.startsWith('restore.')) throw error;
    throw copyProblem(error, file);
  }
}

export async function removeTaken(draft: string): Promise<void> {
  for (const suffix of SUFFIXES) await rm(draft + suffix, { force: true }).catch(() => undefined);
}

/** Of a copy that may be read where it is. @throws Refusal, SqliteError */
export function factsOf(file: string): CopyFacts {
  const copy = ClosedLedger.open(file);
  try {
    return copy.facts();
  } finally {
    copy.close();
  }
}

/** What a training shop sold can never stand in a real one: a copy has to say which of them it is of. */
function shopOf(file: string, { note }: CopyFacts): LedgerKind {
  if (note) return note.training ? 'training' : 'live';
  const shop = shopByName(basename(file));
  if (!shop) throw new Refusal('restore.which-shop', { file });
  return shop;
}

/** A ledger that was saved by hand, one that was kept when another took its place, or what was rescued. */
const LEDGER_NAME = /^(shop|training)(-(before|rescued)-[\dTZ-]+)?\.sqlite$/;

/** By the name of a copy, or of a ledger of a data folder. */
export function shopByName(name: string): LedgerKind | null {
  const ledger = LEDGER_NAME.exec(name);
  if (ledger) return ledger[1] === 'shop' ? 'live' : 'training';
  return readCopyName(name)?.kind ?? null;
}
