import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeTransferAmount,
  encodeTransferAmount,
  LARGEST_TRANSFER,
} from '../../../src-shared/sts/transfer-amount.ts';
import { describeVectors } from '../../describe-vectors.ts';
import { loadVectors } from '../../vectors.ts';

const steps = fc.integer({ min: 0, max: LARGEST_TRANSFER });

describe('a transfer amount', () => {
  it.each([
    [0, 0],
    [1, 1],
    [16_383, 16_383],
    [16_384, 16_384],
    [16_385, 16_385],
    [20_000, 16_746],
    [180_214, 32_767],
    [180_215, 32_768],
    [180_224, 32_768],
    [1_818_524, 49_151],
    [1_818_525, 49_152],
    [1_818_624, 49_152],
    [18_201_624, 65_535],
  ])('of %i steps is the field %i', (amount, field) => {
    expect(encodeTransferAmount(amount)).toBe(field);
  });

  it.each([
    [16_385, 16_394],
    [16_746, 20_004],
    [32_767, 180_214],
    [32_768, 180_224],
    [49_152, 1_818_624],
    [65_535, LARGEST_TRANSFER],
  ])('field %i gives %i steps', (field, amount) => {
    expect(decodeTransferAmount(field)).toBe(amount);
  });

  it('has one field for each value it can be: every field survives decoding and encoding', () => {
    let before = -1;
    for (let field = 0; field <= 0xffff; field += 1) {
      const value = decodeTransferAmount(field);
      if (value <= before) expect.fail(`field ${field} does not rise`);
      if (encodeTransferAmount(value) !== field) expect.fail(`field ${field} does not come back`);
      before = value;
    }
  });

  it('is the smallest that can be written and is not less than what was asked', () => {
    fc.assert(
      fc.property(steps, (amount) => {
        const field = encodeTransferAmount(amount);
        expect(decodeTransferAmount(field)).toBeGreaterThanOrEqual(amount);
        if (field > 0) expect(decodeTransferAmount(field - 1)).toBeLessThan(amount);
      }),
    );
  });

  it('never falls as the amount rises', () => {
    fc.assert(
      fc.property(steps, steps, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(encodeTransferAmount(less)).toBeLessThanOrEqual(encodeTransferAmount(more));
      }),
    );
  });

  it('outside of its range is refused', () => {
    for (const wrong of [-1, 0.5, LARGEST_TRANSFER + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => encodeTransferAmount(wrong)).toThrow(RangeError);
    }
    for (const wrong of [-1, 0.5, 0x1_0000, 2 ** 32, Number.NaN]) {
      expect(() => decodeTransferAmount(wrong)).toThrow(RangeError);
    }
  });
});

describeVectors('amounts of the compliance tests', loadVectors('ea11-tokens'), ({ tokens }) => {
  // ClearCredit (class 2, subclass 1) carries a register as it is, not an amount.
  const amounts = tokens.filter(
    ({ tokenClass, subclass }) => !(tokenClass === 2 && subclass === 1),
  );
  it.each(amounts)('$name: $transferAmount', ({ transferAmount, encodedAmount }) => {
    expect(encodeTransferAmount(transferAmount)).toBe(encodedAmount);
  });
});
