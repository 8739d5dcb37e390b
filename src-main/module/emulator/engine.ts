import { type Block, emptyBlock } from './block.ts';
import { misty1Decrypt, misty1Encrypt } from './misty1.ts';
import { staDecrypt, staEncrypt } from './sta.ts';
import {
  blockFromToken,
  packBlock,
  type Token,
  type TokenContent,
  tokenFromBlock,
  unpackBlock,
} from './token-block.ts';
import type { MeterKeyFields, VendingKey } from './vending-key.ts';

/** The fields of a credit token (class 0) or of a management token (class 2). */
export interface TokenFields {
  readonly tokenClass: 0 | 2;
  readonly subclass: number;
  /** RandomNumber, 0 to 15. */
  readonly rnd: number;
  /** TokenIdentifier, 24 bits. */
  readonly tid: number;
  /** TransferAmount or the register of a management token, 16 bits as encoded. */
  readonly amount: number;
}

/** What a token says: a CRC that does not fit, or its content. */
export type ReadToken =
  | { readonly valid: false; readonly tokenClass: number }
  | { readonly valid: true; readonly content: TokenContent };

function encrypt(decoderKey: Uint8Array, block: Block): void {
  if (decoderKey.length === 16) misty1Encrypt(decoderKey, block);
  else staEncrypt(decoderKey, block);
}

function decrypt(decoderKey: Uint8Array, block: Block): void {
  if (decoderKey.length === 16) misty1Decrypt(decoderKey, block);
  else staDecrypt(decoderKey, block);
}

// One block for all tokens: nothing here is kept between two calls.
const block = emptyBlock();

/** Encrypts a token's content under a decoder key of 8 bytes (EA07) or 16 (EA11). */
export function encryptedToken(decoderKey: Uint8Array, content: TokenContent): Token {
  packBlock(content, block);
  encrypt(decoderKey, block);
  return tokenFromBlock(content.tokenClass, block);
}

/**
 * Makes a token for a meter; the decoder key is derived for it and forgotten. Throws a RangeError
 * where the vending key does not support the meter's encryption algorithm.
 */
export function makeToken(key: VendingKey, meter: MeterKeyFields, fields: TokenFields): Token {
  return encryptedToken(key.decoderKey(meter), {
    tokenClass: fields.tokenClass,
    subclass: fields.subclass,
    upper: (fields.rnd << 24) | fields.tid,
    lower: fields.amount,
  });
}

/** Reads the 20 digits of a token under a meter's key. Tokens of class 1 are not encrypted. */
export function readToken(key: VendingKey, meter: MeterKeyFields, digits: string): ReadToken {
  const tokenClass = blockFromToken(digits, block);
  if (tokenClass !== 1) decrypt(key.decoderKey(meter), block);
  const content = unpackBlock(tokenClass, block);
  return content === null ? { valid: false, tokenClass } : { valid: true, content };
}
