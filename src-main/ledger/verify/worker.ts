import { hearTill } from '../../beside.ts';
import { Refusal } from '../../refusal.ts';
import type { PaperHash, VerifyReport } from './report.ts';
import { verifyLedger } from './verify.ts';

/** What the worker is given. */
export interface VerifyTask {
  readonly file: string;
  readonly paper: readonly PaperHash[];
}

/** What the worker tells; the last is a report or a refusal. */
export type VerifyTelling =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'report'; readonly report: VerifyReport }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: Refusal['detail'] };

/* Started by beside.ts: what it does takes long and must not hold a sale up. */

// What beside.ts asks.
hearTill((task, tell) => check(task as VerifyTask, tell));

function check({ file, paper }: VerifyTask, tell: (telling: VerifyTelling) => void): void {
  try {
    const onProgress = (done: number, of: number) => tell({ kind: 'progress', done, of });
    tell({ kind: 'report', report: verifyLedger(file, { paper, onProgress }) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell({ kind: 'refused', code: error.code, detail: error.detail });
  }
}
