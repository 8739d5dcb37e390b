/**
 * A byte stream to a security module: a serial port, a TCP socket, or the emulator in this process.
 * The driver knows modules only through this port.
 */
export interface Link {
  /** What a person would call it, e.g. `127.0.0.1:5100` or `/dev/ttyUSB0`. */
  readonly name: string;
  /** Sends bytes. Rejects with a {@link LinkClosed} where the link is gone before they were handed on. */
  write(bytes: Uint8Array): Promise<void>;
  /** Calls back with each piece of input, in order. Only one listener: the driver. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Calls back once when the link is gone, with the reason where there is one. */
  onClose(listener: (reason?: Error) => void): void;
  close(): Promise<void>;
}

/** The link is not open (any more): cable out, port taken, host gone. */
export class LinkClosed extends Error {
  override readonly name = 'LinkClosed';
}
