import type { TariffTerms, Tax, Taxed } from '../contract/pricing-shapes.ts';
import { divideRound, WHOLE } from './money.ts';

/** What the taxes on each part come to together, in basis points. */
export interface Rates {
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  /**
   * The same taxes are on energy and on fixed charges: they are taken of both together, so that their
   * tax is the tax of their sum. Not where the first units of a month are exempt of one.
   */
  readonly together: boolean;
}

export function ratesOf(taxes: TariffTerms['taxes']): Rates {
  let [energy, fixedCharge, serviceFee] = [0, 0, 0];
  let together = true;
  for (const { basisPoints, on, exemptSteps } of taxes) {
    const onEnergy = on.includes('energy');
    const onCharges = on.includes('fixed-charge');
    if (onEnergy) energy += basisPoints;
    if (onCharges) fixedCharge += basisPoints;
    if (on.includes('service-fee')) serviceFee += basisPoints;
    if (onEnergy !== onCharges || exemptSteps !== undefined) together = false;
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

/** What each tax of a tariff comes to, in the tariff's order: each to the nearest minor unit by itself. */
export class TaxSums {
  readonly #taxes: readonly Tax[];
  readonly amounts: number[];
  /** All of them. */
  total = 0;

  constructor(taxes: readonly Tax[]) {
    this.#taxes = taxes;
    this.amounts = taxes.map(() => 0);
  }

  /** Adds each tax that is in a part, which has taxes of `rate` in it together. Answers their sum. */
  addIn(gross: number, rate: number, on: Taxed): number {
    return this.addThose((tax) => tax.on.includes(on), gross, rate);
  }

  /** The same of the taxes that are chosen. */
  addThose(isIn: (tax: Tax) => boolean, gross: number, rate: number): number {
    return this.#add(isIn, gross, WHOLE + rate);
  }

  /** Adds each tax that is on top of a part. Answers their sum. */
  addOn(net: number, on: Taxed): number {
    return this.#add((tax) => tax.on.includes(on), net, WHOLE);
  }

  #add(isIn: (tax: Tax) => boolean, of: number, divisor: number): number {
    let sum = 0;
    for (const [index, tax] of this.#taxes.entries()) {
      if (!isIn(tax)) continue;
      const amount = divideRound(of, tax.basisPoints, divisor, 'half-up');
      this.amounts[index] = (this.amounts[index] ?? 0) + amount;
      sum += amount;
    }
    this.total += sum;
    return sum;
  }
}
