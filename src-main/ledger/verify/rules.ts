import { MOST_TOGETHER } from '../../../src-shared/most-together.ts';
import type { Ledger } from '../open.ts';
import { PRICE_RULES } from './price-rules.ts';
import type { Progress } from './progress.ts';
import type { Findings, Rule } from './report.ts';

/** Nothing is ever deleted from these, so their keys have no gaps. */
const WITHOUT_GAPS = [
  ['operator', 'id'],
  ['shift', 'id'],
  ['sale', 'id'],
  ['refund', 'id'],
  ['cash_movement', 'id'],
  ['shift_count', 'id'],
  ['deposit_movement', 'id'],
  ['debt', 'id'],
  ['debt_movement', 'id'],
  ['licence_load', 'id'],
  ['key_load', 'id'],
  ['z_report', 'number'],
] as const;

const RULES: readonly Rule[] = [
  ...WITHOUT_GAPS.map(([table, key]): Rule => {
    const rule = table === 'z_report' ? 'z.gap' : 'row.gap';
    return { rule, table, wrongRows: firstMissing(table, key) };
  }),
  {
    rule: 'shift.running',
    table: 'shift',
    wrongRows: `SELECT id FROM shift WHERE state <> 'closed' ORDER BY id LIMIT -1 OFFSET 1`,
  },
  {
    rule: 'shift.report',
    table: 'shift',
    wrongRows: `SELECT id FROM shift WHERE (state = 'closed') <>
                  EXISTS (SELECT 1 FROM z_report WHERE shift_id = shift.id) ORDER BY id`,
  },
  {
    rule: 'shift.range',
    table: 'shift',
    wrongRows: `SELECT id FROM
                  (SELECT id, after_sale < lag(after_sale) OVER (ORDER BY id) AS fell FROM shift)
                WHERE fell`,
  },
  {
    rule: 'sale.state',
    table: 'sale',
    wrongRows: `SELECT id FROM sale WHERE (state IN ('issued', 'refused')) <> (closed_at IS NOT NULL)
                  OR (tid IS NULL AND state <> 'refused')
                  OR (state = 'issued') <> (module_id IS NOT NULL)
                  OR (state = 'issued' AND problem IS NOT NULL)
                  OR (state IN ('asked', 'refused') AND problem IS NULL)
                ORDER BY id`,
  },
  {
    rule: 'sale.sum',
    table: 'sale',
    wrongRows: `SELECT id FROM sale WHERE paid <> energy + fixed_charge + service_fee + debt + tax
                  OR min(energy, fixed_charge, service_fee, debt, tax) < 0 ORDER BY id`,
  },
  {
    // Two kinds or more that sum to what was paid, or none.
    rule: 'sale.parts',
    table: 'sale',
    wrongRows: `SELECT sale.id FROM sale
                LEFT JOIN (SELECT sale_id, count(*) AS kinds, sum(amount) AS whole FROM sale_payment
                           GROUP BY sale_id) AS parts ON parts.sale_id = sale.id
                WHERE iif(payment = 'mixed', kinds IS NULL OR kinds < 2 OR whole <> paid,
                          kinds IS NOT NULL)
                ORDER BY sale.id`,
  },
  {
    rule: 'sale.tid-order',
    table: 'sale',
    wrongRows: `SELECT id FROM
                  (SELECT id, tid, lag(id) OVER of_meter AS id_before, lag(tid) OVER of_meter AS tid_before
                   FROM sale WHERE tid IS NOT NULL
                   WINDOW of_meter AS (PARTITION BY meter_id, base_date ORDER BY tid))
                WHERE id < id_before OR tid = tid_before`,
  },
  {
    // Sales of one shift lie between its first and the first of the next.
    rule: 'sale.shift',
    table: 'sale',
    wrongRows: `WITH span AS MATERIALIZED
                  (SELECT id, after_sale, lead(after_sale) OVER (ORDER BY id) AS up_to FROM shift)
                SELECT sale.id FROM sale LEFT JOIN span ON span.id = sale.shift_id
                WHERE sale.id <= span.after_sale OR sale.id > span.up_to
                  OR (sale.shift_id IS NULL AND sale.id > (SELECT min(after_sale) FROM shift))
                ORDER BY sale.id`,
  },
  {
    // What was paid for together was opened in one commit: by one person, at one moment, a meter once.
    rule: 'sale.basket',
    table: 'sale',
    wrongRows: `SELECT min(id) FROM sale WHERE basket IS NOT NULL GROUP BY basket
                HAVING count(*) NOT BETWEEN 2 AND ${MOST_TOGETHER} OR max(id) - min(id) >= count(*)
                  OR count(DISTINCT meter_id) < count(*) OR min(opened_at) < max(opened_at)
                  OR min(operator_id) < max(operator_id) OR min(shift_id) IS NOT max(shift_id)
                  OR min(kind) <> 'sale' OR max(kind) <> 'sale'
                ORDER BY 1`,
  },
  {
    // A token is replaced once; what a module refused replaced nothing.
    rule: 'sale.replaced',
    table: 'sale',
    wrongRows: `SELECT max(id) FROM sale WHERE replaces IS NOT NULL AND state <> 'refused'
                GROUP BY replaces HAVING count(*) > 1 OR max(id) <= replaces ORDER BY 1`,
  },
  {
    rule: 'sale.refunds',
    table: 'sale',
    wrongRows: `SELECT sale.id FROM (SELECT sale_id, sum(amount) AS given FROM refund GROUP BY sale_id)
                JOIN sale ON sale.id = sale_id WHERE given > paid OR state <> 'issued'`,
  },
  ...PRICE_RULES,
  {
    rule: 'token.count',
    table: 'sale',
    wrongRows: `SELECT id FROM sale WHERE (state = 'issued') <>
                  EXISTS (SELECT 1 FROM token WHERE sale_id = sale.id AND sequence = 1)
                UNION SELECT sale_id FROM token WHERE sequence <> 1`,
  },
];

/** What each table has to keep to for itself, and with those it refers to. */
export function checkRules(ledger: Ledger, findings: Findings, progress: Progress): void {
  const sales = Number(ledger.prepare('SELECT count(*) FROM sale').pluck().get());
  for (const { rule, table, wrongRows } of RULES) {
    const rows = ledger.prepare<[], number>(wrongRows).pluck();
    for (const row of rows.iterate()) findings.add(rule, table, row);
    if (table === 'sale') progress.add(sales);
  }
}

/** How many of the rules read all sales. */
export const RULES_OF_SALES = RULES.filter(({ table }) => table === 'sale').length;

function firstMissing(table: string, key: string): string {
  return `SELECT place FROM (SELECT ${key}, row_number() OVER (ORDER BY ${key}) AS place FROM ${table})
          WHERE ${key} <> place LIMIT 1`;
}
