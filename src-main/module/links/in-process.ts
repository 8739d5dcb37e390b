import { FrameSplitter } from '../sts6/frame.ts';
import { type Link, LinkClosed } from './link.ts';
import { LinkListeners } from './listeners.ts';

/** What answers frames in this process. `frame` comes without its CR; the answer brings its own. */
export interface FrameAnswerer {
  receive(frame: string): string;
}

/**
 * The link to an emulated module in this process. It carries bytes, so that the same frames pass as on
 * a cable; an answer is there one microtask after the request, and no timer runs.
 */
export class InProcessLink implements Link {
  readonly name: string;
  readonly #module: FrameAnswerer;
  readonly #splitter = new FrameSplitter();
  readonly #listeners = new LinkListeners();

  constructor(module: FrameAnswerer, name = 'built-in') {
    this.#module = module;
    this.name = name;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#listeners.closed) throw new LinkClosed(`${this.name} is closed`);
    for (const frame of this.#splitter.push(bytes)) queueMicrotask(() => this.#answer(frame));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (reason?: Error) => void): void {
    this.#listeners.onClose(listener);
  }

  async close(): Promise<void> {
    this.#listeners.close();
  }

  #answer(frame: string): void {
    if (this.#listeners.closed) return;
    try {
      this.#listeners.data(Buffer.from(this.#module.receive(frame), 'latin1'));
    } catch (error) {
      // A module that breaks down is a module that is gone; the till itself carries on.
      const cause = error instanceof Error ? error : new Error(String(error));
      this.#listeners.close(
        new LinkClosed(`${this.name} stopped: ${cause.message}`, 'unplugged', { cause }),
      );
    }
  }
}
