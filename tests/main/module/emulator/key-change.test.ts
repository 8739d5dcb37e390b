import { describe, expect, test } from 'vitest';
import { decodeKeyChange, decoderKeyHex } from '../../../conformance/decoder.ts';
import { type Answer, ask, moduleWith, PAN, PUBLIC_KEY_DKGA02, registerJson } from './wire.ts';

const registers = [
  registerJson(),
  registerJson({ register: 2, supplyGroupCode: '987654', keyRevisionNumber: 7, baseDate: 2014 }),
  registerJson({ register: 3, dkga: 2, vendingKey: PUBLIC_KEY_DKGA02, keyExpiryNumber: 0x5a }),
  registerJson({ register: 4, keyType: 3 }),
  registerJson({ register: 5, issuedUntil: '2004-03-01T11:59:59Z' }),
  registerJson({ register: 6, activeFrom: '2004-03-01T12:00:01Z' }),
];
const module = moduleWith(registers);

interface KeyChangeFields {
  readonly from?: number;
  readonly to?: number;
  readonly pan?: string;
  readonly ea?: number;
  readonly tct?: number;
  readonly count?: number;
}

/** Asks for a set that also moves the tariff index from 1 to 42. */
function keyChange(fields: KeyChangeFields = {}): Answer {
  const { from = 1, to = 2, pan = PAN, ea = 11, tct = 2, count = 4 } = fields;
  return ask(module, 'SM?VK', `N${from}~N${to}~P${pan}~N1~N${ea}~N${tct}~N42~N${count}~`);
}

function tokensOf(answer: Answer): string[] {
  return answer.fields[3]?.slice(1).match(/\d{20}/g) ?? [];
}

/** What the meter has after it took the set, read by the independent decoder. */
function taken(from: number, ea: number, answer: Answer) {
  const key = registers[from - 1];
  if (!key) throw new Error('no such register');
  const meter = { pan: PAN, tariffIndex: 1, encryptionAlgorithm: ea };
  return decodeKeyChange(key, meter, tokensOf(answer));
}

function newKey(to: number, ea: number): string {
  const key = registers[to - 1];
  if (!key) throw new Error('no such register');
  return decoderKeyHex(key, { pan: PAN, tariffIndex: 42, encryptionAlgorithm: ea });
}

test('answers rollover bit, count, and the tokens one after another in hex and in digits', () => {
  const { status, fields } = keyChange();
  expect(status).toBe('00');
  expect(fields).toEqual([
    'N1',
    'N4',
    expect.stringMatching(/^P([0-3][0-9A-F]{16}){4}$/),
    expect.stringMatching(/^P\d{80}$/),
  ]);
});

test('brings an EA11 meter the new key and all of its attributes in four tokens', () => {
  expect(taken(1, 11, keyChange())).toEqual({
    subclasses: [3, 4, 8, 9],
    keyExpiryNumber: 255,
    keyRevisionNumber: 7,
    rollover: 1,
    threeTokens: 0,
    keyType: 2,
    tariffIndex: 42,
    supplyGroupCode: '987654',
    decoderKey: newKey(2, 11),
  });
});

test.each([
  [2, [3, 4], 0, null],
  [3, [3, 4, 8], 1, '123457'],
])('brings an EA07 meter the new key in %i tokens', (count, subclasses, threeTokens, sgc) => {
  const answer = keyChange({ to: 3, ea: 7, count });
  expect(answer.fields.slice(0, 2)).toEqual(['N0', `N${count}`]);
  expect(taken(1, 7, answer)).toEqual({
    subclasses,
    keyExpiryNumber: 0x5a,
    keyRevisionNumber: 1,
    rollover: 0,
    threeTokens,
    keyType: 2,
    tariffIndex: 42,
    supplyGroupCode: sgc,
    decoderKey: newKey(3, 7),
  });
});

describe('refuses', () => {
  test.each<[string, KeyChangeFields, string]>([
    ['an empty register to leave', { from: 9 }, '22'],
    ['an empty register to go to', { to: 9 }, '22'],
    ['a register past the last one', { to: 99 }, '28'],
    ['a wrong PAN', { pan: '600727000000000000' }, '76'],
    ['EA11 from a DKGA02 key', { from: 3 }, '40'],
    ['EA11 to a DKGA02 key', { to: 3 }, '40'],
    ['two tokens for EA11', { count: 2 }, '85'],
    ['three tokens for EA11', { count: 3 }, '85'],
    ['four tokens for EA07', { ea: 7, count: 4 }, '85'],
    ['one token for EA07', { ea: 7, count: 1 }, '85'],
    ['a base date that moves back', { from: 2, to: 1 }, '29'],
    ['a common key off a magnetic card', { to: 4 }, '29'],
    ['a new key past its refresh date', { to: 5 }, '42'],
    ['a new key that is not active yet', { to: 6 }, '43'],
  ])('%s', (_, fields, status) => {
    expect(keyChange(fields)).toMatchObject({ status, fields: [] });
  });
});

test('leads a meter off a key that is past its refresh date', () => {
  expect(keyChange({ from: 5 }).status).toBe('00');
});
