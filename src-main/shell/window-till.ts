import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import about from '../../package.json' with { type: 'json' };
import type { Session, Till } from '../till.ts';
import { CALL, EVENT } from './channels.ts';
import type { ScreenAddress } from './screen-address.ts';

/**
 * The till that stands behind the window. It is loaded when the screen first asks for something: until
 * then the page waits for the main process at many points, and whatever else that does holds it up.
 */
export class WindowTill {
  readonly #dataFolder: string;
  #opening: Promise<Till> | null = null;
  #session: Session | null = null;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** Ties a window to the till: calls in, events out. To be done before its page is loaded. */
  connect(window: BrowserWindow, address: ScreenAddress): void {
    const { webContents } = window;
    // A reloaded screen is a new screen: it has to sign in again.
    webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#endSession();
    });
    ipcMain.handle(CALL, async (event: IpcMainInvokeEvent, name: unknown, input: unknown) => {
      const fromOurScreen =
        event.sender === webContents &&
        event.senderFrame === webContents.mainFrame &&
        event.senderFrame.url.startsWith(`${address.origin}/`);
      if (!fromOurScreen) throw new Error('not from the till’s screen');
      this.#opening ??= this.#open(window);
      const till = await this.#opening;
      this.#session ??= till.openSession();
      return till.dispatch(this.#session, String(name), input);
    });
  }

  /** Lets the till finish what it writes. */
  async close(): Promise<void> {
    const till = await this.#opening;
    await till?.close();
  }

  async #open(window: BrowserWindow): Promise<Till> {
    const { openTill } = await import('../till.ts');
    const till = await openTill({ dataFolder: this.#dataFolder, version: about.version });
    const stop = till.onEvent(
      (event) => {
        if (!window.isDestroyed()) window.webContents.send(EVENT, event);
      },
      () => this.#session,
    );
    window.once('closed', stop);
    return till;
  }

  #endSession(): void {
    const old = this.#session;
    this.#session = null;
    if (old) void this.#opening?.then((till) => till.closeSession(old));
  }
}
