import { describe, expect, it } from 'vitest';
import {
  parseEncryptionAlgorithm,
  parseKeyRevisionNumber,
  parseSupplyGroupCode,
  parseTariffIndex,
  parseTokenCarrierType,
} from '../../../src-shared/sts/fields.ts';
import { accepted, refused } from '../results.ts';

describe('SupplyGroupCode', () => {
  it('is six digits, leading zeros kept', () => {
    expect(accepted(parseSupplyGroupCode(' 001234 '))).toBe('001234');
  });

  it.each([
    ['12345', '5'],
    ['1234567', '7'],
  ])('%s has the wrong length', (text, found) => {
    expect(refused(parseSupplyGroupCode(text))).toEqual({
      field: 'sgc',
      code: 'length',
      expected: '6',
      found,
    });
  });

  it('with a letter names it', () => {
    expect(refused(parseSupplyGroupCode('12E456'))).toMatchObject({ position: 2, found: 'E' });
  });
});

describe('KeyRevisionNumber', () => {
  it('is 1 to 9', () => {
    for (const text of '123456789') {
      expect(accepted(parseKeyRevisionNumber(text))).toBe(Number(text));
    }
    expect(refused(parseKeyRevisionNumber('0'))).toMatchObject({ field: 'krn', code: 'range' });
    expect(refused(parseKeyRevisionNumber('10'))).toMatchObject({ field: 'krn', code: 'length' });
    expect(refused(parseKeyRevisionNumber(''))).toEqual({ field: 'krn', code: 'empty' });
  });
});

describe('TariffIndex', () => {
  it('is 00 to 99, with one digit or two', () => {
    expect(accepted(parseTariffIndex('00'))).toBe(0);
    expect(accepted(parseTariffIndex('7'))).toBe(7);
    expect(accepted(parseTariffIndex('99'))).toBe(99);
    expect(refused(parseTariffIndex('100'))).toMatchObject({ field: 'ti', code: 'length' });
    expect(refused(parseTariffIndex('x'))).toMatchObject({ field: 'ti', code: 'character' });
  });
});

describe('EncryptionAlgorithm', () => {
  it('is 07 or 11', () => {
    expect(accepted(parseEncryptionAlgorithm('07'))).toBe(7);
    expect(accepted(parseEncryptionAlgorithm('7'))).toBe(7);
    expect(accepted(parseEncryptionAlgorithm('11'))).toBe(11);
    expect(refused(parseEncryptionAlgorithm(' 09'))).toEqual({
      field: 'ea',
      code: 'range',
      position: 1,
      expected: '07, 11',
      found: '09',
    });
  });
});

describe('TokenCarrierType', () => {
  it('is 01 or 02', () => {
    expect(accepted(parseTokenCarrierType('01'))).toBe(1);
    expect(accepted(parseTokenCarrierType('2'))).toBe(2);
    expect(refused(parseTokenCarrierType('07'))).toMatchObject({ field: 'tct', code: 'range' });
  });
});
