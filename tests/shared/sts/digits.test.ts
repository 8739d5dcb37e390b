import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactDigits, groupDigits, luhnDigit } from '../../../src-shared/sts/digits.ts';
import { digits, withDigit } from './arbitraries.ts';

const body = fc.integer({ min: 1, max: 20 }).chain(digits);

describe('compactDigits', () => {
  it('drops what people put between digits', () => {
    expect(compactDigits(' 1234-5678\u00a09012\u202f3456\u20137890\t\n')).toBe(
      '12345678901234567890',
    );
  });

  it('keeps everything else, so that it can be complained about', () => {
    expect(compactDigits('12.3a4,5')).toBe('12.3a4,5');
  });
});

describe('groupDigits', () => {
  it('groups by four', () => {
    expect(groupDigits('12345678901234567890')).toBe('1234 5678 9012 3456 7890');
    expect(groupDigits('12345678901')).toBe('1234 5678 901');
    expect(groupDigits('')).toBe('');
  });

  it('groups by another size, and compacting undoes it', () => {
    expect(groupDigits('123456', 3)).toBe('123 456');
    fc.assert(
      fc.property(body, fc.integer({ min: 1, max: 6 }), (text, size) => {
        expect(compactDigits(groupDigits(text, size))).toBe(text);
      }),
    );
  });
});

describe('luhnDigit', () => {
  it('gives the digit of well-known numbers', () => {
    expect(luhnDigit('7992739871')).toBe(3);
    expect(luhnDigit('411111111111111')).toBe(1);
    expect(luhnDigit('60072700000000000')).toBe(9);
    expect(luhnDigit('00000100000000008')).toBe(2);
  });

  it('finds any single wrong digit', () => {
    fc.assert(
      fc.property(
        body,
        fc.nat({ max: 19 }),
        fc.integer({ min: 1, max: 9 }),
        (text, place, shift) => {
          const wrong = withDigit(text, place % text.length, shift);
          expect(luhnDigit(wrong)).not.toBe(luhnDigit(text));
        },
      ),
    );
  });

  it('finds any two neighbours changed over, except 09 and 90', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }).chain(digits), fc.nat(), (text, place) => {
        const at = place % (text.length - 1);
        const pair = text.slice(at, at + 2);
        const swapped = `${text.slice(0, at)}${pair.charAt(1)}${pair.charAt(0)}${text.slice(at + 2)}`;
        const isMissed = pair.charAt(0) === pair.charAt(1) || pair === '09' || pair === '90';
        expect(luhnDigit(swapped) === luhnDigit(text)).toBe(isMissed);
      }),
    );
  });

  it('refuses what is not digits', () => {
    expect(() => luhnDigit('12a4')).toThrow(RangeError);
  });
});
