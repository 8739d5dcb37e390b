import type { Rule } from './report.ts';

/** The parts of a price, and the lines that each is the sum of. Free units cost nothing. */
const PARTS = {
  energy: 'energy',
  fixed_charge: 'fixed-charge',
  service_fee: 'service-fee',
  debt: 'debt',
  tax: 'tax',
} as const;

const SUMS = Object.entries(PARTS)
  .map(
    ([column, kind]) =>
      `coalesce(sum(line.value ->> 'amount') FILTER (WHERE line.value ->> 'kind' = '${kind}'), 0) <> ${column}`,
  )
  .join(' OR ');

/** What a sale has from the time on when its lines are written down; the digest of one without is not of it. */
const NOT_WITHOUT_LINES = `kind <> 'sale' OR free_steps > 0 OR
  coalesce(charged_until, basket, reason, approved_by, replaces) IS NOT NULL`;

/** An issued sale has a line for exactly what was taken of the debt, at the time when it was opened. */
const LINE_OF_MOVEMENT = `
  SELECT 1 FROM sale, json_each(sale.lines) AS line
  WHERE sale.id = moved.sale_id AND sale.state = 'issued' AND line.value ->> 'kind' = 'debt'
    AND line.value ->> 'debtId' = moved.debt_id AND line.value ->> 'amount' = -moved.amount
    AND moved.at = sale.opened_at`;

/** What the lines of sales, their tariffs and the debts they took from have to keep to. */
export const PRICE_RULES: readonly Rule[] = [
  {
    // Sales from before lines were written down have none: theirs follow from the columns.
    rule: 'sale.lines',
    table: 'sale',
    wrongRows: `SELECT id FROM sale WHERE lines IS NOT NULL AND (NOT json_valid(lines)
                    OR (SELECT ${SUMS} OR coalesce(sum(line.value ->> 'amount'), 0) <> paid
                        FROM json_each(iif(json_valid(lines), lines, '[]')) AS line))
                  OR lines IS NULL AND (${NOT_WITHOUT_LINES})
                ORDER BY id`,
  },
  {
    rule: 'sale.resource',
    table: 'sale',
    wrongRows: `SELECT sale.id FROM sale
                JOIN tariff_version AS version ON version.id = sale.tariff_version_id
                WHERE sale.resource <> version.resource ORDER BY sale.id`,
  },
  {
    rule: 'debt.balance',
    table: 'debt_movement',
    wrongRows: `SELECT id FROM
                  (SELECT id, sum(amount) OVER (PARTITION BY debt_id ORDER BY id) AS balance
                   FROM debt_movement)
                WHERE balance < 0 ORDER BY id`,
  },
  {
    rule: 'debt.taken',
    table: 'sale',
    wrongRows: `SELECT sale_id FROM debt_movement AS moved
                WHERE kind = 'taken' AND NOT EXISTS (${LINE_OF_MOVEMENT})
                UNION
                SELECT id FROM sale WHERE debt > 0 AND state = 'issued' AND debt <>
                  (SELECT coalesce(-sum(amount), 0) FROM debt_movement
                   WHERE sale_id = sale.id AND kind = 'taken')`,
  },
  {
    // Owed again where all the money of the sale was given back, and nowhere else.
    rule: 'debt.given-back',
    table: 'debt_movement',
    wrongRows: `SELECT taken.id FROM debt_movement AS taken
                JOIN sale ON sale.id = taken.sale_id
                LEFT JOIN debt_movement AS back ON back.sale_id = taken.sale_id
                  AND back.debt_id = taken.debt_id AND back.kind = 'given-back'
                WHERE taken.kind = 'taken' AND coalesce(back.amount, 0) <> iif(
                  sale.paid = (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id),
                  -taken.amount, 0)
                UNION
                SELECT back.id FROM debt_movement AS back
                LEFT JOIN debt_movement AS taken ON taken.sale_id = back.sale_id
                  AND taken.debt_id = back.debt_id AND taken.kind = 'taken'
                WHERE back.kind = 'given-back' AND taken.id IS NULL`,
  },
];
