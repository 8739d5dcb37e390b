import type { PricingContext } from './context.ts';
import { LARGEST_FEE_SHARE, LARGEST_MONEY, WHOLE } from './money.ts';

/**
 * A price is asked for with amounts that went through the contract or come from the ledger: anything else
 * is a fault of the program.
 *
 * @throws RangeError for terms or amounts that the contract would not let through
 */
export function assertPriceable({ terms, ask, month, due, debts }: PricingContext): void {
  mustBe(ask.amount, 1, Number.MAX_SAFE_INTEGER, 'what is asked for');
  mustBe(month.steps, 0, Number.MAX_SAFE_INTEGER, 'units of the month');
  mustBe(terms.freeSteps, 0, Number.MAX_SAFE_INTEGER, 'free units');
  mustBe(terms.serviceFee.amount, 0, LARGEST_MONEY, 'service fee');
  mustBe(terms.serviceFee.basisPoints, 0, LARGEST_FEE_SHARE, 'share of the service fee');
  for (const { price } of terms.blocks) mustBe(price, 1, Number.MAX_SAFE_INTEGER, 'price');
  for (const { basisPoints } of terms.taxes) mustBe(basisPoints, 0, WHOLE, 'tax');
  for (const { amount } of due.charges) mustBe(amount, 0, LARGEST_MONEY, 'fixed charge');
  for (const { balance } of debts) mustBe(balance, 0, LARGEST_MONEY, 'debt');
  if (terms.blocks.at(-1)?.upTo !== null) throw new RangeError('the last block has an end');
}

function mustBe(number: number, least: number, largest: number, what: string): void {
  if (Number.isSafeInteger(number) && number >= least && number <= largest) return;
  throw new RangeError(`not priceable: ${what} is ${number}`);
}
