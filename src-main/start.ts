import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import about from '../package.json' with { type: 'json' };
import { dataFolder } from './shell/data-folder.ts';
import { findElectron } from './shell/find-electron.ts';
import { onLastResort } from './shell/last-resort.ts';
import { buildIfStale } from './shell/stale-build.ts';
import { toldToStop } from './shell/told-to-stop.ts';

/*
 * `npm start`: the till in its window; where no window can be had, the same till in a browser.
 * Only the counter's URL and what `--help` says go to standard output.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

const HELP = `npm start -- [--data DIR] [--counter] [--port N]

  --data DIR   keep everything in DIR
  --counter    serve the till for a browser on this machine, and print its URL first
  --port N     the counter's port; a free one if left out
`;

/** Whatever ends sooner than this has not shown a window. */
const START_MS = 4000;

interface Flags {
  readonly data: string;
  readonly counter: boolean;
  readonly port: number;
}

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags();
  if (typeof flags === 'number') return flags;
  if (!(await buildIfStale(root))) return 1;
  if (flags.counter) return serveCounter(flags, false);
  const found = await findElectron(root);
  if (!found.ok) return fallBack(flags, found.error);
  const ended = await openWindow(found.value, flags);
  return ended === 'could not start'
    ? fallBack(flags, 'Electron is here but cannot run on this system')
    : ended;
}

function readFlags(): Flags | number {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        counter: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      console.error(`--port takes a number from 0 to 65535, not ${values.port}.`);
      return 2;
    }
    return { data: dataFolder(values.data), counter: values.counter, port };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    return 2;
  }
}

/**
 * Runs Electron until it ends; answers its exit code. What ends at once, by a signal or a code of its
 * own, could not start: a system library is missing, or the system forbids its sandbox.
 */
function openWindow(executable: string, flags: Flags): Promise<number | 'could not start'> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = performance.now();
  const child = spawn(executable, [root, '--data', flags.data, ...sandbox], { stdio: 'inherit' });
  let stopped = false;
  void toldToStop().then(() => {
    stopped = true;
    child.kill();
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve('could not start'));
    child.on('exit', (code) => {
      const atOnce = performance.now() - began < START_MS;
      resolve(code !== 0 && atOnce && !stopped ? 'could not start' : (code ?? 1));
    });
  });
}

function fallBack(flags: Flags, reason: string): Promise<number> {
  console.error(`No Electron window: ${reason}. Serving the till for a browser instead.`);
  return serveCounter(flags, true);
}

async function serveCounter(flags: Flags, openBrowser: boolean): Promise<number> {
  const [{ openCounter }, { openTill }] = await Promise.all([
    import('./counter.ts'),
    import('./till.ts'),
  ]);
  const till = await openTill({ dataFolder: flags.data, version: about.version });
  let counter: Awaited<ReturnType<typeof openCounter>>;
  try {
    const screenFolder = join(root, 'out', 'renderer');
    counter = await openCounter({ till, screenFolder, port: flags.port });
  } catch (error) {
    await till.close();
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    console.error(
      taken
        ? `Port ${flags.port} is taken by another program. Choose another with --port, or leave it out.`
        : `The counter could not be opened: ${error instanceof Error ? error.message : error}`,
    );
    return 2;
  }
  const close = async () => {
    await counter.close();
    await till.close();
  };
  onLastResort({
    crashed: (error) => till.crashed(error),
    close,
    tell: (message, hint) => console.error(`${message}\n${hint}`),
    exit: (code) => process.exit(code),
  });
  console.log(counter.url);
  if (openBrowser && hasDisplay()) {
    const { default: open } = await import('open');
    await open(counter.url).catch(() => console.error('Open this address in a browser.'));
  }
  await toldToStop();
  await close();
  return 0;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
