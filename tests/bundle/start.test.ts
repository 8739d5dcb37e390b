import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildIfStale } from '../../src-main/shell/stale-build.ts';
import { TrainingShop } from '../main/training-shop.ts';

/* What the till loads before the first screen can be used is what the first screen needs. */

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
beforeAll(async () => {
  const shop = await TrainingShop.setUp();
  folder = await shop.copy();
  await shop.remove();
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens the built till on a shop, asks what the screen asks first, and says which packages that took. */
const START = `
  const [chunk, dataFolder] = process.argv.slice(1);
  const { openTill } = require(chunk);
  const packages = () => Object.keys(require.cache).flatMap((file) =>
    /.*node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/u.exec(file)?.[1] ?? []);
  openTill({ dataFolder, version: '0' }).then(async (till) => {
    const state = await till.dispatch(till.openSession(), 'till.state', {});
    const loaded = [...new Set(packages())];
    await till.close();
    process.stdout.write(JSON.stringify({ stage: state.value?.stage, loaded }));
  });`;

it('a start loads no package but the one that opens the ledger', { timeout: 120_000 }, async () => {
  expect(await buildIfStale(root)).toBe(true);
  const chunks = join(root, 'out/main/chunks');
  const till = readdirSync(chunks).find((file) => file.startsWith('till-'));
  if (till === undefined) return expect.fail('the build has no till');
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['-e', START, join(chunks, till), folder]);
  const { stage, loaded } = JSON.parse(stdout);
  expect(stage).toBe('open');
  expect(loaded).toEqual(['better-sqlite3']);
});
