import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LicenceOrder,
  licenceMail,
  makeLicence,
} from '../../../../src-main/module/emulator/licence-maker.ts';
import type { MemoryContent } from '../../../../src-main/module/emulator/memory.ts';
import { encodeRequest } from '../../../../src-main/module/sts6/frame.ts';
import { ask, moduleWith, readAnswer, registerJson, vendPayload } from './wire.ts';

const order: LicenceOrder = { moduleId: '94000001', transactions: 500, expires: '20041130' };
/** A module at noon of 1 March 2004 with ten transactions. */
const fresh = (changed = {}) =>
  moduleWith([registerJson()], { profile: { transactions: 10 }, ...changed });
const left = (module: ReturnType<typeof fresh>) => ask(module, 'SM?CQ').fields[0];

/** The same module at another time. */
function at(clock: string, memory: MemoryContent) {
  return fresh({ clock, memory });
}

describe('SM?CI', () => {
  test('adds the transactions to what is left', () => {
    const module = fresh();
    expect(ask(module, 'SM?CI', makeLicence(order))).toEqual({
      command: 'SM?CI',
      status: '00',
      fields: [],
    });
    expect(left(module)).toBe('N510');
  });

  test('takes each licence once: 87', () => {
    const module = fresh();
    const licence = makeLicence(order);
    expect(ask(module, 'SM?CI', licence).status).toBe('00');
    expect(ask(module, 'SM?CI', licence).status).toBe('87');
    expect(left(module)).toBe('N510');
    const again = at('2004-03-02T00:00:00Z', module.memory);
    expect(ask(again, 'SM?CI', licence).status).toBe('87');
    expect(ask(again, 'SM?CI', makeLicence(order)).status).toBe('00');
  });

  test('takes no licence of another module: 33', () => {
    expect(ask(fresh(), 'SM?CI', makeLicence({ ...order, moduleId: '94000002' })).status).toBe(
      '33',
    );
  });

  test('takes a licence on its last day, and none after it: EE', () => {
    const last = fresh({ clock: '2004-11-30T23:59:59Z' });
    expect(ask(last, 'SM?CI', makeLicence(order)).status).toBe('00');
    const over = fresh({ clock: '2004-12-01T00:00:00Z' });
    const response = over.receive(encodeRequest('SM?CI', makeLicence(order)).slice(0, -1));
    expect(response).toMatch(/^SM!CIEELICENCE EXPIRED[0-9A-F]{4}\r$/);
    expect(left(over)).toBe('N10');
  });

  test.each<[string, string, string]>([
    ['nothing', '', '02'],
    ['a text that is no licence', 'hello', '02'],
    ['no signature', 'EXP20041130;MID94000001', '02'],
    ['a signature that was cut off', makeLicence(order).slice(0, -2), '02'],
    ['a signature alone', `;SIG${'0'.repeat(128)}`, '02'],
    ['a signature of zeros', makeLicence(order).replace(/SIG.*/, `SIG${'0'.repeat(128)}`), '77'],
    ['more transactions than were signed', makeLicence(order).replace('TRN500', 'TRN900'), '77'],
    ['a day later than was signed', makeLicence(order).replace('20041130', '20991130'), '77'],
    ['another module than was signed', makeLicence(order).replace('94000001', '94000002'), '77'],
    ['a day that does not exist', makeLicence({ ...order, expires: '20041131' }), '02'],
  ])('refuses %s and adds nothing', (_, certificate, status) => {
    const module = fresh();
    expect(ask(module, 'SM?CI', certificate).status).toBe(status);
    expect(left(module)).toBe('N10');
  });

  test('never takes a licence with one character changed', () => {
    const licence = makeLicence({ ...order, renewalMonth: 11, warrantyUntil: '20051130' });
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.nat(licence.length - 1), printable, (at, character) => {
        const changed = licence.slice(0, at) + character + licence.slice(at + 1);
        // Hex digits may be written in either case.
        fc.pre(changed.toUpperCase() !== licence);
        expect(['02', '77']).toContain(ask(fresh(), 'SM?CI', changed).status);
      }),
    );
  });

  test('answers any text with a status', () => {
    const text = fc.string({ unit: fc.constantFrom(...'EXPMIDTRNSIG0123456789;~ ') });
    fc.assert(
      fc.property(text, (certificate) => {
        expect(['02', '77']).toContain(ask(fresh(), 'SM?CI', certificate).status);
      }),
    );
  });

  test('is a transaction more for each number that was signed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (transactions) => {
        const module = fresh();
        ask(module, 'SM?CI', makeLicence({ ...order, transactions }));
        expect(left(module)).toBe(`N${10 + transactions}`);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a licence that has expired', () => {
  test('leaves nothing to vend with, until the next one brings back what was left', () => {
    const module = fresh();
    ask(module, 'SM?CI', makeLicence(order));
    ask(module, 'SM?VC', vendPayload());
    const over = at('2004-12-01T00:00:00Z', module.memory);
    expect(left(over)).toBe('N0');
    expect(ask(over, 'SM?VC', vendPayload()).status).toBe('31');
    expect(ask(over, 'SM?CI', makeLicence({ ...order, expires: '20051130' })).status).toBe('00');
    expect(left(over)).toBe('N1009');
    expect(ask(over, 'SM?VC', vendPayload()).status).toBe('00');
  });

  test('of the profile never does', () => {
    expect(left(fresh({ clock: '2098-01-01T00:00:00Z' }))).toBe('N10');
  });
});

describe('an unlimited licence', () => {
  const unlimited: LicenceOrder = { ...order, transactions: 'unlimited' };

  test('counts nothing until it is over; then the rest waits for the next one', () => {
    const module = fresh();
    ask(module, 'SM?CI', makeLicence(unlimited));
    expect(left(module)).toBe('N4294967295');
    ask(module, 'SM?VC', vendPayload());
    expect(left(module)).toBe('N4294967295');
    const over = at('2004-12-01T00:00:00Z', module.memory);
    expect(left(over)).toBe('N0');
    expect(ask(over, 'SM?VC', vendPayload()).status).toBe('31');
    ask(over, 'SM?CI', makeLicence({ ...order, transactions: 5, expires: '20051130' }));
    expect(left(over)).toBe('N15');
  });

  test('stays unlimited when a counted one is loaded beside it', () => {
    const module = fresh();
    ask(module, 'SM?CI', makeLicence(unlimited));
    ask(module, 'SM?CI', makeLicence({ ...order, transactions: 5, expires: '20051130' }));
    expect(left(module)).toBe('N4294967295');
    expect(left(at('2004-12-01T00:00:00Z', module.memory))).toBe('N15');
  });
});

describe('the text of a licence', () => {
  test('has its attributes in the order of their tags, the signature last', () => {
    const text = makeLicence({
      ...order,
      licenceId: '0A1B2C3D',
      renewalMonth: 11,
      warrantyUntil: '20051130',
    });
    expect(text).toMatch(
      /^EXP20041130;LID0A1B2C3D;MID94000001;RNM11;TRN500;WAR20051130;SIG[0-9A-F]{128}$/,
    );
    expect(makeLicence({ ...order, transactions: 'unlimited' })).toContain(';UNL1;SIG');
  });

  test('stands in an e-mail between guards, in lines of 60 characters', () => {
    const certificate = makeLicence(order);
    const lines = licenceMail(certificate).split('\n');
    expect(lines[0]).toBe('-----START OF LICENCE-----');
    expect(lines.at(-1)).toBe('-----END OF LICENCE-----');
    const inner = lines.slice(1, -1);
    expect(inner.join('')).toBe(certificate);
    expect(inner.slice(0, -1).every((line) => line.length === 60)).toBe(true);
  });
});

test('a licence that cannot be kept is not loaded: 01', () => {
  const module = fresh({
    keep: () => {
      throw new Error('disk full');
    },
  });
  const frame = encodeRequest('SM?CI', makeLicence(order)).slice(0, -1);
  expect(readAnswer(module.receive(frame)).status).toBe('01');
  expect(left(module)).toBe('N10');
});
