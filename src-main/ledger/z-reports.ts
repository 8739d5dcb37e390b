import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Actor, Audit } from './audit.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';

/** A Z report as it is kept. */
export interface ZRecord {
  readonly number: number;
  /** Canonical JSON (RFC 8785) of everything that is on it. */
  readonly body: string;
  /** The row of the audit trail that names it, and that row's hash: 64 hex digits. */
  readonly auditSequence: number;
  readonly auditHash: string;
}

/** The last Z report: its number, 0 for none, and what it left in the drawer. */
interface Last {
  readonly number: number;
  /** Minor units. */
  readonly left: number;
}

/** The Z reports: numbered from 1 without gaps, and never changed. */
export class ZReports {
  readonly #audit;
  readonly #oneCommit;
  readonly #last;
  readonly #insert;
  readonly #get;
  readonly #page;
  readonly #noteSlip;
  readonly #slips;

  constructor(ledger: Ledger, audit: Audit) {
    this.#audit = audit;
    this.#oneCommit = new OneCommit(ledger);
    this.#last = ledger.prepare<[], Last>(
      `SELECT number, json_extract(body, '$.left') AS left FROM z_report ORDER BY number DESC LIMIT 1`,
    );
    this.#insert = ledger.prepare<[number, number, number, number | null, string, number, Buffer]>(
      `INSERT INTO z_report (number, shift_id, at, operator_id, body, audit_sequence, audit_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    const read = `SELECT number, body, audit_sequence AS auditSequence,
                         lower(hex(audit_hash)) AS auditHash FROM z_report`;
    this.#get = ledger.prepare<[number], ZRecord>(`${read} WHERE number = ?`);
    this.#page = ledger.prepare<[number, number], ZRecord>(
      `${read} WHERE number < ? ORDER BY number DESC LIMIT ?`,
    );
    this.#noteSlip = ledger.prepare<[number, number]>(
      'INSERT INTO z_slip (number, at) VALUES (?, ?)',
    );
    this.#slips = ledger.prepare<[number], { slips: number }>(
      'SELECT count(*) AS slips FROM z_slip WHERE number = ?',
    );
  }

  last(): Last {
    return this.#last.get() ?? { number: 0, left: 0 };
  }

  /**
   * Writes the next report down together with its row in the audit trail; inside the transaction that
   * closes the shift. Whoever changes the report changes its hash, which is in that row, and whoever cuts
   * the trail off is told by the head that is printed on paper.
   *
   * @param contents what is on it, given its number
   */
  write(shiftId: number, contents: (number: number) => object, actor: Actor, at: Date): ZRecord {
    const number = this.last().number + 1;
    const body = canonicalize(contents(number));
    if (body === undefined) throw new Error(`Z report ${number} has no contents`);
    const facts = { number, sha256: hash('sha256', body), shiftId };
    const head = this.#audit.append({ what: 'shift.closed', ...actor, facts, at });
    this.#insert.run(
      number,
      shiftId,
      at.getTime(),
      actor.operatorId,
      body,
      head.sequence,
      Buffer.from(head.hash, 'hex'),
    );
    return { number, body, auditSequence: head.sequence, auditHash: head.hash };
  }

  get(number: number): ZRecord | null {
    return this.#get.get(number) ?? null;
  }

  /** The latest reports with a number below `before`. */
  page(before: number, limit: number): ZRecord[] {
    return this.#page.all(before, limit);
  }

  /** Counts a slip that was made of a report; who made a copy is written down. */
  noteSlip(number: number, actor: Actor, at: Date): void {
    this.#oneCommit.run(() => {
      this.#noteSlip.run(number, at.getTime());
      const slips = this.slips(number);
      if (slips < 2) return;
      this.#audit.append({ what: 'shift.z-copied', ...actor, facts: { number, slips }, at });
    });
  }

  /** How many slips were made of a report. */
  slips(number: number): number {
    return this.#slips.get(number)?.slips ?? 0;
  }
}
