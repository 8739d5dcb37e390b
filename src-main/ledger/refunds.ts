import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Actor, Audit } from './audit.ts';
import { DebtMovements } from './debt-movements.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';
import { rowDigest } from './row-digest.ts';

/** Money of a sale that is given back. */
export interface RefundDraft {
  readonly requestId: string;
  readonly saleId: number;
  /** Minor units. */
  readonly amount: number;
  readonly payment: PaymentKind;
  readonly reason: string;
}

export interface RefundRecord extends RefundDraft {
  readonly id: number;
  /** The shift whose drawer it came from. */
  readonly shiftId: number;
  readonly at: Date;
  readonly operatorName: string;
  /** Null where nobody had to approve. */
  readonly approvedBy: string | null;
}

interface Row {
  id: number;
  request_id: string;
  sale_id: number;
  shift_id: number;
  at: number;
  operator_name: string;
  approver_name: string | null;
  amount: number;
  payment: PaymentKind;
  reason: string;
}

const READ_REFUND = `
  SELECT refund.id, refund.request_id, refund.sale_id, refund.shift_id, refund.at,
         operator.name AS operator_name, approver.name AS approver_name, refund.amount,
         refund.payment, refund.reason
  FROM refund
  JOIN operator ON operator.id = refund.operator_id
  LEFT JOIN operator AS approver ON approver.id = refund.approved_by`;

/** What was given back of issued sales: never changed, never deleted, and never more than was paid. */
export class Refunds {
  readonly #oneCommit;
  readonly #audit;
  readonly #debtMovements;
  readonly #left;
  readonly #insert;
  readonly #byId;
  readonly #byRequest;
  readonly #ofSale;

  constructor(ledger: Ledger, audit: Audit) {
    this.#oneCommit = new OneCommit(ledger);
    this.#audit = audit;
    this.#debtMovements = new DebtMovements(ledger, audit);
    this.#left = ledger.prepare<[number], { left: number }>(
      `SELECT paid - (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id) AS left
       FROM sale WHERE sale.id = +? AND state = 'issued'`,
    );
    this.#insert = ledger.prepare<
      [string, number, number, number, number | null, number | null, number, PaymentKind, string]
    >(
      `INSERT INTO refund
         (request_id, sale_id, shift_id, at, operator_id, approved_by, amount, payment, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#byId = ledger.prepare<[number], Row>(`${READ_REFUND} WHERE refund.id = +?`);
    this.#byRequest = ledger.prepare<[string], Row>(`${READ_REFUND} WHERE refund.request_id = +?`);
    this.#ofSale = ledger.prepare<[number], Row>(
      `${READ_REFUND} WHERE refund.sale_id = +? ORDER BY refund.id`,
    );
  }

  /**
   * Writes a refund down together with its row of the audit trail. `mayBe` is told inside the
   * transaction how much of the sale has not been given back, and throws where that is not enough. With
   * the last of a sale's money, what it took of debts is owed again.
   */
  add(
    draft: RefundDraft,
    shiftId: number,
    actor: Actor,
    at: Date,
    mayBe: (left: number) => void,
  ): RefundRecord {
    const id = this.#oneCommit.run(() => {
      const left = this.#left.get(draft.saleId)?.left ?? 0;
      mayBe(left);
      const refundId = this.#add(draft, shiftId, actor, at);
      if (draft.amount === left) this.#debtMovements.giveBack(draft.saleId, actor, at);
      return refundId;
    });
    const row = this.#byId.get(id);
    if (!row) throw new Error(`refund ${id} does not exist`);
    return readRefund(row);
  }

  get(id: number): RefundRecord | null {
    return readOne(this.#byId.get(id));
  }

  byRequest(requestId: string): RefundRecord | null {
    return readOne(this.#byRequest.get(requestId));
  }

  /** Oldest first. */
  ofSale(saleId: number): RefundRecord[] {
    return this.#ofSale.all(saleId).map(readRefund);
  }

  #add(draft: RefundDraft, shiftId: number, actor: Actor, at: Date): number {
    const { requestId, saleId, amount, payment, reason } = draft;
    const { operatorId, approvedBy } = actor;
    const values = [
      requestId,
      saleId,
      shiftId,
      at.getTime(),
      operatorId,
      approvedBy,
      amount,
      payment,
      reason,
    ] as const;
    const refundId = Number(this.#insert.run(...values).lastInsertRowid);
    const sha256 = rowDigest([refundId, ...values]);
    const facts = { amount, payment, reason, refundId, saleId, sha256, shiftId };
    this.#audit.append({ what: 'sale.refunded', ...actor, facts, at });
    return refundId;
  }
}

function readOne(row: Row | undefined): RefundRecord | null {
  return row ? readRefund(row) : null;
}

function readRefund(row: Row): RefundRecord {
  return {
    id: row.id,
    requestId: row.request_id,
    saleId: row.sale_id,
    shiftId: row.shift_id,
    at: new Date(row.at),
    operatorName: row.operator_name,
    approvedBy: row.approver_name,
    amount: row.amount,
    payment: row.payment,
    reason: row.reason,
  };
}
