import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellNumber,
  cellText,
  type Field,
  numberCell,
  textCell,
} from '../../../src-main/customers/files/columns.ts';
import { readHead, readRows, writeRows } from '../../../src-main/customers/files/csv-file.ts';
import { readRow } from '../../../src-main/customers/files/row-reader.ts';
import { textOfFile } from '../../../src-main/customers/files/text-of-file.ts';
import { Refusal } from '../../../src-main/refusal.ts';

/* Files come from every spreadsheet there is, and from people. */

/** As it stands in the ledger: trimmed, with the lines of Unix. */
const kept = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((text) => Buffer.from(text).toString().replaceAll(/\r\n?/gu, '\n').trim());

/** Cells that spreadsheets and separators make trouble with. */
const awkward = fc
  .array(fc.constantFrom(',', ';', '\t', '"', "'", '\n', '=', '+', '-', '@', '#', ' ', '0', 'é'), {
    maxLength: 12,
  })
  .map((signs) => signs.join('').trim());

const separators = fc.constantFrom(',', ';', '\t');

describe('a cell', () => {
  it('says afterwards what was put into it, and is nothing to work out', () => {
    fc.assert(
      fc.property(fc.oneof(kept, awkward), (text) => {
        // Quoted like this it would be somebody else's way to write a text.
        fc.pre(!/^="/u.test(text));
        expect(cellText(textCell(text))).toBe(text);
        expect(textCell(text)).not.toMatch(/^[=+\-@\t]/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses no zero of a number', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 18 });
    fc.assert(
      fc.property(digits, (list) => {
        const text = list.join('');
        expect(cellNumber(numberCell(text))).toBe(text);
        expect(cellNumber(text)).toBe(text);
        expect(cellNumber(`="${text}"`)).toBe(text);
      }),
    );
  });
});

/** All rows, taken so many at once. */
function allRows(text: string, count: number) {
  const head = readHead(text);
  const rows: (readonly string[])[] = [];
  for (let cursor: number | null = head.cursor; cursor !== null; ) {
    const next = readRows(text, head, cursor, count);
    rows.push(...next.rows.map(({ cells }) => cells));
    cursor = next.cursor;
  }
  return { head, rows: rows.filter((cells) => cells.some((cell) => cell !== '')) };
}

describe('a file', () => {
  it('comes back row by row as it was written, in pieces of any size, in each encoding', () => {
    const cell = fc.oneof(kept, awkward);
    const table = fc.array(fc.tuple(cell, cell, fc.constant('x')), { maxLength: 12 });
    const sizes = fc.integer({ min: 1, max: 5 });
    const encodings = fc.constantFrom('utf8', 'utf16le');
    fc.assert(
      fc.property(table, separators, sizes, encodings, (rows, separator, size, encoding) => {
        const file = `\ufeff${writeRows([['meter', 'name', 'notes'], ...rows], separator)}`;
        const { text } = textOfFile(Buffer.from(file, encoding));
        const read = allRows(text, size);
        expect(read.head).toMatchObject({ format: 'plain', separator });
        expect(read.rows.map((cells) => [...cells])).toEqual(rows.map((cells) => [...cells]));
      }),
      { numRuns: 300 },
    );
  });

  it('of any bytes is read or refused, and never anything else', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 200 }).map((tail) => {
        return Buffer.concat([Buffer.from('MeterPAN;Name;SGC\n#0712"3;x\n'), tail]);
      }),
    );
    fc.assert(
      fc.property(bytes, (all) => {
        const { text } = textOfFile(all);
        try {
          const { head, rows } = allRows(text, 3);
          for (const cells of rows) readRow(cells, head.at, (field: Field) => field);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.code).toBe('import.no-columns');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('written in the letters of Windows is read in them', () => {
    const { text, encoding } = textOfFile(Buffer.from([0x4a, 0x6f, 0xe3, 0x6f, 0x80]));
    expect([text, encoding]).toEqual(['João€', 'windows-1252']);
  });

  it('may begin with a line for Excel, and with PrismVend’s mark', () => {
    const head = readHead('sep=;\n#HDR:meta;meterpan;sgc\n;1;2\n');
    expect(head).toMatchObject({ format: 'prismvend', separator: ';' });
    expect(head.at.get('meterNumber')).toBe(1);
  });
});
