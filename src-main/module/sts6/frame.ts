import { crc16 } from 'crc';

/**
 * Frames of the STS6 serial protocol (STS600-8-6): ASCII, `XX?YY` payload CRC CR for a request and
 * `XX!YY` status payload CRC CR for a response. The CRC is CRC-16/ARC over everything before it,
 * written as four upper-case hex digits.
 */
const CR = '\r';
const ASCII = /^[\x20-\x7e]*$/;
const COMMAND = /^[A-Z]{2}\?[A-Z]{2}$/;
const RESPONSE = /^([A-Z]{2})!([A-Z]{2})([0-9]{2}|EE)(.*)$/s;

/** The longest frame either side accepts; anything longer is noise and is thrown away. */
export const LONGEST_FRAME = 8192;

/** CRC-16/ARC of an ASCII text as four upper-case hex digits; `123456789` gives `BB3D`. */
export function frameCheck(text: string): string {
  return crc16(Buffer.from(text, 'latin1')).toString(16).toUpperCase().padStart(4, '0');
}

/** Writes a request such as `SM?DI`. Throws a RangeError where command or payload cannot be framed. */
export function encodeRequest(command: string, payload = ''): string {
  if (!COMMAND.test(command)) throw new RangeError(`not a command: ${command}`);
  if (!ASCII.test(payload)) throw new RangeError('the payload is not printable ASCII');
  const text = command + payload;
  return text + frameCheck(text) + CR;
}

/** Writes a response to `command`, e.g. `SM?DI` and `00` give `SM!DI00…`. */
export function encodeResponse(command: string, status: string, payload = ''): string {
  const text = `${command.slice(0, 2)}!${command.slice(3, 5)}${status}${payload}`;
  return text + frameCheck(text) + CR;
}

type FrameProblem = 'too-short' | 'checksum' | 'malformed';

export type ReadFrame<Frame> = Frame | { readonly problem: FrameProblem };

/** Takes the check characters off a frame without its CR. */
function checked(frame: string): string | { readonly problem: FrameProblem } {
  if (frame.length < 9) return { problem: 'too-short' };
  const text = frame.slice(0, -4);
  return frameCheck(text) === frame.slice(-4) ? text : { problem: 'checksum' };
}

export interface Request {
  readonly command: string;
  readonly payload: string;
}

/** Reads a request frame without its CR. */
export function decodeRequest(frame: string): ReadFrame<Request> {
  const text = checked(frame);
  if (typeof text !== 'string') return text;
  const command = text.slice(0, 5);
  if (!COMMAND.test(command)) return { problem: 'malformed' };
  return { command, payload: text.slice(5) };
}

export interface Response {
  /** The request this answers, e.g. `SM?DI`; `GL?ER` where the module understood nothing. */
  readonly command: string;
  readonly status: string;
  readonly payload: string;
}

/** Reads a response frame without its CR. */
export function decodeResponse(frame: string): ReadFrame<Response> {
  const text = checked(frame);
  if (typeof text !== 'string') return text;
  const match = RESPONSE.exec(text);
  if (!match) return { problem: 'malformed' };
  const [, unit = '', name = '', status = '', payload = ''] = match;
  return { command: `${unit}?${name}`, status, payload };
}

/**
 * Cuts a byte stream into frames at each CR. Bytes arrive in pieces of any size; what is longer than
 * {@link LONGEST_FRAME} without a CR is dropped, so noise cannot fill the memory.
 */
export class FrameSplitter {
  #held = '';
  #dropping = false;

  push(bytes: Uint8Array): string[] {
    const pieces = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .split(CR);
    const frames: string[] = [];
    for (const [index, piece] of pieces.entries()) {
      const ended = index < pieces.length - 1;
      if (!this.#dropping) this.#held += piece;
      if (this.#held.length > LONGEST_FRAME) {
        this.#held = '';
        this.#dropping = true;
      }
      if (!ended) continue;
      if (!this.#dropping && this.#held !== '') frames.push(this.#held);
      this.#held = '';
      this.#dropping = false;
    }
    return frames;
  }

  /** Whether a frame has begun and not ended. */
  get hasScrap(): boolean {
    return this.#held !== '' || this.#dropping;
  }

  /** Forgets a half-received frame, before a new request is sent. */
  flush(): void {
    this.#held = '';
    this.#dropping = false;
  }
}
