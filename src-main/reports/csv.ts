import type {
  Cell,
  CellKind,
  ReportDocument,
  ReportRow,
} from '../../src-shared/contract/report-shapes.ts';
import { papaparse } from '../csv-library.ts';
import type { Translate } from '../messages.ts';
import { isNumeric, kindIn, titleOf, withName } from './cells.ts';
import type { ReportFormat } from './write.ts';

/** Without it Excel takes UTF-8 for the letters of the country. */
const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet takes for the beginning of a formula, or skips before one. */
const FORMULA = /^[=+\-@\t\r\n]/u;

/**
 * A report as a spreadsheet opens it: one line of titles, one for each row, and the sum. Numbers have no
 * grouping and no currency, and the decimal sign of the shop's language.
 */
export function reportCsv(document: ReportDocument, format: ReportFormat, t: Translate): string {
  const { columns, rows, sum } = document;
  const line = (cells: readonly Cell[], look: ReportRow['look']) =>
    cells.map((cell, index) => {
      const kind = columns[index]?.kind ?? 'text';
      return field(cell, kindIn(look, cell, kind), format);
    });
  const sums = sum ? [line(withName(sum, t('reports.sum')), 'sum')] : [];
  const titles = columns.map((column) => harmless(titleOf(column)));
  const lines = [titles, ...rows.map(({ cells, look }) => line(cells, look)), ...sums];
  const options = { delimiter: format.separator, newline: '\r\n' };
  return `${BYTE_ORDER_MARK}${papaparse().unparse(lines, options)}\r\n`;
}

function field(cell: Cell, kind: CellKind, format: ReportFormat): string {
  const text = format.plain(cell, { kind });
  return typeof cell === 'number' && isNumeric(kind) ? text : harmless(text);
}

/** Text that is no formula, whatever somebody called themselves. */
function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
