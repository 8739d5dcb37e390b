import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import * as pty from '@lydell/node-pty';
import { z } from 'zod';

/** What `open()` of node-pty returns; the package does not declare it. */
const terminal = z.object({
  _fd: z.int(),
  _pty: z.string(),
  _master: z.instanceof(ReadStream),
  _slave: z.instanceof(ReadStream),
});
const open = z.function({
  input: [z.object({ encoding: z.null() })],
  output: z.unknown(),
});

/** A pair of ends that a serial port can be opened on: bytes written to one come out of the other. */
export class PseudoTerminal {
  /** What to open as a serial port. */
  readonly path: string;
  readonly #fd: number;
  readonly #master: ReadStream;
  readonly #held: number;

  constructor(onData: (bytes: Buffer, terminal: PseudoTerminal) => void) {
    const opened = terminal.parse(open.implement(Reflect.get(pty, 'open'))({ encoding: null }));
    this.path = opened._pty;
    this.#fd = opened._fd;
    this.#master = opened._master;
    // Keeps the far end open while no serial port is, or the pair would hang up.
    this.#held = openSync(this.path, constants.O_RDWR | constants.O_NOCTTY);
    opened._slave.setRawMode(true);
    opened._slave.destroy();
    // Hanging up is an error of its own on some systems.
    this.#master.on('error', () => {});
    this.#master.on('data', (bytes) => onData(Buffer.from(bytes), this));
  }

  /** Text with one character per byte. What nobody reads is lost, as on a cable, once the pair is full. */
  write(text: string): void {
    if (this.#master.destroyed) return;
    try {
      writeSync(this.#fd, text, null, 'latin1');
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!isFull) throw error;
    }
  }

  /**
   * Pulls the cable. Not with the terminal's own destroy(): that signals process -1, which is every
   * process there is.
   */
  unplug(): void {
    if (this.#master.destroyed) return;
    closeSync(this.#held);
    this.#master.destroy();
  }
}
