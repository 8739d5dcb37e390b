import type { FixedCharge } from '../contract/pricing-shapes.ts';
import type { Due, DueCharge } from './context.ts';
import { LARGEST_MONEY } from './money.ts';

/** What the charges of days and months are counted from. */
export interface Standing {
  /** Until when they are paid; null before the first sale that says so. */
  readonly chargedUntil: Date | null;
  /** Of what was paid until then, what was given back since; nothing where it is left out. */
  readonly givenBack?: readonly GivenBack[];
  /** When the meter was registered: its first day and month are charged. */
  readonly registeredAt: Date;
  readonly now: Date;
}

/** Days or months of a charge whose money was given back. */
export interface GivenBack {
  readonly name: string;
  readonly every: 'day' | 'month';
  readonly periods: number;
  /** The last of them is that of this moment. */
  readonly chargedUntil: Date;
}

const DAY = 86_400_000;

/**
 * The fixed charges that a sale now has to pay: those of each sale, and those of the calendar days and
 * months of this computer's time zone that have begun since they were last paid. Where a charge has
 * arrears, all of them; else the present one, once. Days and months from before a charge was introduced,
 * and before the meter was registered, are not charged. Those that were paid and given back are charged again,
 * as what was never paid would be.
 *
 * @param introducedAt since when the meter's tariff has had a charge of this name, null for ever; asked only
 *   for charges of days and months
 */
export function chargesDue(
  charges: readonly FixedCharge[],
  standing: Standing,
  introducedAt: (name: string) => Date | null,
): Due {
  const { chargedUntil, now } = standing;
  const due: DueCharge[] = [];
  for (const charge of charges) {
    const { name, every, amount } = charge;
    if (every === 'sale') {
      due.push({ name, amount, periods: null, every: null });
      continue;
    }
    const introduced = introducedAt(name);
    const begun = periodsBegun(every, standing, introduced);
    const unpaid = begun + periodsGivenBack(charge, standing, introduced);
    const periods = charge.arrears ? unpaid : Math.min(unpaid, 1);
    if (periods === 0) continue;
    // More than the till can handle cannot be paid at all, so it is the same whether it is this or more.
    due.push({ name, amount: Math.min(amount * periods, LARGEST_MONEY), periods, every });
  }
  // A clock that went back must not have a day paid twice.
  const until = chargedUntil && chargedUntil > now ? chargedUntil : now;
  return { charges: due, chargedUntil: until.toISOString() };
}

/** Days or months that have begun and are not paid for. */
function periodsBegun(
  every: 'day' | 'month',
  { chargedUntil, registeredAt, now }: Standing,
  introducedAt: Date | null,
): number {
  const paid =
    chargedUntil === null ? numberOf(every, registeredAt) - 1 : numberOf(every, chargedUntil);
  // Who bought in the period in which a charge begins, or has another name, has paid for that period.
  const before = introducedAt === null ? paid : numberOf(every, introducedAt) - 1;
  return Math.max(0, numberOf(every, now) - Math.max(paid, before));
}

/** Days or months that were paid for and given back; where a charge has no arrears, the present one. */
function periodsGivenBack(
  { name, every, arrears }: FixedCharge,
  { givenBack = [], now }: Standing,
  introducedAt: Date | null,
): number {
  let periods = 0;
  for (const back of givenBack) {
    // A charge that was dropped and came again, or has other periods now, is another one.
    if (back.name !== name || back.every !== every) continue;
    if (introducedAt !== null && back.chargedUntil < introducedAt) continue;
    const isPresent = numberOf(back.every, back.chargedUntil) === numberOf(back.every, now);
    if (arrears || isPresent) periods += back.periods;
  }
  return periods;
}

/** The number of a moment's local day or month, counted on from any beginning. */
function numberOf(every: 'day' | 'month', moment: Date): number {
  const [year, month] = [moment.getFullYear(), moment.getMonth()];
  // Days as UTC has them are all as long: local ones are an hour short or long twice a year.
  return every === 'month' ? year * 12 + month : Date.UTC(year, month, moment.getDate()) / DAY;
}

/**
 * Since when a tariff has had a charge of a name without a break; null where its last version has none.
 *
 * @param versions those that have been in force until now, oldest first
 */
export function introductionOf(
  versions: readonly { readonly validFrom: Date; readonly fixedCharges: readonly FixedCharge[] }[],
  name: string,
): Date | null {
  let introduced: Date | null = null;
  for (const { validFrom, fixedCharges } of versions.toReversed()) {
    if (!fixedCharges.some((charge) => charge.name === name)) break;
    introduced = validFrom;
  }
  return introduced;
}
