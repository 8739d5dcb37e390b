import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, nativeTheme, powerMonitor } from 'electron';
import { onLastResort } from './last-resort.ts';
import type { ScreenAddress } from './screen-address.ts';
import { serveScreen } from './screen-server.ts';
import { denyEverythingElse } from './window-security.ts';
import { WindowTill } from './window-till.ts';
import { keepZoomKeys } from './zoom-keys.ts';

/** The build puts main process, preload script and screen side by side. */
const built = join(fileURLToPath(new URL('.', import.meta.url)), '..');

/** Opens the window, and the till on a data folder behind it. Ends the program when the window is closed. */
export async function openTillWindow(dataFolder: string, address: ScreenAddress): Promise<void> {
  app.on('window-all-closed', () => app.quit());
  const till = new WindowTill(dataFolder);
  closeTidily(till);
  onLastResort({
    crashed: (error) => till.crashed(error),
    close: () => till.close(),
    // The person's own hands may be far from a terminal.
    tell: (message, hint) => dialog.showErrorBox('Voltill', `${message}\n\n${hint}`),
    exit: (code) => app.exit(code),
  });
  await app.whenReady();
  powerMonitor.on('resume', () => till.woke());
  serveScreen(address, join(built, 'renderer'));
  const window = openWindow(address);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  till.connect(window, address);
  await window.loadURL(`${address.origin}/index.html`);
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

/** Lets the till finish what it writes before the process ends. */
function closeTidily(till: WindowTill): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    till
      .close()
      .catch((error: unknown) => console.error(error))
      // Not quit(), which would come here again.
      .finally(() => app.exit());
  });
}
