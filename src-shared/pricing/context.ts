import type { Ask, DebtTake, DeductionOrder, TariffTerms } from '../contract/pricing-shapes.ts';
import type { Resource } from '../resource.ts';

/** Everything a price depends on: the same context has the same price, whenever and wherever. */
export interface PricingContext {
  readonly terms: TariffTerms;
  readonly resource: Resource;
  readonly ask: Ask;
  readonly month: MonthSoFar;
  readonly due: Due;
  /** In the order in which they are taken. */
  readonly debts: readonly OpenDebt[];
  readonly order: DeductionOrder;
}

/** What was sold to the meter in this calendar month. */
export interface MonthSoFar {
  /** Units bought, the free ones among them. */
  readonly steps: number;
  readonly freeTaken: boolean;
}

/** The fixed charges that this sale has to pay. */
export interface Due {
  readonly charges: readonly DueCharge[];
  /** Until when daily and monthly charges are paid once it has; ISO 8601 in UTC. */
  readonly chargedUntil: string | null;
}

export interface DueCharge {
  readonly name: string;
  /** Of all its periods, minor units, as the tariff says it: with tax where its prices are with tax. */
  readonly amount: number;
  /** Days or months; null for a charge of each sale. */
  readonly periods: number | null;
  /** Which of the two; null for a charge of each sale. */
  readonly every: 'day' | 'month' | null;
}

export interface OpenDebt {
  readonly debtId: number;
  readonly name: string;
  /** What is still owed, minor units. */
  readonly balance: number;
  readonly take: DebtTake;
  readonly perSaleCeiling: number | null;
  readonly perMonthCeiling: number | null;
  /** Taken of it in this calendar month already. */
  readonly takenThisMonth: number;
}

/** Why there is no price for what was asked. */
export type PricingError =
  | {
      /** Charges, debts or tax leave nothing that buys energy, or it is less than the tariff's minimum. */
      readonly code: 'below-fixed-charge' | 'below-debt' | 'below-one-step' | 'below-minimum-sale';
      /** The least money that buys anything, in minor units. May be more than the till can handle. */
      readonly least: number;
      readonly largest?: never;
    }
  | {
      readonly code: 'above-maximum-sale' | 'above-largest-transfer';
      /**
       * The most that can be asked for. Of the tariff's maximum: in minor units, with the charges and debts of
       * now. Of what a token can carry: in minor units if money was asked for, in steps if units were.
       */
      readonly largest: number;
      readonly least?: never;
    };
