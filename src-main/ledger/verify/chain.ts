import { type AuditHead, type AuditRow, auditHash, NO_AUDIT } from '../audit.ts';
import type { Ledger } from '../open.ts';
import type { Findings } from './report.ts';

/** Rows read at a time: enough for speed, few enough for the memory. */
const CHUNK = 1000;

/** A row of the trail with its facts as values, and its hash as 64 hex digits. */
export interface TrailRow extends Omit<AuditRow, 'facts' | 'hash'> {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** A million small buffers are slow to be let go of: the hash comes as text. */
type ReadRow = Omit<AuditRow, 'hash'> & { readonly hash: string };

/**
 * Follows the audit trail from its first row to its last: no number missing, every hash right. `onRow`
 * is given each row in turn, also one that is wrong; `onRead` how many rows were read. Answers the head.
 */
export function followChain(
  ledger: Ledger,
  findings: Findings,
  onRead: (rows: number) => void,
  onRow: (row: TrailRow) => void,
): AuditHead {
  const chunk = ledger.prepare<[number, number], ReadRow>(
    `SELECT sequence, at, operator_id AS operatorId, approved_by AS approvedBy, what, facts,
            lower(hex(hash)) AS hash
     FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  );
  let head = NO_AUDIT;
  // Below the first row, and below any that a hand may have put before it.
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = chunk.all(after, CHUNK);
    if (rows.length === 0) return head;
    for (const row of rows) {
      head = followOne(row, head, findings);
      onRow({ ...row, facts: readFacts(row.facts) });
      after = row.sequence;
    }
    onRead(rows.length);
  }
}

function followOne(row: ReadRow, head: AuditHead, findings: Findings): AuditHead {
  const { sequence, hash } = row;
  if (sequence !== head.sequence + 1) {
    // With a row missing, the hash of the next cannot be right: it is told once.
    findings.add('audit.gap', 'audit', head.sequence + 1, { found: sequence });
  } else if (auditHash(row, head.hash) !== hash) {
    findings.add('audit.hash', 'audit', sequence);
  }
  // On with what is written: one wrong row is one finding.
  return { sequence, hash };
}

function readFacts(facts: string): TrailRow['facts'] {
  try {
    const read: unknown = JSON.parse(facts);
    // An object, or what a hand has put there.
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
