import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ReportSums } from '../../../src-main/ledger/report-sums.ts';
import { spanOf } from '../../../src-main/reports/calendar.ts';
import { Gatherer } from '../../../src-main/reports/gather.ts';
import { days } from './example.ts';
import { openReportLedger, type TestSale, writeSales } from './report-ledger.ts';

/* A long report lets others have their turn. */

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
  it('reads a few hundred at once, and pauses in between', async () => {
    const read = vi.spyOn(ReportSums.prototype, 'parts');
    let turns = 0;
    let done = false;
    const others = (async () => {
      while (!done) {
        turns += 1;
        await setImmediate();
      }
    })();
    const sums = await new Gatherer(books, {}, new AbortController().signal).parts(year);
    done = true;
    await others;
    expect(sums.reduce((sum, { sales }) => sum + sales, 0)).toBe(SALES);
    const most = read.mock.results.map(({ value }) =>
      (value as { sales: number }[]).reduce((sum, { sales }) => sum + sales, 0),
    );
    expect(Math.max(...most)).toBeLessThanOrEqual(500);
    expect(turns).toBeGreaterThanOrEqual(SALES / 500);
    read.mockRestore();
  });

  it('ends between two of them when it is told to', async () => {
    const ending = new AbortController();
    const asked = new Gatherer(books, {}, ending.signal).lines(year);
    ending.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });

  it('takes sales of the same moment together, and none twice', async () => {
    books.ledger.exec('BEGIN');
    writeSales(
      books,
      Array.from({ length: 1200 }, () => ({ ...first, meterId: 2, at: new Date('2027-01-01') })),
    );
    const span = spanOf({ from: '2026-12-30', to: '2027-01-02' });
    const gatherer = new Gatherer(books, {}, new AbortController().signal);
    const sums = await gatherer.parts(span);
    expect(sums.reduce((sum, { sales }) => sum + sales, 0)).toBe(1200);
    const places = await gatherer.sales(span, null, 5000);
    expect(new Set(places.map(({ id }) => id)).size).toBe(1200);
    books.ledger.exec('ROLLBACK');
  });
});
