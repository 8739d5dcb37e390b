import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyOrder, makeKeyFile } from '../../../../src-main/module/emulator/key-file-maker.ts';
import type { MemoryContent } from '../../../../src-main/module/emulator/memory.ts';
import { decodeToken } from '../../../conformance/decoder.ts';
import {
  ask,
  moduleWith,
  PAN,
  PUBLIC_KEY_DKGA02,
  PUBLIC_KEY_DKGA04,
  registerJson,
  tokenOf,
  vendPayload,
} from './wire.ts';

const order: KeyOrder = {
  register: 3,
  vendingKey: Buffer.from(PUBLIC_KEY_DKGA04, 'hex'),
  supplyGroupCode: '123457',
  keyRevisionNumber: 2,
  keyType: 2,
  dkga: 4,
  baseDate: 1993,
  keyExpiryNumber: 255,
  activeFrom: new Date('2004-01-01T00:00:00Z'),
  issuedUntil: new Date('2004-12-31T00:00:00Z'),
  unitLimit: 100,
  currencyLimit: 4294967295,
};

/** The lines of a key file: the payload of SM?KC, then those of SM?KL. */
function linesOf(changed: Partial<KeyOrder> = {}, moduleId = '94000001') {
  const [, kc = '', kl = ''] = makeKeyFile(moduleId, [{ ...order, ...changed }]).split('\n');
  return { kc: kc.slice('KC '.length), kl: kl.slice('KL '.length) };
}

/** A module that has been shown the KMC. */
function fresh(changed: { clock?: string; memory?: MemoryContent } = {}) {
  const module = moduleWith([registerJson()], changed);
  expect(ask(module, 'SM?KC', linesOf().kc).status).toBe('00');
  return module;
}

const attributes = (module: ReturnType<typeof fresh>, register = 3) =>
  ask(module, 'SM?GA', `N${register}~`).fields[0];

test('a key file is guards, the key of the KMC, and a line per key', () => {
  const lines = makeKeyFile('94000001', [order, { ...order, register: 4 }]).split('\n');
  expect(lines).toEqual([
    '-----START OF KEY FILE-----',
    expect.stringMatching(/^KC P[0-9A-F]{64}~$/),
    expect.stringMatching(
      /^KL N3~PACT20040101000000;BDT1993;CLM4294967295;DKG04;IUT20041231000000;KEN255;KRN2;KTC2;MID94000001;SGC123457;ULM100~P[0-9A-F]+~P[0-9A-F]{128}~$/,
    ),
    expect.stringMatching(/^KL N4~P/),
    '-----END OF KEY FILE-----',
  ]);
  expect(lines.join().toLowerCase()).not.toContain(PUBLIC_KEY_DKGA04);
});

describe('SM?KC', () => {
  test.each([
    ['no key', 'P~', '49'],
    ['a key that is too short', 'PAB~', '49'],
    ['another KMC', `P${'0'.repeat(64)}~`, '77'],
    ['no field', '', '60'],
  ])('refuses %s', (_, payload, status) => {
    expect(ask(moduleWith([]), 'SM?KC', payload).status).toBe(status);
  });
});

test('SM?KR: what the KMC would be asked, with a number used once', () => {
  const ask1 = ask(moduleWith([]), 'SM?KR').fields;
  expect(ask1).toEqual([expect.stringMatching(/^PFWISTS65V10;MID94000001;NCE[0-9A-F]{16}$/)]);
  expect(ask(moduleWith([]), 'SM?KR').fields).not.toEqual(ask1);
});

describe('SM?KL', () => {
  test('loads a key that then vends', () => {
    const module = fresh();
    expect(attributes(module)).toBeUndefined();
    expect(ask(module, 'SM?KL', linesOf().kl)).toMatchObject({ status: '00', fields: [] });
    expect(attributes(module)).toBe(
      'PACT20040101000000;BDT1993;CLM4294967295;DKG04;IUT20041231000000;KEN255;KRN2;KTC2;' +
        'SGC123457;ULM100',
    );
    const digits = tokenOf(ask(module, 'SM?VC', vendPayload({ register: 3, amount: 7 })));
    const key = registerJson({ register: 3, keyRevisionNumber: 2 });
    const meter = { pan: PAN, tariffIndex: 1, encryptionAlgorithm: 11 };
    expect(decodeToken(key, meter, digits)).toMatchObject({ amount: 7 });
  });

  test('loads a DKGA02 key', () => {
    const module = fresh();
    const { kl } = linesOf({ dkga: 2, vendingKey: Buffer.from(PUBLIC_KEY_DKGA02, 'hex') });
    expect(ask(module, 'SM?KL', kl).status).toBe('00');
    expect(ask(module, 'SM?VC', vendPayload({ register: 3, ea: 7 })).status).toBe('00');
  });

  test('wants SM?KC first, and again after a reset: 26', () => {
    const module = moduleWith([]);
    expect(ask(module, 'SM?KL', linesOf().kl).status).toBe('26');
    expect(ask(module, 'SM?KC', linesOf().kc).status).toBe('00');
    expect(ask(module, 'SM?KL', linesOf().kl).status).toBe('00');
    expect(ask(module, 'GL?RS').status).toBe('00');
    expect(ask(module, 'SM?KL', linesOf().kl).status).toBe('26');
  });

  const { kl } = linesOf();

  test.each<[string, string, string]>([
    ['a key for another module', linesOf({}, '94000002').kl, '27'],
    ['a register that the module does not have', linesOf({ register: 17 }).kl, '28'],
    ['a register that is none', linesOf({ register: 0 }).kl, '94'],
    ['no field', '', '60'],
    ['a key that is no hex', kl.replace(/~P[0-9A-F]+~P/, '~Pxyz~P'), '49'],
    ['a signature that was cut off', kl.slice(0, -3).concat('~'), '49'],
    ['attributes that are none', kl.replace(/~PACT[^~]*~/, '~Pabc~'), '49'],
    ['another register than was signed', kl.replace('N3~', 'N4~'), '77'],
    ['another limit than was signed', kl.replace('ULM100', 'ULM900'), '77'],
    ['a KRN of 0', linesOf({ keyRevisionNumber: 0 }).kl, '94'],
    ['a key that is due before it is active', linesOf({ issuedUntil: order.activeFrom }).kl, '94'],
  ])('refuses %s', (_, payload, status) => {
    const module = fresh();
    expect(ask(module, 'SM?KL', payload).status).toBe(status);
    expect(attributes(module)).toBeUndefined();
  });

  test('never takes a line with one character changed', () => {
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    const module = fresh();
    fc.assert(
      fc.property(fc.nat(kl.length - 1), printable, (at, character) => {
        fc.pre(kl[at] !== character);
        const changed = kl.slice(0, at) + character + kl.slice(at + 1);
        expect(ask(module, 'SM?KL', changed).status).not.toBe('00');
      }),
    );
  });
});

describe('a limit', () => {
  const vend = (module: ReturnType<typeof fresh>, amount: number) =>
    ask(module, 'SM?VC', vendPayload({ register: 3, amount })).status;
  const later = { issuedUntil: new Date('2005-12-31T00:00:00Z') };

  test('is counted down, told as what is left, and ends in 31', () => {
    const module = fresh();
    ask(module, 'SM?KL', linesOf().kl);
    expect(vend(module, 60)).toBe('00');
    expect(attributes(module)).toContain('ULM40');
    expect(vend(module, 41)).toBe('31');
    expect(ask(module, 'SM?CQ').fields[0]).toBe('N999');
    expect(vend(module, 40)).toBe('00');
    expect(attributes(module)).toContain('ULM0');
  });

  test('begins anew with a refresh, and not with the same key file once more', () => {
    const module = fresh();
    ask(module, 'SM?KL', linesOf().kl);
    vend(module, 60);
    expect(ask(module, 'SM?KL', linesOf().kl).status).toBe('00');
    expect(attributes(module)).toContain('ULM40');
    expect(ask(module, 'SM?KL', linesOf(later).kl).status).toBe('00');
    expect(attributes(module)).toContain('ULM100');
    expect(ask(module, 'SM?KL', linesOf().kl).status).toBe('94');
  });

  test('is another one for another key in the register', () => {
    const module = fresh();
    ask(module, 'SM?KL', linesOf().kl);
    vend(module, 60);
    expect(ask(module, 'SM?KL', linesOf({ keyRevisionNumber: 3 }).kl).status).toBe('00');
    expect(attributes(module)).toContain('KRN3;KTC2;SGC123457;ULM100');
  });

  test('of 4294967295 is none', () => {
    const module = fresh();
    ask(module, 'SM?KL', linesOf({ unitLimit: 4294967295 }).kl);
    vend(module, 60);
    expect(attributes(module)).toContain('ULM4294967295');
  });

  test('outlives the power, as the key does', () => {
    const before = fresh();
    ask(before, 'SM?KL', linesOf().kl);
    vend(before, 60);
    const module = fresh({ memory: before.memory });
    expect(attributes(module)).toContain('ULM40');
    expect(vend(module, 40)).toBe('00');
  });
});
