import { type Link, LinkClosed } from '../links/link.ts';
import type { After } from '../timers.ts';
import { FrameSplitter } from './frame.ts';

/** The link broke. `unsent`: what was sent last had not been handed on. */
export class LineLost extends Error {
  override readonly name = 'LineLost';
  readonly unsent: boolean;
  constructor(message: string, unsent: boolean) {
    super(message);
    this.unsent = unsent;
  }
}

/** Input that nobody reads is thrown away beyond this, so a chattering device cannot fill the memory. */
const MOST_FRAMES = 64;

interface Waiter {
  readonly resolve: (frame: string | null) => void;
  readonly reject: (error: LineLost) => void;
}

/** A link as frames: one is sent, some come back until the time is up. */
export class Line {
  readonly #link: Link;
  readonly #after: After;
  readonly #splitter = new FrameSplitter();
  readonly #frames: string[] = [];
  #waiter: Waiter | null = null;
  #stopTimer: (() => void) | null = null;
  #listening = false;
  #timeIsUp = false;
  #lost: LineLost | null = null;
  #sends = 0;
  #strays = 0;

  constructor(link: Link, after: After) {
    this.#link = link;
    this.#after = after;
    link.onData((bytes) => this.#input(bytes));
    link.onClose((reason) => this.#lose(reason?.message ?? `${link.name} closed`, false));
  }

  /** Frames that came without being asked for, since the line was opened. */
  get strays(): number {
    return this.#strays;
  }

  /** Whether a frame has arrived that {@link receive} would give at once. */
  get hasInput(): boolean {
    return this.#frames.length > 0;
  }

  /** Whether the beginning of a frame has arrived that is not complete. */
  get hasScrap(): boolean {
    return this.#splitter.hasScrap;
  }

  /** Whether something has arrived behind a frame that is not this frame once more. */
  hasOther(frame: string): boolean {
    return this.hasScrap || this.#frames.some((each) => each !== frame);
  }

  /** The frames that have arrived and were not read, in order. */
  takeInput(): string[] {
    return this.#frames.splice(0);
  }

  countStray(): void {
    this.#strays += 1;
  }

  /** Throws away what came so far, sends a frame, and gives answers so many milliseconds to come. */
  send(frame: string, limit: number): void {
    this.quiet();
    // What has been handed on is not known for the frame before, so only this one may be unsent.
    if (this.#lost) this.#lost = new LineLost(this.#lost.message, true);
    this.#sends += 1;
    const sending = this.#sends;
    this.#listening = true;
    this.#timeIsUp = false;
    this.#stopTimer = this.#after(limit, () => {
      this.#timeIsUp = true;
      this.#take()?.resolve(null);
    });
    if (this.#lost) return;
    // Not awaited: an answer may come before the link reports that it has sent, and a link that
    // never reports must not outlast the time limit.
    this.#link.write(Buffer.from(frame, 'latin1')).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      this.#lose(text, error instanceof LinkClosed && sending === this.#sends);
    });
  }

  /** The next frame without its CR, or null when the time is up. Rejects with a {@link LineLost}. */
  receive(): Promise<string | null> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    if (this.#lost) return Promise.reject(this.#lost);
    if (this.#timeIsUp) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** Ends listening: what comes now belongs to nobody. */
  quiet(): void {
    this.#listening = false;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#strays += this.#frames.length;
    this.#frames.length = 0;
    this.#splitter.flush();
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  #input(bytes: Uint8Array): void {
    for (const frame of this.#splitter.push(bytes)) {
      const waiter = this.#take();
      if (waiter) waiter.resolve(frame);
      else if (this.#listening && this.#frames.length < MOST_FRAMES) this.#frames.push(frame);
      else this.#strays += 1;
    }
  }

  #lose(message: string, unsent: boolean): void {
    this.#lost ??= new LineLost(message, unsent);
    this.#take()?.reject(this.#lost);
  }

  #take(): Waiter | null {
    const waiter = this.#waiter;
    this.#waiter = null;
    return waiter;
  }
}
