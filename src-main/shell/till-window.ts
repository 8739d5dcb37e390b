import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, ipcMain, nativeTheme, protocol } from 'electron';
import about from '../../package.json' with { type: 'json' };
import type { Session, Till } from '../till.ts';
import { CALL, EVENT } from './channels.ts';
import type { ScreenAddress } from './screen-address.ts';
import { readScreenFile, securityHeaders } from './screen-files.ts';
import { denyEverythingElse } from './window-security.ts';
import { keepZoomKeys } from './zoom-keys.ts';

/** No request for so long, in milliseconds, after a script: the screen has what it starts with. */
const QUIET_MS = 8;

/** The build puts window, preload script and screen side by side. */
const built = join(fileURLToPath(new URL('.', import.meta.url)), '..');

/**
 * Opens the window, and the till on a data folder behind it. Ends the program when the window is
 * closed.
 *
 * The till is loaded once the screen's script is on its way: the two then start side by side, and the
 * main process is not busy with the ledger while the window waits for its page.
 */
export async function openTillWindow(folder: string, address: ScreenAddress): Promise<void> {
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  const screenIsServed = serveScreen(address);
  const window = openWindow(address);
  const windowIsClosed = new Promise<void>((resolve) => window.once('closed', resolve));
  const opening = Promise.race([screenIsServed, windowIsClosed])
    .then(() => import('../till.ts'))
    .then(({ openTill }) => openTill({ dataFolder: folder, version: about.version }));
  closeTidily(opening);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  connect(window, address, opening);
}

/** Answers the window's requests for files; resolves when it has got what it starts with. */
function serveScreen(address: ScreenAddress): Promise<void> {
  const headers = securityHeaders();
  return new Promise((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    protocol.handle(address.scheme, async (request) => {
      const url = new URL(request.url);
      const file =
        url.host === address.host
          ? await readScreenFile(join(built, 'renderer'), url.pathname)
          : null;
      if (!file) return new Response('not found', { status: 404, headers });
      // The page asks for its scripts all at once.
      if (quiet || url.pathname.endsWith('.js')) {
        clearTimeout(quiet);
        quiet = setTimeout(resolve, QUIET_MS);
      }
      return new Response(file.body, { headers: { ...headers, 'Content-Type': file.type } });
    });
  });
}

function openWindow(address: ScreenAddress): BrowserWindow {
  const opened = new BrowserWindow({
    title: 'Voltill',
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#121512' : '#f4f5f2',
    webPreferences: {
      preload: join(built, 'preload', 'preload.cjs'),
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
  denyEverythingElse(opened, address);
  keepZoomKeys(opened);
  return opened;
}

/** Ties the window to the till: calls in, events out. */
function connect(opened: BrowserWindow, address: ScreenAddress, opening: Promise<Till>): void {
  const { webContents } = opened;
  let current: Session | null = null;
  const openSession = () =>
    opening.then((till) => {
      current = till.openSession();
      return current;
    });
  let session = openSession();
  // A reloaded screen is a new screen: it has to sign in again.
  webContents.on('did-start-navigation', (details) => {
    if (!details.isMainFrame || details.isSameDocument) return;
    session.then(
      (old) => opening.then((till) => till.closeSession(old)),
      () => undefined,
    );
    session = openSession();
  });
  ipcMain.handle(CALL, async (event, name: unknown, input: unknown) => {
    const fromOurScreen =
      event.sender === webContents &&
      event.senderFrame === webContents.mainFrame &&
      event.senderFrame.url.startsWith(`${address.origin}/`);
    if (!fromOurScreen) throw new Error('not from the till’s screen');
    const till = await opening;
    return till.dispatch(await session, String(name), input);
  });
  opening.then(
    (till) => {
      const stop = till.onEvent(
        (event) => {
          if (!webContents.isDestroyed()) webContents.send(EVENT, event);
        },
        () => current,
      );
      opened.on('closed', stop);
    },
    (error: unknown) => console.error(error),
  );
  opened.loadURL(`${address.origin}/index.html`).catch((error: unknown) => console.error(error));
}

/** Lets the till finish what it writes before the process ends. */
function closeTidily(opening: Promise<Till>): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    opening
      .then((till) => till.close())
      .catch((error: unknown) => console.error(error))
      // Not quit(), which would come here again.
      .finally(() => app.exit());
  });
}
