import { z } from 'zod';
import { LARGEST_TRANSFER } from '../sts/transfer-amount.ts';
import { acts } from './procedure.ts';
import { id, sale } from './shapes.ts';
import { reason } from './shift-shapes.ts';

/** Tokens that nobody pays for. Why, and who approved, is kept; the same `requestId` is the same token. */
export const giveProcedures = {
  /** Gives units to a meter: a free issue. */
  'sale.freeIssue': acts(
    'give-units',
    z.strictObject({
      requestId: z.uuid(),
      meterId: id,
      /** Steps of 0.1 unit; the token gives the next amount that can be written, never less. */
      steps: z.int().min(1).max(LARGEST_TRANSFER),
      reason,
    }),
    sale,
  ),
  /**
   * Makes the token of a sale once more, for the meter as it is now or for the one that took its place.
   * The first token stays what it is.
   */
  'sale.replace': acts(
    'give-units',
    z.strictObject({ requestId: z.uuid(), saleId: id, reason }),
    sale,
  ),
} as const;
