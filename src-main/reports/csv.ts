import { setImmediate } from 'node:timers/promises';
import type {
  Cell,
  CellKind,
  ReportDocument,
  ReportRow,
} from '../../src-shared/contract/report-shapes.ts';
import type { Translate } from '../messages.ts';
import { isNumeric, kindIn, titleOf, withName } from './cells.ts';
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
  const line = (cells: readonly Cell[], look: ReportRow['look']) =>
    cells
      .map((cell, index) => {
        const kind = columns[index]?.kind ?? 'text';
        return field(cell, kindIn(look, cell, kind), format);
      })
      .join(format.separator);
  const titles = columns.map((column) => quoted(titleOf(column), format)).join(format.separator);
  const lines = [titles];
  for (const [index, { cells, look }] of rows.entries()) {
    lines.push(line(cells, look));
    // Whoever sells meanwhile has to wait no longer than for these.
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  if (sum) lines.push(line(withName(sum, t('reports.sum')), 'sum'));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function field(cell: Cell, kind: CellKind, format: ReportFormat): string {
  const text = format.plain(cell, { kind });
  return typeof cell === 'number' && isNumeric(kind) ? text : quoted(text, format);
}

/** Text that is no formula, whatever somebody called themselves, and no separator. */
function quoted(text: string, { separator }: ReportFormat): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /["\r\n]/u.test(safe) || safe.includes(separator)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}
