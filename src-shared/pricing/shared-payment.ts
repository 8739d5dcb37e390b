import { type PaymentPart, paymentKind, type SalePayment } from '../contract/payment.ts';

/** How one of several sales is paid for. */
export interface SharedPayment {
  readonly payment: SalePayment;
  /** Of a mixed payment, each kind once; none for the others. */
  readonly parts: readonly PaymentPart[];
}

/**
 * Deals one payment out over what it pays for: the first kind pays until it is used up, then the next, so
 * as few sales as can be are paid in two ways. The parts of each sum to its amount, and those of one kind
 * to what was given of it. In the order of the kinds, whatever the order of the parts.
 *
 * @param amounts minor units
 * @param parts of a mixed payment, each kind once, with the sum of the amounts; none for the others
 */
export function shareOut(
  amounts: readonly number[],
  payment: SalePayment,
  parts: readonly PaymentPart[],
): SharedPayment[] {
  if (payment !== 'mixed') return amounts.map(() => ({ payment, parts: [] }));
  const given = paymentKind.options.flatMap((kind) => parts.filter((part) => part.kind === kind));
  let at = 0;
  let used = 0;
  return amounts.map((amount) => {
    const own: PaymentPart[] = [];
    let left = amount;
    for (let part = given[at]; part && left > 0; part = given[at]) {
      const taken = Math.min(left, part.amount - used);
      own.push({ kind: part.kind, amount: taken });
      left -= taken;
      used += taken;
      if (used < part.amount) break;
      at += 1;
      used = 0;
    }
    return inOneWay(own);
  });
}

/** One part is no mixture. */
function inOneWay(parts: readonly PaymentPart[]): SharedPayment {
  const [first, ...others] = parts;
  if (first && others.length > 0) return { payment: 'mixed', parts };
  return { payment: first?.kind ?? 'cash', parts: [] };
}
