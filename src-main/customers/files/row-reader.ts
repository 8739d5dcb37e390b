import { customerRecord } from '../../../src-shared/contract/customer-shapes.ts';
import { RESOURCES, type Resource } from '../../../src-shared/resource.ts';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import type { FieldError } from '../../../src-shared/sts/field-error.ts';
import { type MeterNumber, parseMeterNumber } from '../../../src-shared/sts/meter-number.ts';
import { cellNumber, cellText, type Field } from './columns.ts';

/** What can be wrong with a row: each has its sentence under `import.wrong`. */
export type WrongCode =
  | 'no-number'
  | 'scientific'
  | 'zeros'
  | 'twice'
  | 'contradicts'
  | 'customer-closed'
  | 'missing'
  | 'number'
  | 'one-of'
  | 'supply-group'
  | 'resource'
  | 'other-resource'
  | 'no-tariff'
  | 'no-such-tariff'
  | 'tariff-of-other-resource'
  | 'language'
  | 'too-long'
  | 'quotes';

/** Why a row is not taken, and what the sentence speaks of. */
export type RowProblem =
  | { readonly code: WrongCode; readonly detail: Readonly<Record<string, string | number>> }
  /** A meter number that is none: there are sentences for it already. */
  | { readonly code: 'field'; readonly error: FieldError };

/** What a row says. What its file has no column for is undefined. */
export interface FileRow {
  readonly number: MeterNumber;
  readonly supplyGroupCode: string | undefined;
  readonly keyRevisionNumber: number | undefined;
  readonly tariffIndex: number | undefined;
  readonly encryptionAlgorithm: 7 | 11 | undefined;
  readonly tokenCarrierType: 1 | 2 | undefined;
  readonly resource: Resource | undefined;
  readonly tariff: string | undefined;
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly address: string | undefined;
  readonly idNumber: string | undefined;
  /** Empty for the shop's. */
  readonly language: string | undefined;
  readonly notes: string | undefined;
  readonly customer: string;
  readonly closed: boolean;
}

/** 6.00727E+17: what Excel makes of a long number, whose last digits are gone for good. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d+$/iu;
const YES = ['1', 'yes', 'true', 'x'];
const NO = ['', '0', 'no', 'false'];

/** Thrown through the reading of one row, and caught at its end. */
class Wrong extends Error {
  readonly problem: RowProblem;

  constructor(problem: RowProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

function wrong(code: WrongCode, detail: Readonly<Record<string, string | number>> = {}): Wrong {
  return new Wrong({ code, detail });
}

/** Reads a row; `columnName` says what a field is called in its file. */
export function readRow(
  cells: readonly string[],
  at: ReadonlyMap<Field, number>,
  columnName: (field: Field) => string,
): Result<FileRow, RowProblem> {
  const cell = (field: Field) => {
    const index = at.get(field);
    return index === undefined ? undefined : (cells[index] ?? '');
  };
  const text = (field: 'name' | 'phone' | 'address' | 'idNumber' | 'notes') => {
    const raw = cell(field);
    if (raw === undefined) return undefined;
    const parsed = customerRecord.shape[field].safeParse(cellText(raw));
    if (!parsed.success) throw wrong('too-long', { column: columnName(field) });
    return parsed.data;
  };
  const whole = (field: Field, least: number, most: number) => {
    const raw = cellNumber(cell(field) ?? '');
    if (raw === '') return undefined;
    const value = Number(raw);
    const isRight = /^\d{1,3}$/u.test(raw) && value >= least && value <= most;
    if (!isRight) throw wrong('number', { column: columnName(field), least, most });
    return value;
  };
  const oneOf = <Value extends number>(field: Field, values: readonly Value[]) => {
    const value = whole(field, 0, 99);
    if (value === undefined) return undefined;
    const known = values.find((each) => each === value);
    if (known === undefined) {
      throw wrong('one-of', { column: columnName(field), values: values.join(', ') });
    }
    return known;
  };
  try {
    const language = cell('language');
    return ok({
      number: meterNumber(cell('meterNumber') ?? ''),
      supplyGroupCode: supplyGroup(cell('supplyGroupCode')),
      keyRevisionNumber: whole('keyRevisionNumber', 1, 9),
      tariffIndex: whole('tariffIndex', 0, 99),
      encryptionAlgorithm: oneOf('encryptionAlgorithm', [7, 11] as const),
      tokenCarrierType: oneOf('tokenCarrierType', [1, 2] as const),
      resource: resource(cell('resource')),
      tariff: cell('tariff') === undefined ? undefined : cellText(cell('tariff') ?? ''),
      ...{ name: text('name'), phone: text('phone'), address: text('address') },
      ...{ idNumber: text('idNumber'), notes: text('notes') },
      language: language === undefined ? undefined : cellText(language),
      customer: cellText(cell('customer') ?? ''),
      closed: yesNo(cell('closed') ?? '', columnName('closed')),
    });
  } catch (error) {
    if (error instanceof Wrong) return fail(error.problem);
    throw error;
  }
}

/** How many digits the numbers on meters and cards have. */
const LENGTHS = [11, 13, 18];

function meterNumber(raw: string): MeterNumber {
  const typed = cellNumber(raw);
  if (typed === '') throw wrong('no-number');
  if (SCIENTIFIC.test(typed)) throw wrong('scientific', { text: typed });
  const number = parseMeterNumber(typed);
  if (number.ok) return number.value;
  const digits = typed.replaceAll(/\D/gu, '');
  const whole = LENGTHS.filter((length) => length > digits.length)
    .map((length) => digits.padStart(length, '0'))
    .find((padded) => parseMeterNumber(padded).ok);
  if (whole !== undefined && /^[\d\s]+$/u.test(typed)) throw wrong('zeros', { whole });
  throw new Wrong({ code: 'field', error: number.error });
}

function supplyGroup(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const code = cellNumber(raw);
  if (code === '') return undefined;
  if (/^\d{6}$/u.test(code)) return code;
  if (/^\d{1,5}$/u.test(code)) throw wrong('zeros', { whole: code.padStart(6, '0') });
  throw wrong('supply-group', { text: code });
}

/** PrismVend counts them, our own files name them. */
function resource(raw: string | undefined): Resource | undefined {
  if (raw === undefined) return undefined;
  const said = cellNumber(raw).toLowerCase();
  if (said === '') return undefined;
  const known = /^\d$/u.test(said)
    ? RESOURCES[Number(said)]
    : RESOURCES.find((each) => each === said);
  if (!known) throw wrong('resource', { text: said });
  return known;
}

function yesNo(raw: string, column: string): boolean {
  const said = cellText(raw).toLowerCase();
  if (YES.includes(said)) return true;
  if (NO.includes(said)) return false;
  throw wrong('one-of', { column, values: 'yes, no' });
}
