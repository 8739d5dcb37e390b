import { stat } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import { type Link, LinkClosed, type LinkClosedReason } from './link.ts';
import { StreamLink } from './stream-link.ts';

/** What is left out is as modules use it: 9600 8N1. */
export interface SerialSettings {
  /** e.g. `/dev/ttyUSB0` or `COM3`. */
  readonly path: string;
  /** Bits a second, 300 to 115200. */
  readonly baudRate?: number | undefined;
  readonly dataBits?: 7 | 8 | undefined;
  readonly parity?: 'none' | 'even' | 'odd' | undefined;
  readonly stopBits?: 1 | 2 | undefined;
  /** How the far side says that it is not ready for more; it does not, if left out. */
  readonly flow?: 'none' | 'hardware' | 'software' | undefined;
}

/**
 * Opens a serial port or USB serial adapter. Rejects with a {@link LinkClosed}: `not-found`,
 * `port-taken` by another program, or `no-permission`. A port whose driver does not answer is `not-found`
 * after five seconds.
 */
export async function openSerialLink(settings: SerialSettings): Promise<Link> {
  return new SerialLink(settings.path, await openPort(settings));
}

/** The port alone, open and its lines up. Rejects as {@link openSerialLink} does. */
export async function openPort(settings: SerialSettings): Promise<SerialPort> {
  // Loaded here so that a till without a cable never loads native code, and starts without it.
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({
    path: settings.path,
    baudRate: settings.baudRate ?? 9600,
    dataBits: settings.dataBits ?? 8,
    parity: settings.parity ?? 'none',
    stopBits: settings.stopBits ?? 1,
    rtscts: settings.flow === 'hardware',
    xon: settings.flow === 'software',
    xoff: settings.flow === 'software',
    // Two programs on one line would read each other's answers.
    lock: true,
    autoOpen: false,
  });
  await opened(port, settings.path);
  return port;
}

/** How long a driver may take to open a port, in milliseconds. */
const OPENING_MS = 5000;

/** Resolves when the port is open and its lines are up. One that opens too late is closed again. */
function opened(port: SerialPort, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const timer = setTimeout(() => {
      isGivenUp = true;
      if (port.isOpen) port.close(() => {});
      const waited = `${path}: did not open within ${OPENING_MS / 1000} s`;
      reject(new LinkClosed(waited, 'not-found'));
    }, OPENING_MS);
    port.open((error) => {
      if (isGivenUp) {
        if (!error) port.close(() => {});
      } else if (error) {
        clearTimeout(timer);
        reject(notOpened(path, error));
      } else {
        raiseModemLines(port, () => {
          clearTimeout(timer);
          resolve();
        });
      }
    });
  });
}

/**
 * Some adapters take their power from DTR and RTS, some modules listen only while DTR is up. A
 * pseudo-terminal has no such lines and reports an error, which does not matter.
 */
function raiseModemLines(port: SerialPort, done: () => void): void {
  port.set({ dtr: true, rts: true }, () => done());
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

/** Between two looks whether the port is still there, in milliseconds. */
const PRESENCE_MS = 2000;

class SerialLink extends StreamLink {
  readonly #port: SerialPort;
  /**
   * Where a port hangs up in the moment in which serialport reads, it reads nothing for ever and tells
   * nobody. On Windows ports are no files, and reading ends with an error.
   */
  readonly #presence =
    process.platform === 'win32'
      ? undefined
      : setInterval(() => {
          stat(this.name).catch((cause: Error) => this.#gone(cause));
        }, PRESENCE_MS).unref();

  constructor(name: string, port: SerialPort) {
    super(name);
    this.#port = port;
    port.on('data', (bytes: Buffer) => this.listeners.data(bytes));
    port.on('error', (cause: Error) => this.#gone(cause));
    port.on('close', (cause?: Error | null) => this.#gone(cause ?? undefined));
  }

  async close(): Promise<void> {
    clearInterval(this.#presence);
    this.listeners.close();
    await new Promise<void>((resolve) => {
      if (this.#port.isOpen && !this.#port.closing) this.#port.close(() => resolve());
      else resolve();
    });
  }

  protected canSend(): boolean {
    return this.#port.isOpen;
  }

  protected send(bytes: Uint8Array, done: (error?: Error | null) => void): void {
    this.#port.write(Buffer.from(bytes), done);
  }

  #gone(cause?: Error): void {
    clearInterval(this.#presence);
    this.listeners.close(
      new LinkClosed(`${this.name}: ${cause?.message ?? 'closed'}`, 'unplugged', { cause }),
    );
    if (this.#port.isOpen && !this.#port.closing) this.#port.close(() => {});
  }
}
