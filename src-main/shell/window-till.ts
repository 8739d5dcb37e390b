import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import about from '../../package.json' with { type: 'json' };
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Session, Till } from '../till.ts';
import { CALL, EVENT } from './channels.ts';
import type { ScreenAddress } from './screen-address.ts';

/**
 * The till that stands behind the window. Its code is loaded while Chromium starts its other processes; it
 * is opened when the screen first asks for something. The page waits for the main process until it has
 * drawn its first frame, so whatever is done here meanwhile is done at its expense.
 */
export class WindowTill {
  readonly #dataFolder: string;
  readonly #loading: Promise<typeof import('../till.ts')>;
  #opening: Promise<Till> | null = null;
  #till: Till | null = null;
  #session: Session | null = null;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
    // In the next turn: first Chromium is set going.
    this.#loading = new Promise((resolve) => setImmediate(resolve)).then(
      () => import('../till.ts'),
    );
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

  /** The computer slept. */
  woke(): void {
    this.#till?.woke();
  }

  /** Null where there is no till yet. */
  crashed(error: unknown): Failure | null {
    return this.#till?.crashed(error) ?? null;
  }

  /** Lets the till finish what it writes. */
  async close(): Promise<void> {
    const till = await this.#opening;
    await till?.close();
  }

  async #open(window: BrowserWindow): Promise<Till> {
    const { openTill } = await this.#loading;
    const till = await openTill({ dataFolder: this.#dataFolder, version: about.version });
    const stop = till.onEvent(
      (event) => {
        if (!window.isDestroyed()) window.webContents.send(EVENT, event);
      },
      () => this.#session,
    );
    window.once('closed', stop);
    this.#till = till;
    return till;
  }

  #endSession(): void {
    const old = this.#session;
    this.#session = null;
    if (old) void this.#opening?.then((till) => till.closeSession(old));
  }
}
