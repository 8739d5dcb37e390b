import { describe, expect, test } from 'vitest';
import {
  ask,
  moduleWith,
  PAN,
  PUBLIC_KEY_DKGA02,
  registerJson,
  tokenOf,
  type VendFields,
  vendPayload,
} from './wire.ts';

const registers = [
  registerJson(),
  registerJson({ register: 2, dkga: 2, vendingKey: PUBLIC_KEY_DKGA02 }),
  registerJson({ register: 3, keyType: 1 }),
  registerJson({ register: 4, keyType: 3 }),
  registerJson({ register: 5, keyExpiryNumber: 88 }),
  registerJson({ register: 6, issuedUntil: '2004-03-01T11:59:59Z' }),
  registerJson({ register: 7, activeFrom: '2004-03-01T12:00:01Z' }),
  registerJson({ register: 8, baseDate: 2014 }),
];
const module = moduleWith(registers);

function status(command: string, payload: string): string {
  return ask(module, command, payload).status;
}

describe.each(['SM?VC', 'SM?VM'])('%s', (command) => {
  test.each<[string, VendFields, string]>([
    ['an empty register', { register: 9 }, '22'],
    ['a register past the last one', { register: 99 }, '28'],
    ['a PAN with a wrong check digit', { pan: '600727000000000008' }, '76'],
    ['a PAN that is too short', { pan: '60072700000000000' }, '76'],
    ['a PAN with a space', { pan: '60072700000000000 9' }, '76'],
    ['an EA that does not exist', { ea: 9 }, '40'],
    ['EA11 under DKGA02', { register: 2 }, '40'],
    ['a TCT that does not exist', { tct: 3 }, '40'],
    ['a common key off a magnetic card', { register: 4 }, '05'],
    ['a TID beyond the KEN', { register: 5, tid: 89 << 16 }, '41'],
    ['a key past its refresh date', { register: 6 }, '42'],
    ['a key that is not active yet', { register: 7 }, '43'],
    ['TI 100', { ti: 100 }, '63'],
    ['a subclass that is no nibble', { subclass: 16 }, '63'],
    ['a TID of 25 bits', { tid: 0x1_00_00_00 }, '62'],
    ['an amount of three bytes', { amount: 0x01_00_00 }, '62'],
  ])('refuses %s', (_, fields, expected) => {
    expect(status(command, vendPayload(fields))).toBe(expected);
  });

  test('takes the last TID before the KEN, and a common key on a magnetic card', () => {
    expect(status(command, vendPayload({ register: 5, tid: (89 << 16) - 1 }))).toBe('00');
    expect(status(command, vendPayload({ register: 4, tct: 1 }))).toBe('00');
  });

  const head = `N1~P${PAN}~N1~N11~N2~N0~`;

  test.each([
    ['no field at all', '', '60'],
    ['a field too few', `${head}H0001~`, '60'],
    ['a field too many', `${head}H0001~H000001~N1~`, '60'],
    ['no ~ at the end', `${head}H0001~H000001`, '62'],
    ['a field of another type', `${head}N1~H000001~`, '61'],
    ['a number with a leading zero', vendPayload().replace('N1~', 'N01~'), '62'],
    ['hex in lower case', `${head}H00ff~H000001~`, '62'],
    ['hex with an odd number of digits', `${head}H001~H000001~`, '62'],
    ['an amount that needs three bytes', `${head}H010000~H000001~`, '63'],
    ['a TID that needs four bytes', `${head}H0001~H01000000~`, '63'],
  ])('answers %s with a field error', (_, payload, expected) => {
    expect(status(command, payload)).toBe(expected);
  });

  test('takes hex in its shortest form and padded, and gives the same token', () => {
    const shortest = ask(module, command, `${head}H01~H59982C~`);
    const padded = ask(module, command, `${head}H0001~H0059982C~`);
    expect(shortest.status).toBe('00');
    expect(padded).toEqual(shortest);
  });

  test('answers the token in 17 hex digits and in 20 decimal ones', () => {
    const { fields } = ask(module, command, vendPayload());
    expect(fields).toEqual([
      expect.stringMatching(/^P[0-3][0-9A-F]{16}$/),
      expect.stringMatching(/^P\d{20}$/),
    ]);
    const [hex = '', digits = ''] = fields;
    expect(BigInt(`0x${hex.slice(1)}`)).toBe(BigInt(digits.slice(1)));
  });

  test('looks at the distance of the TID to the clock where the profile asks for it', () => {
    // The clock stands at 12:00, which is TID 5 871 600 under base date 1993.
    const checking = moduleWith(registers, { profile: { tidWindowMinutes: 10 } });
    const withTid = (tid: number, register = 1) =>
      ask(checking, command, vendPayload({ tid, register })).status;
    expect(withTid(5_871_600 - 11)).toBe('44');
    expect(withTid(5_871_600 - 10)).toBe('00');
    expect(withTid(5_871_600 + 10)).toBe('00');
    expect(withTid(5_871_600 + 11)).toBe('44');
    expect(withTid(5_871_600, 8)).toBe('44');
  });
});

describe('SM?VC', () => {
  test('refuses credit under a default key with 05, management does not', () => {
    expect(status('SM?VC', vendPayload({ register: 3 }))).toBe('05');
    expect(status('SM?VM', vendPayload({ register: 3 }))).toBe('00');
  });

  test.each([0, 1, 2, 3])('makes tokens of subclass %i', (subclass) => {
    expect(status('SM?VC', vendPayload({ subclass }))).toBe('00');
  });

  test.each([4, 7, 8, 15])('refuses subclass %i with 48', (subclass) => {
    const payload = vendPayload({ subclass }).replace('~H0001~', '~H000001~');
    expect(status('SM?VC', payload)).toBe('48');
  });

  test('refuses what is beyond the unit limit of the key with 31', () => {
    const limited = moduleWith([registerJson({ unitLimit: 100 })]);
    const withAmount = (amount: number) => ask(limited, 'SM?VC', vendPayload({ amount })).status;
    expect(withAmount(101)).toBe('31');
    expect(withAmount(60)).toBe('00');
    expect(withAmount(41)).toBe('31');
    expect(withAmount(40)).toBe('00');
    expect(withAmount(1)).toBe('31');
    expect(ask(limited, 'SM?VM', vendPayload()).status).toBe('00');
    expect(ask(limited, 'SM?CQ').fields[0]).toBe('N997');
  });

  test('makes no token twice for the same fields but by RND', () => {
    const first = tokenOf(ask(module, 'SM?VC', vendPayload()));
    expect(tokenOf(ask(module, 'SM?VC', vendPayload()))).toBe(first);
    expect(tokenOf(ask(module, 'SM?VC', vendPayload({ tid: 5_871_661 })))).not.toBe(first);
  });
});

describe('SM?VM', () => {
  test.each([0, 1, 2, 5, 6, 7])('makes tokens of subclass %i', (subclass) => {
    expect(status('SM?VM', vendPayload({ subclass, amount: 0 }))).toBe('00');
  });

  test.each([3, 4, 8, 9, 10, 15])('refuses subclass %i with 48', (subclass) => {
    expect(status('SM?VM', vendPayload({ subclass }))).toBe('48');
  });

  test('clears credit registers 0 to 7 or all of them, and no others', () => {
    const clear = (amount: number) => status('SM?VM', vendPayload({ subclass: 1, amount }));
    expect([0, 7, 0xffff].map(clear)).toEqual(['00', '00', '00']);
    expect([8, 0xfffe].map(clear)).toEqual(['63', '63']);
  });

  test('pads ClearTamperCondition with zeros only', () => {
    expect(status('SM?VM', vendPayload({ subclass: 5, amount: 1 }))).toBe('63');
  });
});
