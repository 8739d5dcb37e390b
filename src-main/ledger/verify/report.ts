import type { AuditHead } from '../audit.ts';

/** Everything a ledger is checked for. Each has its sentence in the catalogue, `verify.rules`. */
export const VERIFY_RULES = [
  'file.damaged',
  'file.schema',
  'file.reference',
  'audit.gap',
  'audit.hash',
  'row.gap',
  'row.missing',
  'row.unwritten',
  'row.twice',
  'row.changed',
  'z.gap',
  'z.trail',
  'z.body',
  'z.sum',
  'z.paper',
  'shift.running',
  'shift.range',
  'shift.opened',
  'shift.report',
  'sale.state',
  'sale.sum',
  'sale.parts',
  'sale.tid-order',
  'sale.shift',
  'sale.replaced',
  'sale.basket',
  'sale.refunds',
  'sale.lines',
  'sale.resource',
  'debt.balance',
  'debt.taken',
  'debt.given-back',
  'token.count',
  'token.reversed',
] as const;
export type VerifyRule = (typeof VERIFY_RULES)[number];

/** A rule of one table, as the statement that finds the rows that break it. */
export interface Rule {
  readonly rule: VerifyRule;
  readonly table: string;
  readonly wrongRows: string;
}

/** Something in a ledger that is not as it has to be. */
export interface Finding {
  readonly rule: VerifyRule;
  readonly table: string;
  /** The row's key; null where the whole table, or the file, is meant. */
  readonly row: number | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a Z report on paper says: its number and the hash at its foot, 64 hex digits. */
export interface PaperHash {
  readonly number: number;
  readonly hash: string;
}

export interface VerifyOptions {
  readonly paper?: readonly PaperHash[];
  /** How far it is: `done` of `of`, in rows that are looked at, some of them several times. */
  readonly onProgress?: (done: number, of: number) => void;
}

export interface VerifyReport {
  /**
   * `older`: the file is of an older version of the schema, so only its structure was looked at, and
   * that is sound.
   */
  readonly outcome: 'right' | 'wrong' | 'older';
  /** Whether the outcome is `right`. */
  readonly ok: boolean;
  /** The schema version of the file. */
  readonly version: number;
  /** Rows of the audit trail, sales and Z reports that were looked at. */
  readonly rows: number;
  readonly sales: number;
  readonly zReports: number;
  /** Issued sales from before there was an audit trail: nothing vouches for them. */
  readonly before: number;
  readonly seconds: number;
  readonly auditHead: AuditHead;
  /** The first is the first that is wrong; at most {@link MOST_PROBLEMS}. */
  readonly problems: readonly Finding[];
  /** How many there are in all. */
  readonly found: number;
}

export const MOST_PROBLEMS = 100;

/** Collects what is wrong: all of it is counted, the first hundred are named. */
export class Findings {
  readonly problems: Finding[] = [];
  found = 0;

  add(rule: VerifyRule, table: string, row: number | null, facts: Finding['facts'] = {}): void {
    this.found += 1;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ rule, table, row, facts });
  }
}
