import { inflateSync } from 'node:zlib';
import { pngOf } from '../../../src-main/printing/png.ts';
import type { Picture } from './paper-picture.ts';

/* PNG as far as slips need it: one bit a dot, black and white, no filters. */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function writePng({ width, height, dots }: Picture): Buffer {
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (dots[y * width + x] !== 1) continue;
      const at = y * stride + (x >> 3);
      bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return pngOf(bits, width);
}

/** @throws Error for anything but what {@link writePng} writes */
export function readPng(file: Buffer): Picture {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('no PNG');
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (file.readUInt32BE(24) !== 0x01000000) throw new Error('not one bit a dot');
  const length = file.readUInt32BE(33);
  const rows = inflateSync(file.subarray(41, 41 + length));
  const stride = Math.ceil(width / 8) + 1;
  const dots = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    if (rows[y * stride] !== 0) throw new Error('a filtered row');
    for (let x = 0; x < width; x += 1) {
      const byte = rows[y * stride + 1 + (x >> 3)] ?? 0;
      dots[y * width + x] = byte & (0x80 >> (x & 7)) ? 0 : 1;
    }
  }
  return { width, height, dots };
}
