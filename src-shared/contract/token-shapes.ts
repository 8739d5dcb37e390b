import { z } from 'zod';
import { failureShape, id, instant, meter } from './shapes.ts';

/** A token this till sold. */
const soldToken = z.object({
  saleId: id,
  receiptNumber: z.string(),
  at: instant,
  digits: z.string().regex(/^\d{20}$/),
  drn: z.string(),
  customerName: z.string(),
});
export type SoldToken = z.infer<typeof soldToken>;

/** Why a meter is likely to refuse a token. */
export const tokenExplanation = z.object({
  /** The digits that were asked about. */
  digits: z.string().regex(/^\d{20}$/),
  /** What is likely, and what to do: a code of `explain.*` with its sentences. */
  cause: failureShape,
  /** The meter it was looked at for; null where nobody can tell which it is meant for. */
  meter: meter.nullable(),
  /** The sale whose token it is, or most likely should have been. */
  sold: soldToken.nullable(),
  /** Places of the digits that are others than on that sale's slip, from 0. */
  wrongDigits: z.array(z.int().min(0).max(19)),
  /** A newer token of the same meter. */
  newer: soldToken.nullable(),
});
export type TokenExplanation = z.infer<typeof tokenExplanation>;
