import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';
import { PrinterError, type PrinterLink, type PrinterTrouble } from './link.ts';
import { AnswerBytes, askCondition } from './real-time-status.ts';
import {
  findUsbPrinter,
  type UsbInEndpoint,
  type UsbLibrary,
  type UsbOutEndpoint,
  type UsbPrinterAddress,
  type UsbPrinterDevice,
  usbName,
} from './usb-devices.ts';

/** Without a byte taken, a printer is out of paper or has its cover open. */
const SENDING_MS = 10_000;
/** Small enough that one transfer ends before a slow print head makes it time out. */
const PIECE = 2048;
const READING_MS = 200;
const MOST_ANSWER = 64;

/** libusb's numbers, as errors carry them. */
const NO_PERMISSION = -3;
const NO_DEVICE = -4;
const BUSY = -6;
const TIMED_OUT = 2;
const DEVICE_GONE = 5;

/** Opens a USB printer and takes it over from the system's driver. @throws PrinterError */
export async function openUsbPrinter(
  address: UsbPrinterAddress,
  load: () => Promise<UsbLibrary>,
): Promise<PrinterLink> {
  const printer = usbName(address);
  const device = await pluggedIn(address, load);
  try {
    return new UsbPrinter(printer, device);
  } catch (error) {
    closeQuietly(device);
    throw new PrinterError(troubleOf(error), { printer }, error);
  }
}

/** Looks whether a USB printer is plugged in, and leaves it to the system's driver. @throws PrinterError */
export async function seeUsbPrinter(
  address: UsbPrinterAddress,
  load: () => Promise<UsbLibrary>,
): Promise<void> {
  closeQuietly(await pluggedIn(address, load));
}

/** The device, open and not taken from anybody. @throws PrinterError */
async function pluggedIn(
  address: UsbPrinterAddress,
  load: () => Promise<UsbLibrary>,
): Promise<UsbPrinterDevice> {
  const printer = usbName(address);
  const device = await findUsbPrinter(address, load).catch((error: unknown) => {
    throw new PrinterError(troubleOf(error), { printer }, error);
  });
  if (!device) throw new PrinterError('not-found', { printer });
  return device;
}

class UsbPrinter implements PrinterLink {
  readonly #name: string;
  readonly #device: UsbPrinterDevice;
  readonly #face;
  readonly #out: UsbOutEndpoint;
  readonly #in: UsbInEndpoint | null;
  readonly #hadDriver: boolean;
  #closed = false;

  /** The device is open. */
  constructor(name: string, device: UsbPrinterDevice) {
    this.#name = name;
    this.#device = device;
    this.#face = device.face;
    // Linux gives printers to its own driver, usblp, and one has to be asked to let go.
    this.#hadDriver = process.platform === 'linux' && this.#face.isKernelDriverActive();
    if (this.#hadDriver) this.#face.detachKernelDriver();
    this.#face.claim();
    this.#out = device.out();
    this.#out.timeout = SENDING_MS;
    this.#in = device.in();
    if (this.#in) this.#in.timeout = READING_MS;
  }

  async condition(): Promise<PrinterCondition> {
    const answers = new AnswerBytes();
    const reader = this.#in;
    if (!reader) return 'unknown';
    return askCondition({
      write: (bytes) => this.send(bytes),
      next: async (milliseconds) => {
        for (let waited = 0; waited < milliseconds; waited += READING_MS) {
          const kept = await answers.next(0);
          if (kept !== null) return kept;
          const bytes = await read(reader);
          if (bytes) answers.push(bytes);
        }
        return answers.next(0);
      },
    });
  }

  async send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE) {
      await this.#piece(Buffer.from(bytes.subarray(at, at + PIECE)));
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await new Promise<void>((resolve) => this.#face.release(true, () => resolve()));
    try {
      // Whoever prints through the system's queue as well finds it as it was.
      if (this.#hadDriver) this.#face.attachKernelDriver();
    } catch {
      // It is unplugged, or the driver does not want it back: nothing more can be done from here.
    }
    closeQuietly(this.#device);
  }

  #piece(piece: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#out.transfer(piece, (error) => {
        if (!error) resolve();
        else reject(new PrinterError(sendingTrouble(error), { printer: this.#name }, error));
      });
    });
  }
}

function closeQuietly(device: UsbPrinterDevice): void {
  try {
    device.close();
  } catch {
    // It was unplugged meanwhile.
  }
}

/** Null where nothing came in time. */
function read(reader: UsbInEndpoint): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    reader.transfer(MOST_ANSWER, (error, data) => resolve(error || !data ? null : data));
  });
}

function sendingTrouble(error: unknown): PrinterTrouble {
  return numberOf(error) === TIMED_OUT ? 'timeout' : 'broken';
}

function troubleOf(error: unknown): PrinterTrouble {
  switch (numberOf(error)) {
    case NO_PERMISSION:
      return 'no-permission';
    case BUSY:
      return 'port-taken';
    case NO_DEVICE:
    case DEVICE_GONE:
      return 'not-found';
    default:
      return 'not-found';
  }
}

function numberOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errno' in error)) return null;
  return typeof error.errno === 'number' ? error.errno : null;
}
