import type { BrowserWindow } from 'electron';
import type { ScreenAddress } from './screen-address.ts';

/** What the screen may ask of the browser: to put a token on the clipboard. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

/** Whatever could leave this program. The screen's own scheme is not among them and costs nothing. */
const NETWORK = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);

/**
 * Electron's security checklist for a window that shows one page of ours: no navigation away, no new
 * windows, no webviews, no permissions, no requests to anywhere, no downloads but the screen's own.
 */
export function denyEverythingElse(window: BrowserWindow, address: ScreenAddress): void {
  const { webContents } = window;
  const { session } = webContents;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => {
    if (event.url !== `${address.origin}/index.html`) event.preventDefault();
  });
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  session.setPermissionRequestHandler((_, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.includes(permission)),
  );
  session.setPermissionCheckHandler((_, permission) => ALLOWED_PERMISSIONS.includes(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: NETWORK }, (request, answer) => {
    const url = new URL(request.url);
    answer({ cancel: url.protocol !== `${address.scheme}:` || url.host !== address.host });
  });
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${address.origin}`)) event.preventDefault();
  });
}
