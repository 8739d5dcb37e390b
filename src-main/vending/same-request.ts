import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Ask } from '../../src-shared/contract/pricing-shapes.ts';
import { Refusal } from '../refusal.ts';

/** What a request to sell says. */
interface Request {
  readonly meterId: number;
  readonly ask: Ask;
  readonly payment: PaymentKind;
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
    input.ask.by === known.ask.by &&
    input.ask.amount === known.ask.amount;
  if (!same) throw new Refusal('sale.request-reused');
}
