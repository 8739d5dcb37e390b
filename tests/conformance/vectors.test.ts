import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeRequest } from '../../src-main/module/sts6/frame.ts';
import { describeVectors } from '../describe-vectors.ts';
import {
  ask,
  moduleWith,
  profileJson,
  readAnswer,
  registerJson,
  tokenOf,
  type VendFields,
  vendPayload,
  verifyPayload,
} from '../main/module/emulator/wire.ts';
import { type KeyChangeVector, loadVectors, type TokenVector } from '../vectors.ts';
import { decodeKeyChange, decoderKeyHex, decodeToken } from './decoder.ts';
import { exchange, type RunningEmulator, startEmulator } from './tcp-module.ts';

/** Every published vector, as frames into an emulated module and frames out of it. */

const YEARS = { 93: 1993, 14: 2014, 35: 2035 } as const;

type KeyParameters = Pick<TokenVector, 'baseDate' | 'supplyGroupCode' | 'keyRevisionNumber'> &
  Pick<TokenVector, 'vendingKey' | 'keyType' | 'dkga'>;

function registerOf(vector: KeyParameters, register = 1) {
  const { vendingKey, keyType, dkga, supplyGroupCode, keyRevisionNumber } = vector;
  return registerJson({
    register,
    vendingKey,
    keyType,
    dkga,
    supplyGroupCode,
    keyRevisionNumber,
    baseDate: YEARS[vector.baseDate],
  });
}

function meterOf(vector: TokenVector) {
  const { meterPan: pan, tariffIndex, ea: encryptionAlgorithm } = vector;
  return { pan, tariffIndex, encryptionAlgorithm };
}

function fieldsOf(vector: TokenVector): VendFields {
  const { meterPan: pan, tariffIndex: ti, ea, subclass, tid, encodedAmount: amount } = vector;
  return { pan, ti, ea, subclass, tid, amount };
}

function commandOf(vector: TokenVector): string {
  return vector.tokenClass === 0 ? 'SM?VC' : 'SM?VM';
}

describeVectors('EA11 tokens', loadVectors('ea11-tokens'), ({ tokens }) => {
  test.each(tokens)('$name', (vector) => {
    // A window of no more than a minute, so that the clock and the TID have to agree as well.
    const module = moduleWith([registerOf(vector)], {
      clock: vector.issuedAt,
      rnd: () => vector.rnd,
      profile: { tidWindowMinutes: 1 },
    });
    const answer = ask(module, commandOf(vector), vendPayload(fieldsOf(vector)));
    expect(tokenOf(answer)).toBe(vector.token);

    const verified = ask(module, 'SM?VT', verifyPayload(vector.token, fieldsOf(vector)));
    const [result, tokenClass, subclass, amount, tid] = verified.fields;
    expect([result, tokenClass, subclass]).toEqual([
      'N0',
      `N${vector.tokenClass}`,
      `N${vector.subclass}`,
    ]);
    expect(Number.parseInt(amount?.slice(1) ?? '', 16)).toBe(vector.encodedAmount);
    expect(Number.parseInt(tid?.slice(1) ?? '', 16)).toBe(vector.tid);
  });

  test.each(tokens)('$name, as the independent decoder reads it', (vector) => {
    const key = registerOf(vector);
    expect(decoderKeyHex(key, meterOf(vector))).toBe(vector.decoderKey);
    const { tokenClass, subclass, rnd, tid, encodedAmount: amount } = vector;
    expect(decodeToken(key, meterOf(vector), vector.token)).toMatchObject({
      crc: 'right',
      tokenClass,
      subclass,
      rnd,
      tid,
      amount,
    });
  });
});

function keyChangePayload(vector: KeyChangeVector): string {
  const { meterPan, ea, old, new: target, tokens: set } = vector;
  const { tariffIndex } = old;
  return `N1~N2~P${meterPan}~N${tariffIndex}~N${ea}~N2~N${target.tariffIndex}~N${set.length}~`;
}

function keyChangeRegisters(vector: KeyChangeVector) {
  const { keyExpiryNumber } = vector.new;
  const from = registerOf({ ...vector, ...vector.old }, 1);
  const to = { ...registerOf({ ...vector, ...vector.new }, 2), keyExpiryNumber };
  return { from, to };
}

describeVectors('EA11 key change sets', loadVectors('ea11-key-change'), ({ keyChange }) => {
  test.each(keyChange)('$name', (vector) => {
    const { from, to } = keyChangeRegisters(vector);
    const { status, fields } = ask(moduleWith([from, to]), 'SM?VK', keyChangePayload(vector));
    expect(status).toBe('00');
    expect(fields.slice(0, 2)).toEqual([`N${vector.rollover}`, `N${vector.tokens.length}`]);
    expect(fields[3]).toBe(`P${vector.tokens.join('')}`);
    const hex = vector.tokens.map((token) => BigInt(token).toString(16).toUpperCase());
    expect(fields[2]).toBe(`P${hex.map((digits) => digits.padStart(17, '0')).join('')}`);
  });

  test.each(keyChange)('$name, as the independent decoder reads it', (vector) => {
    const { from, to } = keyChangeRegisters(vector);
    const { meterPan: pan, ea: encryptionAlgorithm } = vector;
    const meter = { pan, encryptionAlgorithm, tariffIndex: vector.old.tariffIndex };
    const newMeter = { ...meter, tariffIndex: vector.new.tariffIndex };
    expect(decodeKeyChange(from, meter, vector.tokens)).toMatchObject({
      keyExpiryNumber: vector.new.keyExpiryNumber,
      keyRevisionNumber: vector.new.keyRevisionNumber,
      supplyGroupCode: vector.new.supplyGroupCode,
      tariffIndex: vector.new.tariffIndex,
      rollover: vector.rollover,
      decoderKey: decoderKeyHex(to, newMeter),
    });
  });
});

/*
 * Class 1 tokens are the same for every meter and not encrypted, so a module has no command that makes
 * them. It reads them: SM?VT answers their 44 bits, control then manufacturer code, in the amount.
 */
describeVectors('class 1 tokens', loadVectors('class1-tokens'), ({ tokens }) => {
  test.each(tokens)('$name', (vector) => {
    const module = moduleWith([registerJson()]);
    const { fields } = ask(module, 'SM?VT', verifyPayload(vector.token));
    const shift = vector.subclass === 0 ? 8n : 16n;
    const content = (BigInt(`0x${vector.control}`) << shift) | BigInt(vector.manufacturerCode);
    expect(fields).toEqual([
      'N0',
      'N1',
      `N${vector.subclass}`,
      `H${content.toString(16).toUpperCase().padStart(12, '0')}`,
      'H000000',
    ]);
  });
});

describeVectors(
  'EA11 tokens over TCP, from a process of its own',
  loadVectors('ea11-tokens'),
  ({ tokens }) => {
    /** One register for each base date of the vectors, as their keys differ in nothing else. */
    const years = [...new Set(tokens.map((vector) => vector.baseDate))];
    const registers = years.flatMap((year, index) => {
      const vector = tokens.find(({ baseDate }) => baseDate === year);
      return vector ? [registerOf(vector, index + 1)] : [];
    });
    let emulator: RunningEmulator;

    beforeAll(async () => {
      const clock = ['--clock', '2004-03-01T13:00:00Z'];
      emulator = await startEmulator(profileJson(registers), [...clock, '--rnd', '5']);
    });
    afterAll(async () => {
      expect(await emulator.stop()).toBe(0);
    });

    test('every EA11 token', async () => {
      const frames = tokens.map((vector) => {
        const register = years.indexOf(vector.baseDate) + 1;
        return encodeRequest(commandOf(vector), vendPayload({ ...fieldsOf(vector), register }));
      });
      const responses = await exchange(emulator.port, frames);
      const digits = responses.map((response) => tokenOf(readAnswer(response)));
      expect(digits).toEqual(tokens.map((vector) => vector.token));
    });
  },
);
