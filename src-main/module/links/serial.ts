import type { SerialPort } from 'serialport';
import { type Link, LinkClosed, type LinkClosedReason } from './link.ts';
import { LinkListeners } from './listeners.ts';

export interface SerialSettings {
  /** e.g. `/dev/ttyUSB0` or `COM3`. */
  readonly path: string;
  readonly baudRate?: number;
}

/**
 * Opens a serial port or USB serial adapter, 9600 8N1. Rejects with a {@link LinkClosed}: `not-found`,
 * `port-taken` by another program, or `no-permission`.
 */
export async function openSerialLink(settings: SerialSettings): Promise<Link> {
  // Loaded here so that a till without a cable never loads native code, and starts without it.
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({
    path: settings.path,
    baudRate: settings.baudRate ?? 9600,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    // Two programs on one line would read each other's answers.
    lock: true,
    autoOpen: false,
  });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error) reject(notOpened(settings.path, error));
      else resolve();
    });
  });
  const link = new SerialLink(settings.path, port);
  await raiseModemLines(port);
  return link;
}

/**
 * Some adapters take their power from DTR and RTS, some modules listen only while DTR is up. A
 * pseudo-terminal has no such lines and reports an error, which does not matter.
 */
function raiseModemLines(port: SerialPort): Promise<void> {
  return new Promise((resolve) => port.set({ dtr: true, rts: true }, () => resolve()));
}

/** The binding gives no error codes, only texts, e.g. `Error: Permission denied, cannot open /dev/ttyS0`. */
function notOpened(path: string, cause: Error): LinkClosed {
  return new LinkClosed(`${path}: ${cause.message}`, reasonOf(cause.message), { cause });
}

function reasonOf(text: string): LinkClosedReason {
  // Windows says "Access denied" for a port that another program holds.
  if (/cannot lock|temporarily unavailable|busy|access (is )?denied/i.test(text)) {
    return 'port-taken';
  }
  if (/permission denied|not permitted/i.test(text)) return 'no-permission';
  return 'not-found';
}

class SerialLink implements Link {
  readonly name: string;
  readonly #port: SerialPort;
  readonly #listeners = new LinkListeners();

  constructor(name: string, port: SerialPort) {
    this.name = name;
    this.#port = port;
    port.on('data', (bytes: Buffer) => this.#listeners.data(bytes));
    port.on('error', (cause: Error) => this.#gone(cause));
    port.on('close', (cause?: Error | null) => this.#gone(cause ?? undefined));
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#listeners.closed || !this.#port.isOpen) {
        reject(new LinkClosed(`${this.name} is closed`));
        return;
      }
      this.#port.write(Buffer.from(bytes), (error) => {
        // Part of the bytes may have left: this is no LinkClosed, the caller has to doubt.
        if (error) reject(error);
        else resolve();
      });
    });
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (reason?: Error) => void): void {
    this.#listeners.onClose(listener);
  }

  async close(): Promise<void> {
    this.#listeners.close();
    await new Promise<void>((resolve) => {
      if (this.#port.isOpen && !this.#port.closing) this.#port.close(() => resolve());
      else resolve();
    });
  }

  #gone(cause?: Error): void {
    this.#listeners.close(
      new LinkClosed(`${this.name}: ${cause?.message ?? 'closed'}`, 'unplugged', { cause }),
    );
    if (this.#port.isOpen && !this.#port.closing) this.#port.close(() => {});
  }
}
