import type { Device, Listening } from './device.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';

/**
 * Puts a device behind a pseudo-terminal, which a serial port can be opened on (Linux, mac). A module
 * that dies takes the terminal with it and comes back as one that is plugged in anew: `onReplug` hears
 * its path, which may be another one. Throws where the system gives no pseudo-terminal.
 */
export function listenOnPty(device: Device, onReplug: (path: string) => void): Listening {
  let terminal = plugIn();

  function plugIn(): PseudoTerminal {
    const plugged = new PseudoTerminal((bytes) => end.receive(bytes));
    const end = device.plugIn({
      send: (text) => plugged.write(text),
      hangUp: () => {
        end.gone();
        plugged.unplug();
        terminal = plugIn();
        onReplug(terminal.path);
      },
    });
    return plugged;
  }

  return {
    place: terminal.path,
    close: async () => terminal.unplug(),
  };
}
