import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import type { Clock } from '../../src-main/clock.ts';
import { openCounter } from '../../src-main/counter.ts';
import type { FindPorts } from '../../src-main/module/links/discover.ts';
import { openTill } from '../../src-main/till.ts';
import type { Answer } from '../../src-shared/contract/failure.ts';
import type { Call } from './ask.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A till that is open in one of its shells. */
export interface Shell {
  readonly page: Page;
  /** Electron itself; null at the counter. */
  readonly electron: ElectronApplication | null;
  /** Where the counter is, with its secret; the address of the page in a window. */
  readonly url: string;
  /** Asks the till beside the screen, as another screen of the same shell would. */
  readonly call: Call;
  /** Ends the till; its ledger is closed when this resolves. */
  close(): Promise<void>;
}

export interface ScreenOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The serial ports there are; none if left out. At the counter only: a window finds the real ones. */
  readonly findPorts?: FindPorts;
  /** The till's clock. At the counter only: a window has the one of the machine. */
  readonly clock?: Clock;
}

/**
 * The till in Electron's window. `-r` loads its main file before Electron is ready, as Electron itself
 * does with the app of its command line.
 */
export function openWindow(folder: string): Promise<Shell> {
  return openElectron(['-r', join(ROOT, 'out/main/electron.cjs'), ROOT, '--data', folder]);
}

/**
 * Runs Electron with these arguments and waits for its window. Without `executablePath`: only then does
 * Playwright hold the app back until it has hold of it. A window that opens sooner is sometimes lost to it.
 */
export async function openElectron(args: readonly string[]): Promise<Shell> {
  // As root, Chromium has no sandbox; it has one wherever a shop runs it.
  const electron = await _electron.launch({
    args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    cwd: ROOT,
  });
  try {
    const page = await electron.firstWindow();
    return {
      page,
      electron,
      url: page.url(),
      call: (name, input) => page.evaluate(callThroughPreload, { name, input }),
      close: () => electron.close(),
    };
  } catch (error) {
    await electron.close();
    throw error;
  }
}

/** Runs inside the page. */
async function callThroughPreload(question: {
  name: string;
  input: unknown;
}): Promise<Answer<unknown>> {
  const bridge: unknown = Reflect.get(window, 'voltill');
  if (typeof bridge !== 'object' || bridge === null) throw new Error('no bridge');
  return Reflect.get(bridge, 'call')(question.name, question.input);
}

/** The till on the loopback, with a page of the browser on it. */
export async function openAtCounter(
  folder: string,
  browser: Browser,
  { findPorts = async () => [], clock, ...options }: ScreenOptions,
): Promise<Shell> {
  const parts = { version: 'e2e', checkOutputs: true, findPorts, ...(clock ? { clock } : {}) };
  const till = await openTill({ dataFolder: folder, ...parts });
  const counter = await openCounter({ till, screenFolder: join(ROOT, 'out/renderer'), port: 0 });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-ZA',
    ...options,
  });
  const page = await context.newPage();
  const beside = till.openSession();
  const close = async () => {
    await context.close();
    await counter.close();
    await till.close();
  };
  try {
    await page.goto(counter.url);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    page,
    electron: null,
    url: counter.url,
    call: (name, input) => till.dispatch(beside, name, input),
    close,
  };
}
