import { z } from 'zod';
import { asks } from './procedure.ts';
import { id } from './shapes.ts';
import { tokenExplanation } from './token-shapes.ts';

/** What is asked about tokens that were sold. */
export const tokenProcedures = {
  /**
   * Why a meter is likely to refuse a token: the module reads it under the keys the meter has and had,
   * which spends nothing. `meterId` null: the meter it was sold for, where one can be told.
   */
  'tokens.explain': asks(
    'sell',
    z.strictObject({ token: z.string().max(64), meterId: id.nullable() }),
    tokenExplanation,
  ),
} as const;
