import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './shells.ts';
import { expect, test } from './test.ts';
import { TillPage } from './till-page.ts';

/* `npm start`, as somebody types it. */

function start(args: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
  return spawn(process.execPath, [join(ROOT, 'src-main/start.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
}

/** Collects what a program says on its standard error. */
function complaintsOf(program: ReturnType<typeof start>): () => string {
  let said = '';
  program.stderr.on('data', (text) => {
    said += text;
  });
  return () => said;
}

async function firstLine(program: ReturnType<typeof start>): Promise<string> {
  const [line] = await once(createInterface(program.stdout), 'line');
  return line;
}

test('--counter prints its address first, and the till is there', async ({ tills, page }) => {
  const folder = await tills.shops.training();
  const program = start(['--counter', '--data', folder]);
  const url = await firstLine(program);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  await page.goto(url);
  const screen = new TillPage(page);
  await screen.ready();
  await screen.sellTo('nomsa', '50');

  const { port } = new URL(url);
  const second = start(['--counter', '--port', port, '--data', tills.shops.empty()]);
  const complaints = complaintsOf(second);
  const [code] = await once(second, 'close');
  expect(code).toBe(2);
  expect(complaints()).toContain(`Port ${port} is taken by another program.`);

  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
});

test('without a display the same till is served for a browser', async ({ tills, page }) => {
  test.skip(process.platform !== 'linux', 'other systems always have a display');
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const program = start(['--data', tills.shops.empty()], environment);
  const complaints = complaintsOf(program);
  const url = await firstLine(program);
  await page.goto(url);
  await expect(page.getByLabel('Shop name')).toBeFocused();
  expect(complaints()).toBe(
    'No Electron window: there is no display. Serving the till for a browser instead.\n',
  );
  program.kill('SIGTERM');
  expect(await once(program, 'close')).toEqual([0, null]);
});
