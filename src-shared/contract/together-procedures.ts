import { z } from 'zod';
import { paymentParts, salePayment } from './payment.ts';
import { quote } from './pricing-shapes.ts';
import { acts, asks } from './procedure.ts';
import { id } from './shapes.ts';
import { linesTogether, togetherSold, wantedTogether } from './together-shapes.ts';

/** Several meters that are paid for at once. */
export const togetherProcedures = {
  /** A price for each line, as it is when those before it are sold. */
  'sale.quoteTogether': asks('sell', z.strictObject({ lines: wantedTogether }), z.array(quote)),
  /**
   * Sells all of it or opens none: what is refused names its meter. The same `basket` always answers with
   * the same sales, as `requestId` does with the same sale.
   */
  'sale.sellTogether': acts(
    'sell',
    z.strictObject({
      basket: z.uuid(),
      lines: linesTogether,
      payment: salePayment.default('cash'),
      /** Of a mixed payment; they sum to what is paid for all. */
      parts: paymentParts.default([]),
    }),
    togetherSold,
  ),
  /** What a sale was paid for together with, itself among it. Refused for one that was paid alone. */
  'sales.together': asks('see-sales', z.strictObject({ saleId: id }), togetherSold),
} as const;
