import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { findElectron } from '../../src-main/shell/find-electron.ts';
import { type Figure, median } from './figures.ts';
import { dataFolderOn, emptyLedger, METERS, SALES, seededLedger } from './seeded-ledger.ts';

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
 * From starting the process to the cursor in the sale field, with many meters and sales in the ledger, in
 * turn with an empty ledger and with an empty Electron window. Answers the reason where there is no Electron to start.
 */
export async function startFigures(): Promise<Figure[] | string> {
  const electron = await findElectron(root);
  if (!electron.ok) return `start-up was not measured: ${electron.error}`;
  const work = mkdtempSync(join(tmpdir(), 'voltill-start-'));
  try {
    const empty = join(work, 'empty');
    const big = join(work, 'big');
    const small = join(work, 'small');
    mkdirSync(empty);
    writeFileSync(join(empty, 'package.json'), '{ "name": "empty", "main": "main.cjs" }');
    writeFileSync(join(empty, 'main.cjs'), EMPTY_APP);
    writeFileSync(join(empty, 'index.html'), EMPTY_PAGE);
    dataFolderOn(await seededLedger(), big);
    dataFolderOn(await emptyLedger(work), small);
    const times: Times = { window: [], small: [], big: [] };
    const timeOn = (folder: string) =>
      timeToMark(electron.value, [...IN_TIME, root, '--data', folder], 'sell-ready');
    // The first round warms the disk's cache and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const bare = await timeToMark(
        electron.value,
        [empty, `--user-data-dir=${work}/chromium`],
        'ready',
      );
      // Each of the two goes first as often as the other.
      const isOdd = round % 2 === 1;
      const first = await timeOn(isOdd ? small : big);
      const second = await timeOn(isOdd ? big : small);
      if (round === 0) continue;
      times.window.push(bare);
      times.small.push(isOdd ? first : second);
      times.big.push(isOdd ? second : first);
    }
    return figures(times);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Times {
  readonly window: number[];
  readonly small: number[];
  readonly big: number[];
}

function figures({ window, small, big }: Times): Figure[] {
  const ratios = (to: readonly number[]) =>
    big.map((each, index) => each / (to[index] ?? Number.NaN));
  return [
    { name: 'empty Electron window', value: median(window), unit: 'ms' },
    { name: 'sale screen ready, empty ledger', value: median(small), unit: 'ms' },
    {
      name: `sale screen ready, ${METERS} meters, ${SALES} sales`,
      value: median(big),
      unit: 'ms',
    },
    {
      name: 'sale screen to empty window',
      value: median(ratios(window)),
      unit: '×',
      bound: { kind: 'at most', value: 1.5 },
    },
    {
      name: 'sale screen on a big ledger to one on an empty one',
      value: median(ratios(small)),
      unit: '×',
      bound: { kind: 'at most', value: 1.3 },
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
