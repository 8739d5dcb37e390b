import type { PrinterSettings } from '../../../src-shared/contract/printing-shapes.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { Refusal } from '../../refusal.ts';
import type { PrinterLink } from './link.ts';
import { openSerialPrinter } from './serial.ts';
import { openCupsQueue } from './system.ts';
import { openWindowsQueue } from './system-windows.ts';
import { openTcpPrinter } from './tcp.ts';
import { openUsbPrinter } from './usb.ts';
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
