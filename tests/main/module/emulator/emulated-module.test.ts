import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRequest } from '../../../../src-main/module/sts6/frame.ts';
import { ask, moduleWith, readAnswer, registerJson, tokenOf, vendPayload } from './wire.ts';

const CR = '\r';

describe('frames', () => {
  const module = moduleWith([registerJson()]);

  test('answers an echo byte for byte', () => {
    expect(encodeRequest('GL?EC', '0000512345')).toBe(`GL?EC00005123451F7F${CR}`);
    expect(module.receive('GL?EC00005123451F7F')).toBe(`GL!EC00005123450157${CR}`);
  });

  test('answers SM?DI byte for byte', () => {
    const request = encodeRequest('SM?DI').slice(0, -1);
    expect(module.receive(request)).toMatch(/^SM!DI00P94000001~PSTS65V10~[0-9A-F]{4}\r$/);
  });

  test.each([
    ['a wrong check', 'GL?EC00005123450000', '20'],
    ['a check in lower case', encodeRequest('SM?DI').slice(0, -1).toLowerCase(), '20'],
    ['almost nothing', 'AB', '20'],
    ['nothing', '', '20'],
    ['a command that is not known', encodeRequest('SM?ZZ').slice(0, -1), '21'],
    ['a command of Edition 1', encodeRequest('SM?ID').slice(0, -1), '21'],
  ])('answers %s with GL!ER', (_, frame, status) => {
    expect(readAnswer(module.receive(frame))).toEqual({ command: 'GL?ER', status, fields: [] });
  });

  test('answers an echo whose length does not fit with 02', () => {
    expect(ask(module, 'GL?EC', '0000412345').status).toBe('02');
    expect(ask(module, 'GL?EC', '00').status).toBe('02');
    expect(ask(module, 'GL?EC', '00000').status).toBe('00');
  });
});

test('every command answers any payload with one frame', () => {
  const commands = [
    ...['GL?EC', 'GL?RR', 'GL?RS', 'SM?DI', 'SM?QI', 'SM?QD', 'SM?QL', 'SM?GA', 'SM?CQ'],
    ...['SM?CI', 'SM?KC', 'SM?KR', 'SM?KL', 'SM?VC', 'SM?VM', 'SM?VK', 'SM?VT'],
  ];
  const field = fc
    .tuple(fc.constantFrom(...'NPHDX'), fc.string({ maxLength: 12 }))
    .map((parts) => parts.join(''));
  const payload = fc
    .array(field, { maxLength: 10 })
    .map((fields) => fields.map((text) => `${text}~`).join(''))
    .filter((text) => /^[\x20-\x7e]*$/.test(text));
  fc.assert(
    fc.property(fc.constantFrom(...commands), payload, (command, text) => {
      // A module of its own each time: GL?RR would answer what was asked before.
      const answer = ask(moduleWith([registerJson()]), command, text);
      expect(answer.command).toBe(command);
    }),
  );
});

describe('GL?RR', () => {
  const resend = encodeRequest('GL?RR').slice(0, -1);
  const vend = encodeRequest('SM?VC', vendPayload()).slice(0, -1);

  test('sends the last response again, unchanged, and spends nothing', () => {
    const module = moduleWith([registerJson()]);
    const response = module.receive(vend);
    expect(module.receive(resend)).toBe(response);
    expect(module.receive(resend)).toBe(response);
    expect(module.transactionsLeft).toBe(999);
  });

  test('still has the token after a request that was garbled on the way', () => {
    const module = moduleWith([registerJson()]);
    const response = module.receive(vend);
    module.receive(resend.replace('RR', 'RX'));
    expect(module.receive(resend)).toBe(response);
  });

  test('sends a refusal again as well', () => {
    const module = moduleWith([registerJson()]);
    const response = module.receive(encodeRequest('SM?GA', 'N2~').slice(0, -1));
    expect(module.receive(resend)).toBe(response);
  });

  test('has nothing to send before the first command: 02', () => {
    expect(ask(moduleWith([]), 'GL?RR')).toMatchObject({ command: 'GL?RR', status: '02' });
  });
});

describe('what a module says about itself', () => {
  const module = moduleWith([registerJson(), registerJson({ register: 3, baseDate: 2014 })], {
    clock: '2026-02-03T04:05:06Z',
  });

  test('SM?DI: module id and firmware id', () => {
    expect(ask(module, 'SM?DI').fields).toEqual(['P94000001', 'PSTS65V10']);
  });

  test('SM?QI: the hardware id says that it is emulated', () => {
    const { fields } = ask(module, 'SM?QI');
    expect(fields).toHaveLength(4);
    expect(fields[0]).toMatch(/^P(?!0{16})[0-9A-F]{16}$/);
    expect(fields[1]).toBe('PEMULATED');
    expect(fields[2]).toBe('PSTS65V10');
  });

  test('SM?QD: its clock, and a window of 0 where TIDs are not checked', () => {
    expect(ask(module, 'SM?QD').fields).toEqual(['D20260203040506', 'N0']);
    const checking = moduleWith([], { profile: { tidWindowMinutes: 60 } });
    expect(ask(checking, 'SM?QD').fields[1]).toBe('N60');
  });

  test('SM?GA: the attributes of a key, in the order of their tags', () => {
    expect(ask(module, 'SM?GA', 'N3~').fields).toEqual([
      'PACT20000101000000;BDT2014;CLM4294967295;DKG04;IUT20991231235959;KEN255;KRN1;KTC2;' +
        'SGC123457;ULM4294967295',
    ]);
  });

  test('SM?GA: 22 for an empty register, 28 past the last one', () => {
    expect(ask(module, 'SM?GA', 'N2~').status).toBe('22');
    expect(ask(module, 'SM?GA', 'N16~').status).toBe('22');
    expect(ask(module, 'SM?GA', 'N17~').status).toBe('28');
    expect(ask(module, 'SM?GA', 'N0~').status).toBe('28');
  });

  test('SM?CQ: transactions left, module id, a nonce, the clock', () => {
    const { fields } = ask(module, 'SM?CQ');
    expect(fields).toEqual([
      'N1000',
      'P94000001',
      expect.stringMatching(/^H[0-9A-F]{16}$/),
      'D20260203040506',
    ]);
  });

  test("SM?QI: the public key id is the module's own, always the same", () => {
    const other = moduleWith([], { profile: { moduleId: '94000002' } });
    const keyOf = (one: typeof module) => ask(one, 'SM?QI').fields[0];
    expect(keyOf(module)).toBe(keyOf(moduleWith([])));
    expect(keyOf(other)).not.toBe(keyOf(module));
  });

  test('GL?RS: done', () => {
    expect(ask(module, 'GL?RS')).toEqual({ command: 'GL?RS', status: '00', fields: [] });
  });

  test.each(['SM?DI', 'SM?QI', 'SM?QD', 'SM?CQ', 'GL?RS', 'GL?RR'])(
    '%s takes no fields: 60',
    (command) => {
      expect(ask(module, command, 'N1~').status).toBe('60');
    },
  );
});

describe('the transaction counter', () => {
  test('falls by one with each token and key change set, and not with a refusal', () => {
    const module = moduleWith([registerJson()], { profile: { transactions: 10 } });
    ask(module, 'SM?VC', vendPayload());
    ask(module, 'SM?VM', vendPayload({ subclass: 5, amount: 0 }));
    ask(module, 'SM?VK', 'N1~N1~P600727000000000009~N1~N11~N2~N2~N4~');
    ask(module, 'SM?VC', vendPayload({ pan: '600727000000000008' }));
    ask(module, 'SM?DI');
    expect(ask(module, 'SM?CQ').fields[0]).toBe('N7');
  });

  test('at zero refuses every command that would spend: 31, and SM?CQ tells why', () => {
    const module = moduleWith([registerJson()], { profile: { transactions: 1 } });
    expect(ask(module, 'SM?VC', vendPayload()).status).toBe('00');
    expect(ask(module, 'SM?VC', vendPayload()).status).toBe('31');
    expect(ask(module, 'SM?VM', vendPayload({ subclass: 2 })).status).toBe('31');
    const keyChange = 'N1~N1~P600727000000000009~N1~N11~N2~N2~N4~';
    expect(ask(module, 'SM?VK', keyChange).status).toBe('31');
    expect(ask(module, 'SM?CQ').fields[0]).toBe('N0');
  });

  test('is handed on before the token leaves', () => {
    const kept: number[] = [];
    const module = moduleWith([registerJson()], {
      keep: ({ transactions }) => kept.push(transactions),
    });
    ask(module, 'SM?VC', vendPayload());
    ask(module, 'SM?VC', vendPayload());
    expect(kept).toEqual([999, 998]);
  });

  test('that cannot be kept is not spent, and no token leaves: 01', () => {
    const module = moduleWith([registerJson()], {
      keep: () => {
        throw new Error('disk full');
      },
    });
    expect(ask(module, 'SM?VC', vendPayload())).toMatchObject({ status: '01', fields: [] });
    expect(module.transactionsLeft).toBe(1000);
  });
});

test('draws a new RND for each token', () => {
  let drawn = 0;
  const module = moduleWith([registerJson()], { rnd: () => drawn++ % 16 });
  const tokens = [1, 2, 3].map(() => tokenOf(ask(module, 'SM?VC', vendPayload())));
  expect(new Set(tokens).size).toBe(3);
});
