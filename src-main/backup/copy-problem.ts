import { Refusal } from '../refusal.ts';
import { reasonOf } from './problems.ts';
import { SealedError, type SealedProblem } from './sealed-file.ts';
import { isCode } from './system-code.ts';

/** Why a copy cannot be read. */
export function copyProblem(error: unknown, file: string): Refusal {
  if (error instanceof SealedError) return new Refusal(SEALED[error.problem], { file });
  if (isCode(error, 'ENOENT', 'ENOTDIR')) return new Refusal('restore.not-found', { file });
  if (isCode(error, 'ENOSPC', 'EDQUOT')) return new Refusal('restore.no-room', { file });
  if (error instanceof Refusal) {
    return error.code === 'ledger.from-the-future'
      ? new Refusal('restore.newer', { file })
      : new Refusal('restore.damaged', { file, reason: reasonOf(error.cause ?? error) });
  }
  return new Refusal('restore.damaged', { file, reason: reasonOf(error) }, { cause: error });
}

const SEALED: Readonly<Record<SealedProblem, string>> = {
  'not-sealed': 'restore.no-copy',
  newer: 'restore.newer',
  'wrong-passphrase': 'restore.wrong-passphrase',
  damaged: 'restore.cut-or-changed',
};
