import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../src-main/alarms/reconcile.ts';
import type { CounterReading, LostAsking } from '../../../src-main/ledger/counter-readings.ts';
import { UNLIMITED_TRANSACTIONS } from '../../../src-shared/transactions.ts';

/* A shop's life in small steps, and what the accounts make of the readings taken in between. */

const START = new Date('2026-03-02T08:00:00').getTime();
const HOUR = 3_600_000;

type Step =
  | { readonly kind: 'sale' | 'orphan' | 'in-vain' | 'reading' }
  | { readonly kind: 'stranger' | 'licence'; readonly count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'sale' } as const) },
  { weight: 3, arbitrary: fc.constant({ kind: 'reading' } as const) },
  fc.constant({ kind: 'orphan' } as const),
  fc.record({ kind: fc.constant('stranger' as const), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('licence' as const), count: fc.integer({ min: 1, max: 500 }) }),
);

/** Lives through the steps; reads the counter on both sides of a licence, as the till does. */
function live(steps: readonly Step[]) {
  const readings: CounterReading[] = [];
  const lost: LostAsking[] = [];
  const made = { sales: 0, orphans: 0, strangers: 0, added: 0 };
  let left = 100_000;
  const read = () => {
    const id = readings.length + 1;
    const at = new Date(START + id * HOUR);
    readings.push({ id, at, transactionsLeft: left, tokens: made.sales });
  };
  const spend = (count: number) => {
    left -= count;
  };
  read();
  for (const [index, one] of steps.entries()) {
    if (one.kind === 'reading') read();
    else if (one.kind === 'licence') {
      read();
      left += one.count;
      made.added += one.count;
      read();
    } else if (one.kind === 'stranger') {
      spend(one.count);
      made.strangers += one.count;
    } else {
      if (one.kind === 'sale') made.sales += 1;
      else {
        const openedAt = new Date(START + index);
        lost.push({ afterReading: readings.length, saleId: index + 1, openedAt, state: 'asked' });
      }
      if (one.kind === 'orphan') made.orphans += 1;
      if (one.kind !== 'in-vain') spend(1);
    }
  }
  read();
  return { readings, lost, made, fell: 100_000 - left };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('the accounts', () => {
  it('find every token, orphan, stranger and licence there was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { readings, lost, made, fell } = live(steps);
        const { days, orphans, strangers } = reconcile(readings, lost);
        const total = (name: 'spent' | 'stored' | 'added' | 'orphans' | 'strangers') =>
          sum(days.map((day) => day[name]));
        for (const day of days) {
          expect(day.spent).toBe(day.stored + day.orphans + day.strangers);
        }
        expect(total('spent') - total('added')).toBe(fell);
        expect(total('stored')).toBe(made.sales);
        expect(total('added')).toBe(made.added);
        expect(total('orphans')).toBe(made.orphans);
        expect(total('strangers')).toBe(made.strangers);
        expect(orphans).toEqual(lost);
        expect(sum(strangers.map(({ count }) => count))).toBe(made.strangers);
      }),
    );
  });

  it('add up even where nobody saw the licence come, and askings were in vain', () => {
    const reading = fc.record({ left: fc.nat(1000), sold: fc.nat(50), lost: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 2, maxLength: 40 }), (given) => {
        let tokens = 0;
        const lost: LostAsking[] = [];
        const readings = given.map((one, index): CounterReading => {
          tokens += one.sold;
          const id = index + 1;
          const openedAt = new Date(START);
          for (let count = 0; count < one.lost; count += 1) {
            lost.push({ afterReading: id, saleId: 1 + lost.length, openedAt, state: 'refused' });
          }
          return { id, at: new Date(START + id * HOUR), transactionsLeft: one.left, tokens };
        });
        const { days, orphans, strangers } = reconcile(readings, lost);
        const spent = sum(days.map((day) => day.spent));
        const added = sum(days.map((day) => day.added));
        expect(spent - added).toBe((given[0]?.left ?? 0) - (given.at(-1)?.left ?? 0));
        for (const day of days) {
          expect(day.spent).toBe(day.stored + day.orphans + day.strangers);
          expect(Math.min(...Object.values(day).filter(Number.isInteger))).toBeGreaterThanOrEqual(
            0,
          );
        }
        expect(orphans).toHaveLength(sum(days.map((day) => day.orphans)));
        expect(new Set(orphans.map(({ saleId }) => saleId)).size).toBe(orphans.length);
        expect(sum(strangers.map(({ count }) => count))).toBe(
          sum(days.map((day) => day.strangers)),
        );
      }),
    );
  });

  it('do not take an asking that spent nothing for an orphan, nor one of another interval', () => {
    const { readings, lost } = live([
      { kind: 'in-vain' },
      { kind: 'reading' },
      { kind: 'stranger', count: 1 },
    ]);
    const { orphans, strangers } = reconcile(readings, lost);
    expect(orphans).toEqual([]);
    expect(strangers).toMatchObject([{ count: 1, from: readings[1]?.at, to: readings[2]?.at }]);
  });

  it('leave out the time of an unlimited licence', () => {
    const at = (hour: number) => new Date(START + hour * HOUR);
    const readings = [
      { id: 1, at: at(0), transactionsLeft: 10, tokens: 0 },
      { id: 2, at: at(1), transactionsLeft: UNLIMITED_TRANSACTIONS, tokens: 4 },
      { id: 3, at: at(2), transactionsLeft: UNLIMITED_TRANSACTIONS, tokens: 90 },
      { id: 4, at: at(3), transactionsLeft: 6, tokens: 95 },
      { id: 5, at: at(4), transactionsLeft: 4, tokens: 96 },
    ];
    expect(reconcile(readings, [])).toMatchObject({
      days: [{ spent: 2, stored: 1, added: 0, strangers: 1 }],
      strangers: [{ from: at(3), to: at(4) }],
    });
  });
});
