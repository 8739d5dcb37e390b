import { connect } from 'node:net';
import { Refusal } from '../refusal.ts';

interface TcpAddress {
  readonly host: string;
  /** 9100 is usual. */
  readonly port: number;
}

/**
 * `refused`: the machine is there, nothing listens. `unreachable`: no way to the machine. `timeout`: no
 * answer in time. `broken`: the connection was lost while the slip was sent. `name`: the name is unknown.
 */
type PrinterTrouble = 'refused' | 'unreachable' | 'timeout' | 'broken' | 'name';

/** A printer that could not be given the slip. Its code is `printer.<reason>`. */
export class PrinterError extends Refusal {
  readonly reason: PrinterTrouble;

  constructor(reason: PrinterTrouble, address: TcpAddress, cause?: unknown) {
    super(`printer.${reason}`, { host: address.host, port: address.port }, { cause });
    this.reason = reason;
  }
}

interface TcpPrinterTimes {
  /** To find the host and get connected, milliseconds. */
  readonly connect: number;
  /** Without any byte taken by the printer, milliseconds. */
  readonly write: number;
  /** Between the last byte and our hanging up, milliseconds. */
  readonly settle: number;
  /** To wait for the printer to hang up as well, milliseconds. */
  readonly close: number;
}

const usualTimes: TcpPrinterTimes = { connect: 4_000, write: 10_000, settle: 100, close: 1_000 };

/**
 * Sends bytes to a printer's raw port (JetDirect, usually 9100), and resolves when the network has taken
 * them all and the printer hung up, or did not within `times.close`: raw printing has no answer that
 * says "printed", and some printers keep the connection open until the next one.
 *
 * @throws PrinterError
 */
export function sendToTcpPrinter(
  address: TcpAddress,
  bytes: Uint8Array,
  times: TcpPrinterTimes = usualTimes,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let connected = false;
    let handedOver = false;
    let settling: NodeJS.Timeout | undefined;
    const socket = connect({ host: address.host, port: address.port, allowHalfOpen: true });

    const settle = (trouble: PrinterTrouble | null, cause?: unknown) => {
      clearTimeout(connecting);
      clearTimeout(settling);
      socket.destroy();
      if (trouble === null) resolve();
      else reject(new PrinterError(trouble, address, cause));
    };
    // Not the socket's own timeout: that one starts anew for each address of a host.
    // Never connected is never printed: that is no `timeout`, which may have printed.
    const connecting = setTimeout(() => settle('unreachable'), times.connect);

    const hangUp = () => {
      handedOver = true;
      socket.setTimeout(times.close);
      socket.end();
    };
    socket.once('connect', () => {
      connected = true;
      clearTimeout(connecting);
      socket.setTimeout(times.write);
      // A busy printer takes the connection and closes it at once. That is seen only while we have not
      // hung up ourselves, so we wait a moment with that.
      socket.write(bytes, (error) => {
        if (!error) settling = setTimeout(hangUp, times.settle);
      });
    });
    socket.on('timeout', () => settle(handedOver ? null : 'timeout'));
    // A printer may send its status. Unread, it would turn our closing into a reset that can cut the
    // end of the slip off.
    socket.resume();
    socket.once('end', () => settle(handedOver ? null : 'broken'));
    socket.once('error', (error) => settle(connected ? 'broken' : troubleOf(error), error));
    socket.once('close', () => settle(handedOver ? null : 'broken'));
  });
}

function troubleOf(error: Error): PrinterTrouble {
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    // Taken and hung up before it was open: nothing was sent.
    case 'ECONNRESET':
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return 'name';
    default:
      return 'unreachable';
  }
}
