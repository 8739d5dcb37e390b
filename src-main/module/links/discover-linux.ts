import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PortCandidate } from './discover.ts';

/** Where a Linux system keeps its devices and what it knows of them. Tests bring their own. */
export interface DeviceFolders {
  readonly dev: string;
  readonly sys: string;
}

const SYSTEM: DeviceFolders = { dev: '/dev', sys: '/sys' };

const USB = /^tty(USB|ACM|XRUSB|WCHUSB)\d+$/;
const ON_BOARD = /^tty(S|AMA)\d+$/;
/** Deeper than a port lies below its USB device. */
const STEPS_UP = 6;

/**
 * The serial ports of a Linux machine. What `SerialPort.list()` gets from `udevadm` is read where udevadm
 * reads it: it is not on every machine, and the search asks every two seconds.
 */
export async function discoverOnLinux(folders = SYSTEM): Promise<PortCandidate[]> {
  const names = await readdir(folders.dev);
  const consoles = await textOf(join(folders.sys, 'class/tty/console/active'));
  const found = names.map(async (name) => {
    if (USB.test(name)) return usbPort(name, folders);
    // No question belongs on a port where the system itself speaks to somebody.
    if (!ON_BOARD.test(name) || consoles?.split(' ').includes(name)) return null;
    return (await isThere(name, folders))
      ? { ...NOTHING_KNOWN, path: join(folders.dev, name) }
      : null;
  });
  return (await Promise.all(found)).filter((port) => port !== null);
}

const NOTHING_KNOWN = {
  description: '',
  vendorId: null,
  productId: null,
  usbSerial: null,
} as const;

/** Linux names ports that a machine might have; type 0 says that there is no chip behind the name. */
async function isThere(name: string, { sys }: DeviceFolders): Promise<boolean> {
  const type = await textOf(join(sys, 'class/tty', name, 'type'));
  return type !== null && type !== '0';
}

async function usbPort(name: string, { dev, sys }: DeviceFolders): Promise<PortCandidate> {
  const path = join(dev, name);
  const device = await usbDeviceOf(join(sys, 'class/tty', name, 'device'));
  if (!device) return { ...NOTHING_KNOWN, path };
  const [vendorId, productId, usbSerial, maker, product] = await Promise.all(
    ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product'].map((file) =>
      textOf(join(device, file)),
    ),
  );
  return {
    path,
    description: [maker, product].filter((part) => part).join(' '),
    vendorId: vendorId || null,
    productId: productId || null,
    usbSerial: usbSerial || null,
  };
}

/** The folder of the USB device above a port: the one that says who made it. */
async function usbDeviceOf(port: string): Promise<string | null> {
  let folder = await realpath(port).catch(() => null);
  for (let step = 0; folder && step < STEPS_UP; step += 1) {
    if ((await textOf(join(folder, 'idVendor'))) !== null) return folder;
    folder = dirname(folder);
  }
  return null;
}

/** Null where there is no such file, or none that may be read. */
async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}
