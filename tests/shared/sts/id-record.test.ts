import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIdRecord, type IdRecord, parseIdRecord } from '../../../src-shared/sts/id-record.ts';
import { parseDrn } from '../../../src-shared/sts/meter-number.ts';
import { accepted, refused } from '../results.ts';
import { digits, drn } from './arbitraries.ts';

const now = new Date('2024-05-31T23:59:59.999Z');

/** PAN, DOE May 2024, TCT 02, EA 07, SGC 123457, TI 01, KRN 1. */
const card = '600727000000000009' + '2405' + '02' + '07' + '123457' + '01' + '1';

function cardWith(start: number, digitsThere: string): string {
  return card.slice(0, start) + digitsThere + card.slice(start + digitsThere.length);
}

describe('a customer card', () => {
  it('says what the module must know of a meter', () => {
    expect(accepted(parseIdRecord(card, now))).toEqual({
      meter: {
        drn: '00000000000',
        pan: '600727000000000009',
        iin: '600727',
        iain: '00000000000',
      },
      dateOfExpiry: '2024-05',
      tokenCarrierType: 2,
      encryptionAlgorithm: 7,
      supplyGroupCode: '123457',
      tariffIndex: 1,
      keyRevisionNumber: 1,
    });
  });

  it.each([`;${card}?`, `%${card}?\r\n`, `  ;${card}`, `${card}?`])(
    'is read as swiped: %j',
    (text) => {
      expect(parseIdRecord(text, now)).toEqual(parseIdRecord(card, now));
    },
  );

  it('is good to the end of its month and refused after it', () => {
    expect(parseIdRecord(card, now).ok).toBe(true);
    expect(refused(parseIdRecord(`;${card}?`, new Date('2024-06-01T00:00:00Z')))).toEqual({
      field: 'doe',
      code: 'expired',
      position: 19,
      expected: '2024-05',
    });
  });

  it('without a date of expiry never expires', () => {
    const record = accepted(parseIdRecord(cardWith(18, '0000'), new Date('2078-01-01T00:00:00Z')));
    expect(record.dateOfExpiry).toBeNull();
  });

  it('reads years from 79 as the 1900s and up to 78 as the 2000s', () => {
    const then = new Date('1979-01-01T00:00:00Z');
    expect(accepted(parseIdRecord(cardWith(18, '7901'), then)).dateOfExpiry).toBe('1979-01');
    expect(accepted(parseIdRecord(cardWith(18, '7812'), then)).dateOfExpiry).toBe('2078-12');
    expect(accepted(parseIdRecord(cardWith(18, '0012'), then)).dateOfExpiry).toBe('2000-12');
    expect(refused(parseIdRecord(cardWith(18, '9912'), now)).expected).toBe('1999-12');
  });

  it('with a month that is none names it', () => {
    expect(refused(parseIdRecord(`;${cardWith(18, '2413')}?`, now))).toEqual({
      field: 'doe',
      code: 'range',
      position: 21,
      expected: '01-12',
      found: '13',
    });
    expect(refused(parseIdRecord(cardWith(18, '2400'), now)).field).toBe('doe');
  });

  it.each([
    ['pan', 17, '8', 17],
    ['tct', 22, '03', 22],
    ['ea', 24, '09', 24],
    ['krn', 34, '0', 34],
  ])('with a wrong %s names field and position', (field, start, wrong, position) => {
    expect(refused(parseIdRecord(cardWith(start, wrong), now))).toMatchObject({ field, position });
    expect(refused(parseIdRecord(`;${cardWith(start, wrong)}?`, now))).toMatchObject({
      field,
      position: position + 1,
    });
  });

  it('that was read badly is refused', () => {
    expect(refused(parseIdRecord(';E?', now))).toMatchObject({ code: 'character', position: 1 });
    expect(refused(parseIdRecord(';?', now))).toEqual({ field: 'id-record', code: 'empty' });
    expect(refused(parseIdRecord(card.slice(1), now))).toEqual({
      field: 'id-record',
      code: 'length',
      expected: '35',
      found: '34',
    });
  });

  it('reads back as it was written', () => {
    const month = fc.integer({ min: 2024 * 12 + 4, max: 2078 * 12 + 11 }).map((months) => {
      const year = Math.floor(months / 12);
      return `${year}-${String((months % 12) + 1).padStart(2, '0')}`;
    });
    const record: fc.Arbitrary<IdRecord> = fc.record({
      meter: drn.map((number) => accepted(parseDrn(number))),
      dateOfExpiry: fc.option(month, { nil: null }),
      tokenCarrierType: fc.constantFrom(1, 2),
      encryptionAlgorithm: fc.constantFrom(7, 11),
      supplyGroupCode: digits(6),
      tariffIndex: fc.integer({ min: 0, max: 99 }),
      keyRevisionNumber: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(record, (written) => {
        const text = formatIdRecord(written);
        expect(text).toMatch(/^\d{35}$/);
        expect(accepted(parseIdRecord(text, now))).toEqual(written);
        expect(accepted(parseIdRecord(`;${text}?`, now))).toEqual(written);
      }),
    );
  });

  it('is not written with a date that two digits cannot say', () => {
    const record = accepted(parseIdRecord(card, now));
    for (const dateOfExpiry of ['2079-01', '1978-12', '2024-13', '24-05']) {
      expect(() => formatIdRecord({ ...record, dateOfExpiry })).toThrow(RangeError);
    }
  });
});
