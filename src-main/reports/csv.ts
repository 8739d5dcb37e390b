import { setImmediate } from 'node:timers/promises';
import type {
  Cell,
  ReportColumn,
  ReportDocument,
} from '../../src-shared/contract/report-shapes.ts';
import type { Translate } from '../messages.ts';
import { isNumeric, titleOf, withName } from './cells.ts';
import type { ReportFormat } from './write.ts';

/** Rows written at once: a few milliseconds. */
const AT_ONCE = 1000;
/** Without it Excel takes UTF-8 for the letters of the country. */
const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet takes for the beginning of a formula, or skips before one. */
const FORMULA = /^[=+\-@\t\r\n]/u;

/**
 * A report as a spreadsheet opens it: one line of titles, one for each row, and the sum. Numbers have no
 * grouping and no currency, and the decimal sign of the shop's language.
 */
export async function reportCsv(
  document: ReportDocument,
  format: ReportFormat,
  t: Translate,
): Promise<string> {
  const { columns, rows, sum } = document;
  const line = (cells: readonly Cell[]) =>
    cells.map((cell, index) => field(cell, columns[index], format)).join(format.separator);
  const titles = columns.map((column) => quoted(titleOf(column), format)).join(format.separator);
  const lines = [titles];
  for (const [index, { cells }] of rows.entries()) {
    lines.push(line(cells));
    // Whoever sells meanwhile has to wait no longer than for these.
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  if (sum) lines.push(line(withName(sum, t('reports.sum'))));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function field(cell: Cell, column: ReportColumn | undefined, format: ReportFormat): string {
  const text = format.plain(cell, column ?? { kind: 'text' });
  const isNumber = typeof cell === 'number' && column && isNumeric(column.kind);
  return isNumber ? text : quoted(text, format);
}

/** Text that is no formula, whatever somebody called themselves, and no separator. */
function quoted(text: string, { separator }: ReportFormat): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /["\r\n]/u.test(safe) || safe.includes(separator)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}
