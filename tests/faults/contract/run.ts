import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type ProcedureName, procedures } from '../../../src-shared/contract/procedures.ts';
import { fuzzContract, SLOW } from './fuzz-contract.ts';
import { ModelShop, SITTERS } from './roles.ts';

/* `npm run fuzz:contract [-- --inputs N] [--seed N] [--only NAME]`: see docs/faults.md. */

const { values: flags } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const inputs = Number(flags.inputs);
if (!(Number.isInteger(inputs) && inputs > 0)) throw new Error(`no number: ${flags.inputs}`);
const seed = flags.seed === undefined ? randomInt(2 ** 31) : Number(flags.seed);
const names = Object.keys(procedures) as ProcedureName[];
const only = names.filter((name) => name.startsWith(flags.only ?? ''));
console.log(
  `${inputs} inputs for each of ${only.length} procedures as each of ${SITTERS.join(', ')}, seed ${seed}`,
);
const slow = Object.entries(SLOW).map(([name, each]) => `${name} 1 in ${each}`);
console.log(`Fewer for whoever may do what takes its time: ${slow.join(', ')}.`);

process.on('unhandledRejection', (error) => {
  console.error(`seed ${seed}, nobody waited for:`, error);
  process.exit(1);
});
const start = performance.now();
const shop = await ModelShop.setUp();
try {
  let last = performance.now();
  const figures = await fuzzContract({
    ...{ shop, seed, inputs, only },
    onProcedure(name, calls) {
      const seconds = (performance.now() - last) / 1000;
      last = performance.now();
      console.log(`${name.padEnd(26)} ${String(calls).padStart(6)} calls ${seconds.toFixed(1)} s`);
    },
  });
  const { calls, done, refusedAtTheDoor, refusedInside, codes } = figures;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `${calls} calls in ${seconds} s: ${done} done, ${refusedAtTheDoor} refused at the door, ${refusedInside} refused inside with ${codes.size} codes`,
  );
  console.log('0 crashes, 0 untyped errors, 0 rows changed without permission');
} catch (error) {
  console.error(`seed ${seed}:`, error);
  process.exitCode = 1;
} finally {
  await shop.remove();
}
