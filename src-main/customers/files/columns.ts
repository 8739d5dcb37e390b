import type { FileFormat } from '../../../src-shared/contract/import-shapes.ts';

/** What a column of a file holds. */
export type Field =
  | 'meterNumber'
  | 'supplyGroupCode'
  | 'keyRevisionNumber'
  | 'tariffIndex'
  | 'encryptionAlgorithm'
  | 'tokenCarrierType'
  | 'resource'
  | 'tariff'
  | 'name'
  | 'phone'
  | 'address'
  | 'idNumber'
  | 'language'
  | 'notes'
  | 'customer'
  | 'closed'
  | 'registered'
  | 'meta'
  | 'result';

type Columns = readonly (readonly [name: string, field: Field])[];

/**
 * The columns of each format, in their order. PrismVend's organisation is where a customer belongs to: a
 * stand, a block of flats, a village, which is what the address is here.
 */
export const COLUMNS: Readonly<Record<FileFormat, Columns>> = {
  prismvend: [
    ['Meta', 'meta'],
    ['MeterPAN', 'meterNumber'],
    ['Organisation', 'address'],
    ['Name', 'name'],
    ['SGC', 'supplyGroupCode'],
    ['KRN', 'keyRevisionNumber'],
    ['TI', 'tariffIndex'],
    ['EA', 'encryptionAlgorithm'],
    ['TCT', 'tokenCarrierType'],
    ['restype', 'resource'],
    ['isregistered', 'registered'],
    ['result', 'result'],
  ],
  plain: [
    ['meter', 'meterNumber'],
    ['sgc', 'supplyGroupCode'],
    ['krn', 'keyRevisionNumber'],
    ['ti', 'tariffIndex'],
    ['ea', 'encryptionAlgorithm'],
    ['tct', 'tokenCarrierType'],
    ['resource', 'resource'],
    ['tariff', 'tariff'],
    ['name', 'name'],
    ['phone', 'phone'],
    ['address', 'address'],
    ['id_number', 'idNumber'],
    ['language', 'language'],
    ['notes', 'notes'],
    ['customer', 'customer'],
    ['closed', 'closed'],
    ['result', 'result'],
  ],
};

/** Programs that open CSV files take such a cell for something to work out. */
const FORMULA = /^'*[=+\-@\t]/u;
const MARKED = /^'+[=+\-@\t]/u;
/** `="0712"`: how some write a number that shall stay as it is. */
const AS_TEXT = /^="(.*)"$/u;
const HASHED_NUMBER = /^#(?=[\d\s.]+$)/u;

/** A text as it stands in a cell: nothing that a spreadsheet would work out. {@link cellText} undoes it. */
export function textCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What a cell says, whoever wrote it. */
export function cellText(cell: string): string {
  const trimmed = cell.trim();
  if (MARKED.test(trimmed)) return trimmed.slice(1);
  return AS_TEXT.exec(trimmed)?.[1] ?? trimmed;
}

/** A number of which no zero may be lost: `#0712…`. {@link cellNumber} undoes it. */
export function numberCell(digits: string): string {
  return `#${digits}`;
}

export function cellNumber(cell: string): string {
  return cellText(cell).replace(HASHED_NUMBER, '');
}
