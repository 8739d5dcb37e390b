import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../../src-main/module/emulator/profile.ts';
import { PUBLIC_KEY_DKGA02, PUBLIC_KEY_DKGA04, profileJson, registerJson } from './wire.ts';

const training = new URL('../../../../resources/training-profile.json', import.meta.url);

test('the training profile is one: 1000 transactions, EA11 and EA07, on the 2014 base date', () => {
  const parsed = parseProfile(JSON.parse(readFileSync(training, 'utf8')));
  if (!parsed.ok) throw new Error(`${parsed.error.field} ${parsed.error.message}`);
  expect(parsed.value).toMatchObject({ moduleId: '94000001', transactions: 1000 });
  const keys = parsed.value.registers.map(({ register, key }) => ({ register, ...key.fields }));
  expect(keys).toMatchObject([
    { register: 1, supplyGroupCode: '123457', keyRevisionNumber: 2, dkga: 4, baseDate: 2014 },
    { register: 2, supplyGroupCode: '123456', keyRevisionNumber: 2, dkga: 2, baseDate: 2014 },
  ]);
});

test('fields that nothing is known about are left alone', () => {
  const json = { ...profileJson([registerJson()]), note: 'the shop in the market' };
  expect(parseProfile(json).ok).toBe(true);
});

describe('names the field that is wrong', () => {
  const registers = (changed: object) =>
    profileJson([registerJson(), { ...registerJson({ register: 2 }), ...changed }]);

  test.each<[string, unknown, string]>([
    ['no object', [], 'profile'],
    ['null', null, 'profile'],
    ['a module id that is a number', profileJson([], { moduleId: 94000001 }), 'moduleId'],
    ['a short module id', profileJson([], { moduleId: '940' }), 'moduleId'],
    [
      'a firmware id that would break a field',
      profileJson([], { firmwareId: 'A~B' }),
      'firmwareId',
    ],
    ['no transactions', profileJson([], { transactions: undefined }), 'transactions'],
    ['half a transaction', profileJson([], { transactions: 0.5 }), 'transactions'],
    ['transactions below zero', profileJson([], { transactions: -1 }), 'transactions'],
    ['a window of 0', profileJson([], { tidWindowMinutes: 0 }), 'tidWindowMinutes'],
    ['no window', profileJson([], { tidWindowMinutes: undefined }), 'tidWindowMinutes'],
    ['no list of registers', profileJson([], { registers: {} }), 'registers'],
    ['a register number of 0', registers({ register: 0 }), 'registers[1].register'],
    ['the same register twice', registers({ register: 1 }), 'registers[1].register'],
    ['no key', registers({ vendingKey: undefined }), 'registers[1].vendingKey'],
    ['a key that is not hex', registers({ vendingKey: 'x'.repeat(40) }), 'registers[1].vendingKey'],
    ['8 bytes for DKGA04', registers({ vendingKey: PUBLIC_KEY_DKGA02 }), 'registers[1].vendingKey'],
    ['20 bytes for DKGA02', registers({ dkga: 2 }), 'registers[1].vendingKey'],
    ['SGC of 5 digits', registers({ supplyGroupCode: '12345' }), 'registers[1].supplyGroupCode'],
    ['KRN 0', registers({ keyRevisionNumber: 0 }), 'registers[1].keyRevisionNumber'],
    ['KT 0', registers({ keyType: 0 }), 'registers[1].keyType'],
    ['DKGA 3', registers({ dkga: 3 }), 'registers[1].dkga'],
    ['base date 93', registers({ baseDate: 93 }), 'registers[1].baseDate'],
    ['KEN 256', registers({ keyExpiryNumber: 256 }), 'registers[1].keyExpiryNumber'],
    ['a date without a zone', registers({ activeFrom: '2000-01-01' }), 'registers[1].activeFrom'],
    [
      'issued until a time before it is active',
      registers({ issuedUntil: '1999-01-01T00:00:00Z' }),
      'registers[1].issuedUntil',
    ],
    ['a limit of 33 bits', registers({ unitLimit: 2 ** 32 }), 'registers[1].unitLimit'],
    ['no currency limit', registers({ currencyLimit: undefined }), 'registers[1].currencyLimit'],
  ])('%s', (_, json, field) => {
    const parsed = parseProfile(json);
    expect(parsed).toMatchObject({ ok: false, error: { field } });
  });
});

test('never shows a key, not even one of the wrong length', () => {
  const json = profileJson([registerJson({ vendingKey: `${PUBLIC_KEY_DKGA04}ab` })]);
  const parsed = parseProfile(json);
  expect(JSON.stringify(parsed)).not.toMatch(/abab|9494/i);
  expect(parsed).toMatchObject({
    error: { message: 'must be 40 hex digits (20 bytes) for dkga 4' },
  });
});
