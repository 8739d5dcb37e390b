import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, protocol } from 'electron';
import { CALL, EVENT } from './shell/channels.ts';
import { dataFolder } from './shell/data-folder.ts';
import { readScreenFile, securityHeaders } from './shell/screen-files.ts';
import { denyEverythingElse } from './shell/window-security.ts';
import { keepZoomKeys } from './shell/zoom-keys.ts';
import { openTill, type Till } from './till.ts';

/* Shell 1: the till in a window of its own. */

const HOST = 'till';
const START = `app://${HOST}/index.html`;
const here = fileURLToPath(new URL('.', import.meta.url));
const screenFolder = join(here, '..', 'renderer');

const { values: flags } = parseArgs({
  args: process.argv.slice(1),
  options: { data: { type: 'string' } },
  strict: false,
});
const folder = dataFolder(typeof flags.data === 'string' ? flags.data : undefined);

// Chromium's own files stay inside the data folder, and one folder has one till.
app.setPath('userData', join(folder, 'window'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);
if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

let window: BrowserWindow | undefined;
if (app.requestSingleInstanceLock()) {
  // The ledger opens while Chromium starts.
  const opening = openTill({ dataFolder: folder, version: app.getVersion() });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(
    () => {
      serveScreen();
      window = openWindow();
      connect(window, opening);
    },
    (error: unknown) => console.error(error),
  );
  closeTidily(opening);
} else {
  console.error(`Voltill is open already with the data folder ${folder}.`);
  app.quit();
}

function serveScreen(): void {
  const headers = securityHeaders();
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const file = url.host === HOST ? await readScreenFile(screenFolder, url.pathname) : null;
    if (!file) return new Response('not found', { status: 404, headers });
    return new Response(file.body, { headers: { ...headers, 'Content-Type': file.type } });
  });
}

function openWindow(): BrowserWindow {
  const opened = new BrowserWindow({
    title: 'Voltill',
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#121512' : '#f4f5f2',
    webPreferences: {
      preload: join(here, '..', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  opened.once('ready-to-show', () => opened.show());
  denyEverythingElse(opened, START);
  keepZoomKeys(opened);
  return opened;
}

/** Ties the window to the till: calls in, events out. */
function connect(opened: BrowserWindow, opening: Promise<Till>): void {
  const { webContents } = opened;
  let session = opening.then((till) => till.openSession());
  // A reloaded screen is a new screen: it has to sign in again.
  webContents.on('did-start-navigation', (details) => {
    if (!details.isMainFrame || details.isSameDocument) return;
    session.then(
      (old) => opening.then((till) => till.closeSession(old)),
      () => undefined,
    );
    session = opening.then((till) => till.openSession());
  });
  ipcMain.handle(CALL, async (event, name: unknown, input: unknown) => {
    const fromOurScreen =
      event.sender === webContents &&
      event.senderFrame === webContents.mainFrame &&
      event.senderFrame.url.startsWith(`app://${HOST}/`);
    if (!fromOurScreen) throw new Error('not from the till’s screen');
    const till = await opening;
    return till.dispatch(await session, String(name), input);
  });
  opening.then(
    (till) => {
      const stop = till.onEvent((event) => {
        if (!webContents.isDestroyed()) webContents.send(EVENT, event);
      });
      opened.on('closed', stop);
    },
    (error: unknown) => console.error(error),
  );
  opened.loadURL(START).catch((error: unknown) => console.error(error));
}

/** Lets the till finish what it writes before the process ends. */
function closeTidily(opening: Promise<Till>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    opening
      .then((till) => till.close())
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
