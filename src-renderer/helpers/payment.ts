import type { PaymentKind } from '../../src-shared/contract/payment.ts';

/** Every way to pay, in the order they are offered; the first is the usual one. */
export const paymentKinds = [
  'cash',
  'card',
  'mobile-money',
  'account',
] as const satisfies readonly PaymentKind[];
