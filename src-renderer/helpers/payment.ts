import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Sale } from '../../src-shared/contract/shapes.ts';

/** Every way to pay, in the order they are offered; the first is the usual one. */
export const paymentKinds = [
  'cash',
  'card',
  'mobile-money',
  'account',
] as const satisfies readonly PaymentKind[];

/** Beside the quick amounts' keys, and on the same place in every language. */
export const paymentDigits = {
  cash: 7,
  card: 8,
  'mobile-money': 9,
  account: 0,
} as const satisfies Record<PaymentKind, number>;

/** What of a sale was paid in cash, minor units: change comes out of that alone. */
export function cashPartOf({ payments }: Pick<Sale, 'payments'>): number {
  return payments.find(({ kind }) => kind === 'cash')?.amount ?? 0;
}
