import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRound, least } from '../../../src-shared/pricing/money.ts';

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
      fc.property(factor, factor, divisor, factor, (a, b, by, plus) => {
        const product = BigInt(a) * BigInt(b) + BigInt(plus);
        const half = (2n * product + BigInt(by)) / (2n * BigInt(by));
        const up = (product + BigInt(by) - 1n) / BigInt(by);
        const most = BigInt(Number.MAX_SAFE_INTEGER);
        const atMost = (exact: bigint) => Number(exact < most ? exact : most);
        expect(divideRound(a, b, by, 'half-up', plus)).toBe(atMost(half));
        expect(divideRound(a, b, by, 'up', plus)).toBe(atMost(up));
        expect(divideRound(a, b, by, 'down', plus)).toBe(atMost(product / BigInt(by)));
      }),
    );
  });
});

it('the least that holds is found, at either end as in between', () => {
  const whole = fc.integer({ min: 0, max: 2 ** 50 });
  fc.assert(
    fc.property(whole, whole, whole, (...three) => {
      const [low = 0, middle = 0, high = 0] = three.toSorted((a, b) => a - b);
      expect(least(low, high, (each) => each >= middle)).toBe(middle);
      expect(least(low, high, () => true)).toBe(low);
      expect(least(low, high, (each) => each >= high)).toBe(high);
    }),
  );
});
