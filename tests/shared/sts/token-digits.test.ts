import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupToken,
  parseTokenDigits,
  tokenBits,
  tokenDigitsFromBits,
} from '../../../src-shared/sts/token-digits.ts';
import { accepted, refused } from '../results.ts';

const LARGEST = 2n ** 66n - 1n;
const bits = fc.bigInt({ min: 0n, max: LARGEST });

describe('the digits of a token', () => {
  it('say its 66 bits and back', () => {
    expect(tokenDigitsFromBits(0n)).toBe('00000000000000000000');
    expect(tokenDigitsFromBits(LARGEST)).toBe('73786976294838206463');
    fc.assert(
      fc.property(bits, (each) => {
        const digits = tokenDigitsFromBits(each);
        expect(digits).toMatch(/^\d{20}$/);
        expect(tokenBits(digits)).toBe(each);
        expect(accepted(parseTokenDigits(groupToken(digits)))).toBe(digits);
      }),
    );
  });

  it('are shown in groups of four', () => {
    expect(groupToken('59386323472137426967')).toBe('5938 6323 4721 3742 6967');
  });

  it('are read as people paste them', () => {
    expect(accepted(parseTokenDigits(' 5938-6323-4721\u00a03742 6967\n'))).toBe(
      '59386323472137426967',
    );
  });

  it('beyond 66 bits are refused, naming the digit that is too large', () => {
    expect(refused(parseTokenDigits('7378 6976 2948 3820 6464'))).toEqual({
      field: 'token',
      code: 'range',
      position: 23,
      expected: '73786976294838206463',
      found: '73786976294838206464',
    });
    expect(refused(parseTokenDigits('80000000000000000000'))).toMatchObject({ position: 0 });
    expect(parseTokenDigits('73786976294838206463').ok).toBe(true);
  });

  it('are accepted exactly where they fit 66 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n - 1n }), (number) => {
        const text = number.toString().padStart(20, '0');
        expect(parseTokenDigits(text).ok).toBe(number <= LARGEST);
      }),
    );
  });

  it('with a letter, too few, too many or none are refused', () => {
    expect(refused(parseTokenDigits('5938 6323 472l 3742 6967'))).toEqual({
      field: 'token',
      code: 'character',
      position: 13,
      found: 'l',
    });
    expect(refused(parseTokenDigits('5938 6323 4721 3742 696'))).toMatchObject({
      code: 'length',
      found: '19',
    });
    expect(refused(parseTokenDigits('5938 6323 4721 3742 6967 1'))).toMatchObject({
      code: 'length',
      found: '21',
    });
    expect(refused(parseTokenDigits(''))).toEqual({ field: 'token', code: 'empty' });
  });

  it('that are not a token have no bits', () => {
    expect(() => tokenBits('1')).toThrow(RangeError);
    expect(() => tokenBits('73786976294838206464')).toThrow(RangeError);
    expect(() => tokenDigitsFromBits(LARGEST + 1n)).toThrow(RangeError);
    expect(() => tokenDigitsFromBits(-1n)).toThrow(RangeError);
  });
});
