import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  VendingKey,
  type VendingKeyFields,
} from '../../../../src-main/module/emulator/vending-key.ts';
import { decoderKeyHex } from '../../../conformance/decoder.ts';
import { PAN, PUBLIC_KEY_DKGA02, PUBLIC_KEY_DKGA04 } from './wire.ts';

function keyWith(changed: Partial<VendingKeyFields>, secret: string): VendingKey {
  const fields: VendingKeyFields = {
    supplyGroupCode: '123456',
    keyRevisionNumber: 1,
    keyType: 2,
    dkga: 2,
    baseDate: 1993,
    ...changed,
  };
  return new VendingKey(fields, Buffer.from(secret, 'hex'));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

test('DKGA02 gives the published check value', () => {
  const key = keyWith({}, PUBLIC_KEY_DKGA02);
  const meter = { pan: PAN, tariffIndex: 1, encryptionAlgorithm: 7 } as const;
  expect(hex(key.decoderKey(meter))).toBe('6ff35b9d1f3453e6');
});

test('DKGA04 gives the decoder key of the compliance vectors', () => {
  const key = keyWith({ supplyGroupCode: '123457', dkga: 4 }, PUBLIC_KEY_DKGA04);
  const meter = { pan: PAN, tariffIndex: 1, encryptionAlgorithm: 11 } as const;
  expect(hex(key.decoderKey(meter))).toBe('f94b6ed353c3bfdb113e2d3a7ea3c41d');
});

describe('a decoder key', () => {
  const digits = (length: number) =>
    fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)).filter((text) => text.length === length);
  const fields = fc.record({
    supplyGroupCode: digits(6),
    keyRevisionNumber: fc.integer({ min: 1, max: 9 }),
    keyType: fc.constantFrom(1, 2, 3),
    baseDate: fc.constantFrom(1993, 2014, 2035),
  });
  const meters = fc.record({ pan: digits(18), tariffIndex: fc.integer({ min: 0, max: 99 }) });

  test.each([
    [2, 7],
    [4, 7],
    [4, 11],
  ] as const)(
    'of DKGA0%i for EA %i is the one that an independent reading of the standard gives',
    (dkga, ea) => {
      const bytes = dkga === 2 ? 8 : 20;
      const secrets = fc.uint8Array({ minLength: bytes, maxLength: bytes });
      fc.assert(
        fc.property(fields, meters, secrets, (anyFields, anyMeter, secret) => {
          const meter = { ...anyMeter, encryptionAlgorithm: ea };
          const key = new VendingKey({ ...anyFields, dkga }, secret);
          const register = { ...anyFields, dkga, vendingKey: hex(secret) };
          expect(hex(key.decoderKey(meter))).toBe(decoderKeyHex(register, meter));
        }),
      );
    },
  );

  test('under a common key is the same for every meter of the group', () => {
    const key = keyWith({ keyType: 3 }, PUBLIC_KEY_DKGA02);
    const meter = { tariffIndex: 1, encryptionAlgorithm: 7 } as const;
    expect(key.decoderKey({ ...meter, pan: '600727123456789013' })).toEqual(
      key.decoderKey({ ...meter, pan: PAN }),
    );
  });

  test('of 128 bits does not come from DKGA02', () => {
    const key = keyWith({}, PUBLIC_KEY_DKGA02);
    const meter = { pan: PAN, tariffIndex: 1, encryptionAlgorithm: 11 } as const;
    expect(key.supports(11)).toBe(false);
    expect(() => key.decoderKey(meter)).toThrow(RangeError);
  });
});

describe('a vending key', () => {
  test('has the length that its DKGA wants', () => {
    expect(() => keyWith({ dkga: 4 }, PUBLIC_KEY_DKGA02)).toThrow('20 bytes');
    expect(() => keyWith({ dkga: 2 }, PUBLIC_KEY_DKGA04)).toThrow('8 bytes');
  });

  test('keeps its secret out of logs and JSON', () => {
    const key = keyWith({ dkga: 4 }, PUBLIC_KEY_DKGA04);
    const shown = inspect(key, { depth: 10, showHidden: true }) + JSON.stringify(key);
    expect(shown.toLowerCase()).not.toContain('abab');
    expect(shown.toLowerCase()).not.toContain('ab ab');
  });
});
