import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Ledger } from './open.ts';

/** What happened, in values that canonical JSON (RFC 8785) writes one way only. Never a secret. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditDraft {
  /** e.g. `sale.issued`: a sentence of the catalogue, `audit.sale.issued`, says the same in words. */
  readonly what: string;
  /** Null for what the till does by itself, and for nobody. */
  readonly operatorId: number | null;
  /** Who stood by and approved; null where nobody had to. */
  readonly approvedBy?: number | null;
  readonly facts: AuditFacts;
  readonly at: Date;
}

/** Somebody who does something, and who approves of it. */
export interface Actor {
  readonly operatorId: number | null;
  readonly approvedBy: number | null;
}

/** What the till finds out or does without anybody. */
export const BY_ITSELF: Actor = { operatorId: null, approvedBy: null };

/** Somebody signed in who does something, and who approves of it. */
export interface SignedInActor extends Actor {
  readonly operatorId: number;
}

/** A row of the trail as it is kept. */
export interface AuditRow {
  readonly sequence: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly operatorId: number | null;
  readonly approvedBy: number | null;
  readonly what: string;
  readonly facts: string;
  readonly hash: Buffer;
}

/** A row with the names of its people. */
export interface AuditRecord extends AuditRow {
  readonly operatorName: string | null;
  readonly approverName: string | null;
}

export interface AuditHead {
  readonly sequence: number;
  /** 64 hex digits. */
  readonly hash: string;
}

const { SqliteError } = Database;
/** What the table says of a row that does not follow its last one. */
const NOT_NEXT = 'a row of audit follows the last one';

/** What stands before the first row. */
export const NO_AUDIT: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** A row before it is hashed. */
type Unhashed = Omit<AuditRow, 'hash'>;

/**
 * The hash of a row: SHA-256 over its canonical JSON, which names the hash before it. Whoever changes a
 * row changes every hash from there on.
 *
 * @param previous the hash before it, 64 hex digits
 */
export function auditHash(row: Unhashed, previous: string): string {
  return digestOf(row, previous).toString('hex');
}

function digestOf(row: Unhashed, previous: string): Buffer {
  const { approvedBy, at, facts, operatorId, sequence, what } = row;
  // The names in alphabetical order, as RFC 8785 has it; `facts` is canonical JSON already.
  const canonical = `{"approvedBy":${approvedBy},"at":${at},"facts":${facts},"operatorId":${operatorId},"previous":"${previous}","sequence":${sequence},"what":${JSON.stringify(what)}}`;
  return hash('sha256', canonical, 'buffer');
}

/**
 * The audit trail: who did what, insert-only, each row hashed together with the one before. A change and
 * its row are one commit: {@link append} is called inside the transaction of what it tells of.
 */
export class Audit {
  readonly #insert;
  readonly #last;
  /** The last row, as far as is known: reading it each time would cost a sale as much as adding one. */
  #known: AuditHead | null = null;
  readonly #page;

  constructor(ledger: Ledger) {
    this.#insert = ledger.prepare<
      [number, number, number | null, number | null, string, string, Buffer]
    >(
      `INSERT INTO audit (sequence, at, operator_id, approved_by, what, facts, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#last = ledger.prepare<[], { sequence: number; hash: string }>(
      'SELECT sequence, lower(hex(hash)) AS hash FROM audit ORDER BY sequence DESC LIMIT 1',
    );
    this.#page = ledger.prepare<[number, number], AuditRecord>(
      `SELECT audit.sequence, audit.at, audit.operator_id AS operatorId,
              audit.approved_by AS approvedBy, audit.what, audit.facts, audit.hash,
              operator.name AS operatorName, approver.name AS approverName
       FROM audit
       LEFT JOIN operator ON operator.id = audit.operator_id
       LEFT JOIN operator AS approver ON approver.id = audit.approved_by
       WHERE audit.sequence < +? ORDER BY audit.sequence DESC LIMIT +?`,
    );
  }

  /** Adds a row. To be called inside a transaction; an undone one leaves no row. */
  append(draft: AuditDraft): AuditHead {
    try {
      return this.#add(draft, this.#known ?? this.head());
    } catch (error) {
      if (!(error instanceof SqliteError) || !error.message.includes(NOT_NEXT)) throw error;
      // The transaction around the row that was thought the last one was undone.
      return this.#add(draft, this.head());
    }
  }

  #add({ what, operatorId, approvedBy = null, facts, at }: AuditDraft, last: AuditHead): AuditHead {
    const row = {
      sequence: last.sequence + 1,
      at: at.getTime(),
      operatorId,
      approvedBy,
      what,
      facts: canonicalFacts(facts),
    };
    const digest = digestOf(row, last.hash);
    const { sequence } = row;
    this.#insert.run(sequence, row.at, operatorId, approvedBy, what, row.facts, digest);
    this.#known = { sequence, hash: digest.toString('hex') };
    return this.#known;
  }

  /** The last row. */
  head(): AuditHead {
    return this.#last.get() ?? NO_AUDIT;
  }

  /** The latest rows before `before`. */
  page(before: number, limit: number): AuditRecord[] {
    return this.#page.all(before, limit);
  }
}

/** Half a character, which has no canonical form. Text from outside may hold one. */
const SURROGATE = /[\ud800-\udfff]/;

/** Flat values in the order of their names: that is all RFC 8785 asks for where nothing is nested. */
function canonicalFacts(facts: AuditFacts): string {
  const parts = Object.keys(facts)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(whole(facts[name] ?? null))}`);
  return `{${parts.join(',')}}`;
}

function whole(value: AuditFacts[string]): AuditFacts[string] {
  const isDoubtful = typeof value === 'string' && SURROGATE.test(value);
  return isDoubtful ? Buffer.from(value).toString() : value;
}
