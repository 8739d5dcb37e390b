import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planAtRate } from './plan.ts';
import { type SoakReport, soak } from './soak.ts';

/* `npm run faults:link [-- --sales N] [--seed TEXT] [--rate 0.05]`: see docs/faults.md. */

const { values: flags } = parseArgs({
  options: {
    sales: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    rate: { type: 'string', default: '0.05' },
  },
});
const sales = Number(flags.sales);
const rate = Number(flags.rate);
if (!(Number.isInteger(sales) && sales > 0))
  throw new Error(`not a number of sales: ${flags.sales}`);

const plan = planAtRate(rate, flags.seed);
console.log(
  `${sales} sales, each kind of fault on ${100 * rate} % of the frames, seed ${plan.seed}`,
);
const folder = await mkdtemp(join(tmpdir(), 'voltill-faults-'));
const start = performance.now();
try {
  const report = await soak({ sales, plan, folder, onSale: progress });
  print(report, (performance.now() - start) / 1000);
} catch (error) {
  console.error(`seed ${plan.seed} ends with`, error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

function progress(done: number): void {
  if (process.stdout.isTTY && done % 100 === 0) process.stdout.write(`\r${done} sales`);
  if (process.stdout.isTTY && done === sales) process.stdout.write('\r');
}

function print(report: SoakReport, seconds: number): void {
  const { states, asked, orphans, violations } = report;
  const count = (command: string) => asked.get(command) ?? 0;
  const opened = Object.values(states).reduce((sum, each) => sum + each, 0);
  const kind = (name: string) => orphans.filter((orphan) => orphan.kind === name).length;
  const rows: (readonly [string, number | string])[] = [
    ...[...report.faults].map(([fault, times]) => [`fault: ${fault}`, times] as const),
    ['connections', report.connections],
    ['sales opened', opened],
    ['  issued', states.issued ?? 0],
    ['  refused, nothing spent', (states.refused ?? 0) - report.abandoned],
    ['  given up by a person', report.abandoned],
    ['  left open', (states.asked ?? 0) + (states.reserved ?? 0)],
    ['interrupted at their first asking', report.interrupted],
    ['requests to vend (SM?VC)', count('SM?VC')],
    ['resends asked for (GL?RR)', count('GL?RR')],
    ['echoes (GL?EC)', count('GL?EC')],
    ['tokens confirmed (SM?VT)', count('SM?VT')],
    ['transactions spent', report.spent],
    ['  tokens in the ledger', report.tokens],
    ['  orphans of a sale asked again', kind('asked-again')],
    ['  orphans of a sale given up', kind('given-up')],
    ['  the till lists as orphans', report.own.orphans],
    ['  the till lists as strangers', report.own.strangers],
    ['violations', violations.length],
    ['seconds', seconds.toFixed(1)],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(36)} ${String(value).padStart(9)}`);
  if (violations.length === 0) return;
  console.error(`\nseed ${plan.seed}:\n${violations.join('\n')}`);
  console.error(`\nThe frames before that:\n${report.transcript.join('\n')}`);
  process.exitCode = 1;
}
