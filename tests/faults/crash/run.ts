import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PHASES, SALE_STEPS, TAKE_UP_STEPS } from '../../../src-main/vending/sale-steps.ts';
import { ANY_MOMENT, ANY_MOMENT_OF_START, type CrashReport, crashRun } from './crash-run.ts';
import { nameOf } from './kill-plan.ts';

/* `npm run faults:crash [-- --kills N] [--seed TEXT]`: see docs/faults.md. */

const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
  },
});
const kills = Number(flags.kills);
if (!(Number.isInteger(kills) && kills > 0)) throw new Error(`not a number: ${flags.kills}`);
const { seed } = flags;

console.log(`${kills} kills, seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), 'voltill-crash-'));
const start = performance.now();
try {
  print(await crashRun({ kills, seed, folder, onKill: progress }));
} catch (error) {
  console.error(`seed ${seed} ends with`, error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

function progress(done: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${done} kills`);
  if (process.stdout.isTTY && done >= kills) process.stdout.write('\r');
}

function print(report: CrashReport): void {
  const { hits, violations } = report;
  const row = (name: string, ...cells: readonly (number | string)[]) =>
    console.log(name.padEnd(36) + cells.map((cell) => String(cell).padStart(9)).join(''));
  row('killed', ...PHASES);
  const steps = (
    title: string,
    names: readonly (typeof SALE_STEPS | typeof TAKE_UP_STEPS)[number][],
  ) => {
    row(title);
    for (const step of names) {
      row(`  ${step}`, ...PHASES.map((phase) => hits.get(nameOf({ step, phase })) ?? 0));
    }
  };
  steps('in a sale', SALE_STEPS);
  steps('while a sale is taken up', TAKE_UP_STEPS);
  for (const name of [ANY_MOMENT, ANY_MOMENT_OF_START]) row(name, hits.get(name) ?? 0);
  row('kills', report.kills);
  row('sales paid for', report.sales);
  row('  with exactly one token', report.tokens);
  row('  whose token the module still had', report.recalled);
  row('transactions lost', report.lost);
  row('slips', report.slips);
  row('told in a sentence', report.told);
  row('ledgers examined', report.examinations);
  row('violations', violations.length);
  row('seconds', ((performance.now() - start) / 1000).toFixed(1));
  if (violations.length === 0) return;
  console.error(`\nseed ${seed}:\n${violations.join('\n')}`);
  process.exitCode = 1;
}
