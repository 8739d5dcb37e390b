import type {
  Cell,
  ReportColumn,
  ReportDocument,
  ReportRow,
  ReportTotal,
  SaleFilter,
} from '../../src-shared/contract/report-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import type { Translate } from '../messages.ts';

/** What a report says, before it is said which it is and of what. */
export type Draft = Table & Pick<ReportDocument, 'totals' | 'chart' | 'notes'>;

interface Table extends Pick<ReportDocument, 'columns' | 'rows' | 'sum'> {
  /** How many rows there are, here or not. */
  readonly rowsInAll: number;
}

/** The keys below `reports.column`. */
export type ColumnName =
  | 'hour'
  | 'day'
  | 'month'
  | 'at'
  | 'receipt'
  | 'customer'
  | 'customers'
  | 'meter'
  | 'meters'
  | 'operator'
  | 'approved'
  | 'payment'
  | 'tariff'
  | 'resource'
  | 'block'
  | 'price'
  | 'rate'
  | 'base'
  | 'tax-name'
  | 'debt-name'
  | 'debt-kind'
  | 'debt-left'
  | 'collected'
  | 'arrears'
  | 'auxiliary'
  | 'kind'
  | 'reason'
  | 'movement'
  | 'note'
  | 'what'
  | 'sales'
  | 'tokens'
  | 'given'
  | 'refunds'
  | `units.${Resource}`
  | 'energy'
  | 'fixed-charge'
  | 'service-fee'
  | 'debt'
  | 'tax'
  | 'taken'
  | 'paid'
  | 'refunded'
  | 'net'
  | 'amount'
  | 'balance'
  | 'balance-before'
  | 'balance-after'
  | 'top-ups'
  | 'sold-of-it'
  | `owed.${'utility' | 'tax-office' | 'vendor'}`;

/** One column of a table: what it is called, and what stands in it. */
export interface Field<Row> {
  readonly name: ColumnName;
  readonly kind: ReportColumn['kind'];
  readonly resource?: Resource;
  readonly of: (row: Row) => Cell;
  /** Left out where every row has nothing, or 0, in it. */
  readonly ifUsed?: boolean;
  /** Where adding up says nothing. */
  readonly noSum?: boolean;
}

/** What can be added up. */
const SUMMED: readonly ReportColumn['kind'][] = ['money', 'steps', 'count'];

const NOTHING: readonly Cell[] = [null, '', 0];

interface Look<Row> {
  readonly look?: (row: Row) => ReportRow['look'];
  readonly drill?: (row: Row) => SaleFilter | null;
}

/** A table of rows. Columns that say nothing are left out. */
export function tabulate<Row>(
  t: Translate,
  rows: readonly Row[],
  fields: readonly Field<Row>[],
  { look, drill }: Look<Row> = {},
): Table {
  const shown = fields.filter(
    ({ ifUsed, of }) => !ifUsed || rows.some((row) => !NOTHING.includes(of(row))),
  );
  const canBeSummed = shown.some(({ kind, noSum }) => SUMMED.includes(kind) && !noSum);
  return {
    columns: shown.map((field) => columnOf(t, field)),
    rows: rows.map((row) => ({
      look: look?.(row) ?? 'row',
      cells: shown.map(({ of }) => of(row)),
      drill: drill?.(row) ?? null,
    })),
    rowsInAll: rows.length,
    sum: canBeSummed && rows.length > 1 ? shown.map((field) => sumOf(rows, field)) : null,
  };
}

function columnOf<Row>(t: Translate, { name, kind, resource }: Field<Row>): ReportColumn {
  return { title: t(`reports.column.${name}`), kind, resource: resource ?? null };
}

function sumOf<Row>(rows: readonly Row[], { kind, of, noSum }: Field<Row>): Cell {
  if (!SUMMED.includes(kind) || noSum) return null;
  return add(rows, (row) => {
    const value = of(row);
    return typeof value === 'number' ? value : 0;
  });
}

/** A number one wants to know first. */
export function total(
  t: Translate,
  name: ColumnName,
  kind: 'money' | 'count' | 'steps',
  value: number,
  resource: Resource | null = null,
): ReportTotal {
  return { title: t(`reports.column.${name}`), kind, resource, value };
}

export function add<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** Rows with the same key, in the order their keys first came. */
export function grouped<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
): (readonly [Row, ...Row[]])[] {
  const groups = new Map<string | number, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
