/**
 * A 64-bit block as two 32-bit words, the more significant first. Both ciphers work on it in place,
 * because 64 bits do not fit a number and a BigInt is too slow for the rate that vending needs.
 */
export type Block = Uint32Array;

/** A new block of all zeros. */
export function emptyBlock(): Block {
  return new Uint32Array(2);
}

/** The more significant 32 bits, unsigned. */
export function highWord(block: Block): number {
  return block[0] ?? 0;
}

/** The less significant 32 bits, unsigned. */
export function lowWord(block: Block): number {
  return block[1] ?? 0;
}
