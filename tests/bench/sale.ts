import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sellOnce, setUpBenchTill } from './bench-till.ts';
import { type Figure, percentile } from './figures.ts';

const WARM_UP = 3000;
const SALES = 15_000;

/**
 * The whole sale — quote, TID, ask, commit, receipt — through `dispatch` on a real file, in turn with
 * two bare commits on the same disk: what the disk alone asks for being sure.
 */
export async function saleFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'voltill-bench-'));
  try {
    const floor = bareCommits(join(folder, 'floor.sqlite'));
    const sell = await trainingShop(join(folder, 'till'));
    const sales: number[] = [];
    const commits: number[] = [];
    for (let round = -WARM_UP; round < SALES; round += 1) {
      const commit = timed(floor.twice);
      const sale = await timedAsync(() => sell.once(round));
      if (round < 0) continue;
      commits.push(commit);
      sales.push(sale);
    }
    await sell.close();
    floor.close();
    return figures(sales, commits);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(sales: readonly number[], commits: readonly number[]): Figure[] {
  const total = sales.reduce((sum, each) => sum + each, 0);
  const p50 = percentile(sales, 0.5);
  const p99 = percentile(sales, 0.99);
  const floor50 = percentile(commits, 0.5);
  const floor99 = percentile(commits, 0.99);
  return [
    { name: 'sales a second', value: (1000 * sales.length) / total, unit: '/s' },
    { name: 'whole sale, p50', value: p50, unit: 'ms' },
    { name: 'whole sale, p99', value: p99, unit: 'ms' },
    { name: 'two bare synced commits, p50', value: floor50, unit: 'ms' },
    { name: 'two bare synced commits, p99', value: floor99, unit: 'ms' },
    {
      name: 'sale to two commits, p50',
      value: p50 / floor50,
      unit: '×',
      bound: { kind: 'at most', value: 2 },
    },
    // Without a bound: disks have slow moments, here about one commit in a hundred, so that chance decides
    // on which side of them either p99 falls. In such a moment the two are 1.3 apart.
    { name: 'sale to two commits, p99', value: p99 / floor99, unit: '×' },
  ];
}

function bareCommits(file: string) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  database.pragma('synchronous = FULL');
  const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
  const text = 'x'.repeat(200);
  return {
    twice() {
      insert.run(text);
      insert.run(text);
    },
    close: () => database.close(),
  };
}

async function trainingShop(folder: string) {
  // As many transactions on the training module's licence as the benchmark needs.
  mkdirSync(folder);
  writeFileSync(join(folder, 'training-module.json'), JSON.stringify({ transactions: 100_000 }));
  const bench = await setUpBenchTill(folder);
  const { till, meters } = bench;
  return {
    async once(round: number) {
      const meterId = meters[Math.abs(round) % meters.length]?.id;
      await sellOnce(bench, meterId, 5000 + (Math.abs(round) % 100) * 100);
    },
    close: () => till.close(),
  };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function timedAsync(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
