import { fail, ok, type Result } from '../result.ts';
import { groupDigits, positionOfDigit, scanDigits } from './digits.ts';
import type { FieldError } from './field-error.ts';

/** Digits of a token on a numeric carrier (TCT 02). */
export const TOKEN_LENGTH = 20;

/** 66 bits: 20 digits could say more, so not every 20 digits are a token. */
const LARGEST_TOKEN = '73786976294838206463';

/** Reads a token as it is typed or pasted: 20 digits, spaces and dashes allowed, below 2^66. */
export function parseTokenDigits(text: string): Result<string, FieldError> {
  const scanned = scanDigits(text, 'token');
  if (!scanned.ok) return scanned;
  const digits = scanned.value;
  if (digits.length !== TOKEN_LENGTH) {
    return fail({
      field: 'token',
      code: 'length',
      expected: String(TOKEN_LENGTH),
      found: String(digits.length),
    });
  }
  // Both have 20 digits, so text compares as numbers do.
  if (digits <= LARGEST_TOKEN) return ok(digits);

  const wrong = [...digits].findIndex((digit, index) => digit > LARGEST_TOKEN.charAt(index));
  return fail({
    field: 'token',
    code: 'range',
    position: positionOfDigit(text, wrong),
    expected: LARGEST_TOKEN,
    found: digits,
  });
}

/** A token as it is shown and printed: `1234 5678 9012 3456 7890`. */
export function groupToken(digits: string): string {
  return groupDigits(digits, 4);
}

/**
 * The 20 digits of a token's 66 bits.
 * @throws RangeError outside of 66 bits.
 */
export function tokenDigitsFromBits(bits: bigint): string {
  if (bits < 0n || bits >> 66n !== 0n) throw new RangeError(`not 66 bits: ${bits}`);
  return bits.toString().padStart(TOKEN_LENGTH, '0');
}

/**
 * The 66 bits of a token's 20 digits.
 * @throws RangeError unless `digits` are 20 digits below 2^66, without separators.
 */
export function tokenBits(digits: string): bigint {
  const isToken = /^[0-9]{20}$/.test(digits) && digits <= LARGEST_TOKEN;
  if (!isToken) throw new RangeError('not the 20 digits of a token');
  return BigInt(digits);
}
