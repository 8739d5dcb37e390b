import { crc16modbus } from 'crc';
import { tokenBits, tokenDigitsFromBits } from '../../../src-shared/sts/token-digits.ts';
import { type Block, highWord, lowWord } from './block.ts';

/**
 * The 66 bits of a token (IEC 62055-41, clause 6): class(2) and a 64-bit block of subclass(4),
 * content(44) and CRC(16). The content of an ordinary token is RND(4) TID(24) amount(16).
 */

/** A token as a module gives it out. */
export interface Token {
  /** 66 bits in 17 upper-case hex digits. */
  readonly hex: string;
  /** The same in 20 decimal digits. */
  readonly digits: string;
}

/** Everything of a token but its CRC, with the content as 28 and 16 bits. */
export interface TokenContent {
  readonly tokenClass: number;
  readonly subclass: number;
  /** The first 28 bits of the content: RND and TID in an ordinary token. */
  readonly upper: number;
  /** The last 16 bits: the amount in an ordinary token. */
  readonly lower: number;
}

const crcInput = Buffer.alloc(7);

/**
 * CRC-16/MODBUS over class, subclass and content, 50 bits that six zero bits fill up to 7 bytes. The
 * standard stores its two bytes swapped.
 */
function storedCrc(tokenClass: number, high: number, lower: number): number {
  crcInput.writeUInt8(tokenClass, 0);
  crcInput.writeUInt32BE(high, 1);
  crcInput.writeUInt16BE(lower, 5);
  const crc = crc16modbus(crcInput);
  return ((crc & 0xff) << 8) | (crc >> 8);
}

/** Writes subclass, content and CRC into a block. */
export function packBlock(content: TokenContent, block: Block): void {
  const high = ((content.subclass << 28) | content.upper) >>> 0;
  block[0] = high;
  block[1] = (content.lower << 16) | storedCrc(content.tokenClass, high, content.lower);
}

/** Reads a block; null where its CRC is wrong. */
export function unpackBlock(tokenClass: number, block: Block): TokenContent | null {
  const high = highWord(block);
  const low = lowWord(block);
  const lower = low >>> 16;
  if ((low & 0xffff) !== storedCrc(tokenClass, high, lower)) return null;
  return { tokenClass, subclass: high >>> 28, upper: high & 0xfff_ffff, lower };
}

const CLASS_BIT = 27;
const CLASS_MASK = 3 << CLASS_BIT;

/**
 * Puts the class bits into a block: bits 27 and 28 move to the end of the token, bits 64 and 65, and
 * the class takes their place (IEC 62055-41, transposition of the class bits).
 */
export function tokenFromBlock(tokenClass: number, block: Block): Token {
  const high = highWord(block);
  const top = (lowWord(block) >>> CLASS_BIT) & 3;
  const low = ((lowWord(block) & ~CLASS_MASK) | (tokenClass << CLASS_BIT)) >>> 0;
  const hex = top.toString(16) + wordHex(high) + wordHex(low);
  const bits = (BigInt(top) << 64n) | (BigInt(high) << 32n) | BigInt(low);
  return { hex, digits: tokenDigitsFromBits(bits) };
}

/** Writes a token's block and gives its class; 20 digits below 2^66, or a RangeError is thrown. */
export function blockFromToken(digits: string, block: Block): number {
  const bits = tokenBits(digits);
  const top = Number(bits >> 64n);
  const low = Number(bits & 0xffff_ffffn);
  block[0] = Number((bits >> 32n) & 0xffff_ffffn);
  block[1] = (low & ~CLASS_MASK) | (top << CLASS_BIT);
  return (low >>> CLASS_BIT) & 3;
}

function wordHex(word: number): string {
  return word.toString(16).toUpperCase().padStart(8, '0');
}
