import { z } from 'zod';

/** How a customer pays. `account`: nothing is paid now. */
export const paymentKind = z.enum(['cash', 'card', 'mobile-money', 'account']);
export type PaymentKind = z.infer<typeof paymentKind>;
