import type { PaymentKind, PaymentPart } from '../../../src-shared/contract/payment.ts';
import { leftToPay } from '../../../src-shared/pricing/payment-parts.ts';
import { readDecimal, writeDecimal } from '../../helpers/decimal.ts';
import { paymentKinds } from '../../helpers/payment.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { useTill } from '../../stores/till.ts';

export function currencyDecimals(): number {
  return useTill.getState().till?.currencyDigits ?? 2;
}

/** The parts of a mixed payment as they are typed; null while one of them is no amount. */
export function partsTyped(): PaymentPart[] | null {
  const { split } = useSell.getState();
  const parts: PaymentPart[] = [];
  for (const kind of paymentKinds) {
    if (split[kind].trim() === '') continue;
    const amount = readDecimal(split[kind], currencyDecimals());
    if (!amount.ok) return null;
    parts.push({ kind, amount: amount.value });
  }
  return parts;
}

/** A part of the payment is typed. A price that was confirmed has to be confirmed again. */
export function typePart(kind: PaymentKind, text: string): void {
  const { split, attempt } = useSell.getState();
  if (isUnderWay(attempt)) return;
  const next = { ...split, [kind]: text };
  useSell.setState({ split: next, splitWanted: false, attempt: null, saleFailure: null });
}

/** Has one kind pay what the others leave of `paid`. Nothing where they leave nothing. */
export function payTheRest(kind: PaymentKind, paid: number): void {
  const others = partsTyped()?.filter((part) => part.kind !== kind);
  if (!others) return;
  const left = leftToPay(paid, others);
  if (left > 0) typePart(kind, writeDecimal(left, currencyDecimals()));
}
