import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src-shared/result.ts';
import {
  type BaseDate,
  isBaseDate,
  isKeyExpired,
  isReservedTid,
  LARGEST_TID,
  nextTid,
  tidAt,
  tidTime,
} from '../../../src-shared/sts/token-identifier.ts';
import { describeVectors } from '../../describe-vectors.ts';
import { loadVectors } from '../../vectors.ts';
import { accepted, refused } from '../results.ts';

const baseDate = fc.constantFrom<BaseDate>(1993, 2014, 2035);
const tid = fc.integer({ min: 0, max: LARGEST_TID });
const MINUTE = 60_000;

describe('the TID of a moment', () => {
  it('counts minutes from the base date, seconds left out', () => {
    expect(tidAt(new Date('1993-01-01T00:00:00Z'), 1993)).toEqual({ ok: true, value: 0 });
    expect(tidAt(new Date('2014-01-01T08:00:59.999Z'), 2014)).toEqual({ ok: true, value: 480 });
    expect(tidAt(new Date('2004-03-01T13:00:00Z'), 1993)).toEqual({ ok: true, value: 5_871_660 });
  });

  it('is 00:02 at 00:01 of any day', () => {
    expect(tidAt(new Date('2004-03-29T00:00:00Z'), 1993)).toEqual({ ok: true, value: 5_911_200 });
    expect(tidAt(new Date('2004-03-29T00:01:30Z'), 1993)).toEqual({ ok: true, value: 5_911_202 });
    expect(tidAt(new Date('2004-03-29T00:02:00Z'), 1993)).toEqual({ ok: true, value: 5_911_202 });
  });

  it.each([
    [1993, '2024-11-24T20:15'],
    [2014, '2045-11-24T20:15'],
    [2035, '2066-11-24T20:15'],
  ] as const)('ends for base date %i at %s', (base, last) => {
    expect(tidAt(new Date(`${last}:59.999Z`), base)).toEqual({ ok: true, value: LARGEST_TID });
    const beyond = new Date(Date.parse(`${last}:00Z`) + MINUTE);
    expect(refused(tidAt(beyond, base))).toEqual({
      field: 'tid',
      code: 'range',
      expected: `${last}:00.000Z`,
      found: beyond.toISOString(),
    });
  });

  it('does not exist before the base date, nor for a date that is none', () => {
    expect(refused(tidAt(new Date('2013-12-31T23:59:59.999Z'), 2014))).toMatchObject({
      code: 'range',
      expected: '2014-01-01T00:00:00.000Z',
    });
    expect(refused(tidAt(new Date(Number.NaN), 2014)).code).toBe('range');
  });

  it('never is a reserved one, and never falls as time goes on', () => {
    fc.assert(
      fc.property(baseDate, tid, fc.nat({ max: 3 * MINUTE }), (base, minute, later) => {
        const time = tidTime(minute, base);
        const first = accepted(tidAt(time, base));
        expect(isReservedTid(first)).toBe(false);
        expect(first - minute).toBe(isReservedTid(minute) ? 1 : 0);
        const second = tidAt(new Date(time.getTime() + later), base);
        if (second.ok) expect(second.value).toBeGreaterThanOrEqual(first);
      }),
    );
  });

  it('stands for that minute again', () => {
    fc.assert(
      fc.property(baseDate, tid, (base, minute) => {
        fc.pre(!isReservedTid(minute));
        expect(accepted(tidAt(tidTime(minute, base), base))).toBe(minute);
      }),
    );
    for (const wrong of [-1, LARGEST_TID + 1, 1.5]) {
      expect(() => tidTime(wrong, 1993)).toThrow(RangeError);
    }
  });
});

/** TIDs of tokens made one after the other at these moments. */
function tids(base: BaseDate, times: readonly Date[]): readonly Result<number, unknown>[] {
  let last: number | null = null;
  return times.map((time) => {
    const next = nextTid(time, base, last);
    if (next.ok) last = next.value;
    return next;
  });
}

describe('the TID of the next token', () => {
  const day = '2004-03-29';
  const midnight = 5_911_200;

  it('takes the minutes after, where several fall on one: three at 00:03', () => {
    const time = new Date(`${day}T00:03:20Z`);
    expect(tids(1993, [time, time, time]).map(accepted)).toEqual([
      midnight + 3,
      midnight + 4,
      midnight + 5,
    ]);
  });

  it('skips 00:01 while doing so', () => {
    const time = new Date('2004-03-28T23:59:00Z');
    expect(tids(1993, [time, time, time, time]).map(accepted)).toEqual([
      midnight - 1,
      midnight,
      midnight + 2,
      midnight + 3,
    ]);
  });

  it('goes with the clock once that has caught up', () => {
    expect(nextTid(new Date(`${day}T00:10:00Z`), 1993, midnight + 5)).toEqual({
      ok: true,
      value: midnight + 10,
    });
    expect(nextTid(new Date(`${day}T00:10:00Z`), 1993, null)).toEqual({
      ok: true,
      value: midnight + 10,
    });
  });

  it('strictly rises and is never 00:01, whatever the clock does', () => {
    const jump = fc.integer({ min: -3 * 1440, max: 3 * 1440 });
    fc.assert(
      fc.property(
        baseDate,
        fc.integer({ min: 200_000, max: LARGEST_TID - 400_000 }),
        fc.array(fc.oneof(fc.constant(0), jump), { maxLength: 60 }),
        (base, start, jumps) => {
          let minute = start;
          const times = jumps.map((by) => {
            minute += by;
            return tidTime(minute, base);
          });
          const taken = tids(base, times).map(accepted);
          taken.forEach((each, index) => {
            expect(each).toBeGreaterThan(taken[index - 1] ?? -1);
            expect(isReservedTid(each)).toBe(false);
          });
        },
      ),
    );
  });

  it('has no place beyond 24 bits', () => {
    const end = tidTime(LARGEST_TID, 1993);
    expect(nextTid(end, 1993, LARGEST_TID - 1)).toEqual({ ok: true, value: LARGEST_TID });
    expect(refused(nextTid(end, 1993, LARGEST_TID))).toMatchObject({ field: 'tid', code: 'range' });
    expect(refused(nextTid(new Date('2024-11-24T20:16:00Z'), 1993, null)).code).toBe('range');
  });

  it('is not counted on from what is not a TID', () => {
    for (const last of [-1, 0.5, LARGEST_TID + 1, Number.NaN]) {
      expect(() => nextTid(new Date(`${day}T00:00:00Z`), 1993, last)).toThrow(RangeError);
    }
  });
});

describe('a key', () => {
  it('expires where the top 8 bits of the TID pass its KEN', () => {
    expect(isKeyExpired(0x7f_ffff, 0x7f)).toBe(false);
    expect(isKeyExpired(0x80_0000, 0x7f)).toBe(true);
    expect(isKeyExpired(0, 0)).toBe(false);
  });

  it('with KEN 255 never expires', () => {
    fc.assert(fc.property(tid, (each) => !isKeyExpired(each, 255)));
  });
});

it('knows the base dates', () => {
  expect([1993, 2014, 2035].every(isBaseDate)).toBe(true);
  expect([93, 2000, 2056].some(isBaseDate)).toBe(false);
});

describeVectors('TIDs of the compliance tests', loadVectors('ea11-tokens'), ({ tokens }) => {
  const years = { 93: 1993, 14: 2014, 35: 2035 } as const;
  it.each(tokens)('$name at $issuedAt', ({ issuedAt, baseDate, tid }) => {
    expect(accepted(tidAt(new Date(issuedAt), years[baseDate]))).toBe(tid);
  });
});
