import { create } from 'zustand';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { PaymentKind, PaymentPart, SalePayment } from '../../src-shared/contract/payment.ts';
import type { Ask, Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Found, Meter, MeterConfiguration, Sale } from '../../src-shared/contract/shapes.ts';
import type { TogetherSold } from '../../src-shared/contract/together-shapes.ts';
import type { DecimalProblem } from '../helpers/decimal.ts';

/** Where the sale is. */
type SellStep =
  | { readonly at: 'find' }
  | {
      readonly at: 'new-meter';
      readonly drn: string;
      readonly configuration: MeterConfiguration | null;
    }
  | { readonly at: 'amount'; readonly meter: Meter }
  | { readonly at: 'sold'; readonly sale: Sale }
  | { readonly at: 'sold-together'; readonly sold: TogetherSold };

/** What is bought for one of several meters that are paid for together. */
export interface Line {
  readonly meter: Meter;
  readonly by: Ask['by'];
  /** As typed. */
  readonly amountText: string;
  /** Null while there is no price for all of them. */
  readonly quote: Quote | null;
}

/** A meter of a sale that is pressed, at its price. */
export interface AttemptLine {
  readonly requestId: string;
  readonly meter: Meter;
  readonly ask: Ask;
  readonly quote: Quote;
}

/**
 * One press of "Sell". Its ids are made when the price is confirmed and kept until the outcome is known:
 * whatever is pressed or repeated meanwhile, the till sees the same request.
 */
export interface Attempt {
  /** Null where one meter is paid for. */
  readonly basket: string | null;
  readonly lines: readonly AttemptLine[];
  readonly payment: SalePayment;
  /** Of a mixed payment; none otherwise. */
  readonly parts: readonly PaymentPart[];
  /** `unknown`: the connection broke before the answer came. */
  readonly phase: 'armed' | 'asking' | 'saved' | 'unknown';
}

export interface SellStore {
  readonly step: SellStep;
  /** What stands in the one field. */
  readonly text: string;
  /** What was found, and for which text. */
  readonly found: { readonly text: string; readonly value: Found } | null;
  readonly findFailure: Failure | null;
  /** The meter that was taken and is closed: nothing can be sold to it. */
  readonly closedMeter: Meter | null;
  readonly recent: readonly Meter[] | null;
  /** The chosen row of the list; -1 for none. */
  readonly active: number;
  /** The other meters of this payment, in their order. */
  readonly lines: readonly Line[];
  /** How many of them come before the one whose amount is typed. */
  readonly place: number;
  /** The other meters of the customer whose payment gets one more. */
  readonly family: readonly Meter[];
  readonly by: Ask['by'];
  readonly amountText: string;
  readonly amountProblem: DecimalProblem | null;
  /** A price, and the question it answers. */
  readonly quoted: { readonly ask: Ask; readonly value: Quote } | null;
  readonly quoteFailure: Failure | null;
  readonly attempt: Attempt | null;
  /** The attempt that failed without an outcome: the same sale tried again keeps its id. */
  readonly failed: Attempt | null;
  /** Why the last attempt made no token. */
  readonly saleFailure: Failure | null;
  /** How this customer pays. */
  readonly payment: SalePayment;
  /** The parts of a mixed payment, as typed. */
  readonly split: Split;
  /** Somebody wants to go on, and the parts do not come to what is to be paid yet. */
  readonly splitWanted: boolean;
  /** Cash handed over, as typed. */
  readonly cashText: string;
}

/** What is paid in each way, as typed. */
export type Split = Readonly<Record<PaymentKind, string>>;

export const noSplit: Split = { cash: '', card: '', 'mobile-money': '', account: '' };

/** Nothing typed yet for the meter. */
export const freshLine = {
  by: 'money',
  amountText: '',
  amountProblem: null,
  quoted: null,
  quoteFailure: null,
  attempt: null,
  saleFailure: null,
} as const;

const noAmount = {
  ...freshLine,
  lines: [],
  place: 0,
  family: [],
  failed: null,
  // Nothing is remembered from one customer to the next: most pay cash.
  payment: 'cash',
  split: noSplit,
  splitWanted: false,
  cashText: '',
} as const;

/** A clean counter: nothing typed, nobody chosen. */
export const freshSale = {
  ...noAmount,
  step: { at: 'find' },
  text: '',
  found: null,
  findFailure: null,
  closedMeter: null,
  active: -1,
} as const satisfies Partial<SellStore>;

export const freshAmount = noAmount;

export const useSell = create<SellStore>()(() => ({ ...freshSale, recent: null }));

/** Whether a press of "Sell" has been sent and its outcome is not known yet. */
export function isUnderWay(attempt: Attempt | null): boolean {
  return attempt !== null && attempt.phase !== 'armed';
}

/** Whether one more meter is being looked for, for a payment that has some. */
export function isAdding({ step, lines }: Pick<SellStore, 'step' | 'lines'>): boolean {
  return step.at !== 'amount' && lines.length > 0;
}

/** The meters of a payment in their order, with the one whose amount is typed among them. */
export function inOrder<Value>(
  { place }: Pick<SellStore, 'place'>,
  others: readonly Value[],
  current: Value,
): Value[] {
  return [...others.slice(0, place), current, ...others.slice(place)];
}
