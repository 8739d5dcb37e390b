import { connect, type Socket } from 'node:net';
import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';
import { PrinterError, type PrinterLink, type PrinterTrouble } from './link.ts';
import { AnswerBytes, askCondition } from './real-time-status.ts';

interface TcpAddress {
  readonly host: string;
  /** 9100 is usual. */
  readonly port: number;
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
 * Connects to a printer's raw port (JetDirect, usually 9100).
 *
 * @throws PrinterError
 */
export function openTcpPrinter(
  address: TcpAddress,
  times: TcpPrinterTimes = usualTimes,
): Promise<PrinterLink> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port, allowHalfOpen: true });
    const fail = (trouble: PrinterTrouble, cause?: unknown) => {
      clearTimeout(connecting);
      socket.destroy();
      reject(troubleAt(address, trouble, cause));
    };
    // Not the socket's own timeout: that one starts anew for each address of a host.
    // Never connected is never printed: that is no `timeout`, which may have printed.
    const connecting = setTimeout(() => fail('unreachable'), times.connect);
    const onError = (error: Error) => fail(troubleOf(error), error);
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(connecting);
      socket.off('error', onError);
      resolve(new TcpPrinter(socket, address, times));
    });
  });
}

class TcpPrinter implements PrinterLink {
  readonly #socket: Socket;
  readonly #address: TcpAddress;
  readonly #times: TcpPrinterTimes;
  readonly #answers = new AnswerBytes();
  /** The printer hung up, or the connection broke. */
  #lost: PrinterError | null = null;
  #onLost: (error: PrinterError, isHangUp: boolean) => void = () => {};

  constructor(socket: Socket, address: TcpAddress, times: TcpPrinterTimes) {
    this.#socket = socket;
    this.#address = address;
    this.#times = times;
    // A printer may send its status. Unread, it would turn our closing into a reset that can cut the
    // end of the slip off.
    socket.on('data', (bytes) => this.#answers.push(bytes));
    socket.once('end', () => this.#lose());
    socket.once('error', (error) => this.#lose(error));
    socket.once('close', () => this.#lose());
  }

  async condition(): Promise<PrinterCondition> {
    return askCondition({
      write: async (bytes) => {
        if (this.#lost) throw troubleAt(this.#address, 'refused', this.#lost);
        this.#socket.write(bytes);
      },
      next: (milliseconds) => this.#answers.next(milliseconds),
    });
  }

  /**
   * Resolves when the network has taken the bytes and the printer hung up, or did not within
   * `times.close`: raw printing has no answer that says "printed", and some printers keep the connection
   * open until the next one.
   */
  send(bytes: Uint8Array): Promise<void> {
    // A busy printer takes the connection and closes it at once: it got no byte of the slip.
    if (this.#lost) return Promise.reject(troubleAt(this.#address, 'refused', this.#lost));
    return new Promise((resolve, reject) => {
      let handedOver = false;
      let settling: NodeJS.Timeout | undefined;
      const socket = this.#socket;
      const end = (error: PrinterError, isExpected: boolean) => {
        clearTimeout(settling);
        socket.destroy();
        if (isExpected) resolve();
        else reject(error);
      };
      this.#onLost = (error, isHangUp) => end(error, isHangUp && handedOver);
      socket.on('timeout', () => end(troubleAt(this.#address, 'timeout'), handedOver));
      socket.setTimeout(this.#times.write);
      const hangUp = () => {
        handedOver = true;
        socket.setTimeout(this.#times.close);
        socket.end();
      };
      // That the printer closes it is seen only while we have not hung up ourselves, so we wait a moment.
      socket.write(bytes, (error) => {
        if (!error) settling = setTimeout(hangUp, this.#times.settle);
      });
    });
  }

  async close(): Promise<void> {
    this.#socket.destroy();
  }

  #lose(cause?: Error): void {
    if (this.#lost) return;
    this.#lost = troubleAt(this.#address, 'broken', cause);
    this.#onLost(this.#lost, cause === undefined);
  }
}

function troubleAt({ host, port }: TcpAddress, trouble: PrinterTrouble, cause?: unknown) {
  return new PrinterError(trouble, { printer: host, host, port }, cause);
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
