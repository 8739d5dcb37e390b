import type { Ask, Quote, Tariff } from '../contract/shapes.ts';
import { fail, ok, type Result } from '../result.ts';
import {
  decodeTransferAmount,
  encodeTransferAmount,
  LARGEST_TRANSFER,
} from '../sts/transfer-amount.ts';
import { divideRound, LARGEST_MONEY, WHOLE } from './money.ts';

/** Why there is no price for what was asked. */
export type PricingError =
  | {
      /** `below-one-step`: nothing is left for energy once tax and fixed charge are paid. */
      readonly code: 'below-fixed-charge' | 'below-one-step';
      /** The least money that buys anything, in minor units. */
      readonly least: number;
      readonly largest?: never;
    }
  | {
      readonly code: 'above-largest-transfer';
      /** The most that can be asked for: minor units if money was asked for, steps if units were. */
      readonly largest: number;
      readonly least?: never;
    };

/** `pricePerKwh` counts ten-thousandths of a minor unit per 10 steps. */
const PRICE_SCALE = 100_000;

/**
 * Prices a sale. By money, `paid` is what was asked and the energy follows, rounded up to the next step
 * of 0.1 kWh as the standard rounds: in the customer's favour. By units, `paid` is their list price to
 * the nearest minor unit. Asked for as money, that price gives the same units, or a step beside them
 * where the minor unit rounds. More money never buys less, and `energy + fixedCharge + tax = paid`.
 *
 * Where prices include VAT the units follow from the money with VAT in it, and only the itemising takes
 * VAT out: R100 at R2.50 is 40.0 kWh whatever the cents of the tax round to.
 *
 * @throws RangeError for a tariff or an amount that the contract would not let through.
 */
export function quoteSale(tariff: Tariff, ask: Ask): Result<Quote, PricingError> {
  assertPriceable(tariff, ask);
  return ask.by === 'money' ? quoteMoney(tariff, ask.amount) : quoteUnits(tariff, ask.amount);
}

function quoteMoney(tariff: Tariff, paid: number): Result<Quote, PricingError> {
  const net = withoutVat(tariff, paid);
  const fixedCharge = fixedChargeWithoutVat(tariff);
  const spent = spentOnEnergy(tariff, paid, net);
  if (spent < 0) return fail({ code: 'below-fixed-charge', least: leastPaid(tariff, 1) });
  const energy = net - fixedCharge;
  if (energy < 1) return fail({ code: 'below-one-step', least: leastPaid(tariff, 1) });

  const bought = divideRound(spent, PRICE_SCALE, tariff.pricePerKwh, 'up');
  if (bought > LARGEST_TRANSFER || paid > LARGEST_MONEY) {
    return fail({ code: 'above-largest-transfer', largest: largestPaid(tariff) });
  }
  const transferAmount = encodeTransferAmount(bought);
  return ok({
    paid,
    energy,
    fixedCharge,
    tax: paid - net,
    vatBasisPoints: tariff.vatBasisPoints,
    steps: decodeTransferAmount(transferAmount),
    transferAmount,
    pricePerKwh: tariff.pricePerKwh,
    pricesIncludeVat: tariff.pricesIncludeVat,
  });
}

function quoteUnits(tariff: Tariff, steps: number): Result<Quote, PricingError> {
  const most = quoteMoney(tariff, largestPaid(tariff));
  const tooMuch = fail({
    code: 'above-largest-transfer' as const,
    largest: most.ok ? most.value.steps : 0,
  });
  if (steps > LARGEST_TRANSFER) return tooMuch;
  const { paid, net } = listPrice(tariff, steps);
  if (paid > LARGEST_MONEY) return tooMuch;
  const fixedCharge = fixedChargeWithoutVat(tariff);
  const transferAmount = encodeTransferAmount(steps);
  return ok({
    paid,
    energy: net - fixedCharge,
    fixedCharge,
    tax: paid - net,
    vatBasisPoints: tariff.vatBasisPoints,
    steps: decodeTransferAmount(transferAmount),
    transferAmount,
    pricePerKwh: tariff.pricePerKwh,
    pricesIncludeVat: tariff.pricesIncludeVat,
  });
}

/** What `steps` cost, to the nearest minor unit: energy at least one, and the fixed charge. */
function listPrice(tariff: Tariff, steps: number): { paid: number; net: number } {
  const cost = Math.max(1, divideRound(steps, tariff.pricePerKwh, PRICE_SCALE, 'half-up'));
  if (!tariff.pricesIncludeVat) {
    const net = cost + tariff.fixedCharge;
    return { net, paid: net + divideRound(net, tariff.vatBasisPoints, WHOLE, 'half-up') };
  }
  const paid = Math.max(cost + tariff.fixedCharge, leastPaid(tariff, 1));
  return { paid, net: withoutVat(tariff, paid) };
}

/** The most money that buys no more than `steps`; never beyond what the till can handle. */
function priceOf(tariff: Tariff, steps: number): number {
  return Math.min(divideRound(steps, tariff.pricePerKwh, PRICE_SCALE, 'down'), LARGEST_MONEY);
}

/** The part of `paid` that buys energy, VAT in it where the price has VAT in it. */
function spentOnEnergy(tariff: Tariff, paid: number, net: number): number {
  return (tariff.pricesIncludeVat ? paid : net) - tariff.fixedCharge;
}

/** The least money that leaves `spent`, 1 or more, for energy, and an energy line above zero. */
function leastPaid(tariff: Tariff, spent: number): number {
  const withCharge = spent + tariff.fixedCharge;
  if (!tariff.pricesIncludeVat) return leastWithVat(tariff, withCharge);
  return Math.max(withCharge, leastWithVat(tariff, fixedChargeWithoutVat(tariff) + 1));
}

/** The most money that one token can be sold for. */
function largestPaid(tariff: Tariff): number {
  const withCharge = priceOf(tariff, LARGEST_TRANSFER) + tariff.fixedCharge;
  const paid = tariff.pricesIncludeVat ? withCharge : leastWithVat(tariff, withCharge + 1) - 1;
  return Math.min(paid, LARGEST_MONEY);
}

function fixedChargeWithoutVat(tariff: Tariff): number {
  return tariff.pricesIncludeVat ? withoutVat(tariff, tariff.fixedCharge) : tariff.fixedCharge;
}

/** What remains of `gross` when its VAT, rounded half up, is taken out. Never falls as `gross` rises. */
function withoutVat(tariff: Tariff, gross: number): number {
  const rate = tariff.vatBasisPoints;
  return gross - divideRound(gross, rate, WHOLE + rate, 'half-up');
}

/** The least money that leaves at least `net` when its VAT is taken out. */
function leastWithVat(tariff: Tariff, net: number): number {
  // The estimate is off by a unit or two at most, as VAT is at most half of what is paid.
  let gross = divideRound(net, WHOLE + tariff.vatBasisPoints, WHOLE, 'half-up');
  while (withoutVat(tariff, gross) < net) gross += 1;
  while (gross > 0 && withoutVat(tariff, gross - 1) >= net) gross -= 1;
  return gross;
}

function assertPriceable(tariff: Tariff, ask: Ask): void {
  const { pricePerKwh, fixedCharge, vatBasisPoints } = tariff;
  const isPriceable =
    Number.isSafeInteger(pricePerKwh) &&
    pricePerKwh >= 1 &&
    isBetween(fixedCharge, 0, LARGEST_MONEY) &&
    isBetween(vatBasisPoints, 0, WHOLE) &&
    Number.isSafeInteger(ask.amount) &&
    ask.amount >= 1;
  if (!isPriceable) {
    throw new RangeError(
      `not priceable: ${ask.amount} (${ask.by}) at ${pricePerKwh}, fixed ${fixedCharge}, VAT ${vatBasisPoints}`,
    );
  }
}

function isBetween(number: number, least: number, largest: number): boolean {
  return Number.isSafeInteger(number) && number >= least && number <= largest;
}
