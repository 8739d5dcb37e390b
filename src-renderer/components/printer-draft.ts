import type { FlowControl, PrinterSettings } from '../../src-shared/contract/printing-shapes.ts';
import { readPort } from '../helpers/port.ts';

type UsbAddress = Omit<Extract<PrinterSettings, { kind: 'usb' }>, 'kind'>;

/** A printer as it is being chosen: what was typed for one kind stays while another is looked at. */
export interface PrinterDraft {
  readonly kind: PrinterSettings['kind'];
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly baudRate: number;
  readonly flow: FlowControl;
  /** Null until one was chosen among those found. */
  readonly usb: UsbAddress | null;
  readonly queue: string;
}

const EMPTY: PrinterDraft = {
  kind: 'none',
  host: '',
  port: '9100',
  path: '',
  baudRate: 9600,
  flow: 'none',
  usb: null,
  queue: '',
};

export function printerDraftOf(printer: PrinterSettings): PrinterDraft {
  switch (printer.kind) {
    case 'tcp':
      return { ...EMPTY, ...printer, port: String(printer.port) };
    case 'usb': {
      const { kind, ...usb } = printer;
      return { ...EMPTY, kind, usb };
    }
    default:
      return { ...EMPTY, ...printer };
  }
}

export type PrinterProblem = 'host' | 'port' | 'path' | 'usb' | 'queue';

/** The printer the draft stands for, or what is missing. */
export function printerFrom(
  draft: PrinterDraft,
): { readonly printer: PrinterSettings } | { readonly problem: PrinterProblem } {
  const { kind, host, path, baudRate, flow, usb, queue } = draft;
  switch (kind) {
    case 'none':
      return { printer: { kind } };
    case 'tcp': {
      const port = readPort(draft.port);
      if (host.trim() === '') return { problem: 'host' };
      return port === null ? { problem: 'port' } : { printer: { kind, host, port } };
    }
    case 'serial':
      if (path.trim() === '') return { problem: 'path' };
      return { printer: { kind, path, baudRate, flow } };
    case 'usb':
      return usb ? { printer: { kind, ...usb } } : { problem: 'usb' };
    case 'system':
      if (!isQueueName(queue.trim())) return { problem: 'queue' };
      return { printer: { kind, queue } };
  }
}

/** A name that begins with a dash would be an option of the program that prints. */
function isQueueName(name: string): boolean {
  return name !== '' && !name.startsWith('-');
}

/** e.g. `04b8:0e15`, as the labels of USB devices have it. */
export function usbLabel({ vendorId, productId, serialNumber }: UsbAddress): string {
  const hex = (number: number) => number.toString(16).padStart(4, '0');
  return [`${hex(vendorId)}:${hex(productId)}`, serialNumber].filter((part) => part).join(' ');
}
