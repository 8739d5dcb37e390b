import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import type { Link } from './link.ts';
import { openSerialLink } from './serial.ts';
import { openTcpLink } from './tcp.ts';

/**
 * Opens the link that the settings name. `builtIn` supplies the emulated module inside the till, which
 * only the composition root may know.
 */
export function linkOpener(
  builtIn: () => Promise<Link>,
): (settings: LinkSettings) => Promise<Link> {
  return (settings) => {
    if (settings.kind === 'built-in') return builtIn();
    return settings.kind === 'tcp' ? openTcpLink(settings) : openSerialLink(settings);
  };
}
