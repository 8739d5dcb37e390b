import type { Ledger } from '../open.ts';
import type { TrailRow } from './chain.ts';
import type { Findings } from './report.ts';
import { SeenIds } from './seen-ids.ts';

interface OpenedRow {
  readonly at: number;
  readonly operatorId: number;
  readonly float: number;
  readonly byItself: number;
}

/** Shifts are as the trail says that they were opened. */
export class ShiftTrail {
  readonly #findings;
  readonly #opened;
  readonly #ids;
  readonly #told = new SeenIds();

  constructor(ledger: Ledger, findings: Findings) {
    this.#findings = findings;
    this.#opened = ledger.prepare<[number], OpenedRow>(
      `SELECT opened_at AS at, opened_by AS operatorId, float, by_itself AS byItself
       FROM shift WHERE id = ?`,
    );
    this.#ids = ledger.prepare<[], number>('SELECT id FROM shift ORDER BY id').pluck();
  }

  follow({ what, at, operatorId, facts, sequence }: TrailRow): void {
    const { shiftId, float, byItself } = facts;
    if (what !== 'shift.opened' || typeof shiftId !== 'number') return;
    if (!this.#told.add(shiftId)) this.#findings.add('row.twice', 'shift', shiftId, { sequence });
    const shift = this.#opened.get(shiftId);
    if (!shift) {
      this.#findings.add('row.missing', 'shift', shiftId, { sequence });
      return;
    }
    const same =
      shift.at === at &&
      shift.operatorId === operatorId &&
      shift.float === float &&
      (shift.byItself === 1) === byItself;
    if (!same) this.#findings.add('shift.opened', 'shift', shiftId, { sequence });
  }

  /** To be called at the end of the trail. */
  end(): void {
    for (const id of this.#ids.iterate()) {
      if (!this.#told.has(id)) this.#findings.add('row.unwritten', 'shift', id);
    }
  }
}
