import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { type FindPorts, pathOf } from './discover.ts';
import type { Link } from './link.ts';
import { openSerialLink } from './serial.ts';
import { openTcpLink } from './tcp.ts';

/**
 * Opens the link that the settings name. `builtIn` supplies the emulated module inside the till, which
 * only the composition root may know; `findPorts` finds a USB device that came back under another name.
 */
export function linkOpener(
  builtIn: () => Promise<Link>,
  findPorts: FindPorts,
): (settings: LinkSettings) => Promise<Link> {
  return async (settings) => {
    if (settings.kind === 'built-in') return builtIn();
    if (settings.kind === 'tcp') return openTcpLink(settings);
    const ports = settings.usbSerial === undefined ? [] : await findPorts();
    return openSerialLink({ ...settings, path: pathOf(settings, ports) });
  };
}
