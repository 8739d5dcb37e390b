import { parentPort, workerData } from 'node:worker_threads';
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

/* A thread or a process of its own, started by beside.ts: what it does takes long and must not hold a sale up. */

if (parentPort) {
  const port = parentPort;
  // What beside.ts has given it.
  check(workerData as VerifyTask, (telling) => port.postMessage(telling));
} else {
  process.once('message', (task) => {
    check(task as VerifyTask, (telling) => process.send?.(telling));
    process.disconnect();
  });
}

function check({ file, paper }: VerifyTask, tell: (telling: VerifyTelling) => void): void {
  try {
    const onProgress = (done: number, of: number) => tell({ kind: 'progress', done, of });
    tell({ kind: 'report', report: verifyLedger(file, { paper, onProgress }) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell({ kind: 'refused', code: error.code, detail: error.detail });
  }
}
