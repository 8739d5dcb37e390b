/**
 * PTVD fields of STS6: `<type><value>~`, with type N (decimal, no leading zeros), P (printable ASCII),
 * H (upper-case hex, an even number of digits) or D (CCYYMMDDhhmmss, UTC). Both sides use this file.
 */

/** 60 field count, 61 wrong type, 62 bad encoding, 63 out of range. */
export type PtvdStatus = '60' | '61' | '62' | '63';

/** A field that cannot be read; `status` is what a module answers to it. */
export class PtvdError extends Error {
  override readonly name = 'PtvdError';
  readonly status: PtvdStatus;
  constructor(status: PtvdStatus, message: string) {
    super(message);
    this.status = status;
  }
}

/** N: a whole number, 0 or more. */
export function numberField(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an N value: ${value}`);
  return `N${value}~`;
}

/** P: printable ASCII without `~`. */
export function textField(value: string): string {
  if (!/^[\x20-\x7d]*$/.test(value)) throw new RangeError('not printable ASCII');
  return `P${value}~`;
}

/** H: `bytes` bytes of hex, padded from the left. */
export function hexField(value: number | bigint, bytes: number): string {
  const digits = value
    .toString(16)
    .toUpperCase()
    .padStart(bytes * 2, '0');
  if (value < 0 || digits.length > bytes * 2) throw new RangeError(`not ${bytes} bytes: ${digits}`);
  return `H${digits}~`;
}

/** D: a time to the second, UTC. */
export function dateField(value: Date): string {
  return `D${value.toISOString().slice(0, 19).replace(/[-:T]/g, '')}~`;
}

/** Reads CCYYMMDDhhmmss as UTC; null where it is no time of the calendar. */
export function parseWireDate(digits: string): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const date = new Date(iso);
  return !Number.isNaN(date.getTime()) && date.toISOString() === iso ? date : null;
}

/** Takes the fields of a payload one by one; every method throws a {@link PtvdError}. */
export class FieldReader {
  readonly #fields: readonly string[];
  #next = 0;

  /** `count` is how many fields there have to be, or the least and the most. */
  constructor(payload: string, count: number | readonly [number, number]) {
    const fields = payload === '' ? [] : payload.split('~');
    // Each field ends in `~`, so what follows the last one has to be empty.
    if (fields.length > 0 && fields.pop() !== '') throw new PtvdError('62', 'no ~ at the end');
    const [least, most] = typeof count === 'number' ? [count, count] : count;
    if (fields.length < least || fields.length > most) {
      throw new PtvdError('60', `${fields.length} fields instead of ${least}`);
    }
    this.#fields = fields;
  }

  get left(): number {
    return this.#fields.length - this.#next;
  }

  /** N, from `least` to `most` (both included). */
  number(least = 0, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.#take('N');
    if (!/^(0|[1-9]\d*)$/.test(value)) throw new PtvdError('62', `not a number: ${value}`);
    const number = Number(value);
    if (!(number >= least && number <= most)) throw new PtvdError('63', `${value} is out of range`);
    return number;
  }

  /** P. */
  text(): string {
    const value = this.#take('P');
    if (!/^[\x20-\x7d]*$/.test(value)) throw new PtvdError('62', 'not printable ASCII');
    return value;
  }

  /** H as the digits that came, e.g. `0001` or `01`. */
  hex(): string {
    const value = this.#take('H');
    if (value.length % 2 !== 0 || !/^[0-9A-F]*$/.test(value)) {
      throw new PtvdError('62', `not hex: ${value}`);
    }
    return value;
  }

  /** H as a number of at most `bytes` bytes (6 at the most), shortest or padded. */
  hexNumber(bytes: number): number {
    const value = this.hex();
    if (value === '') throw new PtvdError('62', 'an empty number');
    const number = Number.parseInt(value, 16);
    if (!(number < 2 ** (8 * bytes))) throw new PtvdError('63', `${value} is out of range`);
    return number;
  }

  /** D. */
  date(): Date {
    const value = this.#take('D');
    const date = parseWireDate(value);
    if (!date) throw new PtvdError('62', `not a time: ${value}`);
    return date;
  }

  #take(type: string): string {
    const field = this.#fields[this.#next] ?? '';
    this.#next += 1;
    if (field[0] !== type) throw new PtvdError('61', `${field[0] ?? 'nothing'} instead of ${type}`);
    return field.slice(1);
  }
}
