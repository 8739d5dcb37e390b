import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

/* Ends the run of `npm run fuzz:frames` when it gives no sign for too long: it hangs. */

/** In milliseconds. */
const LONGEST_PAUSE = 20_000;
const LOOK_EVERY = 1000;
const STDERR = 2;

const { signs, seed } = z
  .object({ signs: z.instanceof(Int32Array), seed: z.string() })
  .parse(workerData);
let seen = -1;
let since = performance.now();
setInterval(() => {
  const now = Atomics.load(signs, 0);
  if (now !== seen) {
    seen = now;
    since = performance.now();
  } else if (performance.now() - since > LONGEST_PAUSE) {
    writeSync(STDERR, `seed ${seed}: hangs\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}, LOOK_EVERY);
