import type { TariffTerms, Tax, Taxed } from '../../../src-shared/contract/pricing-shapes.ts';
import { MOST_FREE_STEPS } from '../../../src-shared/pricing/limits.ts';
import { LARGEST_FEE_SHARE, WHOLE } from '../../../src-shared/pricing/money.ts';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { type DecimalProblem, readDecimal } from '../../helpers/decimal.ts';
import {
  PERCENT_DECIMALS,
  PRICE_DECIMALS,
  type TariffDraft,
  taxedParts,
  UNIT_DECIMALS,
} from './tariff-draft.ts';

/** Why a field is not what it must be; keys under `screen.amount` and `screen.tariff.problem`. */
export type TariffProblem =
  | DecimalProblem
  | 'missing'
  | 'not-above'
  | 'fee-high'
  | 'free-high'
  | 'taxes-high'
  | 'taxes-nothing'
  | 'under-minimum'
  | 'no-day'
  | 'past-day';

/** Field → what is wrong with it. Rows are named by their keys: `price KEY`. */
export type TariffProblems = ReadonlyMap<string, TariffProblem>;

/** The terms that were typed, or what is wrong with them. `digits`: decimals of the currency. */
export function readTerms(draft: TariffDraft, digits: number): Result<TariffTerms, TariffProblems> {
  const problems = new Map<string, TariffProblem>();
  const number = (field: string, text: string, decimals: number, zero = false) => {
    const read = readDecimal(text, decimals, { zero });
    if (read.ok) return read.value;
    problems.set(field, read.error);
    return 0;
  };
  /** What may be left out: then there is none of it. */
  const optional = (field: string, text: string, decimals: number) =>
    text.trim() === '' ? 0 : number(field, text, decimals, true);
  const atMost = (most: number, problem: TariffProblem, field: string, value: number) => {
    if (value > most) problems.set(field, problem);
    return value;
  };

  let below = 0;
  const blocks = draft.blocks.map(({ key, upTo, price }, place) => {
    const isLast = place === draft.blocks.length - 1;
    const end = isLast ? null : number(`upTo ${key}`, upTo, UNIT_DECIMALS);
    if (end !== null && !problems.has(`upTo ${key}`)) {
      if (end <= below) problems.set(`upTo ${key}`, 'not-above');
      below = end;
    }
    return { upTo: end, price: number(`price ${key}`, price, digits + PRICE_DECIMALS) };
  });
  const fixedCharges = draft.charges.map(({ key, name, amount, every, arrears }) => {
    if (name.trim() === '') problems.set(`charge ${key}`, 'missing');
    return {
      ...{ name: name.trim(), every },
      amount: number(`amount ${key}`, amount, digits),
      arrears: arrears && every !== 'sale',
    };
  });
  const taxes = draft.taxes.map(({ key, name, rate, on, exempt }): Tax => {
    if (name.trim() === '') problems.set(`tax ${key}`, 'missing');
    if (on.length === 0) problems.set(`on ${key}`, 'taxes-nothing');
    const basisPoints = number(`rate ${key}`, rate, PERCENT_DECIMALS, true);
    const tax = { name: name.trim(), basisPoints, on: [...on] };
    const exemptSteps = on.includes('energy')
      ? optional(`exempt ${key}`, exempt, UNIT_DECIMALS)
      : 0;
    return exemptSteps === 0 ? tax : { ...tax, exemptSteps };
  });
  const heavy = mostTaxed(taxes);
  for (const { key, on } of draft.taxes) {
    if (on.some((part) => part === heavy)) problems.set(`rate ${key}`, 'taxes-high');
  }
  const minimumSale = optional('minimum', draft.minimum, digits);
  const most = optional('maximum', draft.maximum, digits);
  if (most !== 0 && most < minimumSale) problems.set('maximum', 'under-minimum');
  const free = optional('free', draft.free, UNIT_DECIMALS);
  const feeShare = optional('feeShare', draft.feeShare, PERCENT_DECIMALS);
  const terms = {
    blocks,
    freeSteps: atMost(MOST_FREE_STEPS, 'free-high', 'free', free),
    fixedCharges,
    serviceFee: {
      amount: optional('feeAmount', draft.feeAmount, digits),
      basisPoints: atMost(LARGEST_FEE_SHARE, 'fee-high', 'feeShare', feeShare),
    },
    taxes,
    pricesIncludeTax: draft.included,
    minimumSale,
    maximumSale: most === 0 ? null : most,
  };
  return problems.size === 0 ? ok(terms) : fail(problems);
}

/** The part of the price on which the taxes together are more than it is; null where there is none. */
function mostTaxed(taxes: readonly Tax[]): Taxed | null {
  const rateOn = (part: Taxed) =>
    taxes.reduce((sum, { on, basisPoints }) => sum + (on.includes(part) ? basisPoints : 0), 0);
  return taxedParts.find((part) => rateOn(part) > WHOLE) ?? null;
}

/**
 * From when on the price is to hold: null for at once, else the beginning of the chosen day by this
 * computer's clock.
 */
export function readFrom(
  { from, day }: Pick<TariffDraft, 'from' | 'day'>,
  now: Date,
): Result<string | null, 'no-day' | 'past-day'> {
  if (from === 'now') return ok(null);
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(day) ?? [];
  if (year === undefined) return fail('no-day');
  const begin = new Date(Number(year), Number(month) - 1, Number(date));
  return begin > now ? ok(begin.toISOString()) : fail('past-day');
}
