import { createCipheriv, createHmac } from 'node:crypto';
import { misty1Decrypt } from '../../src-main/module/emulator/misty1.ts';

/*
 * A meter in a page: opens tokens the way IEC 62055-41 describes it, written from the text of the
 * standard and sharing nothing with the emulator but the MISTY1 cipher, which has the RFC's own check.
 * Numbers are BigInt throughout: this is to be read beside the standard, not to be fast.
 */

/** The fields of a key register, as a profile's JSON has them. */
export interface KeyFields {
  /** Hex. */
  readonly vendingKey: string;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly keyType: number;
  readonly dkga: number;
  /** Year. */
  readonly baseDate: number;
}

export interface MeterFields {
  /** 18 digits. */
  readonly pan: string;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: number;
}

export type DecodedToken =
  | { readonly crc: 'wrong'; readonly tokenClass: number }
  | {
      readonly crc: 'right';
      readonly tokenClass: number;
      readonly subclass: number;
      readonly rnd: number;
      readonly tid: number;
      /** The 16-bit field. */
      readonly amount: number;
      /** What the field stands for, in steps of 0.1 unit. */
      readonly steps: number;
      /** The minute of the TID. */
      readonly issuedAt: Date;
      /** The 44 bits between subclass and CRC. */
      readonly content: bigint;
    };

/** Opens the 20 digits of a token on a meter that holds the key of `key` for it. */
export function decodeToken(key: KeyFields, meter: MeterFields, digits: string): DecodedToken {
  if (!/^\d{20}$/.test(digits)) throw new RangeError('a token has 20 digits');
  const token = BigInt(digits);
  const tokenClass = bits(token, 27, 2);
  // The two bits at the end of the token go back to where the class stood.
  const transposed =
    (token & ~(3n << 27n) & (2n ** 64n - 1n)) | (BigInt(bits(token, 64, 2)) << 27n);
  const clear = tokenClass === 1 ? transposed : decrypt(key, meter, transposed);
  const checked = (BigInt(tokenClass) << 48n) | (clear >> 16n);
  const crc = crc16(bytesOf(checked, 7));
  if (bits(clear, 0, 8) !== crc >> 8 || bits(clear, 8, 8) !== (crc & 0xff)) {
    return { crc: 'wrong', tokenClass };
  }
  const tid = bits(clear, 32, 24);
  const amount = bits(clear, 16, 16);
  return {
    crc: 'right',
    tokenClass,
    subclass: bits(clear, 60, 4),
    rnd: bits(clear, 56, 4),
    tid,
    amount,
    steps: transferAmount(amount),
    issuedAt: new Date(Date.UTC(key.baseDate, 0, 1, 0, tid)),
    content: (clear >> 16n) & (2n ** 44n - 1n),
  };
}

export interface DecodedKeyChange {
  readonly subclasses: readonly number[];
  readonly keyExpiryNumber: number;
  readonly keyRevisionNumber: number;
  readonly rollover: number;
  readonly threeTokens: number;
  readonly keyType: number;
  readonly tariffIndex: number;
  /** Null where the set does not carry it. */
  readonly supplyGroupCode: string | null;
  /** The new decoder key, hex. */
  readonly decoderKey: string;
}

/** Puts the key of a key change set together, on a meter that holds the old one. */
export function decodeKeyChange(
  key: KeyFields,
  meter: MeterFields,
  tokens: readonly string[],
): DecodedKeyChange {
  const sections = tokens.map((digits) => {
    const token = decodeToken(key, meter, digits);
    if (token.crc !== 'right') throw new Error('a token of the set does not open');
    return token;
  });
  const contentOf = (subclass: number) =>
    sections.find((section) => section.subclass === subclass)?.content ?? 0n;
  const first = contentOf(3);
  const second = contentOf(4);
  const third = contentOf(8);
  const fourth = contentOf(9);
  const long = meter.encryptionAlgorithm === 11;
  const words = long ? [first, third, fourth, second] : [first, second];
  const sgc = long ? (bits(fourth, 32, 12) << 12) | bits(third, 32, 12) : bits(third, 20, 24);
  return {
    subclasses: sections.map((section) => section.subclass),
    keyExpiryNumber: (bits(first, 40, 4) << 4) | bits(second, 40, 4),
    keyRevisionNumber: bits(first, 36, 4),
    rollover: bits(first, 35, 1),
    threeTokens: bits(first, 34, 1),
    keyType: bits(first, 32, 2),
    tariffIndex: bits(second, 32, 8),
    supplyGroupCode: tokens.length > 2 ? String(sgc).padStart(6, '0') : null,
    decoderKey: words.map((word) => hex(word & 0xffff_ffffn, 8)).join(''),
  };
}

/** The key that a meter holds, hex. */
export function decoderKeyHex(key: KeyFields, meter: MeterFields): string {
  return hex(meterKey(key, meter), meter.encryptionAlgorithm === 11 ? 32 : 16);
}

function meterKey(key: KeyFields, meter: MeterFields): bigint {
  return key.dkga === 4 ? dkga04(key, meter) : dkga02(key, meter);
}

/** A common key is that of the group: IIN 600727, an IAIN of zeros, and the check digit. */
function keyPan(key: KeyFields, meter: MeterFields): string {
  return key.keyType === 3 ? '600727000000000009' : meter.pan;
}

function dkga04(key: KeyFields, meter: MeterFields): bigint {
  const keyBits = meter.encryptionAlgorithm === 11 ? 128 : 64;
  const parts = [
    '04',
    String(key.baseDate).slice(2),
    digits(meter.encryptionAlgorithm, 2),
    digits(meter.tariffIndex, 2),
    '',
  ];
  const head = [0x04, ...parts.flatMap((part) => [part.length, ...Buffer.from(part, 'latin1')])];
  const tail = [
    key.supplyGroupCode,
    String(key.keyType),
    String(key.keyRevisionNumber),
    keyPan(key, meter),
  ].flatMap((part) => [part.length, ...Buffer.from(part, 'latin1')]);
  const data = Buffer.from([...head, 0x04, ...tail, 0, 0, 0, keyBits]);
  const mac = createHmac('sha256', Buffer.from(key.vendingKey, 'hex')).update(data).digest('hex');
  return BigInt(`0x${mac.slice(0, keyBits / 4)}`);
}

function dkga02(key: KeyFields, meter: MeterFields): bigint {
  const panBlock = BigInt(`0x${keyPan(key, meter).slice(1, 17)}`);
  const { keyType, supplyGroupCode, keyRevisionNumber } = key;
  const control = BigInt(
    `0x${keyType}${supplyGroupCode}${digits(meter.tariffIndex, 2)}${keyRevisionNumber}FFFFFF`,
  );
  const x = panBlock ^ control;
  const secret = Buffer.from(key.vendingKey, 'hex');
  const des = createCipheriv('des-ede3', Buffer.concat([secret, secret, secret]), null);
  const encrypted = des.setAutoPadding(false).update(hex(x, 16), 'hex', 'hex');
  const mixed = BigInt(`0x${encrypted}`) ^ x ^ BigInt(`0x${key.vendingKey}`);
  return BigInt(`0x${bytesOf(mixed, 8).reverse().toString('hex')}`);
}

function decrypt(key: KeyFields, meter: MeterFields, block: bigint): bigint {
  const decrypted = meter.encryptionAlgorithm === 11 ? misty1 : staDecrypt;
  return decrypted(meterKey(key, meter), block);
}

function misty1(decoderKey: bigint, block: bigint): bigint {
  const words = Uint32Array.of(Number(block >> 32n), Number(block & 0xffff_ffffn));
  misty1Decrypt(bytesOf(decoderKey, 16), words);
  const [high = 0, low = 0] = words;
  return (BigInt(high) << 32n) | BigInt(low);
}

// The sample tables of IEC 62055-41.
const S1 = [12, 10, 8, 4, 3, 15, 0, 2, 14, 1, 5, 13, 6, 9, 7, 11];
const S2 = [6, 9, 7, 4, 3, 10, 12, 14, 2, 13, 1, 15, 0, 11, 8, 5];
const P = [
  29, 27, 34, 9, 16, 62, 55, 2, 40, 49, 38, 25, 33, 61, 30, 23, 1, 41, 21, 57, 42, 15, 5, 58, 19,
  53, 22, 17, 48, 28, 24, 39, 3, 60, 36, 14, 11, 52, 54, 12, 31, 51, 10, 26, 0, 45, 37, 43, 44, 6,
  59, 4, 7, 35, 56, 50, 13, 18, 32, 47, 46, 63, 20, 8,
];

function rotateLeft(value: bigint, by: number): bigint {
  return ((value << BigInt(by)) | (value >> BigInt(64 - by))) & (2n ** 64n - 1n);
}

function staDecrypt(decoderKey: bigint, block: bigint): bigint {
  const complement = decoderKey ^ (2n ** 64n - 1n);
  let state = block;
  for (let round = 15; round >= 0; round -= 1) {
    // Right by 12 is left by 52; then one more to the left for each round before this one.
    const key = rotateLeft(complement, (52 + round) % 64);
    let permuted = 0n;
    for (const [from, to] of P.entries()) permuted |= BigInt(bits(state, to, 1)) << BigInt(from);
    state = 0n;
    for (let nibble = 0; nibble < 64; nibble += 4) {
      const table = bits(key, nibble + 3, 1) === 1 ? S2 : S1;
      state |= BigInt(table.indexOf(bits(permuted, nibble, 4))) << BigInt(nibble);
    }
  }
  return state;
}

/** CRC-16, polynomial 8005 reflected, initial FFFF, bit by bit. */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** 10^e · m + Σ 2^14 · 10^(n−1), n = 1 … e. */
function transferAmount(field: number): number {
  const e = field >> 14;
  let value = 10 ** e * (field & 0x3fff);
  for (let n = 1; n <= e; n += 1) value += 2 ** 14 * 10 ** (n - 1);
  return value;
}

/** `count` bits of a number from bit `low` on. */
function bits(value: bigint, low: number, count: number): number {
  return Number((value >> BigInt(low)) & (2n ** BigInt(count) - 1n));
}

function hex(value: bigint, length: number): string {
  return value.toString(16).padStart(length, '0');
}

function bytesOf(value: bigint, length: number): Buffer {
  return Buffer.from(hex(value, length * 2), 'hex');
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
