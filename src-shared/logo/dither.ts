/** Of the brightness that a dot gets too much or too little, each of its neighbours takes an eighth. */
const NEIGHBOURS = [
  [1, 0],
  [2, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
  [0, 2],
] as const;

/**
 * A grey picture in black dots, after Atkinson: a quarter of each error is let go, so that white stays white
 * and black stays black, which is what logos are made of and what a print head does well. Pure.
 *
 * @param grey a byte a dot, 0 is black and 255 white, row by row
 * @param width dots in a row, a multiple of 8
 * @returns 8 dots a byte, the leftmost first, 1 is black
 */
export function dither(grey: Uint8Array, width: number): Uint8Array {
  const left = Float32Array.from(grey);
  const bits = new Uint8Array(grey.length / 8);
  const height = grey.length / width;
  for (const [at, brightness] of left.entries()) {
    const isBlack = brightness < 128;
    if (isBlack) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
    const share = (brightness - (isBlack ? 0 : 255)) / 8;
    const x = at % width;
    const y = (at - x) / width;
    for (const [right, down] of NEIGHBOURS) {
      if (x + right < 0 || x + right >= width || y + down >= height) continue;
      const neighbour = at + down * width + right;
      left[neighbour] = (left[neighbour] ?? 0) + share;
    }
  }
  return bits;
}
