import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBeside } from '../../src-main/ledger/verify/beside.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import { Random } from '../seed/random.ts';
import { type BenchTill, openBenchTill, sellOnce } from './bench-till.ts';
import { type Figure, percentile } from './figures.ts';
import { dataFolderOn, emptyLedger, METERS, SALES, seededLedger } from './seeded-ledger.ts';

const SEARCHES = 400;
const RESULTS = 8;
const X_REPORTS = 60;
const WARM_UP = 1000;
const SALES_TIMED = 8000;
/** An empty shop's. */
const DEMO_METERS = 12;

/** What stays as quick on a ledger of many years as on one of today. */
export async function scaleFigures(): Promise<Figure[]> {
  const ledger = await seededLedger();
  const work = mkdtempSync(join(tmpdir(), 'voltill-scale-'));
  try {
    const small = await emptyLedger(work);
    dataFolderOn(ledger, join(work, 'big'));
    dataFolderOn(small, join(work, 'small'));
    const big = await openBenchTill(join(work, 'big'));
    const empty = await openBenchTill(join(work, 'small'));
    const figures = [
      ...(await searchFigures(big)),
      ...(await reportFigures(big)),
      ...(await saleFigures(big, empty)),
    ];
    await big.till.close();
    await empty.till.close();
    return [...figures, ...(await verifyFigures(ledger)), growth(ledger, small)];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Each keystroke of names, phones, stands, meter numbers and ends of tokens, as the screen asks. */
async function searchFigures(till: BenchTill): Promise<Figure[]> {
  const random = new Random(1);
  const times: number[] = [];
  let slowest = { text: '', ms: 0 };
  for (const text of await textsToType(till, random)) {
    for (let length = 1; length <= text.length; length += 1) {
      const typed = text.slice(0, length);
      const ms = await timed(() => till.call('meters.find', { text: typed, limit: RESULTS }));
      times.push(ms);
      if (ms > slowest.ms) slowest = { text: typed, ms };
    }
  }
  return [
    {
      name: `search on ${METERS} meters, a keystroke, p50`,
      value: percentile(times, 0.5),
      unit: 'ms',
    },
    {
      name: `search on ${METERS} meters, a keystroke, p99`,
      value: percentile(times, 0.99),
      unit: 'ms',
      bound: { kind: 'at most', value: 10 },
    },
    { name: `slowest search: “${slowest.text}”`, value: slowest.ms, unit: 'ms' },
  ];
}

async function textsToType(till: BenchTill, random: Random): Promise<string[]> {
  const texts: string[] = [];
  while (texts.length < SEARCHES) {
    const meterId = 1 + random.below(METERS);
    const { customerName, phone, address, drn } = await till.call<Meter>('meters.get', { meterId });
    const [first = '', last = ''] = customerName.split(' ');
    texts.push(customerName, `${last} ${first}`, address, phone, drn, drn.slice(-6));
    texts.push(`${first} ${address.split(' ')[1] ?? ''}`);
  }
  return texts.filter((text) => text !== '');
}

async function reportFigures(till: BenchTill): Promise<Figure[]> {
  const times: number[] = [];
  let sales = 0;
  for (let round = 0; round < X_REPORTS; round += 1) {
    times.push(
      await timed(async () => {
        const { report } = await till.call<{ report: { sales: number } }>('shift.xReport', {});
        sales = report.sales;
      }),
    );
  }
  return [
    {
      name: `X report of ${sales} sales, p99`,
      value: percentile(times, 0.99),
      unit: 'ms',
      bound: { kind: 'at most', value: 20 },
    },
  ];
}

/** Sales in turn on the big ledger and on an empty one, so that the disk's moods fall on both. */
async function saleFigures(big: BenchTill, empty: BenchTill): Promise<Figure[]> {
  const random = new Random(2);
  const times = { big: [] as number[], empty: [] as number[] };
  for (let round = -WARM_UP; round < SALES_TIMED; round += 1) {
    // Each goes first as often as the other.
    const order = round % 2 === 0 ? (['big', 'empty'] as const) : (['empty', 'big'] as const);
    for (const which of order) {
      const [till, meters] = which === 'big' ? [big, METERS] : [empty, DEMO_METERS];
      const meterId = 1 + random.below(meters);
      // Enough for the charges of some months without a sale.
      const amount = 200_000 + random.below(100) * 100;
      const ms = await timed(() => sellOnce(till, meterId, amount));
      if (round >= 0) times[which].push(ms);
    }
  }
  const [big99, empty99] = [percentile(times.big, 0.99), percentile(times.empty, 0.99)];
  return [
    { name: `sale on ${SALES} sales, p50`, value: percentile(times.big, 0.5), unit: 'ms' },
    { name: 'sale on an empty ledger, p50', value: percentile(times.empty, 0.5), unit: 'ms' },
    { name: `sale on ${SALES} sales, p99`, value: big99, unit: 'ms' },
    { name: 'sale on an empty ledger, p99', value: empty99, unit: 'ms' },
    {
      name: 'sale on a big ledger to one on an empty one, p99',
      value: big99 / empty99,
      unit: '×',
      bound: { kind: 'at most', value: 1.3 },
    },
  ];
}

async function verifyFigures(ledger: string): Promise<Figure[]> {
  const report = await verifyBeside(ledger);
  if (!report.ok) throw new Error(`the seeded ledger: ${JSON.stringify(report.problems[0])}`);
  return [
    {
      name: `verify ${SALES} sales`,
      value: report.seconds,
      unit: 's',
      bound: { kind: 'at most', value: 60 },
    },
  ];
}

function growth(big: string, empty: string): Figure {
  const bytes = statSync(big).size - statSync(empty).size;
  return { name: 'growth of the ledger a sale, meters included', value: bytes / SALES, unit: 'B' };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
