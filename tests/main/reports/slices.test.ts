import { afterAll, describe, expect, it, vi } from 'vitest';
import { ReportSums } from '../../../src-main/ledger/report-sums.ts';
import { spanOf } from '../../../src-main/reports/calendar.ts';
import { Gatherer } from '../../../src-main/reports/gather.ts';
import { days } from './example.ts';
import { openReportLedger, type TestSale, writeSales } from './report-ledger.ts';

/* A long report is read piece by piece. */

const SALES = 5000;
const books = openReportLedger();
afterAll(() => books.ledger.close());
const [first] = days;
if (!first) throw new Error('no example');
const many = Array.from({ length: SALES }, (_, index): TestSale => {
  return { ...first, at: new Date(first.at.getTime() + index * 1000) };
});
writeSales(books, many);
const year = spanOf({ from: '2026-01-01', to: '2026-12-31' });

describe('a report of many sales', () => {
  it('reads a few hundred at once, and all of them', () => {
    const read = vi.spyOn(ReportSums.prototype, 'parts');
    const sums = new Gatherer(books, {}).parts(year);
    expect(sums.reduce((sum, { sales }) => sum + sales, 0)).toBe(SALES);
    const most = read.mock.results.map(({ value }) =>
      (value as { sales: number }[]).reduce((sum, { sales }) => sum + sales, 0),
    );
    expect(Math.max(...most)).toBeLessThanOrEqual(500);
    read.mockRestore();
  });

  it('takes sales of the same moment together, and none twice', () => {
    books.ledger.exec('BEGIN');
    writeSales(
      books,
      Array.from({ length: 1200 }, () => ({ ...first, meterId: 2, at: new Date('2027-01-01') })),
    );
    const span = spanOf({ from: '2026-12-30', to: '2027-01-02' });
    const gatherer = new Gatherer(books, {});
    const sums = gatherer.parts(span);
    expect(sums.reduce((sum, { sales }) => sum + sales, 0)).toBe(1200);
    const places = gatherer.sales(span, null, 5000);
    expect(new Set(places.map(({ id }) => id)).size).toBe(1200);
    books.ledger.exec('ROLLBACK');
  });
});
