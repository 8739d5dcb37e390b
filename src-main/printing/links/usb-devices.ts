import type { PrinterSettings } from '../../../src-shared/contract/printing-shapes.ts';

/** The class of USB devices, and of their interfaces, that print. */
const PRINTER_CLASS = 7;
const BULK = 2;

export type UsbPrinterAddress = Omit<PrinterSettings & { kind: 'usb' }, 'kind'>;

type Done = (error?: Error) => void;

export interface UsbOutEndpoint {
  timeout: number;
  transfer(bytes: Buffer, done: Done): unknown;
}

export interface UsbInEndpoint {
  timeout: number;
  transfer(length: number, done: (error: Error | undefined, data?: Buffer) => void): unknown;
}

interface UsbEndpoint {
  readonly direction: 'in' | 'out';
  readonly transferType: number;
}

interface UsbInterface {
  readonly descriptor: { readonly bInterfaceClass: number };
  readonly endpoints: readonly object[];
  claim(): void;
  release(closeEndpoints: boolean, done: Done): void;
  isKernelDriverActive(): boolean;
  detachKernelDriver(): void;
  attachKernelDriver(): void;
}

interface UsbDevice {
  readonly deviceDescriptor: {
    readonly idVendor: number;
    readonly idProduct: number;
    readonly iManufacturer: number;
    readonly iProduct: number;
    readonly iSerialNumber: number;
  };
  readonly interfaces: readonly UsbInterface[] | undefined;
  /** What interfaces it has, without opening it. */
  readonly configDescriptor:
    | { readonly interfaces: readonly (readonly { readonly bInterfaceClass: number }[])[] }
    | undefined;
  open(): void;
  close(): void;
  getStringDescriptor(index: number, done: (error?: Error, text?: string) => void): void;
}

/** The `usb` package, as far as it is used. Tests bring one of their own. */
export interface UsbLibrary {
  getDeviceList(): readonly UsbDevice[];
}

/** Loaded with the first look: a till without a USB printer never loads native code for it. */
export async function loadUsbLibrary(): Promise<UsbLibrary> {
  const { usb } = await import('usb');
  return usb;
}

/** An open device, and the part of it that prints. */
export interface UsbPrinterDevice {
  readonly face: UsbInterface;
  /** @throws Error where it has none, so that it is no printer */
  out(): UsbOutEndpoint;
  /** Null for a printer that cannot be asked anything. */
  in(): UsbInEndpoint | null;
  close(): void;
}

/** e.g. `USB 04b8:0e15`. */
export function usbName({ vendorId, productId }: UsbPrinterAddress): string {
  const hex = (number: number) => number.toString(16).padStart(4, '0');
  return `USB ${hex(vendorId)}:${hex(productId)}`;
}

/** Opens the printer with that address; null where it is not plugged in. @throws what libusb does */
export async function findUsbPrinter(
  address: UsbPrinterAddress,
  load: () => Promise<UsbLibrary>,
): Promise<UsbPrinterDevice | null> {
  let trouble: unknown = null;
  for (const device of printersIn(await load())) {
    const { idVendor, idProduct } = device.deviceDescriptor;
    if (idVendor !== address.vendorId || idProduct !== address.productId) continue;
    try {
      device.open();
    } catch (error) {
      trouble = error;
      continue;
    }
    const serial = await textOf(device, device.deviceDescriptor.iSerialNumber);
    const face = device.interfaces?.find(isPrinting);
    if (face && (address.serialNumber === '' || address.serialNumber === serial)) {
      return openedDevice(device, face);
    }
    device.close();
  }
  // One that is there and cannot be opened is more to tell than that there is none.
  if (trouble !== null) throw trouble;
  return null;
}

interface ListedUsbPrinter {
  readonly address: UsbPrinterAddress;
  /** Maker and name; empty where nobody may read them. */
  readonly description: string;
}

/** The printers on USB. Where there is no USB there are none. */
export async function listUsbPrinters(
  load: () => Promise<UsbLibrary>,
): Promise<ListedUsbPrinter[]> {
  const library = await load().catch(() => null);
  const found: ListedUsbPrinter[] = [];
  for (const device of library ? listed(library) : []) found.push(await describe(device));
  return found;
}

function listed(library: UsbLibrary): readonly UsbDevice[] {
  try {
    return printersIn(library);
  } catch {
    return [];
  }
}

async function describe(device: UsbDevice): Promise<ListedUsbPrinter> {
  const { idVendor, idProduct, ...index } = device.deviceDescriptor;
  const kind = { vendorId: idVendor, productId: idProduct };
  try {
    device.open();
  } catch {
    // It can be chosen all the same, and the test slip says what is in the way.
    return { address: { ...kind, serialNumber: '' }, description: '' };
  }
  const maker = await textOf(device, index.iManufacturer);
  const name = await textOf(device, index.iProduct);
  const serialNumber = await textOf(device, index.iSerialNumber);
  device.close();
  return { address: { ...kind, serialNumber }, description: `${maker} ${name}`.trim() };
}

function printersIn(library: UsbLibrary): UsbDevice[] {
  return library
    .getDeviceList()
    .filter(({ configDescriptor }) =>
      configDescriptor?.interfaces.some((settings) =>
        settings.some(({ bInterfaceClass }) => bInterfaceClass === PRINTER_CLASS),
      ),
    );
}

function isPrinting(face: UsbInterface): boolean {
  return face.descriptor.bInterfaceClass === PRINTER_CLASS;
}

function openedDevice(device: UsbDevice, face: UsbInterface): UsbPrinterDevice {
  return {
    face,
    out: () => {
      const out = face.endpoints.find(isBulkOut);
      if (!out) throw new Error('a printer without an endpoint to print to');
      return out;
    },
    in: () => face.endpoints.find(isBulkIn) ?? null,
    close: () => device.close(),
  };
}

function isBulk(endpoint: object): endpoint is UsbEndpoint {
  return 'transferType' in endpoint && endpoint.transferType === BULK && 'direction' in endpoint;
}

function isBulkOut(endpoint: object): endpoint is UsbEndpoint & UsbOutEndpoint {
  return isBulk(endpoint) && endpoint.direction === 'out';
}

function isBulkIn(endpoint: object): endpoint is UsbEndpoint & UsbInEndpoint {
  return isBulk(endpoint) && endpoint.direction === 'in';
}

/** A text the device says of itself; empty for none (index 0). */
function textOf(device: UsbDevice, index: number): Promise<string> {
  if (index === 0) return Promise.resolve('');
  return new Promise((resolve) => {
    device.getStringDescriptor(index, (error, text) => resolve(error || !text ? '' : text.trim()));
  });
}
