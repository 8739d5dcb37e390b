import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { misty1Decrypt, misty1Encrypt } from '../../../../src-main/module/emulator/misty1.ts';
import { S7, S9 } from '../../../../src-main/module/emulator/misty1-tables.ts';

const key = Buffer.from('00112233445566778899AABBCCDDEEFF', 'hex');

test.each([
  [
    [0x01234567, 0x89abcdef],
    [0x8b1da5f5, 0x6ab3d07c],
  ],
  [
    [0xfedcba98, 0x76543210],
    [0x04b68240, 0xb13be95d],
  ],
])('gives the example of RFC 2994, both ways', (plain, cipher) => {
  const block = Uint32Array.from(plain);
  misty1Encrypt(key, block);
  expect([...block]).toEqual(cipher);
  misty1Decrypt(key, block);
  expect([...block]).toEqual(plain);
});

test('decrypts what it encrypts', () => {
  const word = fc.integer({ min: 0, max: 0xffff_ffff });
  const keys = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(keys, word, word, (anyKey, high, low) => {
      const block = Uint32Array.of(high, low);
      misty1Encrypt(anyKey, block);
      misty1Decrypt(anyKey, block);
      expect([...block]).toEqual([high, low]);
    }),
  );
});

test('has substitution tables that are permutations', () => {
  expect(S7).toHaveLength(128);
  expect(new Set(S7).size).toBe(128);
  expect(Math.max(...S7)).toBe(127);
  expect(S9).toHaveLength(512);
  expect(new Set(S9).size).toBe(512);
  expect(Math.max(...S9)).toBe(511);
});

test('wants a key of 128 bits', () => {
  expect(() => misty1Encrypt(new Uint8Array(8), new Uint32Array(2))).toThrow(RangeError);
});
