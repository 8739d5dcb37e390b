import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { exchange, type RunningEmulator, startEmulator } from '../../conformance/tcp-module.ts';

/*
 * Public clients of STS6 modules work against the emulator as they are. What they do stands here word
 * for word: frames with the check computed by hand, fields read by splitting at `~`, nothing of the
 * till's own code.
 */

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator(trainingProfile);
});
afterAll(async () => {
  await emulator.stop();
});

/** CRC-16/ARC, bit by bit, as four upper-case hex digits. */
function crc(text: string): string {
  let value = 0;
  for (const byte of Buffer.from(text, 'latin1')) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1;
  }
  return value.toString(16).toUpperCase().padStart(4, '0');
}

async function raw(...requests: string[]): Promise<string[]> {
  const frames = requests.map((request) => `${request}${crc(request)}\r`);
  const responses = await exchange(emulator.port, frames);
  return responses.map((response) => {
    expect(response.endsWith('\r')).toBe(true);
    const text = response.slice(0, -5);
    expect(response.slice(-5, -1)).toBe(crc(text));
    return text;
  });
}

describe('a client that knows nothing but the wire page', () => {
  it('computes the check of the catalogue of CRCs', () => {
    expect(crc('123456789')).toBe('BB3D');
  });

  it('gets its echo', async () => {
    expect(await raw('GL?EC0000512345')).toEqual(['GL!EC0000512345']);
  });

  it('gets the last response again, unchanged', async () => {
    const [first, again] = await raw('SM?CQ', 'GL?RR');
    expect(again).toBe(first);
  });

  it('reads fields by splitting at ~', async () => {
    const [identity = '', counter = ''] = await raw('SM?DI', 'SM?CQ');
    expect(identity.slice(0, 7)).toBe('SM!DI00');
    expect(identity.slice(7).split('~')).toEqual(['P94000001', 'PSTS65V10', '']);
    const fields = counter.slice(7).split('~');
    expect(fields).toHaveLength(5);
    expect(fields.map((field) => field.slice(0, 1)).join('')).toBe('NPHD');
    expect(fields[2]).toMatch(/^H[0-9A-F]{16}$/);
    expect(fields[3]).toMatch(/^D\d{14}$/);
  });

  it('reads attributes in the alphabetical order of their tags', async () => {
    const answers = await raw('SM?GAN1~', 'SM?GAN2~');
    for (const answer of answers) {
      expect(answer.slice(0, 8)).toBe('SM!GA00P');
      expect(answer.endsWith('~')).toBe(true);
      const tags = answer
        .slice(8, -1)
        .split(';')
        .map((attribute) => attribute.slice(0, 3));
      expect(tags).toEqual(tags.toSorted());
      expect(new Set(tags).size).toBe(tags.length);
      expect(tags.join(' ')).toBe('ACT BDT CLM DKG IUT KEN KRN KTC SGC ULM');
    }
  });

  it.each([
    ['the shortest form', 'H01~H61A34C~'],
    ['the padded form', 'H0001~H61A34C~'],
    ['more padding still', 'H000001~H0061A34C~'],
  ])('sends hex in %s', async (_, hex) => {
    const vend = `SM?VCN1~P600727071234567873~N1~N11~N2~N0~${hex}`;
    const [vended = ''] = await raw(vend);
    const [token17 = '', token20 = '', end] = vended.slice(7).split('~');
    expect(vended.slice(0, 7)).toBe('SM!VC00');
    expect(end).toBe('');
    expect(token17).toMatch(/^P[0-3][0-9A-F]{16}$/);
    expect(token20).toMatch(/^P\d{20}$/);
    expect(BigInt(`0x${token17.slice(1)}`)).toBe(BigInt(token20.slice(1)));

    const verify = `SM?VTN1~P600727071234567873~N1~N11~${token20}~`;
    const [verified = ''] = await raw(verify);
    // The answer is padded, whatever was sent.
    expect(verified).toBe('SM!VT00N0~N0~N0~H0001~H61A34C~');
  });

  it.each([
    ['a wrong check', 'SM?DI0000\r', 'GL!ER20'],
    ['an unknown command', `SM?ZZ${crc('SM?ZZ')}\r`, 'GL!ER21'],
    ['no fields', `SM?VC${crc('SM?VC')}\r`, 'SM!VC60'],
    ['a field of the wrong type', `SM?GAP1~${crc('SM?GAP1~')}\r`, 'SM!GA61'],
    ['a leading zero', `SM?GAN01~${crc('SM?GAN01~')}\r`, 'SM!GA62'],
    ['a number out of range', `SM?GAN99999~${crc('SM?GAN99999~')}\r`, 'SM!GA63'],
  ])('is told of %s', async (_, frame, answer) => {
    expect(await exchange(emulator.port, [frame])).toEqual([`${answer}${crc(answer)}\r`]);
  });
});
