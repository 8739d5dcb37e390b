import { z } from 'zod';
import { MOST_TOGETHER } from '../most-together.ts';
import { id, money, steps } from './measures.ts';
import { ask } from './pricing-shapes.ts';
import { sale } from './shapes.ts';

/** One alone is a sale. */
const FEWEST_TOGETHER = 2;

const wanted = z.strictObject({ meterId: id, ask });
/** What is bought for one of several meters. */
export type Wanted = z.infer<typeof wanted>;

const line = wanted.extend({
  requestId: z.uuid(),
  /** The price that was shown. */
  expected: z.strictObject({ paid: money, steps }),
});

/** Each meter once, in the order in which what a customer owes is taken. */
export const wantedTogether = z
  .array(wanted)
  .min(FEWEST_TOGETHER)
  .max(MOST_TOGETHER)
  .refine((lines) => areDifferent(lines.map(({ meterId }) => meterId)));

export const linesTogether = z
  .array(line)
  .min(FEWEST_TOGETHER)
  .max(MOST_TOGETHER)
  .refine((lines) => areDifferent(lines.map(({ meterId }) => meterId)))
  .refine((lines) => areDifferent(lines.map(({ requestId }) => requestId)));

function areDifferent(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}

/** What became of all that was paid for together. */
export const togetherSold = z.object({
  /** In the order in which they were asked for. */
  sales: z.array(sale),
  /** Of all of them but those that were refused. */
  paid: money,
  /** Received for those that were refused. */
  giveBack: money,
  /** What was sold, what was not, and what is to be given back. */
  sentence: z.string(),
});
export type TogetherSold = z.infer<typeof togetherSold>;
