import { z } from 'zod';
import { salePayment } from './payment.ts';
import { id, instant, meter } from './shapes.ts';

/** As many customers as step aside at once. */
export const MOST_HELD = 9;

const typed = z.string().max(20);

/** A sale under way, as it stands on the screen: nothing is paid, and nothing of it is a promise. */
export const saleDraft = z.strictObject({
  meterId: id,
  by: z.enum(['money', 'units']),
  /** As typed. */
  amountText: typed,
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
  draft: saleDraft,
});
export type HeldSale = z.infer<typeof heldSale>;
