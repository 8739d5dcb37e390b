import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import about from '../../package.json' with { type: 'json' };
import { openCounter } from '../../src-main/counter.ts';
import { buildIfStale } from '../../src-main/shell/stale-build.ts';
import { openTill, type Till } from '../../src-main/till.ts';
import { startPaperSink } from '../main/printing/paper-sink.ts';
import { TestClock } from '../main/test-clock.ts';
import { startBreakingModule } from './breaking-module.ts';
import { Camera } from './camera.ts';
import { NOW, openExampleShop } from './example-shop.ts';
import { counter, firstRun, trouble } from './scenes.ts';
import { makeSheets } from './sheets.ts';
import { speaking } from './speaking-page.ts';
import { Words } from './words.ts';

/*
 * `npm run screens [-- --out DIR] [--language fr]`: pictures of every screen, light and dark, in both sizes
 * and two languages, taken of the till itself on its counter, and sheets to look at them all. Those that
 * README and docs show are put into docs.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is shown to readers, by the name it has there. */
const SHOWN: Readonly<Record<string, string>> = {
  'first-run-light.png': 'first-run-light-1280x800.png',
  'find-light.png': 'find-light-1280x800.png',
  'till-light.png': 'amount-light-1280x800.png',
  'sold-dark.png': 'sold-dark-1280x800.png',
  'sale-light.png': 'sale-light-1280x800.png',
  'unfinished-light.png': 'unfinished-light-1280x800.png',
  'licence-light.png': 'module-licence-found-light-1280x800.png',
  'keys-dark.png': 'module-keys-dark-1280x800.png',
  'shift-light.png': 'shift-counted-light-1280x800.png',
  'audit-dark.png': 'settings-audit-checked-dark-1280x800.png',
};

/** What the user guide shows, in each of its languages, by the name it has there. */
const GUIDE: Readonly<Record<string, string>> = {
  'first-run.png': 'first-run-light-1024x600.png',
  'find.png': 'find-light-1024x600.png',
  'amount.png': 'amount-light-1024x600.png',
  'sold.png': 'sold-light-1024x600.png',
  'together.png': 'amount-together-light-1280x800.png',
  'customer.png': 'customer-light-1024x600.png',
  'settings-prices.png': 'settings-prices-light-1024x600.png',
  'settings-slip.png': 'settings-slip-and-printer-light-1024x600.png',
  'settings-backups.png': 'settings-backups-light-1024x600.png',
  'shift.png': 'shift-light-1024x600.png',
  'shift-counted.png': 'shift-counted-light-1024x600.png',
  'reports.png': 'reports-light-1024x600.png',
  'licence.png': 'module-licence-found-light-1024x600.png',
  'alarms.png': 'module-alarms-light-1024x600.png',
};

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'out', 'screens') },
    language: { type: 'string', multiple: true, default: ['en', 'fr'] },
  },
});

// Slips carry the time of the shop's place, and so does the browser.
const TIME_ZONE = 'Africa/Johannesburg';
process.env.TZ = TIME_ZONE;

if (!(await buildIfStale(root))) process.exit(1);
await rm(flags.out, { recursive: true, force: true });
await mkdir(flags.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ],
});
const failed: string[] = [];
try {
  for (const language of flags.language) {
    await mkdir(join(flags.out, language));
    for (const photograph of [photographFirstRun, photographCounter, photographTrouble]) {
      await photograph(language);
    }
    await makeSheets(browser, join(flags.out, language));
  }
} finally {
  await browser.close();
}
if (failed.length > 0) {
  for (const each of failed) console.error(each);
  process.exit(1);
}
await show(SHOWN, 'en', 'docs/pictures');
for (const language of ['en', 'fr']) await show(GUIDE, language, `docs/guide/pictures/${language}`);
console.log(`Pictures of every screen are in ${flags.out}, those of README and guide in docs.`);

/** Copies pictures to where readers find them. */
async function show(
  shown: Readonly<Record<string, string>>,
  language: string,
  folder: string,
): Promise<void> {
  if (!flags.language.includes(language)) return;
  await mkdir(join(root, folder), { recursive: true });
  for (const [name, taken] of Object.entries(shown)) {
    await copyFile(join(flags.out, language, taken), join(root, folder, name));
  }
}

async function photographFirstRun(language: string): Promise<void> {
  await withTill(async (till) => {
    await withPage(till, language, firstRun);
  });
}

async function photographCounter(language: string): Promise<void> {
  const printer = await startPaperSink();
  await withTill(async (till, clock) => {
    const link = { kind: 'built-in' } as const;
    await openExampleShop({ till, clock, link, language, printerPort: printer.port });
    await withPage(till, language, (page, camera) => counter(page, camera, printer));
  });
  await printer.close();
}

async function photographTrouble(language: string): Promise<void> {
  await withTill(async (till, clock) => {
    const host = await startBreakingModule(() => clock.now());
    const link = { kind: 'tcp', host: '127.0.0.1', port: host.port } as const;
    await openExampleShop({ till, clock, link, language, printerPort: null });
    await withPage(till, language, (page, camera) => trouble(page, camera, host));
    await host.close();
  });
}

/** A till on a folder of its own, with a clock that stands at {@link NOW}. */
async function withTill(work: (till: Till, clock: TestClock) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'voltill-screens-'));
  const clock = new TestClock(NOW);
  const till = await openTill({ dataFolder: folder, version: about.version, clock });
  try {
    await work(till, clock);
  } finally {
    await till.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function withPage(
  till: Till,
  language: string,
  work: (page: Page, camera: Camera) => Promise<void>,
): Promise<void> {
  const screenFolder = join(root, 'out', 'renderer');
  const served = await openCounter({ till, screenFolder, port: 0 });
  const context = await browser.newContext({
    locale: `${language}-ZA`,
    timezoneId: TIME_ZONE,
    viewport: { width: 1280, height: 800 },
  });
  try {
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(served.url);
    const spoken = speaking(page, new Words(language));
    const camera = new Camera(spoken, join(flags.out, language));
    await work(spoken, camera);
    failed.push(...camera.failed.map((scene) => `${language}: ${scene}`));
  } catch (reason) {
    // The other pictures are taken all the same.
    failed.push(`${language}: ${reason}`);
  } finally {
    await context.close();
    await served.close();
  }
}
