import { z } from 'zod';
import { id, instant, money } from './measures.ts';
import { debtTerms } from './pricing-shapes.ts';

/** Something that became of a debt. */
export const debtMovement = z.object({
  id,
  at: instant,
  /** `given-back`: all of what a sale had cost was refunded. */
  kind: z.enum(['opened', 'taken', 'adjusted', 'written-off', 'given-back']),
  /** What it added to the debt, minor units; below 0 where it is less since. */
  amount: z.int(),
  /** What was owed after it. */
  balance: money,
  /** The sale that took it or gave it back; null for what people do. */
  saleId: id.nullable(),
  receiptNumber: z.string().nullable(),
  /** Null for what a sale does. */
  operatorName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  reason: z.string(),
});
export type DebtMovement = z.infer<typeof debtMovement>;

/** What a customer owes: taken with sales at any of their meters. */
export const debt = debtTerms.safeExtend({
  id,
  customerId: id,
  /** What is left of it. Nothing more is taken of a debt that is paid. */
  balance: money,
  /** Taken in this calendar month, minor units. */
  takenThisMonth: money,
  openedAt: instant,
  /** The latest first. */
  history: z.array(debtMovement),
});
export type Debt = z.infer<typeof debt>;
