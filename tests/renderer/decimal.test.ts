import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markDecimalsWith, readDecimal, writeDecimal } from '../../src-renderer/helpers/decimal.ts';
import { pressForAmount } from '../../src-renderer/helpers/keypad.ts';

describe('a typed amount', () => {
  it.each([
    ['100', 2, 10_000],
    ['12.5', 2, 1250],
    ['12,50', 2, 1250],
    ['.5', 2, 50],
    ['5.', 2, 500],
    ['1 000.00', 2, 100_000],
    ['1\u00a0000', 0, 1000],
    ['007', 0, 7],
    ['2.1090', 6, 2_109_000],
  ])('%j with %i decimals is %i', (text, decimals, value) => {
    expect(readDecimal(text, decimals)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['.', 'characters'],
    ['12a', 'characters'],
    ['1e5', 'characters'],
    ['1.2.3', 'characters'],
    ['0x10', 'characters'],
    ['-5', 'negative'],
    ['\u22125', 'negative'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['1,000', 'decimals'],
    ['0.001', 'decimals'],
    ['10000000001', 'huge'],
    ['9'.repeat(400), 'huge'],
  ])('%j is refused as %s', (text, error) => {
    expect(readDecimal(text, 2)).toEqual({ ok: false, error });
  });

  it('is never read as a thousand times what was typed', () => {
    expect(readDecimal('1.000', 2)).toEqual({ ok: false, error: 'decimals' });
    expect(readDecimal('1,000', 0)).toEqual({ ok: false, error: 'decimals' });
  });

  it('may be zero where zero is allowed', () => {
    expect(readDecimal('0', 2, { zero: true })).toEqual({ ok: true, value: 0 });
  });

  it('is written and read back unchanged', () => {
    const money = fc.integer({ min: 1, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(money, fc.integer({ min: 0, max: 7 }), fc.nat(7), (value, decimals, least) => {
        const text = writeDecimal(value, decimals, Math.min(least, decimals));
        expect(readDecimal(text, decimals)).toEqual({ ok: true, value });
      }),
    );
  });

  it('keeps the decimals it must have and no zeros beyond them', () => {
    expect(writeDecimal(2_109_000, 6, 4)).toBe('2.1090');
    expect(writeDecimal(250_0000, 6, 2)).toBe('2.50');
    expect(writeDecimal(5, 2)).toBe('0.05');
    expect(writeDecimal(2000, 2, 0)).toBe('20');
    expect(writeDecimal(7, 0)).toBe('7');
  });

  it('has the sign that the language of the screen has', () => {
    markDecimalsWith(',');
    try {
      expect(writeDecimal(2_109_000, 6, 4)).toBe('2,1090');
      expect(pressForAmount('12', '.', 2)).toBe('12,');
      expect(readDecimal(writeDecimal(1250, 2), 2)).toEqual({ ok: true, value: 1250 });
    } finally {
      markDecimalsWith('.');
    }
  });
});
