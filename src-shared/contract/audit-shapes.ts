import { z } from 'zod';
import { instant } from './shapes.ts';

const count = z.int().min(0);

/** One row of the audit trail, as it is read. */
export const auditEntry = z.object({
  sequence: z.int().min(1),
  at: instant,
  /** Null for what the till did by itself, or who was nobody. */
  operatorName: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** e.g. `sale.issued`. */
  what: z.string(),
  /** The same in words. */
  sentence: z.string(),
  /** As it is written down: canonical JSON. */
  facts: z.string(),
  /** SHA-256 over this row and the hash before it, 64 hex digits. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Something in a ledger that is not as it has to be. */
export const verifyProblem = z.object({
  /** Which rule, e.g. `audit.hash`, `sale.sum`, `token.count`. */
  rule: z.string(),
  /** Where: table and row. */
  place: z.string(),
  message: z.string(),
});
export type VerifyProblem = z.infer<typeof verifyProblem>;

export const verifyResult = z.object({
  ok: z.boolean(),
  /** Rows that were looked at. */
  rows: count,
  seconds: z.number().min(0),
  /** The trail's head: the number and hash of its last row. */
  auditSequence: count,
  auditHash: z.string(),
  /** The first is the first that is wrong; at most a hundred. */
  problems: z.array(verifyProblem),
});
export type VerifyResult = z.infer<typeof verifyResult>;
