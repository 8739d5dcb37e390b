import { z } from 'zod';
import { heldSale, saleDraft } from './held-shapes.ts';
import { acts, looks } from './procedure.ts';

const heldId = z.strictObject({ id: z.uuid() });

/** Sales that wait for their customers. */
export const heldProcedures = {
  /** The one that has waited longest first. */
  'held.list': looks('sell', z.strictObject({}), z.array(heldSale)),
  /** Puts a sale aside. The same `id` again is the same sale. */
  'held.put': acts('sell', heldId.extend({ draft: saleDraft }), z.array(heldSale)),
  /** Takes one up again: it waits no longer. */
  'held.take': acts('sell', heldId, heldSale),
  /** Gives one up: its customer does not come back. */
  'held.drop': acts('sell', heldId, z.array(heldSale)),
} as const;
