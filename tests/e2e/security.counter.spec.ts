import { once } from 'node:events';
import { WebSocket } from 'ws';
import { get, startStranger } from './http.ts';
import { scriptThatRan } from './injected.ts';
import { expect, type OpenTill, test } from './test.ts';

/* The counter is on a network interface: whoever has not been given its address gets nothing. */

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

test('without its secret the counter has nothing to give', async () => {
  const { url } = till.shell;
  const { pathname } = new URL(url);
  expect(await get(url, pathname)).toMatchObject({ status: 200 });
  const wrongSecret = `/${'A'.repeat(pathname.length - 2)}/`;
  for (const path of ['/', '/index.html', wrongSecret, `${wrongSecret}socket`]) {
    expect(await get(url, path)).toMatchObject({ status: 404, body: 'not found' });
  }
});

test('under another name the counter has nothing to give', async () => {
  const { url } = till.shell;
  const { pathname, port } = new URL(url);
  for (const Host of ['till.example', `till.example:${port}`, '127.0.0.1', `[::1]:${port}`]) {
    expect(await get(url, pathname, { Host })).toMatchObject({ status: 404 });
  }
});

test('a socket opens for our own page only', async () => {
  const { url } = till.shell;
  const { host, origin, pathname } = new URL(url);
  const socket = (path: string, from: string | undefined) =>
    opens(new WebSocket(`ws://${host}${path}`, from === undefined ? {} : { origin: from }));
  expect(await socket(`${pathname}socket`, origin)).toBe(true);
  expect(await socket(`${pathname}socket`, 'https://example.com')).toBe(false);
  expect(await socket(`${pathname}socket`, 'null')).toBe(false);
  expect(await socket(`${pathname}socket`, undefined)).toBe(false);
  expect(await socket('/socket', origin)).toBe(false);
});

test('a page of somebody else cannot use an address it learnt', async () => {
  const stranger = await startStranger();
  const page = await till.shell.page.context().newPage();
  await page.goto(stranger.url);
  const reached = await page.evaluate(async (url) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}socket`);
    const opened = new Promise((resolve) => {
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    });
    const frame = document.createElement('iframe');
    frame.src = url;
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
    return {
      fetch: await fetch(url).then(
        () => true,
        () => false,
      ),
      socket: await opened,
    };
  }, till.shell.url);
  expect(reached).toEqual({ fetch: false, socket: false });
  // Nor can it put the till into a frame and trick a press out of somebody.
  const [framed] = page.frames().slice(1);
  expect(framed?.url()).not.toBe(till.shell.url);
  await page.close();
  await stranger.close();
});

test('script that was put into the page does not run', async () => {
  expect(await scriptThatRan(till.shell.page)).toEqual([]);
  await till.screen.reload();
});

async function opens(socket: WebSocket): Promise<boolean> {
  try {
    await once(socket, 'open');
    socket.close();
    return true;
  } catch {
    return false;
  }
}
