import { type Block, highWord, lowWord } from './block.ts';

/**
 * The Standard Transfer Algorithm (EncryptionAlgorithm 07) with the sample tables printed in
 * IEC 62055-41. Meters in the field hold other tables, which are restricted and are not here, so no
 * real meter takes a token made by this file.
 */
const FIRST_SUBSTITUTION = [12, 10, 8, 4, 3, 15, 0, 2, 14, 1, 5, 13, 6, 9, 7, 11];
const SECOND_SUBSTITUTION = [6, 9, 7, 4, 3, 10, 12, 14, 2, 13, 1, 15, 0, 11, 8, 5];
/** Where bit `i` goes to; bit 0 is the least significant one. */
const PERMUTATION = [
  29, 27, 34, 9, 16, 62, 55, 2, 40, 49, 38, 25, 33, 61, 30, 23, 1, 41, 21, 57, 42, 15, 5, 58, 19,
  53, 22, 17, 48, 28, 24, 39, 3, 60, 36, 14, 11, 52, 54, 12, 31, 51, 10, 26, 0, 45, 37, 43, 44, 6,
  59, 4, 7, 35, 56, 50, 13, 18, 32, 47, 46, 63, 20, 8,
];
const ROUNDS = 16;

function inverse(table: readonly number[]): number[] {
  const turned = new Array<number>(table.length).fill(0);
  for (const [from, to] of table.entries()) turned[to] = from;
  return turned;
}

const FIRST_INVERSE = inverse(FIRST_SUBSTITUTION);
const SECOND_INVERSE = inverse(SECOND_SUBSTITUTION);
const INVERSE_PERMUTATION = inverse(PERMUTATION);

/** 64 bits, one in each element, the least significant first. */
type Bits = Uint8Array;

function bitsOf(high: number, low: number): Bits {
  return Uint8Array.from({ length: 64 }, (_, i) => ((i < 32 ? low : high) >>> (i & 31)) & 1);
}

function wordOf(bits: Bits, from: number): number {
  let word = 0;
  for (let i = 31; i >= 0; i -= 1) word = (word << 1) | (bits[from + i] ?? 0);
  return word >>> 0;
}

/** The key bits complemented and rotated right by 12, as they stand before the first round. */
function preparedKey(key: Uint8Array): Bits {
  if (key.length !== 8) throw new RangeError('an STA key has 64 bits');
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const bits = bitsOf(view.getUint32(0), view.getUint32(4));
  return bits.map((_, i) => 1 - (bits[(i + 12) & 63] ?? 0));
}

/**
 * Substitutes each nibble. The top bit of the key nibble beside it says by which table; the key is
 * rotated left by one bit each round, which is the same as reading it `round` bits further down.
 */
function substitute(
  bits: Bits,
  key: Bits,
  round: number,
  first: readonly number[],
  second: readonly number[],
): void {
  for (let i = 0; i < 64; i += 4) {
    const nibble =
      (bits[i] ?? 0) |
      ((bits[i + 1] ?? 0) << 1) |
      ((bits[i + 2] ?? 0) << 2) |
      ((bits[i + 3] ?? 0) << 3);
    const table = key[(i + 3 - round) & 63] === 1 ? second : first;
    const out = table[nibble] ?? 0;
    for (let j = 0; j < 4; j += 1) bits[i + j] = (out >> j) & 1;
  }
}

function permute(bits: Bits, table: readonly number[]): Bits {
  const moved = new Uint8Array(64);
  for (const [from, to] of table.entries()) moved[to] = bits[from] ?? 0;
  return moved;
}

/** Encrypts a block in place; the key has 8 bytes. */
export function staEncrypt(key: Uint8Array, block: Block): void {
  const prepared = preparedKey(key);
  let bits = bitsOf(highWord(block), lowWord(block));
  for (let round = 0; round < ROUNDS; round += 1) {
    substitute(bits, prepared, round, FIRST_SUBSTITUTION, SECOND_SUBSTITUTION);
    bits = permute(bits, PERMUTATION);
  }
  block[0] = wordOf(bits, 32);
  block[1] = wordOf(bits, 0);
}

/** Decrypts a block in place; the key has 8 bytes. */
export function staDecrypt(key: Uint8Array, block: Block): void {
  const prepared = preparedKey(key);
  let bits = bitsOf(highWord(block), lowWord(block));
  for (let round = ROUNDS - 1; round >= 0; round -= 1) {
    bits = permute(bits, INVERSE_PERMUTATION);
    substitute(bits, prepared, round, FIRST_INVERSE, SECOND_INVERSE);
  }
  block[0] = wordOf(bits, 32);
  block[1] = wordOf(bits, 0);
}
