import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Black dots as a PNG of one bit a dot.
 *
 * @param dots 8 a byte, the leftmost first, 1 is black; each row begins with a byte of its own
 * @param width dots in a row
 */
export function pngOf(dots: Uint8Array, width: number): Buffer {
  const stride = Math.ceil(width / 8);
  const height = dots.length / stride;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < stride; x += 1) {
      // In a PNG of one bit 1 is white. Before each row stands how it is filtered: not at all.
      rows[y * (stride + 1) + 1 + x] = ~(dots[y * stride + x] ?? 0) & 0xff;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // One bit a dot, grey, and nothing special.
  head[8] = 1;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
