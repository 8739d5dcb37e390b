import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../refusal.ts';
import type { VerifyOptions, VerifyReport } from './report.ts';
import type { VerifyTask, VerifyTelling } from './worker.ts';

/** Far more than a check takes; a hostile file must not take the till's memory. */
const LARGEST_HEAP_MB = 256;

/** Whoever checks beside the till: it tells, comes to an end, and can be ended before. */
interface Helper {
  on(event: 'message', listener: (telling: VerifyTelling) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  end(): void;
}

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
    const helper = start({ file, paper });
    helper.on('message', (telling) => {
      if (telling.kind === 'progress') onProgress?.(telling.done, telling.of);
      else if (telling.kind === 'report') resolve(telling.report);
      else reject(new Refusal(telling.code, telling.detail));
    });
    const stop = () => {
      reject(signal?.reason);
      helper.end();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    helper.on('error', reject);
    // After a report this changes nothing any more.
    helper.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`the check ended with ${code}`));
    });
  });
}

/**
 * Under Electron a thread, for its processes run nothing but Electron. Under Node a process: Node strips
 * types with WebAssembly, and a thread that ends with some of that in it can take its process along
 * (V8's check of `jit_page`, nodejs/node 64500).
 */
function start(task: VerifyTask): Helper {
  return process.versions.electron ? thread(task) : ownProcess(task);
}

function thread(workerData: VerifyTask): Helper {
  const resourceLimits = { maxOldGenerationSizeMb: LARGEST_HEAP_MB };
  const worker = new Worker(workerFile(), { workerData, resourceLimits });
  return Object.assign(worker, { end: () => void worker.terminate() });
}

function ownProcess(task: VerifyTask): Helper {
  const execArgv = [`--max-old-space-size=${LARGEST_HEAP_MB}`];
  const child = fork(fileURLToPath(workerFile()), [], { execArgv });
  child.send(task);
  return Object.assign(child, { end: () => void child.kill('SIGKILL') });
}

/** Beside this file as it is written, and one folder deeper or not in the built program. */
function workerFile(): URL {
  const places = ['./worker.ts', './verify-worker.cjs', '../verify-worker.cjs'];
  const found = places
    .map((place) => new URL(place, import.meta.url))
    .find((place) => existsSync(place));
  if (!found) throw new Error('the program has no file to check a ledger with');
  return found;
}
