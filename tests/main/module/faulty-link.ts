import { type Link, LinkClosed } from '../../../src-main/module/links/link.ts';
import { LinkListeners } from '../../../src-main/module/links/listeners.ts';
import { encodeResponse, FrameSplitter } from '../../../src-main/module/sts6/frame.ts';
import type { After } from '../../../src-main/module/timers.ts';

/** What a bad line does to one request and its answer. */
export type Fault =
  | 'none'
  | 'request-lost'
  | 'request-damaged'
  /** A scrap that ends in CR reaches the module before the request. */
  | 'noise-to-module'
  | 'lost'
  | 'damaged'
  | 'doubled'
  /** Comes only together with the next answer. */
  | 'late'
  /** The answer's second copy comes only together with the next answer. */
  | 'late-double'
  | 'garbage-before'
  | 'garbage-line-before'
  | 'foreign-before'
  | 'stops-halfway'
  | 'closes-halfway'
  /** The link finds itself closed when it is to send. */
  | 'not-sent';

/** Every fault of a line that stays open. */
export const LINE_FAULTS: readonly Fault[] = [
  'request-lost',
  'request-damaged',
  'noise-to-module',
  'lost',
  'damaged',
  'doubled',
  'late',
  'late-double',
  'garbage-before',
  'garbage-line-before',
  'foreign-before',
  'stops-halfway',
];

/** Stands for every time limit: it is up as soon as nothing else is left to do. */
export const atOnce: After = (_milliseconds, callback) => {
  const timer = setImmediate(callback);
  return () => clearImmediate(timer);
};

const FOREIGN = encodeResponse('SM?QL', '00', 'N1~');

/** A link to a module of the test that does to each request what the script says. */
export class FaultyLink implements Link {
  readonly name = 'faulty';
  /** The requests sent, without their check characters. */
  readonly requests: string[] = [];
  readonly #module: { receive(frame: string): string };
  readonly #next: (command: string) => Fault;
  readonly #splitter = new FrameSplitter();
  readonly #listeners = new LinkListeners();
  #held = '';

  /** `next` says what happens to a request of this command; an array is taken from the front. */
  constructor(
    module: { receive(frame: string): string },
    next: Fault[] | ((command: string) => Fault) = [],
  ) {
    this.#module = module;
    this.#next = typeof next === 'function' ? next : () => next.shift() ?? 'none';
  }

  commands(): string[] {
    return this.requests.map((request) => request.slice(0, 5));
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#listeners.closed) throw new LinkClosed('faulty is closed');
    for (const frame of this.#splitter.push(bytes)) {
      const fault = this.#next(frame.slice(0, 5));
      if (fault === 'not-sent') throw new LinkClosed('faulty is closed');
      this.requests.push(frame.slice(0, -4));
      queueMicrotask(() => this.#carry(frame, fault));
    }
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

  unplug(): void {
    this.#listeners.close(new LinkClosed('cable out'));
  }

  get closed(): boolean {
    return this.#listeners.closed;
  }

  /** Bytes nobody asked for. */
  say(text: string): void {
    this.#listeners.data(Buffer.from(text, 'latin1'));
  }

  #carry(frame: string, fault: Fault): void {
    if (fault === 'request-lost') return;
    if (fault === 'noise-to-module') this.#answer(this.#module.receive('#?'));
    const answer = this.#module.receive(fault === 'request-damaged' ? damage(frame) : frame);
    const half = answer.slice(0, answer.length / 2);
    if (fault === 'damaged') this.#answer(damage(answer));
    else if (fault === 'doubled') this.#answer(answer + answer);
    else if (fault === 'garbage-before') this.#answer(`\x00\xff~${answer}`);
    else if (fault === 'garbage-line-before') this.#answer(`\x00\xff~\r\r${answer}`);
    else if (fault === 'foreign-before') this.#answer(FOREIGN + answer);
    else if (fault === 'stops-halfway' || fault === 'closes-halfway') this.#answer(half);
    else if (fault !== 'lost' && fault !== 'late') this.#answer(answer);
    if (fault === 'late' || fault === 'late-double') this.#held += answer;
    if (fault === 'closes-halfway') this.unplug();
  }

  #answer(text: string): void {
    const held = this.#held;
    this.#held = '';
    this.say(held + text);
  }
}

/** Changes one character in the middle; the CR stays. */
function damage(frame: string): string {
  const middle = Math.floor(frame.length / 2);
  const other = frame[middle] === 'X' ? 'Y' : 'X';
  return frame.slice(0, middle) + other + frame.slice(middle + 1);
}
