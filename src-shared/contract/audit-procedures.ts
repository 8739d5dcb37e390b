import { z } from 'zod';
import { auditEntry, verifyResult } from './audit-shapes.ts';
import { acts, asks } from './procedure.ts';
import { id } from './shapes.ts';

/** What was done here and by whom, and whether the ledger is what it was. */
export const auditProcedures = {
  /**
   * The latest first. Each word of `text` is looked for in what was done, by whom and to what. `next` is
   * where to go on from, null at the end: a search of a long trail stops on its way, even with nothing yet.
   */
  'audit.list': asks(
    'see-audit',
    z.strictObject({
      text: z.string().max(100),
      before: id.nullable(),
      limit: z.int().min(1).max(200),
    }),
    z.object({ entries: z.array(auditEntry), next: id.nullable() }),
  ),
  /** Checks a copy of the whole ledger beside the selling; the event `verify` tells how far it is. */
  'audit.verify': acts('see-audit', z.strictObject({}), verifyResult),
} as const;
