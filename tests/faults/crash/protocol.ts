import type { SaleStep, StepPhase } from '../../../src-main/vending/sale-steps.ts';
import type { Sale, Told } from '../../../src-shared/contract/shapes.ts';

/** Where a till ends itself, as if its power were cut. */
export interface KillPoint {
  readonly step: SaleStep;
  readonly phase: StepPhase;
}

/** The same in a payment for several meters: in the asking of which of them, from 0. */
export interface KillPointOfMany extends KillPoint {
  readonly line: number;
}

/** What the parent tells a till on its standard input, a line of JSON each. */
export type Order =
  | {
      readonly kind: 'sell';
      readonly requestId: string;
      readonly meterId: number;
      /** Minor units. */
      readonly amount: number;
      readonly killAt: KillPoint | null;
    }
  /** Several meters in one payment. */
  | {
      readonly kind: 'sell-together';
      readonly basket: string;
      readonly lines: readonly {
        readonly requestId: string;
        readonly meterId: number;
        /** Minor units. */
        readonly amount: number;
      }[];
      readonly killAt: KillPointOfMany | null;
    }
  /** Reads the module's counter anew and closes the till as a person does. */
  | { readonly kind: 'close' };

/** What a till tells its parent, a line of JSON each, written before it goes on. */
export type Report =
  /** All that was left open has its end. */
  | { readonly kind: 'settled'; readonly meters: readonly number[]; readonly told: readonly Told[] }
  /** A sale was shown: in an answer, or in an event. */
  | { readonly kind: 'shown'; readonly sale: Sale }
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'answered'; readonly requestId: string; readonly failure: string | null }
  | { readonly kind: 'killed'; readonly at: KillPoint }
  | { readonly kind: 'closed' }
  /** Something that nobody foresaw. */
  | { readonly kind: 'unforeseen'; readonly text: string };
