import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noElectron } from '../e2e/electron-binary.ts';
import { measureQuotes, NO_BEAT, QUOTE_BOUND_MS } from '../e2e/quote-latency.ts';
import { openElectron, ROOT } from '../e2e/shells.ts';
import { TillPage } from '../e2e/till-page.ts';
import { addMeters } from '../seed/metered-shop.ts';
import { type Figure, median, percentile } from './figures.ts';
import { dataFolderOn, emptyLedger, METERS } from './seeded-ledger.ts';

const ROUNDS = 60;

/**
 * From a key in the amount to its price painted in the window, with many meters in the ledger: the till's own
 * time, and the same with the wait for the next beat of a screen at 60 Hz. Answers the reason where there is
 * no Electron to start.
 */
export async function quoteFigures(): Promise<Figure[] | string> {
  const reason = noElectron();
  if (reason) return `quotes were not measured: ${reason}`;
  const work = mkdtempSync(join(tmpdir(), 'voltill-quote-'));
  try {
    const folder = join(work, 'data');
    dataFolderOn(await emptyLedger(work), folder);
    addMeters(folder, METERS);
    const alone = await timesIn(folder, NO_BEAT);
    const onScreen = await timesIn(folder, []);
    const p99 = percentile(alone, 0.99);
    return [
      { name: `key to painted price, ${METERS} meters`, value: median(alone), unit: 'ms' },
      {
        name: 'the same, 99th percentile',
        value: p99,
        unit: 'ms',
        bound: { kind: 'at most', value: QUOTE_BOUND_MS },
      },
      { name: 'the same on a screen of 60 Hz', value: median(onScreen), unit: 'ms' },
      { name: 'the same, 99th percentile', value: percentile(onScreen, 0.99), unit: 'ms' },
    ];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function timesIn(folder: string, flags: readonly string[]): Promise<number[]> {
  const main = join(ROOT, 'out/main/electron.cjs');
  const shell = await openElectron([...flags, '-r', main, ROOT, '--data', folder]);
  try {
    const screen = new TillPage(shell.page);
    await screen.ready();
    await screen.find('nomsa');
    // The first ones warm up.
    await measureQuotes(screen, 5);
    return await measureQuotes(screen, ROUNDS);
  } finally {
    await shell.close();
  }
}
