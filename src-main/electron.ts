import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, Menu, protocol } from 'electron';
import { dataFolder } from './shell/data-folder.ts';
import { APP_SCHEME, screenAddress } from './shell/screen-address.ts';
import { openTillWindow } from './shell/till-window.ts';

/*
 * Shell 1: the till in a window of its own. This file says what has to be said before Chromium is
 * ready.
 */

if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

const { values: flags } = parseArgs({
  args: process.argv.slice(1),
  options: { data: { type: 'string' } },
  // Chromium's own switches stand beside ours.
  strict: false,
});
const folder = dataFolder(typeof flags.data === 'string' ? flags.data : undefined);

// Chromium's files stay inside the data folder, and one folder has one till.
app.setPath('userData', join(folder, 'window'));
if (app.requestSingleInstanceLock()) {
  openTillWindow(folder, screenAddress(registerScheme())).catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
} else {
  console.error(`Voltill is open already with the data folder ${folder}.`);
  app.quit();
}

/** Answers false where it is too late: Chromium takes no new scheme once it is ready. */
function registerScheme(): boolean {
  try {
    protocol.registerSchemesAsPrivileged([
      {
        scheme: APP_SCHEME,
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
    return true;
  } catch {
    return false;
  }
}
