import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDay } from '../../../src-main/alarms/local-day.ts';
import { MeterChanges } from '../../../src-main/ledger/meter-changes.ts';
import { firstMessages } from '../../../src-main/messages.ts';
import { spanOf } from '../../../src-main/reports/calendar.ts';
import type { Draft } from '../../../src-main/reports/draft.ts';
import { Gatherer } from '../../../src-main/reports/gather.ts';
import { makeDraft } from '../../../src-main/reports/make.ts';
import type { ReportName, SaleFilter } from '../../../src-shared/contract/report-shapes.ts';
import {
  METERS,
  openReportLedger,
  paidOf,
  partsOf,
  type TestSale,
  tariffOf,
  writeSales,
} from './report-ledger.ts';

/*
 * Whatever a report says agrees with the sales to the cent, whichever way they are added up, by every
 * calendar there is.
 */

const { t } = firstMessages();
const books = openReportLedger();
const meterChanges = new MeterChanges(books.ledger);
afterAll(() => books.ledger.close());

/** Runs work on the ledger and takes back what it wrote. */
function undone(work: () => void): void {
  books.ledger.exec('BEGIN');
  try {
    work();
  } finally {
    books.ledger.exec('ROLLBACK');
  }
}

const DAY_MS = 24 * 3_600_000;

const money = fc.integer({ min: 0, max: 100_000 });
const steps = fc.integer({ min: 1, max: 5000 });

function anySale(from: Date, days: number): fc.Arbitrary<TestSale> {
  return fc.record({
    at: fc.integer({ min: 0, max: days * DAY_MS }).map((after) => new Date(from.getTime() + after)),
    operatorId: fc.integer({ min: 1, max: 3 }),
    meterId: fc.integer({ min: 1, max: 3 }),
    tariffId: fc.integer({ min: 1, max: 3 }),
    payment: fc.constantFrom('cash', 'card', 'mobile-money', 'account', 'mixed'),
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant('sale' as const) },
      fc.constant('free-issue' as const),
    ),
    energy: fc.tuple(money, money),
    steps: fc.tuple(steps, steps),
    freeSteps: fc.integer({ min: 0, max: 500 }),
    fixedCharge: money,
    serviceFee: money,
    debt: money,
    tax: money,
    withLines: fc.boolean(),
    refunded: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      fc.integer({ min: 1, max: 50_000 }),
    ),
    refundedAfterMs: fc.integer({ min: 0, max: 40 * DAY_MS }),
  });
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly filter?: SaleFilter;
}

function make(report: ReportName, { from, to, filter = {} }: Asked): Draft {
  const { reportSums, reportLists } = books;
  return makeDraft(report, {
    ...{ reportSums, reportLists, period: { from, to }, filter, t },
    depositCounts: 'money',
    mostRows: 1000,
  });
}

function totalOf(draft: Draft, title: string): number {
  const found = draft.totals.find((each) => each.title === title)?.value ?? 0;
  return Number(found);
}

/** What the rows of a column come to. */
function columnOf(draft: Draft, title: string): number {
  const index = draft.columns.findIndex((column) => column.title === title);
  return sum(draft.rows.map(({ cells }) => Number(cells[index] ?? 0)));
}

function byNumber(one: number, other: number): number {
  return one - other;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

/** Around a change of the clocks, and of the month. */
const PLACES = [
  ['Africa/Johannesburg', '2026-02-20T22:30:00Z'],
  ['America/New_York', '2026-02-25T04:00:00Z'],
  ['Europe/Lisbon', '2026-10-10T12:00:00Z'],
  // Here midnight itself is taken away.
  ['America/Santiago', '2026-08-25T12:00:00Z'],
  ['Asia/Tokyo', '2026-12-20T12:00:00Z'],
] as const;

describe.each(PLACES)('reports in %s', (zone, from) => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = zone;
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  it('agree with the sales of each day, and each month with its days', () => {
    fc.assert(
      fc.property(
        fc.array(anySale(new Date(from), 30), { minLength: 1, maxLength: 30 }),
        (sales) => {
          undone(() => {
            writeSales(books, sales);
            const days = [...new Set(sales.map(({ at }) => localDay(at)))].toSorted();
            const ofMonths = new Map<string, number>();
            for (const day of days) {
              const taken = sum(sales.filter(({ at }) => localDay(at) === day).map(paidOf));
              const report = make('takings', { from: day, to: day });
              expect(totalOf(report, 'Taken'), day).toBe(taken);
              expect(columnOf(report, 'Taken')).toBe(taken);
              const month = day.slice(0, 7);
              ofMonths.set(month, (ofMonths.get(month) ?? 0) + taken);
            }
            for (const [month, taken] of ofMonths) {
              const report = make('takings', monthOf(month));
              expect(totalOf(report, 'Taken'), month).toBe(taken);
              expect(columnOf(report, 'Taken')).toBe(taken);
              expect(report.rows).toHaveLength(daysIn(month));
            }
          });
        },
      ),
      { numRuns: 12 },
    );
  }, 30_000);
});

describe('reports of the same time', () => {
  const from = new Date('2026-03-01T00:00:00Z');
  const whole = { from: '2026-02-27', to: '2026-05-20' };

  it('come to the same, whichever way sales are added up', () => {
    fc.assert(
      fc.property(fc.array(anySale(from, 20), { minLength: 1, maxLength: 40 }), (sales) => {
        undone(() => {
          writeSales(books, sales);
          const taken = sum(sales.map(paidOf));
          const back = sum(sales.map((sale) => Math.min(sale.refunded, paidOf(sale))));
          for (const name of ['takings', 'payments', 'operators', 'tariffs'] as const) {
            const report = make(name, whole);
            expect(totalOf(report, 'Taken'), name).toBe(taken);
            expect(columnOf(report, 'Taken'), name).toBe(taken);
            if (name === 'tariffs') continue;
            expect(totalOf(report, 'Given back') + 0, name).toBe(0 - back);
            expect(columnOf(report, 'Given back') + 0, name).toBe(0 - back);
          }
          const sold = sales.filter(({ kind }) => kind === 'sale');
          const lined = sold.filter(({ withLines }) => withLines);
          const taxes = make('taxes', whole);
          expect(columnOf(taxes, 'Taxes')).toBe(sum(sold.map(({ tax }) => tax)));
          // The tax of these prices is on energy; where nothing was taken, old sales have no line of it.
          const taxed = sold.filter(({ withLines, tax }) => withLines || tax > 0);
          expect(columnOf(taxes, 'Charged on')).toBe(sum(taxed.map(({ energy }) => sum(energy))));
          expect(columnOf(make('debts', whole), 'Collected')).toBe(
            sum(lined.map(({ debt }) => debt)),
          );
          expect(columnOf(make('blocks', whole), 'For units')).toBe(
            sum(sold.map(({ energy }) => sum(energy))),
          );
          for (const name of ['meters', 'customers', 'sales'] as const) {
            const report = make(name, whole);
            expect(columnOf(report, 'Paid'), name).toBe(taken);
            expect(totalOf(report, 'Paid'), name).toBe(taken);
          }
          const refunds = make('refunds', whole);
          expect(totalOf(refunds, 'Given back')).toBe(back);
          const free = make('free', whole);
          expect(free.rows).toHaveLength(sales.length - sold.length);
        });
      }),
      { numRuns: 25 },
    );
  }, 30_000);

  it('say who gets what of everything that was taken', () => {
    fc.assert(
      fc.property(fc.array(anySale(from, 20), { minLength: 1, maxLength: 40 }), (sales) => {
        undone(() => {
          writeSales(books, sales);
          const statement = make('utility', whole);
          const parts = ['For the utility', 'For the tax office', 'Kept by the shop'];
          expect(sum(parts.map((part) => totalOf(statement, part)))).toBe(
            totalOf(statement, 'Taken'),
          );
          expect(totalOf(statement, 'Taken')).toBe(sum(sales.map(paidOf)));
          const lined = sales.filter(({ kind, withLines }) => kind === 'sale' && withLines);
          expect(totalOf(statement, 'Kept by the shop')).toBe(
            sum(lined.map(({ serviceFee }) => serviceFee)),
          );
        });
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  it('lead from each number to its sales, page by page', () => {
    fc.assert(
      fc.property(fc.array(anySale(from, 20), { minLength: 1, maxLength: 40 }), (sales) => {
        undone(() => {
          const ids = writeSales(books, sales);
          const paidBy = new Map(ids.map((id, index) => [id, sales[index]]));
          const worth = (found: readonly number[]) =>
            sum(found.map((id) => paidOf(paidBy.get(id) ?? expect.fail(`no sale ${id}`))));
          const reports = [
            ['takings', 'Taken'],
            ['operators', 'Taken'],
            ['tariffs', 'Taken'],
            ['meters', 'Paid'],
            ['customers', 'Paid'],
            ['sales', 'Paid'],
          ] as const;
          for (const [name, column] of reports) {
            const report = make(name, whole);
            const at = report.columns.findIndex(({ title }) => title === column);
            for (const { drill, cells } of report.rows) {
              const found = drill ? behind(drill) : [];
              expect(worth(found), `${name} ${JSON.stringify(drill)}`).toBe(cells[at]);
            }
          }
          // Of a sale that was paid in parts, a part is in each row.
          const payments = make('payments', whole);
          const at = payments.columns.findIndex(({ title }) => title === 'Taken');
          for (const { drill, cells } of payments.rows) {
            const found = drill ? behind(drill) : [];
            const parts = found.flatMap((id) => partsOf(paidBy.get(id) ?? expect.fail()));
            const own = parts.filter(({ kind }) => kind === drill?.payment);
            expect(sum(own.map(({ amount }) => amount))).toBe(cells[at]);
          }
          // A line's number is a part of its sales: those have such a line, and the others have none.
          for (const name of ['blocks', 'taxes', 'debts'] as const) {
            const report = make(name, whole);
            for (const { drill } of report.rows) {
              if (!drill?.line) continue;
              const found = behind(drill);
              expect(found.length, JSON.stringify(drill)).toBeGreaterThan(0);
              const tariffs = found.map((id) => tariffOf(paidBy.get(id) ?? expect.fail()).id);
              if (drill.tariffId) expect(new Set(tariffs)).toEqual(new Set([drill.tariffId]));
            }
          }
        });
      }),
      { numRuns: 12 },
    );
  }, 30_000);

  it('count what somebody bought as theirs, whoever has the meter since', () => {
    const step = fc.record({
      sales: fc.array(anySale(from, 20), { maxLength: 6 }),
      moved: fc.option(
        fc.record({ meterId: fc.constantFrom(1, 2, 3), to: fc.constantFrom(1, 2) }),
        { nil: null },
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (all) => {
        undone(() => {
          const owner = new Map<number, number>(METERS.map((each) => [each.id, each.customerId]));
          const bought: { id: number; sale: TestSale; by: number }[] = [];
          for (const { sales, moved } of all) {
            const ids = writeSales(books, sales, bought.length);
            for (const [index, sale] of sales.entries()) {
              bought.push({ id: ids[index] ?? 0, sale, by: owner.get(sale.meterId) ?? 0 });
            }
            const had = moved ? owner.get(moved.meterId) : undefined;
            if (!moved || had === undefined || had === moved.to) continue;
            meterChanges.move(moved.meterId, had, moved.to, from);
            owner.set(moved.meterId, moved.to);
          }
          for (const customerId of [1, 2]) {
            const own = bought.filter(({ by }) => by === customerId);
            const paid = sum(own.map(({ sale }) => paidOf(sale)));
            const only = { ...whole, filter: { customerId } };
            expect(totalOf(make('takings', only), 'Taken')).toBe(paid);
            expect(totalOf(make('refunds', only), 'Given back')).toBe(
              sum(own.map(({ sale }) => Math.min(sale.refunded, paidOf(sale)))),
            );
            expect(make('sales', only).rows).toHaveLength(own.length);
            const customers = make('customers', whole);
            const row = customers.rows.find(({ drill }) => drill?.customerId === customerId);
            expect(row?.cells.at(-1) ?? 0).toBe(paid);
            for (const meterId of [1, 2, 3]) {
              const there = own.filter(({ sale }) => sale.meterId === meterId);
              const found = behind({ customerId, meterId });
              expect(found.toSorted(byNumber)).toEqual(there.map(({ id }) => id));
            }
          }
          const meters = make('meters', whole);
          for (const { drill, cells } of meters.rows) {
            const own = bought.filter(
              ({ sale, by }) => sale.meterId === drill?.meterId && by === drill.customerId,
            );
            expect(own).not.toEqual([]);
            expect(cells.at(-1)).toBe(sum(own.map(({ sale }) => paidOf(sale))));
          }
          expect(totalOf(meters, 'Meters')).toBe(
            new Set(bought.map(({ sale }) => sale.meterId)).size,
          );
        });
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  function behind(filter: SaleFilter): number[] {
    const gatherer = new Gatherer(books, filter);
    const all: number[] = [];
    let last: { at: number; id: number } | null = null;
    for (;;) {
      const page: { at: number; id: number }[] = gatherer.sales(spanOf(whole), last, 3);
      all.push(...page.map(({ id }) => id));
      last = page.at(-1) ?? null;
      if (page.length < 3) break;
    }
    expect(new Set(all).size).toBe(all.length);
    return all;
  }
});

function monthOf(month: string): Asked {
  return { from: `${month}-01`, to: `${month}-${daysIn(month)}` };
}

function daysIn(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
