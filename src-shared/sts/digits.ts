import { fail, ok, type Result } from '../result.ts';
import type { FieldError, StsField } from './field-error.ts';

/*
 * What people put between the digits of a long number, or paste along with them: white space of any
 * kind (`\s` has the no-break spaces), hyphens, dashes and the zero-width space. A dot or a comma is
 * not among them: a number that has one is an amount.
 */
const separator = /[\s\-\u2010-\u2015\u2212\u200b]/gu;

/** The text without spaces, dashes and no-break spaces. Whatever else it holds stays. */
export function compactDigits(text: string): string {
  return text.replace(separator, '');
}

/** Splits digits into groups, e.g. `1234 5678`. The last group may be shorter. */
export function groupDigits(text: string, size = 4): string {
  const groups: string[] = [];
  for (let start = 0; start < text.length; start += size) {
    groups.push(text.slice(start, start + size));
  }
  return groups.join(' ');
}

/**
 * The Luhn check digit (ISO/IEC 7812-1, annex B) that belongs after `body`: 0 to 9.
 * @throws RangeError if `body` holds anything but the digits 0 to 9.
 */
export function luhnDigit(body: string): number {
  let sum = 0;
  let doubled = true;
  for (let index = body.length - 1; index >= 0; index -= 1) {
    const digit = body.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) throw new RangeError(`not a digit at ${index}: ${body}`);
    const weighted = doubled ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
    doubled = !doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * The digits of a text that may hold separators. Anything else is an error that names the first wrong
 * character and where it stands; no digits at all is `empty`.
 */
export function scanDigits(text: string, field: StsField): Result<string, FieldError> {
  const digits = compactDigits(text);
  if (digits === '') return fail({ field, code: 'empty' });
  if (/^[0-9]+$/.test(digits)) return ok(digits);

  const wrong = [...digits].find((character) => !/[0-9]/.test(character)) ?? '';
  return fail({ field, code: 'character', position: text.indexOf(wrong), found: wrong });
}

/**
 * Where the digit number `index` (from 0) of the scanned digits stands in the text as it was given.
 * @throws RangeError if the text has fewer digits.
 */
export function positionOfDigit(text: string, index: number): number {
  let seen = -1;
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code >= 48 && code <= 57) seen += 1;
    if (seen === index) return position;
  }
  throw new RangeError(`the text has no digit number ${index}`);
}
