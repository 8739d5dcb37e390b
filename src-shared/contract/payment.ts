import { z } from 'zod';
import { money } from './measures.ts';

/** How a customer pays. `account`: nothing is paid now. */
export const paymentKind = z.enum(['cash', 'card', 'mobile-money', 'account']);
export type PaymentKind = z.infer<typeof paymentKind>;

/** How a sale is paid: one way, or in parts of several. */
export const salePayment = z.enum([...paymentKind.options, 'mixed']);
export type SalePayment = z.infer<typeof salePayment>;

/** What of a sale is paid in one way. */
export const paymentPart = z.strictObject({ kind: paymentKind, amount: money.min(1) });
export type PaymentPart = z.infer<typeof paymentPart>;

/** The parts of a mixed payment, each kind once; none for the others. */
export const paymentParts = z.array(paymentPart).max(paymentKind.options.length);
