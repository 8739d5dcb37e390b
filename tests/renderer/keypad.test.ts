import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecimal } from '../../src-renderer/helpers/decimal.ts';
import {
  type KeypadKey,
  pressForAmount,
  pressForDigits,
} from '../../src-renderer/helpers/keypad.ts';

const keys: readonly KeypadKey[] = ['0', '1', '5', '9', '00', '.', 'back'];

function pressed(sequence: readonly KeypadKey[], decimals: number): string {
  return sequence.reduce((text, key) => pressForAmount(text, key, decimals), '');
}

describe('the on-screen keypad', () => {
  it('types an amount', () => {
    expect(pressed(['1', '0', '0', '.', '5'], 2)).toBe('100.5');
    expect(pressed(['.', '5'], 2)).toBe('0.5');
    expect(pressed(['0', '5'], 2)).toBe('5');
    expect(pressed(['1', '.', '5', '5', '5'], 2)).toBe('1.55');
    expect(pressed(['1', '.', '.', '5'], 2)).toBe('1.5');
    expect(pressed(['1', '.', '5'], 0)).toBe('15');
    expect(pressed(['1', '.', '5', '00'], 2)).toBe('1.50');
    expect(pressed(['1', '5', 'back'], 2)).toBe('1');
    expect(pressed(['back'], 2)).toBe('');
  });

  it('never leaves something that cannot be an amount', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...keys), { maxLength: 10 }),
        fc.integer({ min: 0, max: 3 }),
        (sequence, decimals) => {
          const amount = readDecimal(pressed(sequence, decimals), decimals);
          expect(amount.ok || ['empty', 'zero', 'huge'].includes(amount.error)).toBe(true);
        },
      ),
    );
  });

  it('types a PIN of at most its length, digits only', () => {
    expect(pressForDigits('123', '4', 4)).toBe('1234');
    expect(pressForDigits('1234', '5', 4)).toBe('1234');
    expect(pressForDigits('123', '.', 12)).toBe('123');
    expect(pressForDigits('123', 'back', 12)).toBe('12');
  });
});
