import { describe, expect, test } from 'vitest';
import { makeToken } from '../../../../src-main/module/emulator/engine.ts';
import { VendingKey } from '../../../../src-main/module/emulator/vending-key.ts';
import {
  ask,
  moduleWith,
  PAN,
  registerJson,
  tokenOf,
  type VendFields,
  vendPayload,
  verifyPayload,
} from './wire.ts';

const registers = [
  registerJson(),
  // The same secret and attributes as register 1, but for what makes the key unfit.
  registerJson({ register: 2, keyExpiryNumber: 88 }),
  registerJson({ register: 3, issuedUntil: '2004-03-01T11:59:59Z' }),
  registerJson({ register: 4, keyType: 1 }),
];
const module = moduleWith(registers);

function verify(token: string, fields: VendFields = {}) {
  return ask(module, 'SM?VT', verifyPayload(token, fields));
}

const credit = tokenOf(ask(module, 'SM?VC', vendPayload({ subclass: 1, amount: 0xabcd })));

test('says class, subclass, amount and TID of a token, and spends nothing', () => {
  const before = module.transactionsLeft;
  expect(verify(credit).fields).toEqual(['N0', 'N0', 'N1', 'HABCD', 'H59982C']);
  const management = tokenOf(ask(module, 'SM?VM', vendPayload({ subclass: 6, amount: 10 })));
  expect(verify(management).fields).toEqual(['N0', 'N2', 'N6', 'H000A', 'H59982C']);
  expect(module.transactionsLeft).toBe(before - 1);
});

test('result 3: a token of another meter, tariff or algorithm', () => {
  const unread = { status: '00', fields: ['N3', 'N0', 'N0', 'H0000', 'H000000'] };
  expect(verify(credit, { pan: '000001000000000082' })).toMatchObject(unread);
  expect(verify(credit, { ti: 2 })).toMatchObject(unread);
  expect(verify(credit, { ea: 7 })).toMatchObject(unread);
});

test('result 41: the KEN of the key has passed for the TID', () => {
  expect(verify(credit, { register: 2 }).fields[0]).toBe('N41');
});

test('result 42: the key is past its refresh date', () => {
  expect(verify(credit, { register: 3 }).fields).toEqual(['N42', 'N0', 'N1', 'HABCD', 'H59982C']);
});

test('result 80: credit under a default key, which no module vends', () => {
  const { supplyGroupCode, vendingKey } = registerJson();
  const key = new VendingKey(
    { supplyGroupCode, keyRevisionNumber: 1, keyType: 1, dkga: 4, baseDate: 1993 },
    Buffer.from(vendingKey, 'hex'),
  );
  const meter = { pan: PAN, tariffIndex: 1, encryptionAlgorithm: 11 } as const;
  const fields = { subclass: 0, rnd: 5, tid: 5_871_660, amount: 1 };
  const result = (tokenClass: 0 | 2) =>
    verify(makeToken(key, meter, { ...fields, tokenClass }).digits, { register: 4 }).fields[0];
  expect(result(0)).toBe('N80');
  expect(result(2)).toBe('N0');
});

test('keeps what a key change token carries to itself', () => {
  const { fields } = ask(module, 'SM?VK', `N1~N1~P${PAN}~N1~N11~N2~N2~N4~`);
  const tokens = fields[3]?.slice(1).match(/\d{20}/g) ?? [];
  expect(tokens.map((token) => verify(token).fields)).toEqual([
    ['N0', 'N2', 'N3', 'H0000', 'H000000'],
    ['N0', 'N2', 'N4', 'H0000', 'H000000'],
    ['N0', 'N2', 'N8', 'H0000', 'H000000'],
    ['N0', 'N2', 'N9', 'H0000', 'H000000'],
  ]);
});

describe('refuses', () => {
  test.each<[string, string, VendFields, string]>([
    ['an empty register', credit, { register: 9 }, '22'],
    ['a register past the last one', credit, { register: 17 }, '28'],
    ['a wrong PAN', credit, { pan: '1' }, '76'],
    ['an EA that does not exist', credit, { ea: 8 }, '40'],
    ['19 digits', credit.slice(1), {}, '62'],
    ['letters', 'ABCDABCDABCDABCDABCD', {}, '62'],
    ['20 digits beyond 66 bits', '73786976294838206464', {}, '63'],
  ])('%s', (_, token, fields, status) => {
    expect(verify(token, fields)).toMatchObject({ status, fields: [] });
  });

  test('the largest 66 bits are a token all the same', () => {
    expect(verify('73786976294838206463').status).toBe('00');
  });
});
