import type { Actor, Audit } from './audit.ts';
import type { Ledger } from './open.ts';

/** The shift that is running. */
export interface RunningShift {
  readonly id: number;
  readonly state: 'open' | 'counted';
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly float: number;
  readonly byItself: boolean;
  /** Its sales have larger ids. */
  readonly afterSale: number;
}

interface Row {
  id: number;
  state: 'open' | 'counted';
  opened_at: number;
  opened_by: string;
  float: number;
  by_itself: number;
  after_sale: number;
}

/** The shifts of one drawer: at most one is running. */
export class Shifts {
  readonly #ledger;
  readonly #audit;
  readonly #running;
  readonly #open;
  readonly #count;
  readonly #close;
  readonly #unfinished;

  constructor(ledger: Ledger, audit: Audit) {
    this.#ledger = ledger;
    this.#audit = audit;
    this.#running = ledger.prepare<[], Row>(
      `SELECT shift.id, shift.state, shift.opened_at, operator.name AS opened_by, shift.float,
              shift.by_itself, shift.after_sale
       FROM shift INDEXED BY shift_running
       JOIN operator ON operator.id = shift.opened_by WHERE shift.state <> 'closed'`,
    );
    this.#open = ledger.prepare<[number, number | null, number, number]>(
      `INSERT INTO shift (state, opened_at, opened_by, float, by_itself, after_sale)
       VALUES ('open', ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM sale))`,
    );
    this.#count = ledger.prepare<[number]>(
      `UPDATE shift SET state = 'counted' WHERE id = ? AND state <> 'closed'`,
    );
    this.#close = ledger.prepare<[number, number | null, number]>(
      `UPDATE shift SET state = 'closed', closed_at = ?, closed_by = ?
       WHERE id = ? AND state = 'counted'`,
    );
    this.#unfinished = ledger.prepare<[], { sales: number }>(
      `SELECT count(*) AS sales FROM sale INDEXED BY sale_unfinished
       WHERE state IN ('reserved', 'asked')`,
    );
  }

  running(): RunningShift | null {
    const row = this.#running.get();
    if (!row) return null;
    return {
      id: row.id,
      state: row.state,
      openedAt: new Date(row.opened_at),
      openedBy: row.opened_by,
      float: row.float,
      byItself: row.by_itself === 1,
      afterSale: row.after_sale,
    };
  }

  /** To be called while none is running; answers the new shift's id. */
  open(float: number, byItself: boolean, actor: Actor, at: Date): number {
    return this.#ledger.transaction(() => {
      const opened = this.#open.run(at.getTime(), actor.operatorId, float, byItself ? 1 : 0);
      const shiftId = Number(opened.lastInsertRowid);
      const facts = { byItself, float, shiftId };
      this.#audit.append({ what: 'shift.opened', ...actor, facts, at });
      return shiftId;
    })();
  }

  /** From now on nothing is sold in it. */
  setCounted(shiftId: number): void {
    changedOne(this.#count.run(shiftId), shiftId);
  }

  /** Closes a counted shift. Its Z report is written in the same transaction. */
  close(shiftId: number, actor: Actor, at: Date): void {
    changedOne(this.#close.run(at.getTime(), actor.operatorId, shiftId), shiftId);
  }

  /** How many sales are neither issued nor refused. */
  unfinishedSales(): number {
    return this.#unfinished.get()?.sales ?? 0;
  }
}

function changedOne(result: { changes: number }, shiftId: number): void {
  if (result.changes !== 1) throw new Error(`shift ${shiftId} is not in the state for that`);
}
