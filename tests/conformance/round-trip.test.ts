import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { luhnDigit } from '../../src-shared/sts/digits.ts';
import {
  ask,
  moduleWith,
  registerJson,
  tokenOf,
  vendPayload,
} from '../main/module/emulator/wire.ts';
import { decodeToken } from './decoder.ts';

/** What goes into the emulator as a frame is what the independent decoder reads from the token. */

const bodies = fc.bigInt({ min: 0n, max: 10n ** 17n - 1n });
const pans = bodies.map((body) => {
  const digits = String(body).padStart(17, '0');
  return digits + luhnDigit(digits);
});
const keyFields = fc.record({
  supplyGroupCode: fc.nat(999_999).map((code) => String(code).padStart(6, '0')),
  keyRevisionNumber: fc.integer({ min: 1, max: 9 }),
  baseDate: fc.constantFrom(1993, 2014, 2035),
  keyType: fc.constantFrom(2, 3),
});
const requests = fc.record({
  pan: pans,
  ti: fc.nat(99),
  amount: fc.nat(0xffff),
  tid: fc.nat(0xff_ffff),
});

describe.each([
  ['EA11, DKGA04', 11, 4, 20],
  ['EA07, DKGA04', 7, 4, 20],
  ['EA07, DKGA02', 7, 2, 8],
])('%s', (_, ea, dkga, keyBytes) => {
  const secrets = fc.uint8Array({ minLength: keyBytes, maxLength: keyBytes });

  test.each([
    ['SM?VC', 0, [0, 1, 2, 3]],
    ['SM?VM', 2, [0, 2, 6, 7]],
  ])('%s', (command, tokenClass, subclasses) => {
    const subclassOf = fc.constantFrom(...subclasses);
    const rnds = fc.nat(15);
    fc.assert(
      fc.property(
        keyFields,
        secrets,
        requests,
        subclassOf,
        rnds,
        (key, secret, request, subclass, rnd) => {
          const vendingKey = Buffer.from(secret).toString('hex');
          const register = registerJson({ ...key, dkga, vendingKey });
          const module = moduleWith([register], { rnd: () => rnd });
          const payload = vendPayload({ ...request, ea, subclass, tct: 1 });
          const token = tokenOf(ask(module, command, payload));

          const { pan, ti: tariffIndex, tid, amount } = request;
          const meter = { pan, tariffIndex, encryptionAlgorithm: ea };
          const fields = { tokenClass, subclass, rnd, tid, amount };
          expect(decodeToken(register, meter, token)).toMatchObject({ crc: 'right', ...fields });
        },
      ),
    );
  });

  test('a token with one digit changed does not open', () => {
    const keys = fc.tuple(secrets, requests, fc.nat(19), fc.integer({ min: 1, max: 9 }));
    let opened = 0;
    fc.assert(
      fc.property(keys, ([secret, request, at, by]) => {
        const vendingKey = Buffer.from(secret).toString('hex');
        const register = registerJson({ dkga, vendingKey });
        const token = tokenOf(
          ask(moduleWith([register]), 'SM?VC', vendPayload({ ...request, ea })),
        );
        const digit = (Number(token[at]) + by) % 10;
        const other = token.slice(0, at) + digit + token.slice(at + 1);
        fc.pre(BigInt(other) < 2n ** 66n);
        const { pan, ti: tariffIndex } = request;
        const meter = { pan, tariffIndex, encryptionAlgorithm: ea };
        if (decodeToken(register, meter, other).crc === 'right') opened += 1;
      }),
    );
    // 16 bits of CRC let one changed token in 65 536 through: two in a hundred are a fault.
    expect(opened).toBeLessThan(2);
  });
});
