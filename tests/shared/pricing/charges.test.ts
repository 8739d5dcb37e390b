import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FixedCharge } from '../../../src-shared/contract/pricing-shapes.ts';
import { chargesDue, introductionOf, type Standing } from '../../../src-shared/pricing/charges.ts';
import { LARGEST_MONEY } from '../../../src-shared/pricing/money.ts';

/** A moment of the local calendar, months from 1. */
const local = (year: number, month: number, day: number, hour = 12) =>
  new Date(year, month - 1, day, hour);

const charge = (every: FixedCharge['every'], arrears = true): FixedCharge => ({
  name: `each ${every}`,
  every,
  amount: 1_000,
  arrears,
});

function due(
  charges: FixedCharge[],
  standing: Partial<Standing>,
  introduced: Date | null = null,
): (number | null)[] {
  const all = { chargedUntil: null, registeredAt: local(2026, 1, 1), now: local(2026, 1, 1) };
  const { charges: found } = chargesDue(charges, { ...all, ...standing }, () => introduced);
  return found.map(({ periods }) => periods);
}

describe('charges of a sale', () => {
  it('are due with every sale', () => {
    const { charges } = chargesDue(
      [charge('sale')],
      { chargedUntil: local(2026, 3, 1), registeredAt: local(2026, 1, 1), now: local(2026, 3, 1) },
      () => null,
    );
    expect(charges).toEqual([{ name: 'each sale', amount: 1_000, periods: null, every: null }]);
  });
});

describe('charges of a month', () => {
  it('are due once a month, however late or early in it', () => {
    const months = [charge('month')];
    const chargedUntil = local(2026, 3, 31, 23);
    expect(due(months, { chargedUntil, now: local(2026, 3, 31, 23) })).toEqual([]);
    expect(due(months, { chargedUntil, now: local(2026, 4, 1, 0) })).toEqual([1]);
    expect(due(months, { chargedUntil: local(2026, 4, 1, 0), now: local(2026, 4, 30) })).toEqual(
      [],
    );
  });

  it('are caught up over skipped months where the owner wants that, and over the new year', () => {
    const standing = { chargedUntil: local(2025, 11, 20), now: local(2026, 2, 3) };
    expect(due([charge('month')], standing)).toEqual([3]);
    expect(due([charge('month', false)], standing)).toEqual([1]);
  });

  it('are due with the first sale from the month of registration on', () => {
    const registeredAt = local(2026, 1, 31);
    expect(due([charge('month')], { registeredAt, now: local(2026, 1, 31) })).toEqual([1]);
    expect(due([charge('month')], { registeredAt, now: local(2026, 3, 1) })).toEqual([3]);
    expect(due([charge('month', false)], { registeredAt, now: local(2026, 3, 1) })).toEqual([1]);
  });

  it('are not due for months before they were introduced', () => {
    const standing = { chargedUntil: local(2025, 12, 5), now: local(2026, 4, 10) };
    expect(due([charge('month')], standing, local(2026, 3, 1, 0))).toEqual([2]);
    expect(due([charge('month')], standing, local(2025, 6, 1))).toEqual([4]);
  });

  it('are not due again in a month that was paid for, under another name', () => {
    const sameMonth = { chargedUntil: local(2026, 4, 2), now: local(2026, 4, 10) };
    expect(due([charge('month')], sameMonth, local(2026, 4, 5))).toEqual([]);
    expect(due([charge('month')], { ...sameMonth, now: local(2026, 5, 1) })).toEqual([1]);
  });
});

describe('charges of a day', () => {
  it('are due for each local day, summer time or not', () => {
    const days = [charge('day')];
    expect(due(days, { chargedUntil: local(2026, 3, 1, 23), now: local(2026, 3, 2, 0) })).toEqual([
      1,
    ]);
    // Over every change of the clocks there is.
    expect(due(days, { chargedUntil: local(2025, 3, 1, 0), now: local(2026, 3, 1, 23) })).toEqual([
      365,
    ]);
    expect(due(days, { chargedUntil: local(2026, 3, 1), now: local(2026, 3, 1, 23) })).toEqual([]);
  });

  it('are due with the first sale from the day of registration on', () => {
    const registeredAt = local(2026, 1, 1, 23);
    expect(due([charge('day')], { registeredAt, now: local(2026, 1, 2, 0) })).toEqual([2]);
  });

  it('sum to no more than the till can handle', () => {
    const dear = { ...charge('day'), amount: LARGEST_MONEY };
    const standing = {
      chargedUntil: null,
      registeredAt: local(2026, 1, 1),
      now: local(2026, 2, 1),
    };
    expect(chargesDue([dear], standing, () => null).charges[0]?.amount).toBe(LARGEST_MONEY);
  });
});

describe('what was paid', () => {
  it('is paid until now', () => {
    const now = local(2026, 3, 1);
    const standing = { chargedUntil: null, registeredAt: local(2026, 1, 1), now };
    expect(chargesDue([], standing, () => null)).toEqual({
      charges: [],
      chargedUntil: now.toISOString(),
    });
  });

  it('is not paid again under a clock that went back', () => {
    const chargedUntil = local(2026, 3, 1);
    const standing = { chargedUntil, registeredAt: local(2026, 1, 1), now: local(2026, 1, 15) };
    expect(chargesDue([charge('month'), charge('day')], standing, () => null)).toEqual({
      charges: [],
      chargedUntil: chargedUntil.toISOString(),
    });
  });
});

describe('over any sales', () => {
  const hours = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 20 });
  const every = fc.constantFrom<'day' | 'month'>('day', 'month');

  /** The periods each of the sales pays for, so many hours after the one before. */
  function paidFor(each: FixedCharge, gaps: readonly number[]) {
    let [now, chargedUntil]: [Date, Date | null] = [local(2025, 1, 31, 22), null];
    const registeredAt = now;
    const paid = gaps.map((gap) => {
      now = new Date(now.getTime() + gap * 3_600_000);
      const due = chargesDue([each], { chargedUntil, registeredAt, now }, () => null);
      chargedUntil = new Date(due.chargedUntil ?? Number.NaN);
      return due.charges[0]?.periods ?? 0;
    });
    return { paid, last: now };
  }

  it('with arrears each day and month is paid for exactly once', () => {
    fc.assert(
      fc.property(every, hours, (period, gaps) => {
        const { paid, last } = paidFor(charge(period), gaps);
        const months = (last.getFullYear() - 2025) * 12 + last.getMonth() + 1;
        const midnight = Date.UTC(last.getFullYear(), last.getMonth(), last.getDate());
        const days = (midnight - Date.UTC(2025, 0, 30)) / 86_400_000;
        expect(paid.reduce((sum, each) => sum + each, 0)).toBe(period === 'month' ? months : days);
      }),
    );
  });

  it('without, a sale pays for its own day or month, where none did before', () => {
    fc.assert(
      fc.property(every, hours, (period, gaps) => {
        const all = paidFor(charge(period), gaps).paid;
        const { paid } = paidFor(charge(period, false), gaps);
        expect(paid).toEqual(all.map((each) => Math.min(each, 1)));
      }),
    );
  });
});

describe('the introduction of a charge', () => {
  const version = (validFrom: Date, ...fixedCharges: FixedCharge[]) => ({
    validFrom,
    fixedCharges,
  });

  it('is the first of the last versions that have it', () => {
    const raised = { ...charge('month'), amount: 2_000 };
    const versions = [
      version(local(2024, 1, 1), charge('month')),
      version(local(2025, 1, 1)),
      version(local(2025, 7, 1), charge('month')),
      version(local(2026, 1, 1), charge('day'), raised),
    ];
    expect(introductionOf(versions, 'each month')).toEqual(local(2025, 7, 1));
    expect(introductionOf(versions, 'each day')).toEqual(local(2026, 1, 1));
    expect(introductionOf(versions, 'another')).toBeNull();
  });
});
