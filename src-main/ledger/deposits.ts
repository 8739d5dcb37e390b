import { randomUUID } from 'node:crypto';
import type { Actor, Audit } from './audit.ts';
import type { Ledger } from './open.ts';
import { rowDigest } from './row-digest.ts';

/** What a deposit is counted in: minor units, or steps of 0.1 kWh. */
export type Counts = 'money' | 'steps';

export interface DepositDraft {
  readonly requestId: string;
  readonly kind: 'top-up' | 'correction';
  readonly counts: Counts;
  readonly amount: number;
  readonly note: string;
}

export interface DepositMovement extends Omit<DepositDraft, 'kind'> {
  readonly id: number;
  readonly kind: 'top-up' | 'correction' | 'sold';
  readonly at: Date;
  readonly operatorName: string;
  readonly approvedBy: string | null;
}

/** What sales took. */
interface Sold {
  readonly money: number;
  readonly steps: number;
}

interface Row {
  id: number;
  request_id: string;
  kind: DepositMovement['kind'];
  counts: Counts;
  amount: number;
  note: string;
  at: number;
  operator_name: string;
  approver_name: string | null;
}

type Values = [
  string,
  number,
  number | null,
  number | null,
  DepositMovement['kind'],
  Counts,
  number,
  number | null,
  string,
];

const READ_MOVEMENT = `
  SELECT movement.id, movement.request_id, movement.kind, movement.counts, movement.amount,
         movement.note, movement.at, operator.name AS operator_name,
         approver.name AS approver_name
  FROM deposit_movement AS movement
  JOIN operator ON operator.id = movement.operator_id
  LEFT JOIN operator AS approver ON approver.id = movement.approved_by`;

/**
 * The deposit with the utility: what came in, and what each shift sold of it. What the running shift
 * sold is in its sales, and becomes a movement when it is closed.
 */
export class Deposits {
  readonly #audit;
  readonly #insert;
  readonly #moved;
  readonly #sold;
  readonly #lastSale;
  readonly #unfinished;
  readonly #byRequest;
  readonly #latest;

  constructor(ledger: Ledger, audit: Audit) {
    this.#audit = audit;
    this.#insert = ledger.prepare<Values>(
      `INSERT INTO deposit_movement
         (request_id, at, operator_id, approved_by, kind, counts, amount, shift_id, note)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#moved = ledger.prepare<[Counts], { moved: number }>(
      'SELECT coalesce(sum(amount), 0) AS moved FROM deposit_movement WHERE counts = ?',
    );
    this.#sold = ledger.prepare<[number, number], Sold>(
      `SELECT coalesce(sum(paid), 0) AS money,
              coalesce(sum(steps) FILTER (WHERE resource = 'electricity'), 0) AS steps FROM sale
       WHERE id > max((SELECT after_sale FROM shift WHERE id = +?), +?) AND state <> 'refused'`,
    );
    this.#lastSale = ledger.prepare<[], { id: number }>(
      'SELECT id FROM sale ORDER BY id DESC LIMIT 1',
    );
    this.#unfinished = ledger.prepare<[], { id: number }>(
      `SELECT id FROM sale INDEXED BY sale_unfinished
       WHERE state IN ('reserved', 'asked') LIMIT 1`,
    );
    this.#byRequest = ledger.prepare<[string], Row>(
      `${READ_MOVEMENT} WHERE movement.request_id = +?`,
    );
    this.#latest = ledger.prepare<[Counts, number], Row>(
      `${READ_MOVEMENT} WHERE movement.counts = +? ORDER BY movement.id DESC LIMIT ?`,
    );
  }

  /** Puts into the deposit or takes from it. To be called inside a transaction. */
  move(draft: DepositDraft, actor: Actor, at: Date): void {
    this.#add(draft, null, actor, at);
  }

  /** Writes down what a shift sold, below 0. To be called inside a transaction. */
  sold(counts: Counts, amount: number, shiftId: number, actor: Actor, at: Date): void {
    const draft = { requestId: randomUUID(), kind: 'sold', counts, amount, note: '' } as const;
    this.#add(draft, shiftId, actor, at);
  }

  /** The sum of all movements. */
  moved(counts: Counts): number {
    return this.#moved.get(counts)?.moved ?? 0;
  }

  /**
   * What the last shift took, unfinished sales among it. Reads that shift's sales and no others.
   *
   * @param afterSale sales up to this one do not count
   */
  soldInShift(shiftId: number, afterSale: number): Sold {
    return this.#sold.get(shiftId, afterSale) ?? { money: 0, steps: 0 };
  }

  /** The id of the last sale there is; 0 before the first. */
  lastSale(): number {
    return this.#lastSale.get()?.id ?? 0;
  }

  hasUnfinished(): boolean {
    return this.#unfinished.get() !== undefined;
  }

  byRequest(requestId: string): DepositMovement | null {
    const row = this.#byRequest.get(requestId);
    return row ? readMovement(row) : null;
  }

  /** The latest first. */
  latest(counts: Counts, limit: number): DepositMovement[] {
    return this.#latest.all(counts, limit).map(readMovement);
  }

  #add(
    draft: Omit<DepositDraft, 'kind'> & Pick<DepositMovement, 'kind'>,
    shiftId: number | null,
    actor: Actor,
    at: Date,
  ): void {
    const { requestId, kind, counts, amount, note } = draft;
    const { operatorId, approvedBy } = actor;
    const values: Values = [
      requestId,
      at.getTime(),
      operatorId,
      approvedBy,
      kind,
      counts,
      amount,
      shiftId,
      note,
    ];
    const depositId = Number(this.#insert.run(...values).lastInsertRowid);
    const sha256 = rowDigest([depositId, ...values]);
    const facts = { amount, depositId, note, sha256, shiftId };
    // Money and energy are written differently, so each has a sentence of its own.
    this.#audit.append({ what: `deposit.${kind}-${counts}`, ...actor, facts, at });
  }
}

function readMovement(row: Row): DepositMovement {
  return {
    id: row.id,
    requestId: row.request_id,
    kind: row.kind,
    counts: row.counts,
    amount: row.amount,
    note: row.note,
    at: new Date(row.at),
    operatorName: row.operator_name,
    approvedBy: row.approver_name,
  };
}
