import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { planAtRate } from './plan.ts';
import { soak } from './soak.ts';

/* A slice of `npm run faults:link`, with another seed each time. */

it.each([0, 0.05])(
  'accounts for every token at a fault rate of %d',
  async (rate) => {
    const folder = await mkdtemp(join(tmpdir(), 'voltill-faults-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const seed = randomBytes(4).toString('hex');
    console.log(`npm run faults:link -- --sales 150 --rate ${rate} --seed ${seed}`);
    const report = await soak({ sales: 150, plan: planAtRate(rate, seed), folder });
    expect(report.violations, report.transcript.join('\n')).toEqual([]);
    expect(report.spent).toBe(report.tokens + report.orphans.length);
    if (rate === 0) expect(report).toMatchObject({ tokens: 150, spent: 150 });
    else expect(report.faults.size).toBe(8);
  },
  30_000,
);
