import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from '../../src-main/shell/stale-build.ts';
import { TrainingShop } from '../main/training-shop.ts';
import { firstScripts } from './first-screen.ts';

/*
 * What is loaded before the first screen can be used is what it needs, and stays small. All of it in one file:
 * two files would build at the same time.
 */

const LARGEST = 250 * 1024;
const root = fileURLToPath(new URL('../..', import.meta.url));

beforeAll(async () => {
  expect(await buildIfStale(root)).toBe(true);
}, 120_000);

describe('the JavaScript of the first screen', () => {
  let work: string;
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'voltill-bundle-'));
  });
  afterAll(() => rmSync(work, { recursive: true }));

  it('is at most 250 kB, gzipped', () => {
    const scripts = firstScripts(join(root, 'out/renderer'));
    const gzipped = scripts.reduce((sum, script) => sum + script.gzipped, 0);
    console.info(
      `The first screen: ${scripts.length} script(s), ${(gzipped / 1024).toFixed(1)} kB gzipped`,
    );
    // React alone is more than this: less would mean that the scripts were not found.
    expect(gzipped).toBeGreaterThan(50 * 1024);
    expect(gzipped).toBeLessThanOrEqual(LARGEST);
  });

  it('has no schema in it: what it shows was parsed on the other side', () => {
    const scripts = firstScripts(join(root, 'out/renderer'));
    const texts = scripts.map(({ file }) => readFileSync(join(root, 'out/renderer', file), 'utf8'));
    expect(texts.filter((text) => text.includes('ZodError'))).toEqual([]);
  });

  it('is counted with what a script imports, without what it loads later', () => {
    writeFileSync(join(work, 'index.html'), '<script type="module" src="./a.js"></script>');
    writeFileSync(join(work, 'a.js'), 'import{x}from"./b.js";import"./c.js";import("./later.js");');
    writeFileSync(join(work, 'b.js'), 'export{y}from"./d.js";import{z}from"./c.js";');
    writeFileSync(join(work, 'c.js'), 'export const z=1;');
    writeFileSync(join(work, 'd.js'), 'export const y=1;');
    const files = firstScripts(work).map(({ file }) => file);
    expect(files.toSorted()).toEqual(['a.js', 'b.js', 'c.js', 'd.js']);
  });
});

describe('a start', () => {
  let folder: string;
  beforeAll(async () => {
    const shop = await TrainingShop.setUp();
    folder = await shop.copy();
    await shop.remove();
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('loads no package but the one that opens the ledger', { timeout: 120_000 }, async () => {
    const chunks = join(root, 'out/main/chunks');
    const till = readdirSync(chunks).find((file) => file.startsWith('till-'));
    if (till === undefined) return expect.fail('the build has no till');
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['-e', START, join(chunks, till), folder]);
    const { stage, loaded } = JSON.parse(stdout);
    expect(stage).toBe('open');
    expect(loaded).toEqual(['better-sqlite3']);
  });
});

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
