import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyName, isDraftOf, readCopyName } from '../../../src-main/backup/file-names.ts';
import { KEPT, outdated } from '../../../src-main/backup/rotation.ts';

/* Which copies go and which stay. */

interface Copy {
  readonly at: Date;
}

const HOUR = 3_600_000;
const moment = fc
  .integer({ min: 0, max: 3 * 365 * 24 })
  .map((hours) => new Date(Date.UTC(2026, 0, 1) + hours * HOUR));
/** In the order they were made, by a clock that may have been wrong. */
const made = fc.array(
  moment.map((at): Copy => ({ at })),
  { minLength: 1, maxLength: 120 },
);

function keptOf(copies: readonly Copy[]): Copy[] {
  const gone = outdated(copies);
  return copies.filter((copy) => !gone.includes(copy));
}

function latest(copies: readonly Copy[]): number {
  return Math.max(...copies.map(({ at }) => at.getTime()));
}

function dayOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

describe('copies that have had their time', () => {
  it('are never the last one made, never the newest, and never all', () => {
    fc.assert(
      fc.property(made, (copies) => {
        const kept = keptOf(copies);
        expect(kept).toContain(copies.at(-1));
        expect(latest(kept)).toBe(latest(copies));
        expect(kept.length).toBeLessThanOrEqual(KEPT.days + KEPT.weeks + KEPT.months + 1);
      }),
    );
  });

  it('leave a copy of each of the latest days, weeks and months that had one', () => {
    fc.assert(
      fc.property(made, (copies) => {
        const kept = keptOf(copies);
        for (const [periodOf, most] of [
          [dayOf, KEPT.days],
          [(at: Date) => `${at.getFullYear()}-${at.getMonth()}`, KEPT.months],
        ] as const) {
          const inOrder = copies.toSorted((a, b) => b.at.getTime() - a.at.getTime());
          const wanted = [...new Set(inOrder.map(({ at }) => periodOf(at)))].slice(0, most);
          const there = new Set(kept.map(({ at }) => periodOf(at)));
          expect(wanted.filter((period) => !there.has(period))).toEqual([]);
        }
      }),
    );
  });

  it('stay gone: what is kept is kept the next time too, until another is made', () => {
    fc.assert(
      fc.property(made, (copies) => {
        expect(outdated(keptOf(copies))).toEqual([]);
      }),
    );
  });

  it('of two years of days are all but 7 days, 4 weeks and 12 months, some of which are the same', () => {
    const start = new Date(2025, 0, 1, 9);
    const copies = Array.from({ length: 730 }, (_, day) => ({
      at: new Date(start.getFullYear(), 0, 1 + day, 9),
    }));
    // As it happens: one a day, each time with what was left of the day before.
    let there: Copy[] = [];
    for (const copy of copies) there = keptOf([...there, copy]);
    expect(there.map(({ at }) => `${at.getMonth() + 1}-${at.getDate()}`)).toEqual([
      ...['1-31', '2-28', '3-31', '4-30', '5-31', '6-30', '7-31', '8-31', '9-30', '10-31'],
      ...['11-30', '12-13', '12-20', '12-25', '12-26', '12-27', '12-28', '12-29', '12-30', '12-31'],
    ]);
  });
});

describe('the name of a copy', () => {
  it('says whose it is, when it was made and what for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('training' as const, 'live' as const),
        moment,
        fc.constantFrom('backup' as const, 'move' as const),
        fc.boolean(),
        (kind, at, purpose, encrypted) => {
          const name = { kind, mark: '0a1b2c', at, purpose, encrypted };
          expect(readCopyName(copyName(name))).toEqual(name);
        },
      ),
    );
  });

  it.each([
    'shop.sqlite',
    'voltill-shop-0a1b2c-20261122T081530Z.sqlite.part',
    'voltill-shop-0a1b2c-20261399T081530Z.sqlite',
    'my voltill-shop-0a1b2c-20261122T081530Z.sqlite',
    'voltill-shop-0A1B2C-20261122T081530Z.sqlite',
  ])('is not read from %s', (name) => {
    expect(readCopyName(name)).toBeNull();
  });

  it('of a draft says whose it is: others keep theirs', () => {
    const draft = 'voltill-shop-0a1b2c-20261122T081530Z.sqlite.part';
    expect(isDraftOf('0a1b2c', draft)).toBe(true);
    expect(isDraftOf('ffffff', draft)).toBe(false);
    expect(isDraftOf('0a1b2c', draft.slice(0, -5))).toBe(false);
    expect(isDraftOf('0a1b2c', 'thesis.part')).toBe(false);
  });
});
