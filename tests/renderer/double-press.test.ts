import { describe, expect, it } from 'vitest';
import { isAfterthought } from '../../src-renderer/helpers/double-press.ts';

describe('a second press at the same place', () => {
  const first = { x: 100, y: 100, at: 1000, control: 'sell' };

  it('is none of what has just come there', () => {
    expect(isAfterthought({ ...first, at: 1200, control: 'next' }, first)).toBe(true);
    expect(isAfterthought({ x: 104, y: 97, at: 1450, control: 'next' }, first)).toBe(true);
    expect(isAfterthought({ ...first, at: 1200, control: null }, first)).toBe(true);
  });

  it('counts where it is the same thing, another place, or a while later', () => {
    expect(isAfterthought({ ...first, at: 1200 }, first)).toBe(false);
    expect(isAfterthought({ x: 150, y: 100, at: 1200, control: 'next' }, first)).toBe(false);
    expect(isAfterthought({ ...first, at: 1600, control: 'next' }, first)).toBe(false);
  });

  it('counts where the first pressed nothing, or there was none', () => {
    expect(isAfterthought(first, null)).toBe(false);
    expect(isAfterthought({ ...first, at: 1100 }, { ...first, control: null })).toBe(false);
  });
});
