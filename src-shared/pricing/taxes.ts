import type { TariffTerms, Tax, Taxed } from '../contract/pricing-shapes.ts';
import { divideRound, WHOLE } from './money.ts';

/** What the taxes on each part come to together, in basis points. */
export interface Rates {
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  /**
   * The same taxes are on energy and on fixed charges: they are taken of both together, so that their
   * tax is the tax of their sum.
   */
  readonly together: boolean;
}

export function ratesOf(taxes: TariffTerms['taxes']): Rates {
  let [energy, fixedCharge, serviceFee] = [0, 0, 0];
  let together = true;
  for (const { basisPoints, on } of taxes) {
    const onEnergy = on.includes('energy');
    const onCharges = on.includes('fixed-charge');
    if (onEnergy) energy += basisPoints;
    if (onCharges) fixedCharge += basisPoints;
    if (on.includes('service-fee')) serviceFee += basisPoints;
    if (onEnergy !== onCharges) together = false;
  }
  return { energy, fixedCharge, serviceFee, together };
}

/** The tax in an amount that has it in it, half up. What remains never falls as `gross` rises. */
export function taxIn(gross: number, rate: number): number {
  return divideRound(gross, rate, WHOLE + rate, 'half-up');
}

/** The tax on top of an amount without it, half up. It is the tax in their sum as well. */
export function taxOn(net: number, rate: number): number {
  return divideRound(net, rate, WHOLE, 'half-up');
}

/** The least money that leaves at least `net` when its tax, at most as much again, is taken out. */
export function leastWithTax(net: number, rate: number): number {
  // The estimate is off by a unit or two at most, as tax is at most half of what is paid.
  let gross = divideRound(net, WHOLE + rate, WHOLE, 'half-up');
  while (gross - taxIn(gross, rate) < net) gross += 1;
  while (gross > 0 && gross - 1 - taxIn(gross - 1, rate) >= net) gross -= 1;
  return gross;
}

/**
 * Adds to `amounts`, one for each tax, its part of the tax that is in one part of the price. They sum to
 * `total`: what they come to so far is rounded, not each by itself.
 */
export function addShares(
  amounts: number[],
  taxes: readonly Tax[],
  on: Taxed,
  total: number,
  rate: number,
): void {
  if (rate === 0) return;
  let [rateSoFar, givenSoFar] = [0, 0];
  for (const [index, tax] of taxes.entries()) {
    if (!tax.on.includes(on)) continue;
    rateSoFar += tax.basisPoints;
    const soFar = divideRound(total, rateSoFar, rate, 'half-up');
    amounts[index] = (amounts[index] ?? 0) + soFar - givenSoFar;
    givenSoFar = soFar;
  }
}
