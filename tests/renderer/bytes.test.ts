import { describe, expect, it } from 'vitest';
import { sizeText } from '../../src-renderer/helpers/bytes.ts';

describe('a size', () => {
  it.each([
    [0, '0 kB'],
    [950, '1 kB'],
    [94_208, '94 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_449_000, '1.4 MB'],
    [52_000_000, '52 MB'],
    [8_000_000_000, '8 GB'],
    [2_000_000_000_000_000, '2,000 TB'],
  ])('of %i bytes is %s', (bytes, text) => {
    expect(sizeText(bytes, 'en')).toBe(text);
  });
});
