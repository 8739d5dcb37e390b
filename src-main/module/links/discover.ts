import { z } from 'zod';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { discoverOnLinux } from './discover-linux.ts';

/** A serial port of this computer, or a USB adapter that is one. */
export interface PortCandidate {
  /** What to open, e.g. `/dev/ttyUSB0` or `COM3`. */
  readonly path: string;
  /** The maker and the name of the adapter; may be empty. */
  readonly description: string;
  /** Four hex digits each; null for a port that is not on USB. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  /** The adapter's own serial number. Not every adapter has one, and cheap ones share theirs. */
  readonly usbSerial: string | null;
}

export type FindPorts = () => Promise<readonly PortCandidate[]>;

/** The ports of this computer, those on USB first. A computer that cannot tell has none. */
export const findPorts: FindPorts = async () => {
  try {
    const found = process.platform === 'linux' ? await discoverOnLinux() : await listed();
    return found.toSorted(byKindAndName);
  } catch {
    // No sysfs, no registry, no rights: a port can still be typed.
    return [];
  }
};

/** What `SerialPort.list()` tells on Windows and macOS, as far as it is used. */
const port = z.object({
  path: z.string(),
  manufacturer: z.string().optional(),
  friendlyName: z.string().optional(),
  serialNumber: z.string().optional(),
  vendorId: z.string().optional(),
  productId: z.string().optional(),
});

const NO_SOCKET = /Bluetooth|debug-console/i;

async function listed(): Promise<PortCandidate[]> {
  const { SerialPort } = await import('serialport');
  return candidatesFrom(await SerialPort.list());
}

/** Candidates out of what `SerialPort.list()` answered. */
export function candidatesFrom(ports: readonly unknown[]): PortCandidate[] {
  return ports.flatMap((each) => {
    const { success, data } = port.safeParse(each);
    // The system lists ports of its own that are no sockets; opening them takes seconds.
    // Windows names those only in the text for people.
    if (!success || NO_SOCKET.test(`${data.path} ${data.friendlyName ?? ''}`)) return [];
    return {
      path: data.path,
      description: data.friendlyName ?? data.manufacturer ?? '',
      vendorId: data.vendorId ?? null,
      productId: data.productId ?? null,
      // Windows makes up a number with & for devices that have none; it names the socket.
      usbSerial: data.serialNumber && !/&/.test(data.serialNumber) ? data.serialNumber : null,
    };
  });
}

function byKindAndName(one: PortCandidate, other: PortCandidate): number {
  if ((one.vendorId === null) !== (other.vendorId === null)) return one.vendorId === null ? 1 : -1;
  return one.path.localeCompare(other.path, 'en', { numeric: true });
}

type SerialLinkSettings = LinkSettings & { readonly kind: 'serial' };

/**
 * Where the device of a link is now. A USB adapter may come back under another name, and another device
 * may have taken its old one: its own serial number decides, where exactly one device has it.
 */
export function pathOf(settings: SerialLinkSettings, ports: readonly PortCandidate[]): string {
  if (settings.usbSerial === undefined) return settings.path;
  const same = ports.filter(({ usbSerial }) => usbSerial === settings.usbSerial);
  return same.length === 1 && same[0] ? same[0].path : settings.path;
}

/** The link with the serial number of its device, so that it is found under another name as well. */
export async function rememberDevice(link: LinkSettings, find: FindPorts): Promise<LinkSettings> {
  if (link.kind !== 'serial' || link.usbSerial !== undefined) return link;
  const usbSerial = (await find()).find(({ path }) => path === link.path)?.usbSerial;
  return usbSerial ? { ...link, usbSerial } : link;
}
