import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { electronBinary } from './electron-binary.ts';
import { startStranger } from './http.ts';
import { scriptThatRan } from './injected.ts';
import { openElectron, ROOT } from './shells.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';
import { TillPage } from './till-page.ts';

/* Electron's security checklist, tried from the side of a screen that went bad. */

inEitherShell();

let till: OpenTill;
let page: Page;
let electron: ElectronApplication;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
  page = till.shell.page;
  if (!till.shell.electron) throw new Error('these tests are about the window');
  electron = till.shell.electron;
});
test.beforeEach(() => till.screen.reload());
test.afterEach(async () => {
  // Whatever was tried, the till is still there and nowhere else.
  expect(page.url()).toBe('app://till/index.html');
  expect(electron.windows()).toHaveLength(1);
  await till.screen.ready();
});
test.afterAll(({ tills }) => tills.closeAll());

test('the screen has no Node and one narrow door', async () => {
  const found = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter(
      (name) => name in window,
    ),
    door: Object.keys(Reflect.get(window, 'voltill')),
    doors: Object.getOwnPropertyNames(window).filter((name) => /voltill|electron|ipc/i.test(name)),
    replaced: Reflect.set(Reflect.get(window, 'voltill'), 'call', () => 'mine'),
  }));
  expect(found).toEqual({
    node: [],
    door: ['call', 'onEvent'],
    doors: ['voltill'],
    replaced: false,
  });
});

test('the window is isolated and sandboxed', async () => {
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return Reflect.apply(
      Reflect.get(window?.webContents ?? {}, 'getLastWebPreferences'),
      window?.webContents,
      [],
    );
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

for (const [where, address] of [
  ['a web site', 'https://example.com/'],
  ['a file', 'file:///etc/passwd'],
  ['another host of ours', 'app://elsewhere/index.html'],
  ['another file of ours', 'app://till/assets/'],
  ['a page made up on the spot', 'data:text/html,<h1>mine</h1>'],
] as const) {
  test(`it cannot be led to ${where}`, async () => {
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      window.location.assign(url);
    }, address);
    // As long as a page needs to come.
    await page.waitForTimeout(250);
    // Playwright waits for a navigation that was denied, so Electron is asked where the window is.
    const here = await electron.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const ready = await window?.webContents.executeJavaScript(
        'document.documentElement.dataset.ready',
      );
      const url = window?.webContents.getURL();
      window?.webContents.reload();
      return { url, ready };
    });
    expect(here).toEqual({ url: 'app://till/index.html', ready: 'sell' });
  });
}

test('it cannot open another window', async () => {
  const opened = await page.evaluate(() => [
    window.open('https://example.com/') === null,
    window.open('app://till/index.html') === null,
    window.open('about:blank') === null,
  ]);
  expect(opened).toEqual([true, true, true]);
});

test('script that was put into the page does not run', async () => {
  expect(await scriptThatRan(page)).toEqual([]);
});

test('it reaches nothing but itself', async () => {
  const stranger = await startStranger();
  const reached = await page.evaluate(async (url) => {
    const outcome = (target: EventTarget, good: string) =>
      new Promise<boolean>((resolve) => {
        target.addEventListener(good, () => resolve(true));
        target.addEventListener('error', () => resolve(false));
      });
    const loads = (element: HTMLElement) => {
      document.body.append(element);
      return outcome(element, 'load');
    };
    const answers = (address: string, how: RequestInit = {}) =>
      fetch(address, how).then(
        () => true,
        () => false,
      );
    navigator.sendBeacon(`${url}beacon`);
    const frame = Object.assign(document.createElement('iframe'), { src: `${url}frame` });
    document.body.append(frame);
    const [itself, ...others] = await Promise.all([
      answers('index.html'),
      answers(`${url}fetch`),
      answers(`${url}no-cors`, { mode: 'no-cors' }),
      outcome(new WebSocket(url.replace('http', 'ws')), 'open'),
      loads(Object.assign(document.createElement('img'), { src: `${url}image` })),
      loads(Object.assign(document.createElement('script'), { src: `${url}script` })),
    ]);
    return { itself, others };
  }, stranger.url);
  expect(reached.itself).toBe(true);
  expect(reached.others).toEqual([false, false, false, false, false]);
  expect(stranger.visits).toEqual([]);
  await stranger.close();
});

test('its own protocol gives what the screen was built from and nothing else', async () => {
  const answers = await electron.evaluate(
    async ({ net }, paths) =>
      Promise.all(
        paths.map(async (path) => {
          // A path that means no file of the screen has no answer at all.
          const answer = await net.fetch(path).catch(() => null);
          return answer?.status ?? null;
        }),
      ),
    [
      'app://till/index.html',
      'app://till/',
      'app://till/missing.js',
      'app://till/../main/electron.cjs',
      'app://till/%2e%2e/main/electron.cjs',
      'app://till/..%2fmain%2felectron.cjs',
      'app://till/..%5cpreload%5cpreload.cjs',
      'app://till/%2e%2e%2f%2e%2e%2fpackage.json',
      'app://till//etc/passwd',
      'app://elsewhere/index.html',
    ],
  );
  expect(answers).toEqual([200, null, null, null, null, null, null, null, null, null]);
  const policy = await page.evaluate(async () => {
    const answer = await fetch('index.html');
    return answer.headers.get('Content-Security-Policy');
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

test('it is given no permission', async () => {
  const given = await page.evaluate(async () => {
    const allowed = (work: Promise<unknown>) =>
      work.then(
        () => 'given',
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      );
    return {
      notifications: await Notification.requestPermission(),
      place: await allowed(
        new Promise((resolve, reject) => {
          navigator.geolocation.getCurrentPosition(resolve, ({ code }) =>
            reject(new Error(String(code))),
          );
        }),
      ),
      camera: await allowed(navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await allowed(navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await allowed(navigator.clipboard.readText()),
    };
  });
  expect(given.notifications).toBe('denied');
  expect(Object.values(given)).not.toContain('given');
});

test('what the screen asks is parsed before it is believed', async () => {
  for (const [name, input] of [
    ['till.close', {}],
    ['__proto__', {}],
    ['sales.get', { saleId: 'one' }],
    ['sales.get', { saleId: 1, more: true }],
    ['sale.sell', null],
  ] as const) {
    const answer = await till.shell.call(name, input);
    expect(answer.ok).toBe(false);
  }
});

test('one folder has one till', async () => {
  const second = spawn(
    electronBinary(),
    [
      ...['-r', join(ROOT, 'out/main/electron.cjs'), ROOT, '--data', till.folder],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  second.stderr.on('data', (text) => {
    said += text;
  });
  await once(second, 'close');
  expect(said).toContain('Voltill is open already');
});

test('a till that was loaded late works all the same', async ({ tills }) => {
  const shell = await openElectron([ROOT, '--data', await tills.shops.training()]);
  try {
    const screen = new TillPage(shell.page);
    await screen.ready();
    expect(shell.page.url()).toMatch(/^(https:\/\/till\.invalid|app:\/\/till)\/index\.html$/);
    await screen.sellTo('nomsa', '50');
    expect(await scriptThatRan(shell.page)).toEqual([]);
  } finally {
    await shell.close();
  }
});
