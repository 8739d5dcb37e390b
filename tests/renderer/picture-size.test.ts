import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pngOf } from '../../src-main/printing/png.ts';
import { pictureSize } from '../../src-renderer/helpers/picture-size.ts';

/** The beginning of a JPEG: what a camera writes before the frame, then the frame. */
function jpeg(frame: number, width: number, height: number): Uint8Array {
  const number = (value: number) => [value >> 8, value & 0xff];
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, ...number(16), ...new Array<number>(14).fill(0)],
    ...[0xff, 0xff, 0xff, 0xc4, ...number(4), 1, 2],
    ...[0xff, frame, ...number(17), 8, ...number(height), ...number(width)],
    ...new Array<number>(10).fill(0),
  ]);
}

describe('the size of a picture', () => {
  it('is what a PNG says', () => {
    expect(pictureSize(pngOf(new Uint8Array(48 * 24), 384))).toEqual({ width: 384, height: 24 });
  });

  it.each([0xc0, 0xc2])('is what a JPEG with the frame %i says', (frame) => {
    expect(pictureSize(jpeg(frame, 1200, 800))).toEqual({ width: 1200, height: 800 });
  });

  it('is told before anything is unpacked, however large it is', () => {
    const bomb = pngOf(new Uint8Array(8), 8);
    bomb.writeUInt32BE(200_000, 16);
    bomb.writeUInt32BE(200_000, 20);
    expect(pictureSize(bomb)).toEqual({ width: 200_000, height: 200_000 });
  });

  it('is none of a file that is something else or cut off', () => {
    const texts = ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'BM'];
    for (const text of texts) expect(pictureSize(Buffer.from(text.padEnd(40)))).toBeNull();
    expect(pictureSize(new Uint8Array())).toBeNull();
    const whole = jpeg(0xc0, 10, 10);
    expect(pictureSize(whole.subarray(0, 25))).toBeNull();
    expect(pictureSize(jpeg(0xc0, 0, 10))).toBeNull();
  });

  it('whatever the bytes are, there is an answer', () => {
    const starts = [[0xff, 0xd8], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], []];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 60 }), (start, rest) => {
        const size = pictureSize(Uint8Array.from([...start, ...rest]));
        expect(size === null || (size.width > 0 && size.height > 0)).toBe(true);
      }),
    );
  });
});
