import { RESOURCES, type Resource } from '../../src-shared/resource.ts';
import type { RefundRow } from '../ledger/report-lists.ts';
import type { Amounts, PartSum } from '../ledger/report-sums.ts';
import type { Translate } from '../messages.ts';
import { add, type ColumnName, type Field, total } from './draft.ts';

/** Sales that stand in one row, and what was given back beside them. */
export interface Line {
  readonly sums: readonly PartSum[];
  readonly refunds: readonly RefundRow[];
}

/** A column of steps for each resource that was sold. */
export function unitFields<Row>(
  used: readonly { readonly resource: Resource }[],
  of: (row: Row, resource: Resource) => number,
): Field<Row>[] {
  return RESOURCES.filter((resource) => used.some((sum) => sum.resource === resource)).map(
    (resource) => ({
      name: `units.${resource}`,
      kind: 'steps',
      resource,
      of: (row) => of(row, resource),
    }),
  );
}

/** Those that were paid for: what was given free is no turnover. */
export function sold<Sum extends PartSum>(sums: readonly Sum[]): Sum[] {
  return sums.filter(({ kind }) => kind === 'sale');
}

/** What was sold, and what each part of its price came to. */
export function amounts(all: readonly PartSum[]): Field<Line>[] {
  const money = (name: ColumnName, of: (sum: Amounts) => number): Field<Line> => ({
    name,
    kind: 'money',
    of: (line) => add(line.sums, of),
    ifUsed: true,
  });
  return [
    { name: 'sales', kind: 'count', of: (line) => add(sold(line.sums), sales) },
    ...unitFields<Line>(sold(all), (line, resource) =>
      add(
        sold(line.sums).filter((sum) => sum.resource === resource),
        (sum) => sum.steps,
      ),
    ),
    money('energy', (sum) => sum.energy),
    money('fixed-charge', (sum) => sum.fixedCharge),
    money('service-fee', (sum) => sum.serviceFee),
    money('debt', (sum) => sum.debt),
    money('tax', (sum) => sum.tax),
    { name: 'taken', kind: 'money', of: (line) => add(line.sums, paid) },
  ];
}

/** What went back. */
export const givenBack: readonly Field<Line>[] = [
  {
    name: 'refunded',
    kind: 'money',
    of: (line) => 0 - add(line.refunds, amount),
    ifUsed: true,
  },
];

/** How often something was given free. */
export const given: readonly Field<Line>[] = [
  {
    name: 'given',
    kind: 'count',
    of: (line) => add(line.sums, sales) - add(sold(line.sums), sales),
    ifUsed: true,
  },
];

/** What one wants to know first of sales. */
export function totals(t: Translate, sums: readonly PartSum[], refunds: readonly RefundRow[]) {
  const back = add(refunds, amount);
  const taken = add(sums, paid);
  return [
    total(t, 'taken', 'money', taken),
    total(t, 'sales', 'count', add(sold(sums), sales)),
    ...RESOURCES.flatMap((resource) => {
      const own = sold(sums).filter((sum) => sum.resource === resource);
      const steps = add(own, (sum) => sum.steps);
      return own.length > 0 ? [total(t, `units.${resource}`, 'steps', steps, resource)] : [];
    }),
    ...(back > 0
      ? [total(t, 'refunded', 'money', 0 - back), total(t, 'net', 'money', taken - back)]
      : []),
  ];
}

export const sales = (sum: { readonly sales: number }) => sum.sales;
export const paid = (sum: { readonly paid: number }) => sum.paid;
export const amount = (refund: { readonly amount: number }) => refund.amount;
