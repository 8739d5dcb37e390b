import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { fuzzDriver } from './fuzz-driver.ts';
import { fuzzModule } from './fuzz-module.ts';

/* `npm run fuzz:frames [-- --frames N] [--seed TEXT]`: see docs/faults.md. */

/** The memory held may grow by so much after the first tenth, in bytes. */
const MOST_GROWTH = 8 * 1024 * 1024;

const { values: flags } = parseArgs({
  options: { frames: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
});
const frames = Number(flags.frames);
if (!(Number.isInteger(frames) && frames > 0))
  throw new Error(`no number of frames: ${flags.frames}`);
const seed = flags.seed ?? randomBytes(4).toString('hex');
console.log(`${frames} frames into the emulator and as many into the driver, seed ${seed}`);

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
// On a thread of its own, or a loop without an end would keep it from looking.
const signs = new Int32Array(new SharedArrayBuffer(4));
const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
  workerData: { signs, seed },
});
await measured('emulator', async (onFrames) => fuzzModule(seed, frames, onFrames));
await measured('driver', (onFrames) => fuzzDriver(seed, frames, onFrames));
await watchdog.terminate();

async function measured(
  name: string,
  run: (onFrames: (sent: number) => void) => Promise<void>,
): Promise<void> {
  const start = performance.now();
  let first: number | null = null;
  try {
    await run((sent) => {
      Atomics.add(signs, 0, 1);
      if (first === null && sent >= frames / 10) first = heap();
    });
  } catch (error) {
    console.error(`seed ${seed}, ${name}:`, error);
    process.exitCode = 1;
    return;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const growth = heap() - (first ?? 0);
  const verdict = growth <= MOST_GROWTH ? 'flat' : 'GROWS';
  if (growth > MOST_GROWTH) process.exitCode = 1;
  console.log(
    `${name.padEnd(9)} no crash, no hang, ${seconds} s; memory ${verdict}: ${megabytes(growth)} more than after the first tenth`,
  );
}

function heap(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}
