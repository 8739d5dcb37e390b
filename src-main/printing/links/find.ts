import type { FoundPrinter } from '../../../src-shared/contract/printing-shapes.ts';
import type { FindPorts } from '../../module/links/discover.ts';
import { type PrinterWays, systemWays } from './open.ts';
import { listCupsQueues } from './system.ts';
import { listWindowsQueues } from './system-windows.ts';
import { listUsbPrinters } from './usb-devices.ts';

/** What most serial receipt printers are set to when they leave the factory. */
const USUAL_LINE = { baudRate: 9600, flow: 'none' } as const;

/**
 * The printers that this computer knows of: those on USB, the queues of the system, and every serial
 * port, since nothing tells what hangs on one.
 */
export async function findPrinters(
  findPorts: FindPorts,
  ways: PrinterWays = systemWays,
): Promise<FoundPrinter[]> {
  const [usb, queues, ports] = await Promise.all([
    listUsbPrinters(ways.loadUsb),
    ways.platform === 'win32' ? listWindowsQueues() : listCupsQueues(),
    findPorts(),
  ]);
  return [
    ...usb.map(({ address, description }) => ({
      printer: { kind: 'usb' as const, ...address },
      description,
    })),
    ...queues.map((queue) => ({ printer: { kind: 'system' as const, queue }, description: queue })),
    ...ports.map(({ path, description }) => ({
      printer: { kind: 'serial' as const, path, ...USUAL_LINE },
      description,
    })),
  ];
}
