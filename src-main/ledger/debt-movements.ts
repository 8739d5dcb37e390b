import type { DebtMovement } from '../../src-shared/contract/debt-shapes.ts';
import type { Actor, Audit } from './audit.ts';
import type { Ledger } from './open.ts';
import { rowDigest } from './row-digest.ts';

/** What people do to a debt. */
export interface MovementDraft {
  readonly requestId: string;
  readonly debtId: number;
  readonly kind: 'opened' | 'adjusted' | 'written-off';
  /** Minor units; below 0 where it is less since. */
  readonly amount: number;
  readonly reason: string;
}

export interface MovementRecord {
  readonly id: number;
  readonly at: Date;
  readonly kind: DebtMovement['kind'];
  readonly amount: number;
  /** What was owed after it. */
  readonly balance: number;
  readonly saleId: number | null;
  readonly operatorName: string | null;
  readonly approvedByName: string | null;
  readonly reason: string;
}

type Row = Omit<MovementRecord, 'at'> & { readonly at: number };

/** What the trail calls it; what a sale takes is in the digest of the sale. */
const WHAT = {
  opened: 'debt.opened',
  adjusted: 'debt.adjusted',
  'written-off': 'debt.written-off',
  'given-back': 'debt.given-back',
} as const;

type Values<Kind = DebtMovement['kind']> = [
  requestId: string | null,
  debtId: number,
  at: number,
  kind: Kind,
  amount: number,
  saleId: number | null,
  operatorId: number | null,
  approvedBy: number | null,
  reason: string,
];

/**
 * What became of debts: insert-only, and never less than nothing left. All of it is called inside the
 * transaction of what it belongs to.
 */
export class DebtMovements {
  readonly #audit;
  readonly #insert;
  readonly #byRequest;
  readonly #ofDebt;
  readonly #taken;

  constructor(ledger: Ledger, audit: Audit) {
    this.#audit = audit;
    this.#insert = ledger.prepare<Values>(
      `INSERT INTO debt_movement
         (request_id, debt_id, at, kind, amount, sale_id, operator_id, approved_by, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#byRequest = ledger.prepare<[string], MovementDraft>(
      `SELECT request_id AS requestId, debt_id AS debtId, kind, amount, reason FROM debt_movement
       WHERE request_id = ?`,
    );
    this.#ofDebt = ledger.prepare<[number], Row>(
      `SELECT moved.id, moved.at, moved.kind, moved.amount,
              sum(moved.amount) OVER (ORDER BY moved.id) AS balance, moved.sale_id AS saleId,
              operator.name AS operatorName, approver.name AS approvedByName, moved.reason
       FROM debt_movement AS moved
       LEFT JOIN operator ON operator.id = moved.operator_id
       LEFT JOIN operator AS approver ON approver.id = moved.approved_by
       WHERE moved.debt_id = +? ORDER BY moved.id DESC`,
    );
    this.#taken = ledger.prepare<[number], { debtId: number; amount: number }>(
      `SELECT debt_id AS debtId, -amount AS amount FROM debt_movement
       WHERE sale_id = ? AND kind = 'taken' ORDER BY id`,
    );
  }

  byRequest(requestId: string): MovementDraft | null {
    return this.#byRequest.get(requestId) ?? null;
  }

  /** The latest first. */
  ofDebt(debtId: number): MovementRecord[] {
    return this.#ofDebt.all(debtId).map((row) => ({ ...row, at: new Date(row.at) }));
  }

  /** Writes down what somebody did, with its row of the audit trail. */
  move({ requestId, debtId, kind, amount, reason }: MovementDraft, actor: Actor, at: Date): void {
    const { operatorId, approvedBy } = actor;
    this.#add(
      [requestId, debtId, at.getTime(), kind, amount, null, operatorId, approvedBy, reason],
      actor,
      at,
    );
  }

  /** What a sale takes, as its lines say, which its own digest vouches for. `at`: when it was opened. */
  take(saleId: number, taken: readonly { debtId: number; amount: number }[], at: number): void {
    for (const { debtId, amount } of taken) {
      this.#insert.run(null, debtId, at, 'taken', -amount, saleId, null, null, '');
    }
  }

  /** All that a sale cost is given back, and so is what it took: it is owed again. */
  giveBack(saleId: number, actor: Actor, at: Date): void {
    const { operatorId, approvedBy } = actor;
    for (const { debtId, amount } of this.#taken.all(saleId)) {
      this.#add(
        [null, debtId, at.getTime(), 'given-back', amount, saleId, operatorId, approvedBy, ''],
        actor,
        at,
      );
    }
  }

  #add(values: Values<keyof typeof WHAT>, actor: Actor, at: Date): void {
    const [, debtId, , kind, amount, saleId, , , reason] = values;
    const debtMovementId = Number(this.#insert.run(...values).lastInsertRowid);
    const sha256 = rowDigest([debtMovementId, ...values]);
    const facts = { amount, debtId, debtMovementId, reason, saleId, sha256 };
    this.#audit.append({ what: WHAT[kind], ...actor, facts, at });
  }
}
