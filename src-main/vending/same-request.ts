import type { PaymentPart, SalePayment } from '../../src-shared/contract/payment.ts';
import type { Ask } from '../../src-shared/contract/pricing-shapes.ts';
import type { SaleKind } from '../ledger/sale-record.ts';
import { Refusal } from '../refusal.ts';

/** What a request to sell says. */
export interface Request {
  readonly meterId: number;
  readonly ask: Ask;
  readonly payment: SalePayment;
  readonly parts: readonly PaymentPart[];
  readonly kind: SaleKind;
  readonly reason: string | null;
  readonly replaces: number | null;
  /** What it is paid for together with; null for nothing. */
  readonly basket: string | null;
}

/**
 * One id, one sale: an id that comes back with other contents is a fault of the caller.
 *
 * @throws Refusal `sale.request-reused`
 */
export function mustBeSame(input: Request, known: Request): void {
  const same =
    input.meterId === known.meterId &&
    input.payment === known.payment &&
    areSame(input.parts, known.parts) &&
    input.kind === known.kind &&
    input.reason === known.reason &&
    input.replaces === known.replaces &&
    input.basket === known.basket &&
    input.ask.by === known.ask.by &&
    input.ask.amount === known.ask.amount;
  if (!same) throw new Refusal('sale.request-reused');
}

/** In any order. */
function areSame(one: readonly PaymentPart[], other: readonly PaymentPart[]): boolean {
  const text = (parts: readonly PaymentPart[]) =>
    parts
      .map(({ kind, amount }) => `${kind} ${amount}`)
      .toSorted()
      .join();
  return text(one) === text(other);
}
