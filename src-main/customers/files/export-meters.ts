import type { FileFormat } from '../../../src-shared/contract/import-shapes.ts';
import { RESOURCES } from '../../../src-shared/resource.ts';
import type { FileMeter, MeterFiles } from '../../ledger/meter-files.ts';
import { COLUMNS, type Field, numberCell, textCell } from './columns.ts';
import { writeRows } from './csv-file.ts';

/** Meters of a part: some hundred kilobytes, some milliseconds. */
const AT_ONCE = 1000;

/**
 * A part of the file with all meters and their customers, from the one after `after`. A meter that is
 * added meanwhile is in it or not; none is in it twice.
 */
export function exportMeters(
  files: Pick<MeterFiles, 'page'>,
  format: FileFormat,
  after: number | null,
): { text: string; next: number | null } {
  const meters = files.page(after ?? 0, AT_ONCE);
  const columns = COLUMNS[format];
  const head = after === null ? [columns.map(([name]) => name)] : [];
  const rows = meters.map((meter) => {
    const cells = cellsOf(meter, format);
    return columns.map(([, field]) => cells[field]);
  });
  // Excel takes a file without the mark for one in the letters of Windows; PrismVend writes none.
  const mark = after === null && format === 'plain' ? '\ufeff' : '';
  const next = meters.length === AT_ONCE ? (meters.at(-1)?.id ?? null) : null;
  return { text: `${mark}${writeRows([...head, ...rows], ',')}`, next };
}

function cellsOf(meter: FileMeter, format: FileFormat): Record<Field, string> {
  const two = (value: number) => numberCell(String(value).padStart(2, '0'));
  return {
    meterNumber: numberCell(format === 'prismvend' ? meter.pan : meter.drn),
    supplyGroupCode: numberCell(meter.supplyGroupCode),
    keyRevisionNumber: String(meter.keyRevisionNumber),
    tariffIndex: two(meter.tariffIndex),
    encryptionAlgorithm: two(meter.encryptionAlgorithm),
    tokenCarrierType: two(meter.tokenCarrierType),
    resource: format === 'prismvend' ? String(RESOURCES.indexOf(meter.resource)) : meter.resource,
    tariff: textCell(meter.tariffName),
    name: textCell(meter.name),
    phone: textCell(meter.phone),
    address: textCell(meter.address),
    idNumber: textCell(meter.idNumber),
    language: meter.language ?? '',
    notes: textCell(meter.notes),
    customer: String(meter.customerId),
    closed: meter.closed ? 'yes' : 'no',
    registered: meter.blind ? '0' : '1',
    meta: '',
    result: '',
  };
}
