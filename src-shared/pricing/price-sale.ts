import type { Quote } from '../contract/pricing-shapes.ts';
import { fail, ok, type Result } from '../result.ts';
import {
  decodeTransferAmount,
  encodeTransferAmount,
  LARGEST_TRANSFER,
} from '../sts/transfer-amount.ts';
import { billOf } from './bill.ts';
import { stepsFor } from './blocks.ts';
import type { PricingContext, PricingError } from './context.ts';
import { leastLeaving } from './deductions.ts';
import { linesOf } from './lines.ts';
import { LARGEST_MONEY, least } from './money.ts';
import { type Plan, planOf } from './plan.ts';
import { assertPriceable } from './priceable.ts';
import { largestRest, leastRest, listRest, type Split, splitOf } from './split.ts';

/**
 * Prices a sale. By money, `paid` is what was asked. The owner's deductions are taken from it, tax is taken
 * out of what is left, and units follow from the rest, rounded up to the next step of 0.1 and to what a
 * token can say: in the customer's favour. By units, `paid` is what leaves their list price, to the
 * nearest minor unit, once everything else is taken. Asked for as money, that gives the same units, or a
 * step beside them where the minor unit rounds. More money never buys less, and the parts sum to `paid`.
 *
 * Where prices include tax the units follow from the money with tax in it, and only the itemising takes
 * it out: R100 at R2.50 is 40.0 kWh whatever the cents of the tax round to.
 *
 * @throws RangeError for a context that the contract would not let through
 */
export function priceSale(context: PricingContext): Result<Quote, PricingError> {
  assertPriceable(context);
  const plan = planOf(context);
  return context.ask.by === 'money'
    ? byMoney(plan, context.ask.amount)
    : byUnits(plan, context.ask.amount);
}

function byMoney(plan: Plan, paid: number): Result<Quote, PricingError> {
  const { terms } = plan.context;
  const split = splitOf(plan, paid);
  if (split.worth < 1 || paid < terms.minimumSale) return fail(tooLittle(plan, paid));
  const bought = stepsFor(terms.blocks, plan.from, split.spent);
  if (bought > mostSteps(plan) || isTooMuch(plan, paid, split)) {
    const largest = largestPaid(plan);
    return fail(tooMuch(plan, largest, largest));
  }
  return ok(quoteOf(plan, paid, split, bought));
}

function byUnits(plan: Plan, steps: number): Result<Quote, PricingError> {
  const fits = steps <= mostSteps(plan);
  const paid = fits ? listPrice(plan, steps) : 0;
  const split = splitOf(plan, paid);
  if (!fits || isTooMuch(plan, paid, split)) {
    return fail(tooMuch(plan, largestPaid(plan), mostUnits(plan)));
  }
  if (paid < plan.context.terms.minimumSale) return fail(tooLittle(plan, paid));
  return ok(quoteOf(plan, paid, split, steps));
}

function quoteOf(plan: Plan, paid: number, split: Split, bought: number): Quote {
  const { context, free } = plan;
  const bill = billOf(plan, split);
  const transferAmount = encodeTransferAmount(free + bought);
  return {
    paid,
    energy: bill.energy,
    fixedCharge: bill.fixedCharge,
    serviceFee: bill.serviceFee,
    debt: bill.debt,
    tax: bill.tax,
    lines: linesOf(plan, split, bill, bought),
    steps: decodeTransferAmount(transferAmount),
    freeSteps: free,
    transferAmount,
    resource: context.resource,
    pricesIncludeTax: context.terms.pricesIncludeTax,
    chargedUntil: context.due.chargedUntil,
  };
}

/** The money that leaves the list price of `steps`, to the nearest minor unit. */
function listPrice(plan: Plan, steps: number): number {
  return leastLeaving(plan, listRest(plan, steps));
}

/** Why `paid` buys nothing, or less than the tariff lets anybody buy. */
function tooLittle(plan: Plan, paid: number): PricingError {
  const { minimumSale } = plan.context.terms;
  const leastPaid = leastLeaving(plan, leastRest(plan));
  if (minimumSale > leastPaid) return { code: 'below-minimum-sale', least: minimumSale };
  const free: Plan = { ...plan, context: { ...plan.context, debts: [] } };
  const { rest, worth } = splitOf(free, paid);
  if (worth >= 1) return { code: 'below-debt', least: leastPaid };
  return { code: rest < 0 ? 'below-fixed-charge' : 'below-one-step', least: leastPaid };
}

/**
 * Whether more is paid than may be at once. The tariff's maximum is of energy and its tax alone: whoever
 * owes more than that could not buy at all, if it were of charges and debts as well.
 */
function isTooMuch({ context }: Plan, paid: number, { rest }: Split): boolean {
  const { maximumSale } = context.terms;
  return paid > LARGEST_MONEY || (maximumSale !== null && rest > maximumSale);
}

/** Which limit is passed. `largest` is the most money that one token can be sold for. */
function tooMuch(plan: Plan, largest: number, askable: number): PricingError {
  const { maximumSale } = plan.context.terms;
  if (maximumSale !== null) {
    const most = leastLeaving(plan, maximumSale + 1) - 1;
    if (most <= largest) return { code: 'above-maximum-sale', largest: most };
  }
  return { code: 'above-largest-transfer', largest: askable };
}

/** The most units that a token can carry beside the free ones, steps. */
function mostSteps({ free }: Plan): number {
  return LARGEST_TRANSFER - free;
}

/** The most money that one token can be sold for, whatever the tariff's own maximum. */
function largestPaid(plan: Plan): number {
  const beyond = leastLeaving(plan, largestRest(plan, mostSteps(plan)) + 1);
  return Math.min(beyond - 1, LARGEST_MONEY);
}

/** The most units that can be asked for; 0 where what has to be paid with any is beyond the till. */
function mostUnits(plan: Plan): number {
  const most = mostSteps(plan);
  const isMost = (steps: number) => steps === most || listPrice(plan, steps + 1) > LARGEST_MONEY;
  return least(0, most, isMost);
}
