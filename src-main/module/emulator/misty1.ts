import { type Block, highWord, lowWord } from './block.ts';
import { S7, S9 } from './misty1-tables.ts';

/**
 * MISTY1 with 8 rounds (RFC 2994), which IEC 62055-41 calls EncryptionAlgorithm 11. Function and
 * variable names are those of the RFC.
 */

/** Eight 16-bit key words EK[0..7], then the eight FI outputs of the key schedule EK[8..15]. */
type Schedule = Uint16Array;

function FI(input: number, key: number): number {
  let d9 = input >> 7;
  let d7 = input & 0x7f;
  d9 = (S9[d9] ?? 0) ^ d7;
  d7 = (S7[d7] ?? 0) ^ (d9 & 0x7f);
  d7 ^= key >> 9;
  d9 ^= key & 0x1ff;
  d9 = (S9[d9] ?? 0) ^ d7;
  return (d7 << 9) | d9;
}

function FO(EK: Schedule, input: number, k: number): number {
  let t0 = input >>> 16;
  let t1 = input & 0xffff;
  t0 = FI(t0 ^ (EK[k] ?? 0), EK[((k + 5) & 7) + 8] ?? 0) ^ t1;
  t1 = FI(t1 ^ (EK[(k + 2) & 7] ?? 0), EK[((k + 1) & 7) + 8] ?? 0) ^ t0;
  t0 = FI(t0 ^ (EK[(k + 7) & 7] ?? 0), EK[((k + 3) & 7) + 8] ?? 0) ^ t1;
  t1 ^= EK[(k + 4) & 7] ?? 0;
  return (t1 << 16) | t0;
}

/** The key words that FL uses with AND and with OR in its layer `k` (RFC 2994, section 2.2). */
function andKey(EK: Schedule, k: number): number {
  return (k & 1 ? EK[(((k >> 1) + 2) & 7) + 8] : EK[k >> 1]) ?? 0;
}

function orKey(EK: Schedule, k: number): number {
  return (k & 1 ? EK[((k >> 1) + 4) & 7] : EK[(((k >> 1) + 6) & 7) + 8]) ?? 0;
}

function FL(EK: Schedule, input: number, k: number): number {
  let d0 = input >>> 16;
  let d1 = input & 0xffff;
  d1 ^= d0 & andKey(EK, k);
  d0 ^= d1 | orKey(EK, k);
  return (d0 << 16) | d1;
}

function FLINV(EK: Schedule, input: number, k: number): number {
  let d0 = input >>> 16;
  let d1 = input & 0xffff;
  d0 ^= d1 | orKey(EK, k);
  d1 ^= d0 & andKey(EK, k);
  return (d0 << 16) | d1;
}

// One schedule, written anew for every block: a decoder key serves one token, and the module works
// on one request at a time.
const EK: Schedule = new Uint16Array(16);

function schedule(key: Uint8Array): void {
  if (key.length !== 16) throw new RangeError('a MISTY1 key has 128 bits');
  for (let i = 0; i < 8; i += 1) EK[i] = ((key[2 * i] ?? 0) << 8) | (key[2 * i + 1] ?? 0);
  for (let i = 0; i < 8; i += 1) EK[i + 8] = FI(EK[i] ?? 0, EK[(i + 1) & 7] ?? 0);
}

/** Encrypts a block in place; the key has 16 bytes. */
export function misty1Encrypt(key: Uint8Array, block: Block): void {
  schedule(key);
  let D0 = highWord(block);
  let D1 = lowWord(block);
  for (let round = 0; round < 8; round += 2) {
    D0 = FL(EK, D0, round);
    D1 = FL(EK, D1, round + 1);
    D1 ^= FO(EK, D0, round);
    D0 ^= FO(EK, D1, round + 1);
  }
  block[0] = FL(EK, D1, 9);
  block[1] = FL(EK, D0, 8);
}

/** Decrypts a block in place; the key has 16 bytes. */
export function misty1Decrypt(key: Uint8Array, block: Block): void {
  schedule(key);
  let D1 = FLINV(EK, highWord(block), 9);
  let D0 = FLINV(EK, lowWord(block), 8);
  for (let round = 6; round >= 0; round -= 2) {
    D0 ^= FO(EK, D1, round + 1);
    D1 ^= FO(EK, D0, round);
    D0 = FLINV(EK, D0, round);
    D1 = FLINV(EK, D1, round + 1);
  }
  block[0] = D0;
  block[1] = D1;
}
