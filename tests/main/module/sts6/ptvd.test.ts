import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateField,
  FieldReader,
  hexField,
  numberField,
  PtvdError,
  textField,
} from '../../../../src-main/module/sts6/ptvd.ts';

const text = fc.stringMatching(/^[\x20-\x7d]{0,30}$/);
const second = fc
  .date({
    min: new Date('1993-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

function statusOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof PtvdError) return error.status;
    throw error;
  }
  return 'read';
}

describe('PTVD fields', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        text,
        fc.bigInt({ min: 0n, max: 0xffff_ffff_ffffn }),
        second,
        (number, text, hex, date) => {
          const payload =
            numberField(number) + textField(text) + hexField(hex, 6) + dateField(date);
          const fields = new FieldReader(payload, 4);
          expect(fields.number()).toBe(number);
          expect(fields.text()).toBe(text);
          expect(fields.hexNumber(6)).toBe(Number(hex));
          expect(fields.date()).toEqual(date);
          expect(fields.left).toBe(0);
        },
      ),
    );
  });

  it('take H in its shortest form and padded, and write it padded', () => {
    expect(new FieldReader('H01~', 1).hexNumber(2)).toBe(1);
    expect(new FieldReader('H0001~', 1).hexNumber(2)).toBe(1);
    expect(hexField(1, 2)).toBe('H0001~');
  });

  it.each<[string, string, (fields: FieldReader) => unknown]>([
    ['60', '', (fields) => fields.number()],
    ['60', 'N1~N2~', (fields) => fields.number()],
    ['61', 'P1~', (fields) => fields.number()],
    ['61', '~', (fields) => fields.number()],
    ['62', 'N1', (fields) => fields.number()],
    ['62', 'N01~', (fields) => fields.number()],
    ['62', 'N-1~', (fields) => fields.number()],
    ['62', 'N~', (fields) => fields.number()],
    ['62', 'N1.5~', (fields) => fields.number()],
    ['63', 'N100~', (fields) => fields.number(0, 99)],
    ['63', 'N99999999999999999999~', (fields) => fields.number()],
    ['62', 'Habcd~', (fields) => fields.hexNumber(2)],
    ['62', 'H1~', (fields) => fields.hexNumber(2)],
    ['62', 'H~', (fields) => fields.hexNumber(2)],
    ['63', 'H010000~', (fields) => fields.hexNumber(2)],
    ['62', 'P\u00e9~', (fields) => fields.text()],
    ['62', 'D20240230000000~', (fields) => fields.date()],
    ['62', 'D202402~', (fields) => fields.date()],
  ])('status %s for %j', (status, payload, read) => {
    expect(statusOf(() => read(new FieldReader(payload, 1)))).toBe(status);
  });

  it('never fail on any input but with a status', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(5), (payload, count) => {
        expect(['60', '61', '62', '63', 'read']).toContain(
          statusOf(() => {
            const fields = new FieldReader(payload, count);
            fields.number();
            fields.text();
            fields.hexNumber(3);
            fields.date();
          }),
        );
      }),
    );
  });

  it('cannot be written for what they cannot hold', () => {
    expect(() => numberField(-1)).toThrow(RangeError);
    expect(() => numberField(1.5)).toThrow(RangeError);
    expect(() => textField('a~b')).toThrow(RangeError);
    expect(() => hexField(0x10000, 2)).toThrow(RangeError);
    expect(() => hexField(-1, 2)).toThrow(RangeError);
  });
});
