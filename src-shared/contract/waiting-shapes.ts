import { z } from 'zod';
import { id, instant } from './measures.ts';
import { printerCondition } from './printing-shapes.ts';
import { failureShape } from './shapes.ts';

/* How the printer stands, and what waits for it. */

/** How the shop's printer stands. */
export const printerState = z.object({
  /** As it was last found; null where nobody has looked, or there is none. */
  condition: printerCondition.nullable(),
  /** Why nothing can be printed; null where nothing is known to be in the way. */
  problem: failureShape.nullable(),
  /** How many slips wait for it. */
  waiting: z.int().min(0),
});
export type PrinterState = z.infer<typeof printerState>;

/** A slip that could not be printed. */
export const waitingSlip = z.object({
  id,
  kind: z.enum(['sale', 'refund', 'z-report', 'licence']),
  /** e.g. its receipt number and whose it is. */
  title: z.string(),
  since: instant,
  /** Why it is not on paper. */
  problem: failureShape,
  /** Part of it may be on paper: it will say COPY. */
  torn: z.boolean(),
  /** It is printed once the printer is back; not one that tore twice. */
  byItself: z.boolean(),
});
export type WaitingSlip = z.infer<typeof waitingSlip>;
