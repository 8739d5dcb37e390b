import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../../../src-shared/contract/shapes.ts';
import {
  divideRound,
  LARGEST_MONEY,
  parseMoney,
  parseUnits,
} from '../../../src-shared/pricing/money.ts';
import { LARGEST_TRANSFER } from '../../../src-shared/sts/transfer-amount.ts';
import { accepted, refused } from '../results.ts';

describe('divideRound', () => {
  it('rounds money half up, units up', () => {
    expect(divideRound(5, 1, 2, 'half-up')).toBe(3);
    expect(divideRound(7, 1, 5, 'half-up')).toBe(1);
    expect(divideRound(8, 1, 5, 'half-up')).toBe(2);
    expect(divideRound(11, 1, 5, 'up')).toBe(3);
    expect(divideRound(10, 1, 5, 'up')).toBe(2);
    expect(divideRound(14, 1, 5, 'down')).toBe(2);
    expect(divideRound(0, 9, 5, 'up')).toBe(0);
  });

  it('is exact beyond 2^53 as below it', () => {
    const factor = fc.oneof(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    );
    const divisor = fc.oneof(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    );
    fc.assert(
      fc.property(factor, factor, divisor, (a, b, by) => {
        const product = BigInt(a) * BigInt(b);
        const half = (2n * product + BigInt(by)) / (2n * BigInt(by));
        const up = (product + BigInt(by) - 1n) / BigInt(by);
        const most = BigInt(Number.MAX_SAFE_INTEGER);
        const atMost = (exact: bigint) => Number(exact < most ? exact : most);
        expect(divideRound(a, b, by, 'half-up')).toBe(atMost(half));
        expect(divideRound(a, b, by, 'up')).toBe(atMost(up));
        expect(divideRound(a, b, by, 'down')).toBe(atMost(product / BigInt(by)));
      }),
    );
  });
});

it('has the same limit for money as the contract', () => {
  expect(money.safeParse(LARGEST_MONEY).success).toBe(true);
  expect(money.safeParse(LARGEST_MONEY + 1).success).toBe(false);
});

describe('money as people type it', () => {
  it.each([
    ['50', 5_000],
    ['50.5', 5_050],
    ['50,50', 5_050],
    [' 50.05 ', 5_005],
    ['0.01', 1],
    ['.5', 50],
    ['50.', 5_000],
    ['007', 700],
    ['1 000', 100_000],
    ['1 000,00', 100_000],
    ['1\u00a0000,50', 100_050],
    ['1\u202f234\u202f567,89', 123_456_789],
    ['1,000.00', 100_000],
    ['1.000,00', 100_000],
    ["1'000.00", 100_000],
    ['1,000,000', 100_000_000],
    ['1.000.000', 100_000_000],
    ['10000000000', 1_000_000_000_000],
  ])('%j is %i cents', (text, cents) => {
    expect(accepted(parseMoney(text, 2))).toBe(cents);
  });

  it('follows the decimals of the currency', () => {
    expect(accepted(parseMoney('1,500', 0))).toBe(1_500);
    expect(accepted(parseMoney('1.500', 0))).toBe(1_500);
    expect(accepted(parseMoney('1 500', 0))).toBe(1_500);
    expect(accepted(parseMoney('1.500', 3))).toBe(1_500);
    expect(accepted(parseMoney('1.5', 3))).toBe(1_500);
    expect(accepted(parseMoney('1 500,250', 3))).toBe(1_500_250);
    expect(refused(parseMoney('1.5', 0))).toEqual({ code: 'decimals', decimals: 0 });
  });

  it('never guesses whether a thousand or one is meant', () => {
    expect(refused(parseMoney('1,000', 2))).toEqual({ code: 'decimals', decimals: 2 });
    expect(refused(parseMoney('50.005', 2))).toEqual({ code: 'decimals', decimals: 2 });
  });

  it.each([
    ['', { code: 'empty' }],
    ['  ', { code: 'empty' }],
    ['.', { code: 'empty' }],
    ['-5', { code: 'negative' }],
    ['\u22125', { code: 'negative' }],
    ['0', { code: 'zero' }],
    ['0.00', { code: 'zero' }],
    ['R50', { code: 'character', position: 0 }],
    [' 5O', { code: 'character', position: 2 }],
    ['5-0', { code: 'character', position: 1 }],
    ['1e3', { code: 'character', position: 1 }],
    ['1 00', { code: 'separators' }],
    ['10 00.00', { code: 'separators' }],
    ['1.000.00', { code: 'separators' }],
    ['1,00,000.00', { code: 'separators' }],
    ['1,000 000.00', { code: 'separators' }],
    ['5.0 0', { code: 'separators' }],
    ['1..5', { code: 'separators' }],
    ['10000000000.01', { code: 'too-large', largest: LARGEST_MONEY }],
    ['9'.repeat(400), { code: 'too-large', largest: LARGEST_MONEY }],
  ])('%j is refused', (text, error) => {
    expect(refused(parseMoney(text, 2))).toEqual(error);
  });

  it('reads back whatever the usual notations write', () => {
    const notation = fc.constantFrom('en-ZA', 'en-US', 'fr-FR', 'pt-BR', 'de-CH', 'sw-KE');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: LARGEST_MONEY }),
        fc.integer({ min: 0, max: 3 }),
        notation,
        (amount, decimals, locale) => {
          const text = new Intl.NumberFormat(locale, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }).format(amount / 10 ** decimals);
          expect(accepted(parseMoney(text, decimals)), text).toBe(amount);
        },
      ),
    );
  });

  it('answers an amount in range or an error, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(..."0123456789., '-")).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(typed, fc.integer({ min: 0, max: 3 }), (text, decimals) => {
        const read = parseMoney(text, decimals);
        if (read.ok) expect(money.min(1).safeParse(read.value).success).toBe(true);
      }),
    );
  });
});

describe('units as people type them', () => {
  it.each([
    ['10', 100],
    ['10.5', 105],
    ['10,5', 105],
    ['0.1', 1],
    ['1 820 162,4', LARGEST_TRANSFER],
  ])('%j kWh is %i steps', (text, steps) => {
    expect(accepted(parseUnits(text))).toBe(steps);
  });

  it('have one decimal and an end', () => {
    expect(refused(parseUnits('10.55'))).toEqual({ code: 'decimals', decimals: 1 });
    expect(refused(parseUnits('0'))).toEqual({ code: 'zero' });
    expect(refused(parseUnits('1820162.5'))).toEqual({
      code: 'too-large',
      largest: LARGEST_TRANSFER,
    });
  });
});
