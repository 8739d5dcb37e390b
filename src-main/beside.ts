import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';

/** Whoever works beside the till: it is asked, it tells, it comes to an end, and can be ended before. */
export interface Helper {
  ask(question: unknown): void;
  end(): void;
  onTold(listener: (telling: unknown) => void): void;
  /** Once, whatever ended it; `error` where it ended by one that nobody caught. */
  onEnded(listener: (error: Error | null, code: number | null) => void): void;
}

/**
 * Starts a file of the program beside the till, which goes on selling meanwhile. Under Electron it is a
 * thread, for its processes run nothing but Electron. Under Node it is a process: Node strips types with
 * WebAssembly, and a thread that ends with some of that in it can take its process along (V8's check of
 * `jit_page`, nodejs/node 64500).
 *
 * @param places where the file may be, from `from`: as it is written, and as it is built
 * @param largestHeapMb it is ended before it takes more
 */
export function startBeside(
  places: readonly string[],
  from: string,
  largestHeapMb: number,
): Helper {
  const file = places.map((place) => new URL(place, from)).find((place) => existsSync(place));
  if (!file) throw new Error(`the program has no ${places[0]}`);
  return process.versions.electron ? thread(file, largestHeapMb) : ownProcess(file, largestHeapMb);
}

function thread(file: URL, largestHeapMb: number): Helper {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: largestHeapMb } });
  let failed: Error | null = null;
  worker.on('error', (error: Error) => {
    failed = error;
  });
  return {
    ask: (question) => worker.postMessage(question),
    end: () => void worker.terminate(),
    onTold: (listener) => worker.on('message', listener),
    onEnded: (listener) => worker.once('exit', (code) => listener(failed, code)),
  };
}

function ownProcess(file: URL, largestHeapMb: number): Helper {
  const execArgv = [`--max-old-space-size=${largestHeapMb}`];
  const child = fork(fileURLToPath(file), [], { execArgv, serialization: 'advanced' });
  let failed: Error | null = null;
  child.on('error', (error) => {
    failed = error;
  });
  return {
    ask: (question) => void child.send(question as object),
    end: () => void child.kill('SIGKILL'),
    onTold: (listener) => child.on('message', listener),
    onEnded: (listener) => child.once('close', (code) => listener(failed, code)),
  };
}

/**
 * On the other side: hears what the till asks, one after the other, until the till lets go. Where both want the
 * processor, the till comes first.
 */
export function hearTill(
  answer: (question: unknown, tell: (telling: unknown) => void) => void,
): void {
  comeSecond();
  if (parentPort) {
    const port = parentPort;
    port.on('message', (question) => answer(question, (telling) => port.postMessage(telling)));
    return;
  }
  process.on('message', (question) => answer(question, (telling) => process.send?.(telling)));
  // A till that was killed lets go as well.
  process.once('disconnect', () => process.exit());
}

/** Elsewhere than on Linux a thread has no priority of its own, and the till's must not be touched. */
function comeSecond(): void {
  if (parentPort && process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Then both come first.
  }
}
