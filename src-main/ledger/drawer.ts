import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Actor, Audit } from './audit.ts';
import type { Ledger } from './open.ts';
import { rowDigest } from './row-digest.ts';

type MovementKind = 'drop' | 'pay-out' | 'pay-in';

export interface MovementDraft {
  readonly requestId: string;
  readonly shiftId: number;
  readonly kind: MovementKind;
  /** Minor units, more than 0. */
  readonly amount: number;
  readonly reason: string;
}

export interface MovementRecord extends MovementDraft {
  readonly id: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly operatorName: string;
  readonly approvedBy: string | null;
}

/** What somebody found, in minor units. */
export type Counted = Readonly<Record<PaymentKind, number>>;

export interface CountRecord {
  readonly counted: Counted;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly countedBy: string;
  /** How often this drawer was counted, this time included. */
  readonly times: number;
}

interface CountRow {
  at: number;
  countedBy: string;
  cash: number;
  card: number;
  mobile_money: number;
  account: number;
  times: number;
}

/** In the words of the audit trail. */
const WHAT: Readonly<Record<MovementKind, string>> = {
  drop: 'shift.dropped',
  'pay-out': 'shift.paid-out',
  'pay-in': 'shift.paid-in',
};

/**
 * What goes in and out of the drawer beside sales, and what was counted in it. What changes something is
 * called inside a transaction.
 */
export class Drawer {
  readonly #audit;
  readonly #insertMovement;
  readonly #byRequest;
  readonly #movements;
  readonly #insertCount;
  readonly #lastCount;

  constructor(ledger: Ledger, audit: Audit) {
    this.#audit = audit;
    this.#insertMovement = ledger.prepare<
      [string, number, number, number | null, number | null, string, number, string]
    >(
      `INSERT INTO cash_movement (request_id, shift_id, at, operator_id, approved_by, kind, amount, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#byRequest = ledger.prepare<[string], MovementDraft>(
      `SELECT request_id AS requestId, shift_id AS shiftId, kind, amount, reason
       FROM cash_movement WHERE request_id = ?`,
    );
    this.#movements = ledger.prepare<[number], MovementRecord>(
      `SELECT movement.id, movement.request_id AS requestId, movement.shift_id AS shiftId,
              movement.at, movement.kind, movement.amount, movement.reason,
              operator.name AS operatorName, approver.name AS approvedBy
       FROM cash_movement AS movement
       JOIN operator ON operator.id = movement.operator_id
       LEFT JOIN operator AS approver ON approver.id = movement.approved_by
       WHERE movement.shift_id = +? ORDER BY movement.id`,
    );
    this.#insertCount = ledger.prepare<
      [number, number, number | null, number | null, number, number, number, number]
    >(
      `INSERT INTO shift_count (shift_id, at, operator_id, approved_by, cash, card, mobile_money, account)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#lastCount = ledger.prepare<[number, number], CountRow>(
      `SELECT last.at, operator.name AS countedBy, last.cash, last.card, last.mobile_money,
              last.account, (SELECT count(*) FROM shift_count WHERE shift_id = +?) AS times
       FROM shift_count AS last JOIN operator ON operator.id = last.operator_id
       WHERE last.shift_id = +? ORDER BY last.id DESC LIMIT 1`,
    );
  }

  /** Writes down what went in or out. */
  move(draft: MovementDraft, actor: Actor, at: Date): void {
    const { requestId, shiftId, kind, amount, reason } = draft;
    const { operatorId, approvedBy } = actor;
    const row = [
      requestId,
      shiftId,
      at.getTime(),
      operatorId,
      approvedBy,
      kind,
      amount,
      reason,
    ] as const;
    const movementId = Number(this.#insertMovement.run(...row).lastInsertRowid);
    const sha256 = rowDigest([movementId, ...row]);
    const facts = { amount, movementId, reason, sha256, shiftId };
    this.#audit.append({ what: WHAT[kind], ...actor, facts, at });
  }

  byRequest(requestId: string): MovementDraft | null {
    return this.#byRequest.get(requestId) ?? null;
  }

  /** In the order they happened. */
  movements(shiftId: number): MovementRecord[] {
    return this.#movements.all(shiftId);
  }

  /** Writes a count down; the last one of a shift is the one that holds. */
  count(shiftId: number, counted: Counted, actor: Actor, at: Date): void {
    const { operatorId, approvedBy } = actor;
    const again = this.lastCount(shiftId) !== null;
    const { cash, card, account } = counted;
    const mobileMoney = counted['mobile-money'];
    const row = [
      shiftId,
      at.getTime(),
      operatorId,
      approvedBy,
      cash,
      card,
      mobileMoney,
      account,
    ] as const;
    const countId = Number(this.#insertCount.run(...row).lastInsertRowid);
    const sha256 = rowDigest([countId, ...row]);
    const facts = { account, card, cash, countId, mobileMoney, sha256, shiftId };
    const what = again ? 'shift.recounted' : 'shift.counted';
    this.#audit.append({ what, ...actor, facts, at });
  }

  /** Null for a drawer that was not counted yet. */
  lastCount(shiftId: number): CountRecord | null {
    const row = this.#lastCount.get(shiftId, shiftId);
    if (!row) return null;
    const { at, countedBy, times, cash, card, account } = row;
    return {
      counted: { cash, card, 'mobile-money': row.mobile_money, account },
      at,
      countedBy,
      times,
    };
  }
}
