import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { crashRun } from './crash-run.ts';
import { ALL_POINTS, nameOf } from './kill-plan.ts';

/* A slice of `npm run faults:crash`, with another seed each time: every step is met at least once. */

it('loses no money and makes no token twice, wherever the till is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'voltill-crash-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const seed = randomBytes(4).toString('hex');
  console.log(`npm run faults:crash -- --kills 40 --seed ${seed}`);
  const report = await crashRun({ kills: 40, seed, folder });
  expect(report.violations).toEqual([]);
  expect(report.tokens).toBe(report.sales);
  expect(ALL_POINTS.filter((point) => !report.hits.has(nameOf(point)))).toEqual([]);
  expect([report.recalled > 0, report.slips > 0, report.told > 0]).toEqual([true, true, true]);
}, 180_000);
