import { LARGEST_MONEY } from '../../src-shared/pricing/money.ts';
import { fail, ok, type Result } from '../../src-shared/result.ts';

/** Why a typed amount was not accepted; keys of the message catalogue under `screen.amount`. */
export type DecimalProblem = 'empty' | 'characters' | 'negative' | 'decimals' | 'zero' | 'huge';

/**
 * Reads a typed decimal number as an integer in units of 10^-`decimals`: "12.5" with two decimals is
 * 1250. Spaces may group; point or comma separates. "1,000" with two decimals is refused rather than
 * guessed at: a wrong guess is a thousandfold error.
 */
export function readDecimal(
  text: string,
  decimals: number,
  allow: { zero: boolean } = { zero: false },
): Result<number, DecimalProblem> {
  const bare = text.replace(/\s/gu, '');
  if (bare === '') return fail('empty');
  if (/^[-\u2212]/u.test(bare)) return fail('negative');
  const parts = /^(\d*)(?:[.,](\d*))?$/u.exec(bare);
  const whole = parts?.[1] ?? '';
  const fraction = parts?.[2] ?? '';
  if (!parts || whole + fraction === '') return fail('characters');
  if (fraction.length > decimals) return fail('decimals');
  const digits = (whole + fraction.padEnd(decimals, '0')).replace(/^0+(?=\d)/u, '');
  // What a shop sells at most is the till's to say.
  if (Number(digits) > LARGEST_MONEY) return fail('huge');
  const value = Number(digits);
  if (value === 0 && !allow.zero) return fail('zero');
  return ok(value);
}

export type DecimalMark = '.' | ',';

let mark: DecimalMark = '.';

/** What stands before the decimals in a field, in the language of the screen. */
export function decimalMark(): DecimalMark {
  return mark;
}

/** The language of the screen is another one. */
export function markDecimalsWith(next: DecimalMark): void {
  mark = next;
}

/**
 * Writes an integer in units of 10^-`decimals` the way `readDecimal` reads it, without grouping, and
 * with at least `least` decimals: 2 109 000 with six and four is "2.1090", or "2,1090" in French.
 */
export function writeDecimal(value: number, decimals: number, least = decimals): string {
  const digits = String(value).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  let fraction = digits.slice(digits.length - decimals);
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return fraction === '' ? whole : `${whole}${mark}${fraction}`;
}
