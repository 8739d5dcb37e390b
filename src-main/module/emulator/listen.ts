import { fail, ok, type Result } from '../../../src-shared/result.ts';
import type { Place } from './cli-options.ts';
import type { Device, Listening } from './device.ts';
import { systemCode, systemReason } from './system-reason.ts';
import { listenOnTcp } from './tcp-transport.ts';

/**
 * Lets hosts in at a place. Native code is loaded only for the place that needs it. `onMoved` hears
 * where the module is found from now on, if that changes. The error is one sentence.
 */
export async function listen(
  device: Device,
  place: Place,
  baud: number | null,
  onMoved: (place: string) => void,
): Promise<Result<Listening, string>> {
  try {
    if (place.kind === 'tcp') return ok(await listenOnTcp(device, place.port));
    if (place.kind === 'pty') {
      const { listenOnPty } = await import('./pty-transport.ts');
      return ok(listenOnPty(device, onMoved));
    }
    const { listenOnSerial } = await import('./serial-transport.ts');
    return ok(await listenOnSerial(device, place.path, baud));
  } catch (error) {
    return fail(reason(error, place));
  }
}

function reason(error: unknown, place: Place): string {
  switch (place.kind) {
    case 'tcp':
      return tcpReason(error, place.port);
    case 'pty':
      return isMissing(error)
        ? '--pty needs the package @lydell/node-pty, which is not installed for this system'
        : `there is no pseudo-terminal to be had: ${systemReason(error)}`;
    case 'serial':
      return isMissing(error)
        ? '--serial needs the package serialport, which is not installed for this system'
        : `the serial port ${place.path} cannot be opened: ${systemReason(error)}`;
  }
}

/** Whether a package, or its native part for this system, is not there. */
function isMissing(error: unknown): boolean {
  if (systemCode(error).endsWith('MODULE_NOT_FOUND')) return true;
  return error instanceof Error && /no native build|native build was found/i.test(error.message);
}

function tcpReason(error: unknown, port: number): string {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another program, choose another one with --tcp`;
    case 'EACCES':
      return `port ${port} needs rights that this user does not have, choose another one with --tcp`;
    default:
      return `cannot listen on port ${port}: ${systemReason(error)}`;
  }
}
