import type {
  PrinterCondition,
  PrinterSettings,
} from '../../../src-shared/contract/printing-shapes.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { Refusal } from '../../refusal.ts';
import { PrinterError, type PrinterLink } from './link.ts';
import { openSerialPrinter } from './serial.ts';
import { openCupsQueue } from './system.ts';
import { openWindowsQueue } from './system-windows.ts';
import { openTcpPrinter } from './tcp.ts';
import { openUsbPrinter, seeUsbPrinter } from './usb.ts';
import { loadUsbLibrary, type UsbLibrary, usbName } from './usb-devices.ts';

/** What printers are reached with. Tests bring others. */
export interface PrinterWays {
  readonly loadUsb: () => Promise<UsbLibrary>;
  readonly platform: NodeJS.Platform;
}

export const systemWays: PrinterWays = { loadUsb: loadUsbLibrary, platform: process.platform };

/** Opens the printer that the settings name. @throws Refusal `printer.none`, or a PrinterError */
export async function openPrinter(
  settings: PrinterSettings,
  ways: PrinterWays = systemWays,
): Promise<PrinterLink> {
  switch (settings.kind) {
    case 'none':
      throw new Refusal('printer.none');
    case 'tcp':
      return openTcpPrinter(settings);
    case 'serial':
      return openSerialPrinter(settings);
    case 'usb':
      return openUsbPrinter(settings, ways.loadUsb);
    case 'system':
      return ways.platform === 'win32'
        ? openWindowsQueue(settings.queue)
        : openCupsQueue(settings.queue);
    default:
      return assertNever(settings);
  }
}

/**
 * Looks whether the printer is there without taking it from anybody, and answers whether that could be
 * done. A USB printer has one user at a time, and the system's queue may print on it as well.
 *
 * @throws PrinterError where it is not there
 */
export async function seePrinter(
  settings: PrinterSettings,
  ways: PrinterWays = systemWays,
): Promise<boolean> {
  if (settings.kind !== 'usb') return false;
  await seeUsbPrinter(settings, ways.loadUsb);
  return true;
}

/** In these a printer takes bytes and keeps them, or loses them. */
const CANNOT_PRINT = ['paper-out', 'cover-open', 'offline'] as const;

/** Why a printer in this condition prints nothing; null where it does. */
export function troubleOf(
  condition: PrinterCondition,
  settings: PrinterSettings,
): PrinterError | null {
  const trouble = CANNOT_PRINT.find((each) => each === condition);
  return trouble ? new PrinterError(trouble, { printer: printerName(settings) }) : null;
}

/** What a person would call it. */
export function printerName(settings: PrinterSettings): string {
  switch (settings.kind) {
    case 'none':
      return '';
    case 'tcp':
      return settings.host;
    case 'serial':
      return settings.path;
    case 'usb':
      return usbName(settings);
    case 'system':
      return settings.queue;
  }
}
