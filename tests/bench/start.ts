import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { findElectron } from '../../src-main/shell/find-electron.ts';
import { makeBigShop } from './big-shop.ts';
import { type Figure, median } from './figures.ts';

const METERS = 100_000;
const ROUNDS = 7;
const LONGEST_START_MS = 60_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Loads the main file before Electron is ready, as an installed Electron does by itself; the one of the
 * tests would load it later, and serve the screen in the slower way of screen-address.ts.
 */
const IN_TIME = ['-r', join(root, 'out/main/electron.cjs')];

/** An app with nothing in it: what Electron alone takes. */
const EMPTY_APP = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;
const EMPTY_PAGE = `<!doctype html><title>empty</title><input id="field">
<script>document.getElementById('field').focus(); performance.mark('ready')</script>`;

/**
 * From starting the process to the cursor in the sale field, with many meters in the ledger, in turn
 * with an empty Electron window. Answers the reason where there is no Electron to start.
 */
export async function startFigures(): Promise<Figure[] | string> {
  const electron = await findElectron(root);
  if (!electron.ok) return `start-up was not measured: ${electron.error}`;
  const work = mkdtempSync(join(tmpdir(), 'voltill-start-'));
  try {
    const empty = join(work, 'empty');
    const shop = join(work, 'shop');
    mkdirSync(empty);
    writeFileSync(join(empty, 'package.json'), '{ "name": "empty", "main": "main.cjs" }');
    writeFileSync(join(empty, 'main.cjs'), EMPTY_APP);
    writeFileSync(join(empty, 'index.html'), EMPTY_PAGE);
    await makeBigShop(shop, METERS);
    const emptyTimes: number[] = [];
    const tillTimes: number[] = [];
    // The first round warms the disk's cache and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const bare = await timeToMark(
        electron.value,
        [empty, `--user-data-dir=${work}/chromium`],
        'ready',
      );
      const till = await timeToMark(
        electron.value,
        [...IN_TIME, root, '--data', shop],
        'sell-ready',
      );
      if (round === 0) continue;
      emptyTimes.push(bare);
      tillTimes.push(till);
    }
    return figures(tillTimes, emptyTimes);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function figures(till: readonly number[], empty: readonly number[]): Figure[] {
  const ratios = till.map((each, index) => each / (empty[index] ?? Number.NaN));
  return [
    { name: 'empty Electron window', value: median(empty), unit: 'ms' },
    { name: `sale screen ready, ${METERS} meters`, value: median(till), unit: 'ms' },
    {
      name: 'sale screen to empty window',
      value: median(ratios),
      unit: '×',
      bound: { kind: 'at most', value: 1.5 },
    },
  ];
}

/**
 * Starts Electron and answers the milliseconds from then to a performance mark of its page. Nothing
 * watches while it starts: the debugger is attached when the page is long there, to read the mark.
 */
async function timeToMark(electron: string, args: string[], mark: string): Promise<number> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  const child = spawn(electron, [...args, ...sandbox, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const address = await debuggerAddress(child.stderr);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('the window has no page');
    const at = await markOf(page, mark);
    await browser.close();
    return at - began;
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  }
}

async function markOf(page: Page, name: string): Promise<number> {
  const found = await page.waitForFunction(
    (wanted) => {
      const mark = performance.getEntriesByName(wanted)[0];
      return mark ? performance.timeOrigin + mark.startTime : null;
    },
    name,
    { timeout: LONGEST_START_MS },
  );
  return Number(await found.jsonValue());
}

function debuggerAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr.on('data', (piece: Buffer) => {
      text += piece.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address) resolve(address);
    });
    stderr.on('end', () => reject(new Error(`Electron ended: ${text.slice(-500)}`)));
  });
}
