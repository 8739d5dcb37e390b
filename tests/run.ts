import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../src-main/shell/stale-build.ts';

/*
 * `npm test`: the unit tests, then the same till in a real window and in a browser. What the second
 * half needs of the system is installed where that is allowed, and named where it is not.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: flags, positionals } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (flags.only !== 'e2e') {
    const code = await run('vitest', ['run', '--config', '.config/vitest.ts', ...positionals]);
    if (code !== 0 || flags.only === 'unit') return code;
  }
  if (!(await buildIfStale(root))) return 1;
  const tools = findTools();
  if (!tools) return 1;
  if (positionals.length > 0) return endToEnd(tools, positionals);
  // Both shells at once: each has a screen of its own, and a till waits more than it works.
  const codes = await Promise.all(
    ['window', 'counter'].map((project) =>
      endToEnd(tools, ['--project', project, '--output', join(root, 'out', 'e2e', project)]),
    ),
  );
  return Math.max(...codes);
}

function endToEnd(tools: Tools, words: readonly string[]): Promise<number> {
  const playwright = ['test', '--config', '.config/playwright.ts', ...words];
  const environment = { ...process.env, CHROMIUM: tools.chromium };
  if (!tools.xvfb) return run('playwright', playwright, environment);
  // Without -noreset, Xvfb ends together with the first window.
  const screen = '-screen 0 1400x1000x24 -noreset';
  return run('xvfb-run', ['-a', '-s', screen, 'playwright', ...playwright], environment);
}

interface Tools {
  readonly chromium: string;
  /** Whether windows have to be opened on a display of the tests' own. */
  readonly xvfb: boolean;
}

/** Finds Chromium and, on Linux without a display, Xvfb; installs them where it may. */
function findTools(): Tools | null {
  const xvfb = process.platform === 'linux' && !process.env.DISPLAY;
  const missing = () => [
    ...(chromium() ? [] : ['chromium']),
    ...(xvfb && !isCommand('xvfb-run') ? ['xvfb', 'xauth'] : []),
  ];
  const wanted = missing();
  if (wanted.length > 0) aptInstall(wanted);
  const browser = chromium();
  if (browser && missing().length === 0) return { chromium: browser, xvfb };
  console.error(
    `The window and browser tests need ${missing().join(', ')}. On Debian or Ubuntu:\n` +
      `  sudo apt-get install --no-install-recommends ${missing().join(' ')}\n` +
      'Elsewhere, install Chromium or Chrome and name it in CHROMIUM. ' +
      'The other tests alone: npm run test:unit',
  );
  return null;
}

function chromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
  ];
  return usual.find((file) => existsSync(file)) ?? null;
}

function aptInstall(packages: readonly string[]): void {
  if (!isCommand('apt-get') || process.getuid?.() !== 0) return;
  console.log(`Installing ${packages.join(', ')} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['-qq', ...words], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
}

function isCommand(name: string): boolean {
  return spawnSync(name, ['--help'], { stdio: 'ignore' }).error === undefined;
}

function run(command: string, words: string[], environment = process.env): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, words, {
      cwd: root,
      env: environment,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
