import * as fc from 'fast-check';
import { luhnDigit } from '../../../src-shared/sts/digits.ts';

/** Exactly `length` digits. */
export function digits(length: number): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((each) => each.join(''));
}

/** A legal DRN of 11 or 13 digits. */
export const drn: fc.Arbitrary<string> = fc
  .constantFrom(10, 12)
  .chain(digits)
  .map((body) => body + luhnDigit(body));

/** Replaces the digit at `index` by another one. */
export function withDigit(text: string, index: number, shift: number): string {
  const other = (Number(text.charAt(index)) + shift) % 10;
  return text.slice(0, index) + other + text.slice(index + 1);
}
