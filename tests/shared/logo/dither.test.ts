import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dither } from '../../../src-shared/logo/dither.ts';

const WIDTH = 64;
const ROWS = 32;

const flat = (brightness: number) => new Uint8Array(WIDTH * ROWS).fill(brightness);
/** How many dots are black. */
const ink = (bits: Uint8Array) =>
  bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);

describe('dots of a grey picture', () => {
  it('are none where it is white, and all where it is black', () => {
    expect(ink(dither(flat(255), WIDTH))).toBe(0);
    expect(ink(dither(flat(0), WIDTH))).toBe(WIDTH * ROWS);
  });

  it('are more the darker it is', () => {
    const inks = [220, 180, 128, 80, 40].map((brightness) => ink(dither(flat(brightness), WIDTH)));
    expect(inks).toEqual([...inks].sort((one, other) => one - other));
    expect(new Set(inks).size).toBe(inks.length);
  });

  it('keep an edge where it is', () => {
    const half = Uint8Array.from({ length: WIDTH * ROWS }, (_, at) =>
      at % WIDTH < WIDTH / 2 ? 0 : 255,
    );
    const row = [...Array(WIDTH / 16).fill(0xff), ...Array(WIDTH / 16).fill(0)];
    expect([...dither(half, WIDTH)]).toEqual(Array.from({ length: ROWS }, () => row).flat());
  });

  it('are an eighth of its bytes, and the same each time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: WIDTH * 8, maxLength: WIDTH * 8 }), (grey) => {
        const bits = dither(grey, WIDTH);
        expect(bits).toHaveLength(WIDTH);
        expect(dither(grey, WIDTH)).toEqual(bits);
      }),
    );
  });
});
