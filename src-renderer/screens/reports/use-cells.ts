import { useTranslation } from 'react-i18next';
import type { Cell, ReportColumn } from '../../../src-shared/contract/report-shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import type { Format } from '../../i18n/format.ts';
import { useFormat } from '../../i18n/use-format.ts';

type Column = Pick<ReportColumn, 'kind' | 'resource' | 'title'>;

const NUMBERS: readonly ReportColumn['kind'][] = ['money', 'steps', 'count', 'price', 'percent'];

export function isNumeric({ kind }: Column): boolean {
  return NUMBERS.includes(kind);
}

/** How the cells and titles of a report are written on the screen. */
export function useCells() {
  const format = useFormat();
  const { t } = useTranslation();
  return {
    write: (cell: Cell, { kind }: Column) => writeCell(format, cell, kind),
    title: ({ title, resource }: Column) =>
      resource ? `${title} (${unitSymbol(resource)})` : title,
    /** A sum says what it is in its first cell, which adds up to nothing. */
    withName: (sum: readonly Cell[]): Cell[] =>
      sum.map((cell, index) => (index === 0 && cell === null ? t('reports.sum') : cell)),
  };
}

function writeCell(format: Format, cell: Cell, kind: ReportColumn['kind']): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    if (kind === 'money') return format.money(cell);
    if (kind === 'steps') return format.units(cell);
    if (kind === 'price') return format.price(cell);
    if (kind === 'percent') return format.percent(cell);
    return format.count(cell);
  }
  if (kind === 'instant') return format.moment(cell);
  if (kind === 'day') return format.weekday(cell);
  return kind === 'month' ? format.monthOf(cell) : cell;
}
