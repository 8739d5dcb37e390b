import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seedLedger } from './seed.ts';

/* `npm run -s seed`: makes a believable training ledger, for looking at and for measuring. */

const USAGE = `Usage: npm run -s seed -- [--meters N] [--sales N] [--seed N] [--until DAY] FILE

Makes the ledger of a training shop that sold for years: meters, shifts with their Z reports, refunds,
cash movements, sales of every kind, and the audit trail. Everybody's PIN is 1234. To use it, put it into
a data folder as training.sqlite.

  --meters N    how many meters (1000 if left out)
  --sales N     how many sales (10000)
  --seed N      another number, another ledger; the same number, the same one (1)
  --until DAY   the last day, e.g. 2027-03-01 (yesterday)`;

const { values, positionals } = parseArgs({
  options: {
    meters: { type: 'string', default: '1000' },
    sales: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    until: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [file] = positionals;
const [meters, sales, seed] = [values.meters, values.sales, values.seed].map(Number);
const until = values.until ? new Date(values.until) : new Date(Date.now() - 24 * 3_600_000);

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
} else if (!file || !isCount(meters) || !isCount(sales) || !isCount(seed) || Number.isNaN(+until)) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (existsSync(file)) {
  console.error(`${file} is there already.`);
  process.exitCode = 2;
} else {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
  const onProgress = process.stderr.isTTY
    ? (done: number, of: number) => {
        const share = Math.floor((100 * done) / of);
        process.stderr.write(`\r${share} %  ${done.toLocaleString('en')} sales  ${seconds()} s `);
      }
    : () => undefined;
  await seedLedger(file, { meters, sales, seed, until, onProgress });
  process.stdout.write(`${file}: ${sales} sales on ${meters} meters, in ${seconds()} s\n`);
}

function isCount(number: number | undefined): number is number {
  return number !== undefined && Number.isInteger(number) && number > 0;
}
