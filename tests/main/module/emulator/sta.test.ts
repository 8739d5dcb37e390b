import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { staDecrypt, staEncrypt } from '../../../../src-main/module/emulator/sta.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });
const keys = fc.uint8Array({ minLength: 8, maxLength: 8 });

test('decrypts what it encrypts', () => {
  fc.assert(
    fc.property(keys, word, word, (key, high, low) => {
      const block = Uint32Array.of(high, low);
      staEncrypt(key, block);
      staDecrypt(key, block);
      expect([...block]).toEqual([high, low]);
    }),
  );
});

/** Several blocks: two substitutions of the tables agree, so one block alone may hide a key bit. */
function encryptedBlocks(key: Uint8Array): number[] {
  return [...Array(8).keys()].flatMap((n) => {
    const block = Uint32Array.of(n, n * 0x0123_4567);
    staEncrypt(key, block);
    return [...block];
  });
}

test('depends on every bit of the key', () => {
  fc.assert(
    fc.property(keys, fc.nat(63), (key, bit) => {
      const other = Uint8Array.from(key);
      other[bit >> 3] = (key[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(encryptedBlocks(key)).not.toEqual(encryptedBlocks(other));
    }),
  );
});

test('wants a key of 64 bits', () => {
  expect(() => staEncrypt(new Uint8Array(16), new Uint32Array(2))).toThrow(RangeError);
});
