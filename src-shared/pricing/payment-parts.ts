import type { PaymentPart, SalePayment } from '../contract/payment.ts';

/** What is left to pay once these parts are paid, minor units; below 0 where they are too much. */
export function leftToPay(paid: number, parts: readonly PaymentPart[]): number {
  return parts.reduce((left, { amount }) => left - amount, paid);
}

/**
 * Whether parts are what a payment says: two or more of different kinds that sum to what is paid for a
 * mixed one, none for every other.
 */
export function isPaidBy(
  paid: number,
  payment: SalePayment,
  parts: readonly PaymentPart[],
): boolean {
  if (payment !== 'mixed') return parts.length === 0;
  const kinds = new Set(parts.map(({ kind }) => kind));
  return parts.length >= 2 && kinds.size === parts.length && leftToPay(paid, parts) === 0;
}

/** Every payment as parts: one that is not mixed is one part; where nothing was paid there is none. */
export function partsOf(
  paid: number,
  payment: SalePayment,
  parts: readonly PaymentPart[],
): readonly PaymentPart[] {
  if (payment === 'mixed') return parts;
  return paid === 0 ? [] : [{ kind: payment, amount: paid }];
}
