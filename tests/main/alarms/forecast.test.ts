import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysLeft,
  forecastOf,
  PACE_DAYS,
  perDayTenths,
} from '../../../src-main/alarms/forecast.ts';
import { localDay, startOfDay } from '../../../src-main/alarms/local-day.ts';
import { UNLIMITED_TRANSACTIONS } from '../../../src-shared/transactions.ts';

const NOW = new Date('2026-03-02T10:00:00');
const counts = fc.array(fc.integer({ min: 0, max: 5000 }), {
  minLength: PACE_DAYS,
  maxLength: PACE_DAYS,
});
const left = fc.integer({ min: 0, max: 4_000_000 });

describe('how long the licence lasts', () => {
  it('is what is left by the pace of a steady shop', () => {
    const steady = [...Array<number>(PACE_DAYS - 1).fill(50), 3];
    expect(daysLeft(475, steady)).toBe(9);
    expect(daysLeft(49, steady)).toBe(0);
    expect(perDayTenths(steady)).toBe(500);
  });

  it('counts the days the shop sold on, and lets the last weeks say most', () => {
    const sundaysClosed = Array.from({ length: PACE_DAYS }, (_, day) => (day % 7 === 0 ? 0 : 40));
    expect(daysLeft(400, sundaysClosed)).toBe(10);
    const older = [...Array<number>(14).fill(10), ...Array<number>(14).fill(90)];
    expect(perDayTenths(older)).toBeGreaterThan(500);
    expect(perDayTenths(older.toReversed())).toBeLessThan(500);
  });

  it('goes by today only where there is nothing else, and by nothing before the first sale', () => {
    const none = Array<number>(PACE_DAYS).fill(0);
    expect(daysLeft(100, none)).toBeNull();
    expect(perDayTenths(none)).toBeNull();
    expect(daysLeft(100, none.with(-1, 25))).toBe(4);
    expect(daysLeft(100, none.with(-2, 10).with(-1, 1))).toBe(10);
  });

  it('is never shorter for more left', () => {
    fc.assert(
      fc.property(counts, left, left, (sold, one, more) => {
        const [few, many] = [daysLeft(one, sold), daysLeft(one + more, sold)];
        expect(many ?? 0).toBeGreaterThanOrEqual(few ?? 0);
        expect(few === null).toBe(sold.every((count) => count === 0));
      }),
    );
  });

  it('is never longer for more sold on a day the shop sold', () => {
    fc.assert(
      fc.property(counts, left, fc.nat(PACE_DAYS - 1), fc.nat(500), (sold, now, day, more) => {
        const before = sold[day] ?? 0;
        fc.pre(before > 0);
        const busier = daysLeft(now, sold.with(day, before + more)) ?? 0;
        expect(busier).toBeLessThanOrEqual(daysLeft(now, sold) ?? 0);
      }),
    );
  });

  it('is the same for a shop that is larger in everything', () => {
    fc.assert(
      fc.property(counts, left, fc.integer({ min: 1, max: 50 }), (sold, now, times) => {
        const larger = sold.map((count) => count * times);
        expect(daysLeft(now * times, larger)).toBe(daysLeft(now, sold));
      }),
    );
  });

  it('lies between what the busiest and the quietest day would say', () => {
    fc.assert(
      fc.property(counts, left, (sold, now) => {
        const past = sold.slice(0, -1).filter((count) => count > 0);
        fc.pre(past.length > 0);
        const days = daysLeft(now, sold) ?? -1;
        expect(days).toBeGreaterThanOrEqual(Math.floor(now / Math.max(...past)));
        expect(days).toBeLessThanOrEqual(Math.floor(now / Math.min(...past)));
      }),
    );
  });
});

describe('the forecast', () => {
  it('has a day each for four weeks, the last of them today', () => {
    const tokens = new Map([
      [localDay(NOW), 3],
      [localDay(startOfDay(NOW, 27)), 5],
      [localDay(startOfDay(NOW, 28)), 7],
    ]);
    const { days, daysLeft: lasts } = forecastOf(50, tokens, NOW);
    expect(days).toHaveLength(PACE_DAYS);
    expect(days[0]).toEqual({ day: '2026-02-03', tokens: 5 });
    expect(days.at(-1)).toEqual({ day: '2026-03-02', tokens: 3 });
    expect(new Set(days.map(({ day }) => day)).size).toBe(PACE_DAYS);
    expect(lasts).toBe(10);
  });

  it('has no end where nothing is counted down, or nobody knows', () => {
    const tokens = new Map([[localDay(startOfDay(NOW, 1)), 5]]);
    for (const unknown of [null, UNLIMITED_TRANSACTIONS]) {
      expect(forecastOf(unknown, tokens, NOW)).toMatchObject({ daysLeft: null, perDayTenths: 50 });
    }
  });
});
