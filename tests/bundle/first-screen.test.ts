import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildIfStale } from '../../src-main/shell/stale-build.ts';
import { firstScripts } from './first-screen.ts';

/* What the first screen loads before it runs is small, and stays so. */

const LARGEST = 250 * 1024;
const root = fileURLToPath(new URL('../..', import.meta.url));

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'voltill-bundle-'));
});
afterAll(() => rmSync(work, { recursive: true }));

it('the JavaScript of the first screen is at most 250 kB, gzipped', {
  timeout: 120_000,
}, async () => {
  expect(await buildIfStale(root)).toBe(true);
  const scripts = firstScripts(join(root, 'out/renderer'));
  const gzipped = scripts.reduce((sum, script) => sum + script.gzipped, 0);
  console.info(
    `The first screen: ${scripts.length} script(s), ${(gzipped / 1024).toFixed(1)} kB gzipped`,
  );
  // React alone is more than this: less would mean that the scripts were not found.
  expect(gzipped).toBeGreaterThan(50 * 1024);
  expect(gzipped).toBeLessThanOrEqual(LARGEST);
});

it('what a script imports is counted with it, what it loads later is not', () => {
  writeFileSync(join(work, 'index.html'), '<script type="module" src="./a.js"></script>');
  writeFileSync(join(work, 'a.js'), 'import{x}from"./b.js";import"./c.js";import("./later.js");');
  writeFileSync(join(work, 'b.js'), 'export{y}from"./d.js";import{z}from"./c.js";');
  writeFileSync(join(work, 'c.js'), 'export const z=1;');
  writeFileSync(join(work, 'd.js'), 'export const y=1;');
  const files = firstScripts(work).map(({ file }) => file);
  expect(files.toSorted()).toEqual(['a.js', 'b.js', 'c.js', 'd.js']);
});
