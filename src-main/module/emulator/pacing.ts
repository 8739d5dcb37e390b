/** Bits a byte takes on an 8N1 line: a start bit, eight of data, a stop bit. */
const BITS_PER_BYTE = 10;
/** Timers are some way off in both directions; the last of a wait is spent asking for the time. */
const TIMER_SLACK_MS = 2;
/** How many bytes of a response leave at a time while the line is busy. */
const PIECE_BYTES = 4;

function millisecondsPerByte(baud: number): number {
  return (BITS_PER_BYTE * 1000) / baud;
}

/**
 * Calls back at a time of `performance.now()`, never before, hardly after, and never before it has
 * returned. Returns how to stop it.
 */
export function at(time: number, callback: () => void): () => void {
  let timeout: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  const wait = () => {
    const left = time - performance.now();
    if (left > TIMER_SLACK_MS) timeout = setTimeout(look, left - TIMER_SLACK_MS);
    else immediate = setImmediate(look);
  };
  const look = () => {
    if (performance.now() < time) wait();
    else callback();
  };
  wait();
  return () => {
    clearTimeout(timeout);
    clearImmediate(immediate);
  };
}

/** Says when bytes that come in would have arrived over a wire of this speed. */
export class PacedInput {
  readonly #perByte: number;
  #free = 0;

  constructor(baud: number) {
    this.#perByte = millisecondsPerByte(baud);
  }

  /** When the last of these bytes is there; bytes that came before are waited for. */
  arrival(byteCount: number): number {
    this.#free = Math.max(this.#free, performance.now()) + byteCount * this.#perByte;
    return this.#free;
  }
}

/**
 * Sends text no faster than a wire of this speed. Each byte leaves when its last bit would have
 * arrived, counted from the start of an unbroken run, so that late timers do not add up.
 */
export class PacedOutput {
  readonly #perByte: number;
  readonly #send: (text: string) => void;
  #waiting = '';
  #start = 0;
  #sent = 0;
  #stop: (() => void) | null = null;
  #afterwards: (() => void) | null = null;

  constructor(baud: number, send: (text: string) => void) {
    this.#perByte = millisecondsPerByte(baud);
    this.#send = send;
  }

  /** Sends after what waits already; `from` is when the line was free for it, if that is known. */
  push(text: string, from = performance.now()): void {
    if (this.#waiting === '') {
      this.#start = from;
      this.#sent = 0;
    }
    this.#waiting += text;
    if (!this.#stop) this.#next();
  }

  /** Calls back when all that was pushed has left. */
  afterwards(callback: () => void): void {
    if (this.#waiting === '') callback();
    else this.#afterwards = callback;
  }

  /** Drops what has not left. */
  clear(): void {
    this.#stop?.();
    this.#stop = null;
    this.#waiting = '';
    this.#afterwards = null;
  }

  #next(): void {
    const piece = Math.min(PIECE_BYTES, this.#waiting.length);
    const due = this.#start + (this.#sent + piece) * this.#perByte;
    this.#stop = at(due, () => this.#flush());
  }

  #flush(): void {
    this.#stop = null;
    const due = Math.floor((performance.now() - this.#start) / this.#perByte) - this.#sent;
    const text = this.#waiting.slice(0, due);
    this.#sent += text.length;
    this.#waiting = this.#waiting.slice(text.length);
    this.#send(text);
    if (this.#waiting !== '') {
      this.#next();
      return;
    }
    const afterwards = this.#afterwards;
    this.#afterwards = null;
    afterwards?.();
  }
}
