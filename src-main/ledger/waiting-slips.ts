import { z } from 'zod';
import type { Actor, Audit } from './audit.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';

/** What a slip is of: its kind, and the sale, refund, report or licence by its number. */
export interface SlipSubject {
  readonly kind: 'sale' | 'refund' | 'z-report' | 'licence';
  readonly subject: number;
}

const slipProblem = z.object({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SlipProblem = Readonly<z.infer<typeof slipProblem>>;

export interface WaitingSlip extends SlipSubject {
  readonly id: number;
  readonly since: Date;
  /** It was asked for as a copy. */
  readonly copy: boolean;
  readonly problem: SlipProblem;
  /** How often it may have got onto paper, or part of it. */
  readonly torn: number;
}

interface Row {
  id: number;
  kind: SlipSubject['kind'];
  subject: number;
  since: number;
  copy: number;
  problem: string;
  torn: number;
}

/** How far back in the trail a sale is looked for that the till stopped in: a slip is printed right after it. */
const ROWS_BEFORE_A_STOP = 500;

/** Slips that could not be printed. A restart keeps them. */
export class WaitingSlips {
  readonly #oneCommit;
  readonly #audit;
  readonly #all;
  readonly #byId;
  readonly #bySubject;
  readonly #count;
  readonly #put;
  readonly #turn;
  readonly #remove;
  readonly #unprinted;

  constructor(ledger: Ledger, audit: Audit) {
    this.#oneCommit = new OneCommit(ledger);
    this.#audit = audit;
    this.#all = ledger.prepare<[], Row>('SELECT * FROM waiting_slip ORDER BY id');
    this.#byId = ledger.prepare<[number], Row>('SELECT * FROM waiting_slip WHERE id = +?');
    this.#bySubject = ledger.prepare<[string, number], Row>(
      'SELECT * FROM waiting_slip WHERE kind = ? AND subject = +?',
    );
    this.#count = ledger.prepare<[], { slips: number }>(
      'SELECT count(*) AS slips FROM waiting_slip',
    );
    this.#put = ledger.prepare<[string, number, number, number, string, number]>(
      `INSERT INTO waiting_slip (kind, subject, since, copy, problem, torn) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, subject) DO UPDATE
       SET copy = max(copy, excluded.copy), problem = excluded.problem, torn = excluded.torn`,
    );
    this.#turn = ledger.prepare<[number, string, number]>(
      'UPDATE waiting_slip SET torn = torn + ? WHERE kind = ? AND subject = +?',
    );
    this.#remove = ledger.prepare<[string, number]>(
      'DELETE FROM waiting_slip WHERE kind = ? AND subject = +?',
    );
    // The trail has the order in which sales were issued, and what was given up since. What the shop prints
    // by itself may have been another thing before its settings were changed.
    this.#unprinted = ledger.prepare<[string, number]>(
      `INSERT INTO waiting_slip (kind, subject, since, copy, problem, torn)
       SELECT 'sale', sale.id, sale.closed_at, 0, ?, 1
       FROM audit AS issued JOIN sale ON sale.id = issued.facts ->> '$.saleId'
       WHERE issued.sequence > (SELECT max(sequence) FROM audit) - ? AND issued.what = 'sale.issued'
         AND sale.slips = 0
         AND NOT EXISTS (
           SELECT 1 FROM audit AS later WHERE later.sequence > issued.sequence
           AND (later.what = 'shop.changed' OR later.what = 'slip.forgotten'
                AND later.facts ->> '$.kind' = 'sale' AND later.facts ->> '$.subject' = sale.id))
       ORDER BY issued.sequence
       ON CONFLICT DO NOTHING`,
    );
  }

  /** Oldest first. */
  all(): WaitingSlip[] {
    return this.#all.all().map(read);
  }

  count(): number {
    return this.#count.get()?.slips ?? 0;
  }

  get(id: number): WaitingSlip | null {
    const row = this.#byId.get(id);
    return row ? read(row) : null;
  }

  of({ kind, subject }: SlipSubject): WaitingSlip | null {
    const row = this.#bySubject.get(kind, subject);
    return row ? read(row) : null;
  }

  /** It is about to be sent: should the till die now, it may be on paper. */
  sending({ kind, subject }: SlipSubject): void {
    this.#oneCommit.run(() => this.#turn.run(1, kind, subject));
  }

  /**
   * It is not on paper, or perhaps not.
   *
   * @param torn how often part of it may be
   */
  wait(slip: SlipSubject, copy: boolean, problem: SlipProblem, torn: number, at: Date): void {
    const { kind, subject } = slip;
    this.#oneCommit.run(() =>
      this.#put.run(kind, subject, at.getTime(), copy ? 1 : 0, JSON.stringify(problem), torn),
    );
  }

  /**
   * To be called where the till before stopped, in a shop that prints each sale: sales without any slip were
   * on their way to paper. How far is not known, so part of them may be on it.
   */
  waitUnprinted(problem: SlipProblem): void {
    this.#oneCommit.run(() => this.#unprinted.run(JSON.stringify(problem), ROWS_BEFORE_A_STOP));
  }

  /** It is on paper, or somewhere else. */
  done({ kind, subject }: SlipSubject): void {
    this.#oneCommit.run(() => this.#remove.run(kind, subject));
  }

  /** Nobody wants it any more. */
  forget({ kind, subject }: SlipSubject, actor: Actor, at: Date): void {
    this.#oneCommit.run(() => {
      this.#remove.run(kind, subject);
      this.#audit.append({ what: 'slip.forgotten', ...actor, facts: { kind, subject }, at });
    });
  }
}

function read(row: Row): WaitingSlip {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    since: new Date(row.since),
    copy: row.copy === 1,
    problem: slipProblem.parse(JSON.parse(row.problem)),
    torn: row.torn,
  };
}
