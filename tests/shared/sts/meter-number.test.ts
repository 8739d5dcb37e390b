import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupDigits } from '../../../src-shared/sts/digits.ts';
import {
  panFromDrn,
  parseDrn,
  parseMeterNumber,
  parsePan,
} from '../../../src-shared/sts/meter-number.ts';
import { accepted, refused } from '../results.ts';
import { drn, withDigit } from './arbitraries.ts';

describe('a PAN', () => {
  it('with an 11-digit DRN has the IIN 600727', () => {
    expect(accepted(parsePan('600727000000000009'))).toEqual({
      drn: '00000000000',
      pan: '600727000000000009',
      iin: '600727',
      iain: '00000000000',
    });
  });

  it('with a 13-digit DRN has the IIN 0000', () => {
    expect(accepted(parsePan('0000 0100 0000 0000 82'))).toEqual({
      drn: '0100000000008',
      pan: '000001000000000082',
      iin: '0000',
      iain: '0100000000008',
    });
  });

  it('with a wrong last digit names it, where it stands in the text given', () => {
    expect(refused(parsePan('6007 2700 0000 0000 08'))).toEqual({
      field: 'pan',
      code: 'check-digit',
      position: 21,
      expected: '9',
      found: '8',
    });
  });

  it('with a wrong digit inside its DRN names the check digit of the DRN', () => {
    // DRN 00000000010: its check digit would be 8, and the PAN's would be off as well.
    expect(refused(parsePan('600727000000000109'))).toEqual({
      field: 'drn',
      code: 'check-digit',
      position: 16,
      expected: '8',
      found: '0',
    });
  });

  it('is refused where its own check digit is right and that of its DRN is wrong', () => {
    expect(refused(parsePan('600727000000000017'))).toMatchObject({
      field: 'drn',
      code: 'check-digit',
      expected: '0',
      found: '1',
    });
  });

  it('with another IIN names the first digit that differs', () => {
    expect(refused(parsePan('600737000000000009'))).toEqual({
      field: 'pan',
      code: 'iin',
      position: 4,
      expected: '600727',
      found: '600737',
    });
    expect(refused(parsePan('000101000000000082'))).toMatchObject({
      code: 'iin',
      position: 3,
      expected: '0000',
      found: '0001',
    });
  });

  it('of another length says how many digits it has', () => {
    expect(refused(parsePan('60072700000000000'))).toEqual({
      field: 'pan',
      code: 'length',
      expected: '18',
      found: '17',
    });
  });
});

describe('a DRN', () => {
  it('has a PAN', () => {
    expect(accepted(parseDrn('00000000000')).pan).toBe('600727000000000009');
    expect(accepted(parseDrn('0100000000008')).pan).toBe('000001000000000082');
  });

  it('with a wrong check digit says which one is right', () => {
    expect(refused(parseDrn('0000-0000-001'))).toEqual({
      field: 'drn',
      code: 'check-digit',
      position: 12,
      expected: '0',
      found: '1',
    });
  });

  it.each(['1', '000000000000', '00000000000000'])('of another length is refused: %s', (text) => {
    expect(refused(parseDrn(text))).toMatchObject({
      field: 'drn',
      code: 'length',
      found: String(text.length),
    });
  });

  it('gives no PAN unless it has 11 or 13 digits', () => {
    expect(() => panFromDrn('000000000000')).toThrow(RangeError);
    expect(() => panFromDrn('0000 000 000')).toThrow(RangeError);
  });
});

describe('a meter number', () => {
  it('is read as DRN or as PAN, grouped or not, to the same meter', () => {
    fc.assert(
      fc.property(drn, fc.integer({ min: 1, max: 6 }), (number, size) => {
        const meter = accepted(parseMeterNumber(groupDigits(number, size)));
        expect(meter.drn).toBe(number);
        expect(meter.pan).toHaveLength(18);
        expect(meter.pan).toBe(panFromDrn(number));
        expect(accepted(parseMeterNumber(` ${groupDigits(meter.pan, size)} `))).toEqual(meter);
        expect(accepted(parseDrn(number))).toEqual(meter);
        expect(accepted(parsePan(meter.pan))).toEqual(meter);
      }),
    );
  });

  it('with any single wrong digit is refused', () => {
    fc.assert(
      fc.property(drn, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const pan = panFromDrn(number);
        refused(parseMeterNumber(withDigit(number, place % number.length, shift)));
        refused(parseMeterNumber(withDigit(pan, place % pan.length, shift)));
      }),
    );
  });

  it('with a letter names it and its position', () => {
    expect(refused(parseMeterNumber('0000 0O00 000'))).toEqual({
      field: 'drn',
      code: 'character',
      position: 6,
      found: 'O',
    });
  });

  it('of no known length says which ones there are', () => {
    expect(refused(parseMeterNumber('0000 0000 0000'))).toEqual({
      field: 'drn',
      code: 'length',
      expected: '11, 13, 18',
      found: '12',
    });
  });

  it.each(['', '   ', ' - '])('that is empty is called so: %j', (text) => {
    expect(refused(parseMeterNumber(text))).toEqual({ field: 'drn', code: 'empty' });
  });
});
