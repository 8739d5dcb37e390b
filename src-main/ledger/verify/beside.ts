import { startBeside } from '../../beside.ts';
import { Refusal } from '../../refusal.ts';
import type { VerifyOptions, VerifyReport } from './report.ts';
import type { VerifyTask, VerifyTelling } from './worker.ts';

/** Far more than a check takes; a hostile file must not take the till's memory. */
const LARGEST_HEAP_MB = 256;
/** Beside this file as it is written, and one folder deeper or not in the built program. */
const WORKER = ['./worker.ts', './verify-worker.cjs', '../verify-worker.cjs'];

/**
 * Checks a ledger file beside the till, which goes on selling meanwhile.
 *
 * @param signal ends it before its end
 * @throws Refusal as {@link verifyLedger} does; the signal's reason
 */
export function verifyBeside(
  file: string,
  options: VerifyOptions = {},
  signal?: AbortSignal,
): Promise<VerifyReport> {
  const { paper = [], onProgress } = options;
  return new Promise((resolve, reject) => {
    const helper = startBeside(WORKER, import.meta.url, LARGEST_HEAP_MB);
    helper.onTold((told) => {
      // What worker.ts tells.
      const telling = told as VerifyTelling;
      if (telling.kind === 'progress') {
        onProgress?.(telling.done, telling.of);
        return;
      }
      if (telling.kind === 'report') resolve(telling.report);
      else reject(new Refusal(telling.code, telling.detail));
      helper.end();
    });
    const stop = () => {
      reject(signal?.reason);
      helper.end();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    // After a report this changes nothing any more.
    helper.onEnded((error, code) => {
      signal?.removeEventListener('abort', stop);
      reject(error ?? new Error(`the check ended with ${code}`));
    });
    const task: VerifyTask = { file, paper };
    helper.ask(task);
  });
}
