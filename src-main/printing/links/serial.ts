import type { SerialPort } from 'serialport';
import type {
  FlowControl,
  PrinterCondition,
} from '../../../src-shared/contract/printing-shapes.ts';
import { LinkClosed, type LinkClosedReason } from '../../module/links/link.ts';
import { openPort } from '../../module/links/serial.ts';
import { PrinterError, type PrinterLink, type PrinterTrouble } from './link.ts';
import { AnswerBytes, askCondition } from './real-time-status.ts';

interface SerialPrinterSettings {
  /** e.g. `/dev/ttyUSB0` or `COM3`. */
  readonly path: string;
  /** Bits a second. */
  readonly baudRate: number;
  readonly flow: FlowControl;
}

/** A slip takes some seconds at 9600 bits a second; more than this and the printer holds the line. */
const SENDING_MS = 20_000;

const troubleOf: Readonly<Record<LinkClosedReason, PrinterTrouble>> = {
  'not-found': 'not-found',
  'port-taken': 'port-taken',
  'no-permission': 'no-permission',
  unplugged: 'broken',
};

/** Opens a printer on a serial port. @throws PrinterError */
export async function openSerialPrinter(
  settings: SerialPrinterSettings,
  sendingMs: number = SENDING_MS,
): Promise<PrinterLink> {
  try {
    return new SerialPrinter(await openPort(settings), sendingMs);
  } catch (error) {
    if (!(error instanceof LinkClosed)) throw error;
    throw new PrinterError(troubleOf[error.reason], { printer: settings.path }, error);
  }
}

class SerialPrinter implements PrinterLink {
  readonly #port: SerialPort;
  readonly #sendingMs: number;
  readonly #answers = new AnswerBytes();
  #onLost: (cause?: Error) => void = () => {};
  /** The printer has not taken all it was sent. */
  #unsent = false;

  constructor(port: SerialPort, sendingMs: number) {
    this.#port = port;
    this.#sendingMs = sendingMs;
    port.on('data', (bytes: Buffer) => this.#answers.push(bytes));
    port.on('error', (cause: Error) => this.#onLost(cause));
    port.on('close', (cause?: Error | null) => this.#onLost(cause ?? undefined));
  }

  condition(): Promise<PrinterCondition> {
    return askCondition({
      write: (bytes) => this.#hand(bytes),
      next: (milliseconds) => this.#answers.next(milliseconds),
    });
  }

  send(bytes: Uint8Array): Promise<void> {
    return this.#hand(bytes);
  }

  async close(): Promise<void> {
    this.#onLost = () => {};
    if (!this.#port.isOpen) return;
    // What a printer that holds the line never took must not keep the port, nor come out later.
    if (this.#unsent) await new Promise<void>((resolve) => this.#port.flush(() => resolve()));
    await new Promise<void>((resolve) => this.#port.close(() => resolve()));
  }

  /** Until the last byte has left: the system takes a whole slip long before a printer does. */
  #hand(bytes: Uint8Array): Promise<void> {
    this.#unsent = true;
    return new Promise((resolve, reject) => {
      const end = (trouble: PrinterTrouble | null, cause?: Error) => {
        clearTimeout(timer);
        if (trouble === null) {
          this.#unsent = false;
          resolve();
        } else reject(new PrinterError(trouble, { printer: this.#port.path }, cause));
      };
      const timer = setTimeout(() => end('timeout'), this.#sendingMs);
      this.#onLost = (cause) => end('broken', cause);
      this.#port.write(Buffer.from(bytes), (error) => {
        if (error) end('broken', error);
        else this.#port.drain((failed) => (failed ? end('broken', failed) : end(null)));
      });
    });
  }
}
