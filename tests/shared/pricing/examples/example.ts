import type {
  Ask,
  QuoteLine,
  TariffTerms,
} from '../../../../src-shared/contract/pricing-shapes.ts';
import { flatTerms } from '../contexts.ts';

/*
 * Tariffs as utilities published them, and what purchases of one month cost under each, one after the other.
 * The expected numbers are worked out by hand, the derivation beside them; docs/pricing.md has the table.
 * Money is in minor units of the currency, prices in ten-thousandths of one a unit, steps are 0.1 kWh.
 */

export interface WorkedExample {
  readonly utility: string;
  /** What the figures were taken from: publisher, title, date. */
  readonly source: string;
  readonly terms: TariffTerms;
  readonly purchases: readonly Purchase[];
}

interface Purchase {
  readonly ask: Ask;
  readonly paid: number;
  readonly steps: number;
  readonly lines: readonly Line[];
}

type Line = readonly [kind: QuoteLine['kind'], amount: number, steps?: number];

export const terms = (changes: Partial<TariffTerms>): TariffTerms => ({ ...flatTerms, ...changes });

export const tax = (
  name: string,
  basisPoints: number,
  ...on: TariffTerms['taxes'][number]['on']
) => ({
  name,
  basisPoints,
  on: on.length === 0 ? ['energy' as const, 'fixed-charge' as const] : on,
});

export const monthly = (name: string, amount: number) => ({
  name,
  every: 'month' as const,
  amount,
  arrears: true,
});
