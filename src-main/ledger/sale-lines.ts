import { z } from 'zod';
import { type QuoteLine, quoteLine } from '../../src-shared/contract/pricing-shapes.ts';

/*
 * The lines of a sale's price as they are kept: JSON, without what a line has no use for, and never
 * changed.
 */

const { steps, price, basisPoints, periods, every, debtId, left, base } = quoteLine.shape;
const keptLines = z.array(
  quoteLine.extend({
    name: z.string().default(''),
    steps: steps.default(null),
    price: price.default(null),
    basisPoints: basisPoints.default(null),
    periods: periods.default(null),
    every: every.default(null),
    debtId: debtId.default(null),
    left: left.default(null),
    base: base.default(null),
  }),
);

/** @param version an alias of the sale's row of `tariff_version` */
function linesFromColumns(version: string): string {
  const { energy, charge, tax } = {
    energy: `json_object('kind', 'energy', 'amount', sale.energy, 'steps', sale.steps,
      'price', ${version}.terms ->> '$.blocks[0].price')`,
    charge: `json_object('kind', 'fixed-charge', 'amount', sale.fixed_charge,
      'name', coalesce(${version}.terms ->> '$.fixedCharges[0].name', ''))`,
    tax: `json_object('kind', 'tax', 'amount', sale.tax,
      'name', coalesce(${version}.terms ->> '$.taxes[0].name', ''),
      'basisPoints', ${version}.terms ->> '$.taxes[0].basisPoints')`,
  };
  return `'[' || ${energy} || iif(sale.fixed_charge > 0, ',' || ${charge}, '')
    || iif(sale.tax > 0, ',' || ${tax}, '') || ']'`;
}

/**
 * The lines of a sale as SQL, to be joined with `sale` and with the `tariff_version` of the sale under the
 * name given: what was written down, and what follows from the columns for sales from before that.
 */
export function saleLines(version: string): string {
  return `coalesce(sale.lines, ${linesFromColumns(version)})`;
}

/** The lines as they are kept. */
export function writeLines(lines: readonly QuoteLine[]): string {
  return JSON.stringify(lines.map(withoutUnused));
}

/** What {@link writeLines} or {@link saleLines} made. */
export function readLines(json: string): QuoteLine[] {
  return keptLines.parse(JSON.parse(json));
}

function withoutUnused(line: QuoteLine): Record<string, string | number | null> {
  const kept: Record<string, string | number | null> = { kind: line.kind, amount: line.amount };
  if (line.name !== '') kept.name = line.name;
  if (line.steps !== null) kept.steps = line.steps;
  if (line.price !== null) kept.price = line.price;
  if (line.basisPoints !== null) kept.basisPoints = line.basisPoints;
  if (line.periods !== null) kept.periods = line.periods;
  if (line.every !== null) kept.every = line.every;
  if (line.debtId !== null) kept.debtId = line.debtId;
  if (line.left !== null) kept.left = line.left;
  if (line.base !== null) kept.base = line.base;
  return kept;
}
