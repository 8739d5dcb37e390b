import { z } from 'zod';
import { LONGEST_PASTE } from '../pasted.ts';
import { failureShape, id, instant } from './shapes.ts';

/* Licences of the security module: transactions to spend, bought from its maker. */

/** A day in UTC, e.g. `2027-11-30`. */
const day = z.iso.date();
/** SHA-256, 64 hex digits. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** A whole mail as it was pasted. */
export const pastedText = z.string().max(LONGEST_PASTE);

/** What a licence says of itself; null where it cannot be read from it. */
const licenceFacts = z.object({
  licenceId: z.string().nullable(),
  /** The module it was made for. */
  moduleId: z.string().nullable(),
  transactions: z.int().min(0).nullable(),
  /** Nothing is counted down until it expires. */
  unlimited: z.boolean(),
  expiresOn: day.nullable(),
  warrantyUntil: day.nullable(),
  renewalMonth: z.int().min(1).max(12).nullable(),
});

/** What was recognised in a pasted text, before anything is sent. */
export const licenceReading = licenceFacts.extend({
  digest,
  /** Characters of the certificate. */
  length: z.int().min(1),
  connectedModuleId: z.string().nullable(),
  transactionsLeft: z.int().min(0).nullable(),
  /** Why the module would refuse it, as far as that can be seen from here. */
  problem: failureShape.nullable(),
});
export type LicenceReading = z.infer<typeof licenceReading>;

/** A licence that was sent to a module. */
export const licenceLoad = licenceFacts.extend({
  id,
  /** `asked`: whether the module took it is not known yet. */
  state: z.enum(['asked', 'loaded', 'refused']),
  at: instant,
  operatorName: z.string(),
  /** The module it was sent to. */
  moduleId: z.string(),
  digest,
  counterBefore: z.int().min(0),
  counterAfter: z.int().min(0).nullable(),
  /** What came on top of the licence's own transactions; null where it cannot be told. */
  reissued: z.int().min(0).nullable(),
  problem: failureShape.nullable(),
});
export type LicenceLoad = z.infer<typeof licenceLoad>;
