import type { TariffTerms, Tax } from '../contract/pricing-shapes.ts';
import { costOf } from './blocks.ts';
import { leastWithTax, taxIn, taxOn } from './taxes.ts';

/** Units of a month that the same taxes are on: a tax may leave the first ones alone. */
export interface Zone {
  /** What its taxes come to together, in basis points. */
  readonly rate: number;
  readonly has: (tax: Tax) => boolean;
  /** What all of its units cost, with their tax and without; null for the last one, which has no end. */
  readonly whole: { readonly gross: number; readonly net: number } | null;
}

/** The zones that a sale's energy goes through where `from` units were sold in the month before. */
export function zonesOf({ taxes, blocks, pricesIncludeTax }: TariffTerms, from: number): Zone[] {
  const zones: Zone[] = [];
  let [start, before] = [from, 0];
  for (const end of endsAfter(taxes, from)) {
    const { rate, has } = taxedFrom(taxes, start);
    const soFar = costOf(blocks, from, end - from, 'half-up');
    const cost = soFar - before;
    const whole = pricesIncludeTax
      ? { gross: cost, net: cost - taxIn(cost, rate) }
      : { gross: cost + taxOn(cost, rate), net: cost };
    zones.push({ rate, has, whole });
    [start, before] = [end, soFar];
  }
  return [...zones, { ...taxedFrom(taxes, start), whole: null }];
}

/** What is without tax in money for energy. It never falls as `gross` rises, and takes every value. */
export function netOf(zones: readonly Zone[], gross: number): number {
  let [left, net] = [gross, 0];
  for (const { rate, whole } of zones) {
    if (whole === null || left <= whole.gross) return net + left - taxIn(left, rate);
    left -= whole.gross;
    net += whole.net;
  }
  return net;
}

/** The least money for energy that has at least `net` without tax in it. */
export function leastGross(zones: readonly Zone[], net: number): number {
  return grossBy(zones, net, leastWithTax);
}

/** Money for energy of `net` without tax, and its tax on top, half up. */
export function grossOf(zones: readonly Zone[], net: number): number {
  return grossBy(zones, net, (part, rate) => part + taxOn(part, rate));
}

/** The money for energy that falls into each zone. */
export function inZones(zones: readonly Zone[], gross: number): { zone: Zone; part: number }[] {
  let left = gross;
  return zones.map((zone) => {
    const part = zone.whole === null ? left : Math.min(left, zone.whole.gross);
    left -= part;
    return { zone, part };
  });
}

function grossBy(
  zones: readonly Zone[],
  net: number,
  ofPart: (net: number, rate: number) => number,
): number {
  let [left, gross] = [net, 0];
  for (const { rate, whole } of zones) {
    if (whole === null || left <= whole.net) return gross + ofPart(left, rate);
    left -= whole.net;
    gross += whole.gross;
  }
  return gross;
}

/** Where a tax on energy begins, in units of the month, lowest first. */
function endsAfter(taxes: readonly Tax[], from: number): number[] {
  const ends = taxes.flatMap(({ on, exemptSteps = 0 }) =>
    on.includes('energy') && exemptSteps > from ? [exemptSteps] : [],
  );
  return [...new Set(ends)].toSorted((one, other) => one - other);
}

function taxedFrom(taxes: readonly Tax[], start: number): Pick<Zone, 'rate' | 'has'> {
  const has = ({ on, exemptSteps = 0 }: Tax) => on.includes('energy') && exemptSteps <= start;
  let rate = 0;
  for (const tax of taxes) if (has(tax)) rate += tax.basisPoints;
  return { rate, has };
}
