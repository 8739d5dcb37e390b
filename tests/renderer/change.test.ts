import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeDue, likelyCash } from '../../src-renderer/helpers/change.ts';

describe('change', () => {
  it('is what was given less what was paid', () => {
    expect(changeDue(20_000, 10_000)).toBe(10_000);
    expect(changeDue(10_000, 10_000)).toBe(0);
    expect(changeDue(5_000, 10_000)).toBe(-5_000);
  });

  it('is offered for the notes people hand over', () => {
    expect(likelyCash(7_300, 2)).toEqual([7_400, 7_500, 8_000]);
    expect(likelyCash(10_000, 2)).toEqual([20_000, 50_000, 100_000]);
    expect(likelyCash(1_500, 0)).toEqual([1_600, 2_000, 5_000]);
  });

  it('offers only whole notes above the price, in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 0, max: 3 }),
        (paid, digits) => {
          const sums = likelyCash(paid, digits);
          expect(sums.length).toBeGreaterThan(0);
          expect([...sums].sort((a, b) => a - b)).toEqual(sums);
          for (const sum of sums) {
            expect(sum).toBeGreaterThan(paid);
            expect(sum % 10 ** digits).toBe(0);
          }
        },
      ),
    );
  });
});
