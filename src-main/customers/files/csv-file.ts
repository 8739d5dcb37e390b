import type { FileFormat, ImportLook } from '../../../src-shared/contract/import-shapes.ts';
import { papaparse } from '../../csv-library.ts';
import { Refusal } from '../../refusal.ts';
import { COLUMNS, type Field } from './columns.ts';

type Separator = ImportLook['separator'];

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];
const FORMATS: readonly FileFormat[] = ['prismvend', 'plain'];
/** Some of Excel's files begin with a line that names the separator. */
const SEPARATOR_LINE = /^sep=.\n/u;
/** PrismVend marks the head of some of its files. */
const HEAD_MARK = /^#HDR:/u;

/** The head of a file: what its columns are, and how to go on from there. */
export interface Head {
  readonly format: FileFormat;
  readonly separator: Separator;
  readonly cells: readonly string[];
  /** Where each field stands. */
  readonly at: ReadonlyMap<Field, number>;
  /** Where the first row begins. */
  readonly cursor: number;
}

/** @throws Refusal `import.no-columns` for a file that is no list of meters */
export function readHead(text: string): Head {
  const start = SEPARATOR_LINE.exec(text)?.[0].length ?? 0;
  const heads = FORMATS.flatMap((format) =>
    SEPARATORS.map((separator) => headAs(text, start, format, separator)),
  );
  const [best] = heads.toSorted((a, b) => b.at.size - a.at.size);
  if (!best?.at.has('meterNumber')) throw new Refusal('import.no-columns');
  return best;
}

function headAs(text: string, start: number, format: FileFormat, separator: Separator): Head {
  const { rows, cursor } = parsed(text, start, separator, 1);
  const cells = rows[0]?.cells ?? [];
  const names = cells.map((cell) => cell.trim().replace(HEAD_MARK, '').toLowerCase());
  const at = new Map<Field, number>();
  for (const [name, field] of COLUMNS[format]) {
    const index = names.indexOf(name.toLowerCase());
    if (index >= 0) at.set(field, index);
  }
  return { format, separator, cells, at, cursor };
}

/** What a field is called in the file; by its own name where the file has no column for it. */
export function columnName(head: Head, field: Field): string {
  const index = head.at.get(field);
  const inFile = index === undefined ? undefined : head.cells[index];
  return inFile ?? COLUMNS[head.format].find((column) => column[1] === field)?.[0] ?? field;
}

/** A row as it stands in a file. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Its quotation marks are wrong: where it ends is not certain. */
  readonly broken: boolean;
}

/** The next rows from `cursor`, at most so many, and where it goes on; null at the end. */
export function readRows(
  text: string,
  head: Head,
  cursor: number,
  count: number,
): { readonly rows: readonly CsvRow[]; readonly cursor: number | null } {
  const found = parsed(text, cursor, head.separator, count);
  return { rows: found.rows, cursor: found.cursor < text.length ? found.cursor : null };
}

function parsed(text: string, from: number, separator: Separator, count: number) {
  // Its fast mode would take the whole rest of the file apart each time.
  const { data, errors, meta } = papaparse().parse<string[]>(text.slice(from), {
    delimiter: separator,
    newline: '\n',
    preview: count,
    fastMode: false,
  });
  const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  return {
    rows: data.map((cells, index) => ({ cells, broken: broken.has(index) })),
    cursor: from + meta.cursor,
  };
}

/** Rows as lines of a file. Lines end as PrismVend's and Excel's do. */
export function writeRows(rows: readonly (readonly string[])[], separator: Separator): string {
  if (rows.length === 0) return '';
  const lines = rows.map((cells) => [...cells]);
  return `${papaparse().unparse(lines, { delimiter: separator, newline: '\r\n' })}\r\n`;
}
