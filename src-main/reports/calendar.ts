import { localDay } from '../alarms/local-day.ts';
import type { Span } from '../ledger/chosen-sales.ts';
import { Refusal } from '../refusal.ts';

/** Local days, both of them in it: `2026-03-02`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A part of a period that a row stands for. */
export interface Bucket extends Span {
  readonly kind: 'hour' | 'day' | 'month';
  /** `08:00`, `2026-03-02`, `2026-03`. */
  readonly name: string;
}

/** Long enough for a shop's whole life. */
const MOST_YEARS = 50;
const FIRST_YEAR = 1970;
const LAST_YEAR = 9000;
/** So many days are rows that can still be read; of a longer time it is months. */
const MOST_DAYS = 62;
const HOUR_MS = 3_600_000;

/**
 * The moments at which a period begins and ends, by this computer's calendar: a day may have 23 hours or 25.
 *
 * @throws Refusal `reports.period` where it ends before it begins, or is longer than a shop lives
 */
export function spanOf({ from, to }: Period): Span {
  const [first, last] = [dateOf(from), dateOf(to)];
  const years = last.getFullYear() - first.getFullYear();
  const isThinkable = first.getFullYear() >= FIRST_YEAR && last.getFullYear() <= LAST_YEAR;
  if (from > to || years > MOST_YEARS || !isThinkable) throw new Refusal('reports.period');
  return { from: first.getTime(), to: dayAfter(last).getTime() };
}

/** A single day hour by hour, some weeks day by day, more month by month. Without gaps or overlaps. */
export function bucketsOf(period: Period): Bucket[] {
  const span = spanOf(period);
  if (period.from === period.to) return hours(span);
  const days = steps(span, dayAfter, 'day', (start) => localDay(start));
  if (days.length <= MOST_DAYS) return days;
  return steps(span, monthAfter, 'month', (start) => localDay(start).slice(0, 7));
}

function hours({ from, to }: Span): Bucket[] {
  const count = Math.ceil((to - from) / HOUR_MS);
  return Array.from({ length: count }, (_, index) => {
    const start = from + index * HOUR_MS;
    const end = Math.min(to, start + HOUR_MS);
    return { kind: 'hour', name: clockTime(new Date(start)), from: start, to: end };
  });
}

function steps(
  { from, to }: Span,
  next: (start: Date) => Date,
  kind: Bucket['kind'],
  nameOf: (start: Date) => string,
): Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = new Date(from); start.getTime() < to; ) {
    const end = next(start);
    const last = Math.min(to, end.getTime());
    buckets.push({ kind, name: nameOf(start), from: start.getTime(), to: last });
    start = end;
  }
  return buckets;
}

/** The beginning of a local day. Where a clock change takes midnight away, that is a little later. */
function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const start = new Date(2000, 0, 1);
  // Date takes years below 100 for those of the last century.
  start.setFullYear(year, month - 1, date);
  return start;
}

function dayAfter(start: Date): Date {
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1);
}

function monthAfter(start: Date): Date {
  return new Date(start.getFullYear(), start.getMonth() + 1, 1);
}

function clockTime(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
