import type { AuditHead } from '../audit.ts';
import type { Ledger } from '../open.ts';
import type { TrailRow } from './chain.ts';
import type { Findings, PaperHash } from './report.ts';
import { ZSums } from './z-sums.ts';

interface ZRow {
  readonly number: number;
  readonly shiftId: number;
  readonly at: number;
  readonly operatorId: number;
  readonly auditSequence: number;
  readonly auditHash: string;
}

/**
 * The Z reports: each stands in the trail at the place it names, with the hash it names. A trail that was
 * cut off, or written anew from some row on, no longer has that hash there.
 */
export class ZTrail {
  readonly #ledger;
  readonly #findings;
  readonly #paper;
  readonly #reports: readonly ZRow[];
  /** By the row of the trail that each names. */
  readonly #awaited: ReadonlyMap<number, ZRow>;
  readonly #met = new Set<number>();

  constructor(ledger: Ledger, findings: Findings, paper: readonly PaperHash[]) {
    this.#ledger = ledger;
    this.#findings = findings;
    this.#paper = paper;
    const all = ledger.prepare<[], ZRow>(
      `SELECT number, shift_id AS shiftId, at, operator_id AS operatorId,
              audit_sequence AS auditSequence, lower(hex(audit_hash)) AS auditHash
       FROM z_report ORDER BY number`,
    );
    this.#reports = all.all();
    this.#awaited = new Map(this.#reports.map((report) => [report.auditSequence, report]));
  }

  get count(): number {
    return this.#reports.length;
  }

  follow(row: TrailRow): void {
    const report = this.#awaited.get(row.sequence);
    if (!report) return;
    const fits =
      row.hash === report.auditHash &&
      row.what === 'shift.closed' &&
      row.facts.number === report.number &&
      row.facts.shiftId === report.shiftId &&
      row.at === report.at &&
      row.operatorId === report.operatorId;
    if (fits) this.#met.add(report.number);
  }

  /** To be called at the end of the trail. */
  end(head: AuditHead): void {
    const sums = new ZSums(this.#ledger);
    const body = this.#ledger
      .prepare<[number], string>('SELECT body FROM z_report WHERE number = ?')
      .pluck();
    for (const report of this.#reports) {
      const { number, shiftId, auditSequence } = report;
      if (!this.#met.has(number)) {
        const facts = { sequence: auditSequence, last: head.sequence };
        this.#findings.add('z.trail', 'z_report', number, facts);
      }
      const differs = sums.differences(number, shiftId, body.get(number) ?? '');
      if (differs.includes('body')) this.#findings.add('z.body', 'z_report', number);
      else if (differs.length > 0) {
        this.#findings.add('z.sum', 'z_report', number, { names: differs.join(', ') });
      }
    }
    for (const { number, hash } of this.#paper) {
      const report = this.#reports.find((each) => each.number === number);
      // The trail is what the paper vouches for: a report it does not have is no witness.
      if (report?.auditHash !== hash.toLowerCase() || !this.#met.has(number)) {
        this.#findings.add('z.paper', 'z_report', number, { hash });
      }
    }
  }
}
