import { z } from 'zod';
import { MOST_TOGETHER } from '../most-together.ts';
import { salePayment } from './payment.ts';
import { id, instant, meter } from './shapes.ts';

/** As many customers as step aside at once. */
export const MOST_HELD = 9;

const typed = z.string().max(20);

const line = z.strictObject({
  meterId: id,
  by: z.enum(['money', 'units']),
  /** As typed. */
  amountText: typed,
});

/** A sale under way, as it stands on the screen: nothing is paid, and nothing of it is a promise. */
export const saleDraft = line.extend({
  /** What is paid for together with it, and how many of those come before it. */
  others: z
    .array(line)
    .max(MOST_TOGETHER - 1)
    .default([]),
  place: z
    .int()
    .min(0)
    .max(MOST_TOGETHER - 1)
    .default(0),
  payment: salePayment,
  /** What is paid in each way, as typed, where it is paid in parts. */
  split: z.strictObject({ cash: typed, card: typed, 'mobile-money': typed, account: typed }),
  /** Cash handed over, as typed. */
  cashText: typed,
});
export type SaleDraft = z.infer<typeof saleDraft>;

/** A sale that waits until its customer is back. */
export const heldSale = z.object({
  id: z.uuid(),
  at: instant,
  operatorName: z.string(),
  meter,
  /** Those of the others, in their order. */
  others: z.array(meter),
  draft: saleDraft,
});
export type HeldSale = z.infer<typeof heldSale>;
