import { defineConfig } from '@playwright/test';
import { noElectron } from '../tests/e2e/electron-binary.ts';
import type { ShellOption } from '../tests/e2e/test.ts';

/* The same till in both of its shells: Electron's window, and Chromium on the counter. */

// Playwright loads this file once more in each worker.
const isWorker = process.env.TEST_WORKER_INDEX !== undefined;
const reason = noElectron();
if (reason && !isWorker) console.error(`The window tests are skipped: ${reason}.\n`);

/** Chromium shall reach for nothing but the till. */
const browser = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
  ],
};

export default defineConfig<ShellOption>({
  testDir: '../tests/e2e',
  outputDir: '../out/e2e',
  reporter: 'list',
  // One till at a time: focus and the clipboard belong to whoever has the screen.
  workers: 1,
  // On a busy machine of CI one window in a thousand comes late. What needed a second try is named as
  // flaky at the end of the run, and is a fault to be mended; at a developer's it fails at once.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 15_000, navigationTimeout: 30_000, screenshot: 'only-on-failure' },
  projects: [
    { name: 'window', use: { shell: 'window' }, testIgnore: '**/*.counter.spec.ts' },
    {
      name: 'counter',
      use: { shell: 'counter', launchOptions: browser },
      testIgnore: '**/*.window.spec.ts',
    },
  ],
});
