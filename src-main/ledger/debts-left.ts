import { z } from 'zod';
import type { QuoteLine } from '../../src-shared/contract/pricing-shapes.ts';

const byDebt = z.record(z.string(), z.int());

/**
 * As SQL, to be joined with `sale`: what was left of each debt right after the sale took from it, JSON by
 * debt. NULL where it took from none, or has not yet.
 */
export const DEBTS_LEFT = `iif(sale.debt > 0 AND sale.state = 'issued',
  (SELECT json_group_object(taken.debt_id,
     (SELECT sum(moved.amount) FROM debt_movement AS moved
      WHERE moved.debt_id = taken.debt_id AND moved.id <= taken.id))
   FROM debt_movement AS taken WHERE taken.sale_id = sale.id AND taken.kind = 'taken'), NULL)`;

/**
 * The lines of a sale with what really was left of each debt. A price says what will be left where all that
 * was open before it comes to its token, and some of that may have been refused since.
 *
 * @param json what {@link DEBTS_LEFT} answered
 */
export function withDebtsLeft(lines: QuoteLine[], json: string | null): QuoteLine[] {
  if (json === null) return lines;
  const left = byDebt.parse(JSON.parse(json));
  return lines.map((line) =>
    line.debtId === null ? line : { ...line, left: left[line.debtId] ?? line.left },
  );
}
