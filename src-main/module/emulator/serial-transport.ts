import { SerialPort } from 'serialport';
import type { Device, DeviceEnd, Listening } from './device.ts';

const USUAL_BAUD = 9600;
const REPLUG_AFTER_MS = 1000;

/**
 * Puts a device behind a serial port, 8N1; the host sits at the other end of a null-modem cable or
 * pair. A module that dies closes the port and opens it again a second later. Rejects where the port
 * cannot be had.
 */
export async function listenOnSerial(
  device: Device,
  path: string,
  baud: number | null,
): Promise<Listening> {
  const port = new SerialPort({
    path,
    baudRate: baud ?? USUAL_BAUD,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    lock: true,
    autoOpen: false,
  });
  let replug: NodeJS.Timeout | undefined;
  let end: DeviceEnd = plugIn();

  function plugIn(): DeviceEnd {
    return device.plugIn({
      send: (text) => port.write(text, 'latin1'),
      hangUp: () => {
        end.gone();
        port.close(() => {
          replug = setTimeout(() => {
            end = plugIn();
            port.open();
          }, REPLUG_AFTER_MS);
        });
      },
    });
  }

  port.on('data', (bytes: Buffer) => end.receive(bytes));
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  port.on('error', () => {});
  return {
    place: path,
    close: () => {
      clearTimeout(replug);
      return new Promise((resolve) => {
        if (port.isOpen) port.close(() => resolve());
        else resolve();
      });
    },
  };
}
