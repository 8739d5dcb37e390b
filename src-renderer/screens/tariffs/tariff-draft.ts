import type {
  FixedCharge,
  Tariff,
  TariffTerms,
  Taxed,
} from '../../../src-shared/contract/pricing-shapes.ts';
import type { Resource } from '../../../src-shared/resource.ts';
import { writeDecimal } from '../../helpers/decimal.ts';

/** A price is kept in ten-thousandths of a minor unit. */
export const PRICE_DECIMALS = 4;
/** Quantities are typed with one decimal: steps of 0.1. */
export const UNIT_DECIMALS = 1;
export const PERCENT_DECIMALS = 2;

export type Every = FixedCharge['every'];

/** One step of the price: up to how much a month, and what a unit costs in it. */
export interface BlockDraft {
  /** Tells the rows of a list apart while rows come and go. */
  readonly key: string;
  /** Of the last block it says nothing: that one has no end. */
  readonly upTo: string;
  readonly price: string;
}

export interface ChargeDraft {
  readonly key: string;
  readonly name: string;
  readonly amount: string;
  readonly every: Every;
  readonly arrears: boolean;
}

export interface TaxDraft {
  readonly key: string;
  readonly name: string;
  readonly rate: string;
  readonly on: readonly Taxed[];
  /** Units of each month that are free of it; of a tax that is on no units it says nothing. */
  readonly exempt: string;
}

/** A tariff as it is being typed: amounts stay text until they are saved. */
export interface TariffDraft {
  readonly name: string;
  readonly priceClass: string;
  readonly resource: Resource;
  readonly blocks: readonly BlockDraft[];
  readonly free: string;
  readonly charges: readonly ChargeDraft[];
  readonly feeAmount: string;
  readonly feeShare: string;
  readonly taxes: readonly TaxDraft[];
  readonly included: boolean;
  readonly minimum: string;
  readonly maximum: string;
  readonly from: 'now' | 'date';
  /** A local day, `2026-07-01`; may be empty. */
  readonly day: string;
}

export const taxedParts: readonly Taxed[] = ['energy', 'fixed-charge', 'service-fee'];

/** A rate to begin with; the field shows it to be changed. */
const USUAL_VAT = '15';

export function newBlock(): BlockDraft {
  return { key: crypto.randomUUID(), upTo: '', price: '' };
}

export function newCharge(): ChargeDraft {
  return { key: crypto.randomUUID(), name: '', amount: '', every: 'month', arrears: true };
}

export function newTax(): TaxDraft {
  return { key: crypto.randomUUID(), name: '', rate: '', on: taxedParts, exempt: '' };
}

/**
 * The form of a tariff as it stands, or of a new one. `digits`: decimals of the currency; `vat`: what the
 * tax that most have is called.
 */
export function draftOf(tariff: Tariff | null, digits: number, vat: string): TariffDraft {
  if (!tariff) {
    const taxes = [{ ...newTax(), name: vat, rate: USUAL_VAT }];
    return { ...EMPTY, blocks: [newBlock()], taxes };
  }
  const { name, priceClass, resource, ...terms } = tariff;
  return { ...EMPTY, name, priceClass, resource, ...draftOfTerms(terms, digits) };
}

const EMPTY: TariffDraft = {
  name: '',
  priceClass: '',
  resource: 'electricity',
  blocks: [],
  free: '',
  charges: [],
  feeAmount: '',
  feeShare: '',
  taxes: [],
  included: true,
  minimum: '',
  maximum: '',
  from: 'now',
  day: '',
};

function draftOfTerms(terms: TariffTerms, digits: number) {
  const money = (minor: number) => writeDecimal(minor, digits, 0);
  const percent = (basisPoints: number) => writeDecimal(basisPoints, PERCENT_DECIMALS, 0);
  const units = (steps: number) => writeDecimal(steps, UNIT_DECIMALS, 0);
  /** What there is none of is an empty field. */
  const some = (write: (value: number) => string, value: number) =>
    value === 0 ? '' : write(value);
  return {
    blocks: terms.blocks.map(({ upTo, price }) => ({
      ...newBlock(),
      upTo: upTo === null ? '' : units(upTo),
      price: writeDecimal(price, digits + PRICE_DECIMALS, digits),
    })),
    free: some(units, terms.freeSteps),
    charges: terms.fixedCharges.map(({ name, amount, every, arrears }) => ({
      ...newCharge(),
      ...{ name, every, arrears },
      amount: money(amount),
    })),
    feeAmount: some(money, terms.serviceFee.amount),
    feeShare: some(percent, terms.serviceFee.basisPoints),
    taxes: terms.taxes.map(({ name, basisPoints, on, exemptSteps = 0 }) => ({
      ...newTax(),
      ...{ name, on },
      rate: percent(basisPoints),
      exempt: some(units, exemptSteps),
    })),
    included: terms.pricesIncludeTax,
    minimum: some(money, terms.minimumSale),
    maximum: terms.maximumSale === null ? '' : money(terms.maximumSale),
  };
}
