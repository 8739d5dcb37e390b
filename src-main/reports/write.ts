import type { Cell, ReportColumn } from '../../src-shared/contract/report-shapes.ts';
import type { Language } from '../../src-shared/contract/shapes.ts';
import { localeOf } from '../../src-shared/locale.ts';
import { plainText } from '../printing/characters.ts';

/** How the cells of a report are written, for people and for spreadsheets. */
export interface ReportFormat {
  /** As it stands on paper. */
  write(cell: Cell, column: Pick<ReportColumn, 'kind'>): string;
  /** Without anything a spreadsheet would not take for a number or a date. */
  plain(cell: Cell, column: Pick<ReportColumn, 'kind'>): string;
  /** A local day, `2026-03-02`. */
  day(day: string): string;
  /** Between the fields of a line: where the comma parts decimals, spreadsheets want a semicolon. */
  readonly separator: ',' | ';';
}

/** @param digits decimals of the currency, 0 to 3 */
export function reportFormat(language: Language, currency: string, digits: number): ReportFormat {
  const locale = localeOf(language);
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const fixed = (places: number) => ({
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const money = number({ ...style, ...fixed(digits) });
  const price = number({
    ...style,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + 4,
  });
  const units = number(fixed(1));
  const percent = number({ style: 'percent', maximumFractionDigits: 2 });
  const count = number({});
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  // Days have no zone: taken for UTC and written in UTC they stay what they are.
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const day = date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const month = date({ month: 'long', year: 'numeric' });
  const scale = 10 ** digits;
  const decimal = number(fixed(1))
    .formatToParts(0.5)
    .find(({ type }) => type === 'decimal');
  const isComma = decimal?.value === ',';
  const plainNumber = (value: number, places: number) => {
    const text = value.toFixed(places);
    return isComma ? text.replace('.', ',') : text;
  };
  const writeNumber = (value: number, kind: ReportColumn['kind']): string => {
    if (kind === 'money') return money.format(value / scale);
    if (kind === 'steps') return units.format(value / 10);
    if (kind === 'price') return price.format(value / 10_000 / scale);
    if (kind === 'percent') return percent.format(value / 10_000);
    return count.format(value);
  };
  const writeText = (value: string, kind: ReportColumn['kind']): string => {
    if (kind === 'instant') return moment.format(new Date(value));
    if (kind === 'day') return day.format(new Date(`${value}T00:00:00Z`));
    if (kind === 'month') return month.format(new Date(`${value}-01T00:00:00Z`));
    return value;
  };
  return {
    write(cell, { kind }) {
      if (cell === null) return '';
      return plainText(typeof cell === 'number' ? writeNumber(cell, kind) : writeText(cell, kind));
    },
    plain(cell, { kind }) {
      if (cell === null) return '';
      if (typeof cell === 'string') return kind === 'instant' ? localTime(new Date(cell)) : cell;
      if (kind === 'money') return plainNumber(cell / scale, digits);
      if (kind === 'steps') return plainNumber(cell / 10, 1);
      if (kind === 'price') return plainNumber(cell / 10_000 / scale, digits + 4);
      if (kind === 'percent') return plainNumber(cell / 100, 2);
      return String(cell);
    },
    day: (text) => writeText(text, 'day'),
    separator: isComma ? ';' : ',',
  };
}

/** `2026-03-02 08:15:30`, by this computer's clock: every spreadsheet knows it for a time. */
function localTime(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
  return `${date} ${time}`;
}
