import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';

/** The bytes a printer sends, one after the other. */
export class AnswerBytes {
  readonly #bytes: number[] = [];
  #waiting: ((byte: number | null) => void) | null = null;

  push(bytes: Uint8Array): void {
    this.#bytes.push(...bytes);
    const next = this.#waiting;
    if (!next || this.#bytes.length === 0) return;
    this.#waiting = null;
    next(this.#bytes.shift() ?? null);
  }

  /** The next byte; null where none comes within so many milliseconds. One caller at a time. */
  next(milliseconds: number): Promise<number | null> {
    const byte = this.#bytes.shift();
    if (byte !== undefined) return Promise.resolve(byte);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting = null;
        resolve(null);
      }, milliseconds);
      this.#waiting = (come) => {
        clearTimeout(timer);
        resolve(come);
      };
    });
  }
}

interface StatusLine {
  write(bytes: Uint8Array): Promise<void>;
  next(milliseconds: number): Promise<number | null>;
}

/** A printer answers within a few milliseconds, a print server on its way within some hundred. */
const ANSWER_MS = 600;
/** More than this comes from no printer that was asked three bytes. */
const MOST_BYTES = 64;

/*
 * `DLE EOT n` of ESC/POS, answered at once even by a printer that is out of paper: 1 printer, 2 why it is
 * offline, 4 the paper sensors.
 */
const PRINTER = 1;
const OFFLINE_CAUSE = 2;
const PAPER = 4;

const IS_OFFLINE = 0x08;
const COVER_OPEN = 0x04;
const STOPPED_FOR_PAPER = 0x20;
const PAPER_NEAR_END = 0x0c;
const PAPER_END = 0x60;

/** Asks a printer how it is. One that does not answer is `unknown`. */
export async function askCondition(line: StatusLine): Promise<PrinterCondition> {
  const printer = await ask(line, PRINTER);
  if (printer === null) return 'unknown';
  const cause = (await ask(line, OFFLINE_CAUSE)) ?? 0;
  const paper = (await ask(line, PAPER)) ?? 0;
  // An open cover lifts the paper off its sensor, so it is looked at first.
  if (cause & COVER_OPEN) return 'cover-open';
  if (paper & PAPER_END || cause & STOPPED_FOR_PAPER) return 'paper-out';
  if (printer & IS_OFFLINE) return 'offline';
  return paper & PAPER_NEAR_END ? 'paper-low' : 'ready';
}

async function ask(line: StatusLine, what: number): Promise<number | null> {
  await line.write(Uint8Array.of(0x10, 0x04, what));
  for (let seen = 0; seen < MOST_BYTES; seen += 1) {
    const byte = await line.next(ANSWER_MS);
    if (byte === null) return null;
    // Four bits are always the same in an answer. Anything else is a status the printer sends by itself.
    if ((byte & 0x93) === 0x12) return byte;
  }
  return null;
}
