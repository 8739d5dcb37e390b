import { localDay, startOfDay } from '../alarms/local-day.ts';

/** How many days, weeks and months keep a copy each: the latest ones that have one at all. */
export const KEPT = { days: 7, weeks: 4, months: 12 } as const;

interface Dated {
  readonly at: Date;
}

/**
 * Which copies may go: all but the last one of each of the latest 7 days, 4 weeks and 12 months that
 * have any, in the shop's own days. Periods without a copy do not count, so that a till that stood for a
 * year keeps what it has. The one that was made last always stays, whatever its clock said.
 *
 * @param copies in the order they were made
 */
export function outdated<Copy extends Dated>(copies: readonly Copy[]): Copy[] {
  const latestFirst = [...copies.entries()]
    .toSorted(([one, a], [other, b]) => b.at.getTime() - a.at.getTime() || other - one)
    .map(([, copy]) => copy);
  const kept = new Set<Copy>(copies.slice(-1));
  for (const [periodOf, most] of [
    [localDay, KEPT.days],
    [weekOf, KEPT.weeks],
    [monthOf, KEPT.months],
  ] as const) {
    const seen = new Set<string>();
    for (const copy of latestFirst) {
      const period = periodOf(copy.at);
      if (seen.has(period) || seen.size === most) continue;
      seen.add(period);
      kept.add(copy);
    }
  }
  return copies.filter((copy) => !kept.has(copy));
}

/** The Monday it begins with. */
function weekOf(moment: Date): string {
  return localDay(startOfDay(moment, (moment.getDay() + 6) % 7));
}

function monthOf(moment: Date): string {
  return localDay(moment).slice(0, 7);
}
