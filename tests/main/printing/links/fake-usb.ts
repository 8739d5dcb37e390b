import type { UsbLibrary } from '../../../../src-main/printing/links/usb-devices.ts';
import type { PrinterCondition } from '../../../../src-shared/contract/printing-shapes.ts';
import { statusAnswer, takeQuestions } from '../status-answer.ts';

class UsbError extends Error {
  readonly errno: number;
  constructor(message: string, errno: number) {
    super(message);
    this.errno = errno;
  }
}

export const NO_PERMISSION = -3;
export const BUSY = -6;
const TIMED_OUT = 2;
const DEVICE_GONE = 5;

type Device = ReturnType<UsbLibrary['getDeviceList']>[number];
type Face = NonNullable<Device['interfaces']>[number];

/** A USB printer of memory. It says what it is asked and does wrong what it is told to. */
export class FakeUsbPrinter {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  condition: PrinterCondition = 'ready';
  /** libusb's number for what is in the way of opening or claiming it; null for nothing. */
  openTrouble: number | null = null;
  claimTrouble: number | null = null;
  /** It takes this many bytes of a slip, and then none or no more at all. */
  stallsAfter: number | null = null;
  vanishesAfter: number | null = null;
  /** What happened to it, in order. */
  readonly story: string[] = [];
  paper: Uint8Array = new Uint8Array();
  #answers: number[] = [];

  constructor(vendorId: number, productId: number, serialNumber = '') {
    this.vendorId = vendorId;
    this.productId = productId;
    this.serialNumber = serialNumber;
  }

  device(printerClass = 7): Device {
    const texts = ['', 'Epson', 'TM-T20III', this.serialNumber];
    return {
      deviceDescriptor: {
        idVendor: this.vendorId,
        idProduct: this.productId,
        iManufacturer: 1,
        iProduct: 2,
        iSerialNumber: this.serialNumber === '' ? 0 : 3,
      },
      configDescriptor: { interfaces: [[{ bInterfaceClass: printerClass }]] },
      interfaces: [this.#face(printerClass)],
      open: () => {
        if (this.openTrouble !== null) throw new UsbError('LIBUSB_ERROR', this.openTrouble);
        this.story.push('open');
      },
      close: () => void this.story.push('close'),
      getStringDescriptor: (index, done) => done(undefined, texts[index]),
    };
  }

  #face(printerClass: number): Face {
    return {
      descriptor: { bInterfaceClass: printerClass },
      endpoints: [
        {
          direction: 'out',
          transferType: 2,
          timeout: 0,
          transfer: (bytes: Buffer, done: (error?: Error) => void) => done(this.#take(bytes)),
        },
        {
          direction: 'in',
          transferType: 2,
          timeout: 0,
          transfer: (_: number, done: (error?: Error, data?: Buffer) => void) => {
            const answer = this.#answers.shift();
            if (answer === undefined) done(new UsbError('LIBUSB_TRANSFER_TIMED_OUT', TIMED_OUT));
            else done(undefined, Buffer.of(answer));
          },
        },
      ],
      claim: () => {
        if (this.claimTrouble !== null) throw new UsbError('LIBUSB_ERROR', this.claimTrouble);
        this.story.push('claim');
      },
      release: (_, done) => {
        this.story.push('release');
        done();
      },
      isKernelDriverActive: () => true,
      detachKernelDriver: () => void this.story.push('detach'),
      attachKernelDriver: () => void this.story.push('attach'),
    };
  }

  #take(bytes: Buffer): Error | undefined {
    const { asked, rest } = takeQuestions(bytes);
    if (this.condition !== 'unknown') {
      this.#answers.push(...asked.map((n) => statusAnswer(n, this.condition)));
    }
    const length = this.paper.length + rest.length;
    if (this.stallsAfter !== null && length > this.stallsAfter) {
      return new UsbError('LIBUSB_TRANSFER_TIMED_OUT', TIMED_OUT);
    }
    if (this.vanishesAfter !== null && length > this.vanishesAfter) {
      return new UsbError('LIBUSB_TRANSFER_NO_DEVICE', DEVICE_GONE);
    }
    this.paper = new Uint8Array(Buffer.concat([this.paper, rest]));
    return undefined;
  }
}
