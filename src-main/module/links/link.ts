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
  /** Calls back once when the link is gone, by either side; at once where it already is. */
  onClose(listener: (reason?: Error) => void): void;
  /** Closing a closed link does nothing. */
  close(): Promise<void>;
}

/**
 * Why there is no link; each has its sentence in the catalogue, under `errors.module`. `unplugged`:
 * it was there and went away.
 */
export type LinkClosedReason = 'unplugged' | 'not-found' | 'port-taken' | 'no-permission';

/** The link is not open (any more): cable out, port taken, host gone. */
export class LinkClosed extends Error {
  override readonly name = 'LinkClosed';
  readonly reason: LinkClosedReason;
  constructor(message: string, reason: LinkClosedReason = 'unplugged', options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
