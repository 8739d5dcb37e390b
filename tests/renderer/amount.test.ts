import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from '../../src-renderer/helpers/amount.ts';
import { writeDecimal } from '../../src-renderer/helpers/decimal.ts';

describe('an amount that was counted', () => {
  it('may be nothing at all, but has to be said where nothing stands for an empty field', () => {
    expect(readAmount('0', 2)).toEqual({ ok: true, value: 0 });
    expect(readAmount('', 2)).toEqual({ ok: false, error: 'empty' });
    expect(readAmount('  ', 2, { empty: 0 })).toEqual({ ok: true, value: 0 });
  });

  it('is below 0 only where that can be', () => {
    expect(readAmount('-12.50', 2)).toEqual({ ok: false, error: 'negative' });
    expect(readAmount('-12.50', 2, { signed: true })).toEqual({ ok: true, value: -1250 });
    expect(readAmount('\u2212 12,5', 2, { signed: true })).toEqual({ ok: true, value: -1250 });
    expect(readAmount('-0', 2, { signed: true })).toEqual({ ok: true, value: 0 });
    for (const typed of ['--5', '-', '5-', '-x']) {
      expect(readAmount(typed, 2, { signed: true }).ok, typed).toBe(false);
    }
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 3 }),
        (amount, digits) => {
          const sign = amount < 0 ? '-' : '';
          const typed = sign + writeDecimal(Math.abs(amount), digits);
          expect(readAmount(typed, digits, { signed: true })).toEqual({ ok: true, value: amount });
        },
      ),
    );
  });
});
