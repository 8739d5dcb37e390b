import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Operator } from '../../src-shared/contract/shapes.ts';
import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import { partsOf } from '../../src-shared/pricing/payment-parts.ts';
import type { Clock } from '../clock.ts';
import type { Actor } from '../ledger/audit.ts';
import type { RefundDraft, RefundRecord, Refunds } from '../ledger/refunds.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import { Refusal } from '../refusal.ts';

export interface RefundDeskParts {
  readonly sales: Sales;
  readonly refunds: Refunds;
  readonly clock: Clock;
  /** The shift whose drawer the money comes from. @throws Refusal `shift.*` where it cannot */
  readonly shiftFor: (
    operator: Operator,
    refund: Pick<RefundDraft, 'amount' | 'payment'>,
  ) => number;
  /** A refund is in the ledger. Called once for each. */
  readonly onRefunded: (refund: RefundRecord) => void;
}

/**
 * Gives money of a sale back. Its token is never un-issued: it may be in the meter, and still works, so
 * neither the sale nor the deposit with the utility is another than before.
 */
export class RefundDesk {
  readonly #parts: RefundDeskParts;

  constructor(parts: RefundDeskParts) {
    this.#parts = parts;
  }

  /** @throws Refusal `refund.unknown` */
  get(id: number): RefundRecord {
    const refund = this.#parts.refunds.get(id);
    if (!refund) throw new Refusal('refund.unknown');
    return refund;
  }

  /**
   * Refunds once for each `requestId`; answers the sale as it is now.
   *
   * @throws Refusal `sale.unknown`, `refund.*`, `shift.*`
   */
  refund(input: Parsed<'sale.refund'>, operator: Operator, actor: Actor): SaleRecord {
    const { refunds, clock, shiftFor, onRefunded } = this.#parts;
    const known = refunds.byRequest(input.requestId);
    if (known) {
      mustBeSame(input, known);
      return this.#sale(known.saleId);
    }
    const sale = this.#sale(input.saleId);
    if (sale.state !== 'issued') throw new Refusal('refund.not-issued');
    this.#mustNotBeReplaced(sale.id);
    // Before a drawer is opened for it; that it holds is asked again where it is written down.
    mustBeLeft(input.amount, sale.quote.paid - sale.refunded);
    mustFit(sale, input, refunds.ofSale(sale.id));
    const refund = writing(() =>
      refunds.add(input, shiftFor(operator, input), actor, clock.now(), (left) =>
        mustBeLeft(input.amount, left),
      ),
    );
    onRefunded(refund);
    return this.#sale(sale.id);
  }

  /** Its units were given once more, also where their token is still being made. */
  #mustNotBeReplaced(saleId: number): void {
    const instead = this.#parts.sales.replacementOf(saleId);
    if (instead === null) return;
    throw new Refusal('refund.replaced', { saleId: instead });
  }

  #sale(id: number): SaleRecord {
    const sale = this.#parts.sales.get(id);
    if (!sale) throw new Refusal('sale.unknown');
    return sale;
  }
}

/** One id, one refund: an id that comes back with other contents is a fault of the caller. */
function mustBeSame(input: RefundDraft, known: RefundDraft): void {
  const same =
    input.saleId === known.saleId &&
    input.amount === known.amount &&
    input.payment === known.payment &&
    input.reason === known.reason;
  if (!same) throw new Refusal('refund.request-reused');
}

/** What was never paid cannot be paid back: it is taken off the account. */
function mustFit(
  { quote, payment, parts }: SaleRecord,
  refund: Pick<RefundDraft, 'amount' | 'payment'>,
  before: readonly RefundRecord[],
): void {
  if (refund.payment === 'account') return;
  const received = partsOf(quote.paid, payment, parts)
    .filter(({ kind }) => kind !== 'account')
    .reduce((sum, { amount }) => sum + amount, 0);
  if (received === 0) throw new Refusal('refund.account-only');
  const handedBack = before
    .filter((each) => each.payment !== 'account')
    .reduce((sum, { amount }) => sum + amount, 0);
  const left = received - handedBack;
  if (received < quote.paid && refund.amount > left) {
    throw new Refusal('refund.account-part', { left, account: quote.paid - received });
  }
}

function mustBeLeft(amount: number, left: number): void {
  if (left === 0) throw new Refusal('refund.nothing-left');
  if (amount > left) throw new Refusal('refund.too-much', { left });
}

/** Nobody may hand money out for a refund that is not in the books. */
function writing<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('refund.not-written', { reason }, { cause: error });
  }
}

/** A refund as the screen and its slip get it. */
export function refundView(refund: RefundRecord): Refund {
  const { id, saleId, at, operatorName, approvedBy, amount, payment, reason } = refund;
  return {
    id,
    saleId,
    at: at.toISOString(),
    operatorName,
    approvedBy,
    amount,
    payment,
    reason,
  };
}
