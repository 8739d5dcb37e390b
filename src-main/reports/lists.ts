import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import { RESOURCES } from '../../src-shared/resource.ts';
import type { Counts } from '../ledger/deposits.ts';
import type { DepositRow, ListedSale, RefundRow } from '../ledger/report-lists.ts';
import type { PartSum } from '../ledger/report-sums.ts';
import type { Translate } from '../messages.ts';
import { groupsOfFour } from '../printing/format.ts';
import { receiptNumber } from '../vending/find.ts';
import { unitFields } from './amount-fields.ts';
import { add, type ColumnName, type Draft, type Field, tabulate, total } from './draft.ts';

/**
 * Sales one by one, the latest first: a meter's or a customer's history among them.
 *
 * @param sums of all sales there are: `rows` may be the first of them
 */
export function sales(t: Translate, rows: readonly ListedSale[], sums: readonly PartSum[]): Draft {
  const inAll = add(sums, (sum) => sum.sales);
  const fields: Field<ListedSale>[] = [
    ...places(t),
    { name: 'kind', kind: 'text', of: ({ kind }) => kindOf(t, kind) },
    { name: 'operator', kind: 'text', of: ({ operatorName }) => operatorName },
    { name: 'tariff', kind: 'text', of: ({ tariffName }) => tariffName },
    ...unitFields<ListedSale>(rows, (row, resource) => (row.resource === resource ? row.steps : 0)),
    { name: 'debt', kind: 'money', of: ({ debt }) => debt, ifUsed: true },
    { name: 'tax', kind: 'money', of: ({ tax }) => tax, ifUsed: true },
    { name: 'paid', kind: 'money', of: ({ paid }) => paid },
    { name: 'refunded', kind: 'money', of: ({ refunded }) => 0 - refunded, ifUsed: true },
  ];
  const table = tabulate(t, rows, fields, { drill: only });
  return {
    ...table,
    rowsInAll: inAll,
    sum: rows.length < inAll ? null : table.sum,
    totals: [
      total(t, 'tokens', 'count', inAll),
      total(
        t,
        'paid',
        'money',
        add(sums, (sum) => sum.paid),
      ),
    ],
    chart: null,
    notes: [],
  };
}

/** What was given and not sold: free issues and replacements. */
export function free(t: Translate, rows: readonly ListedSale[]): Draft {
  const fields: Field<ListedSale>[] = [
    ...places(t),
    { name: 'kind', kind: 'text', of: ({ kind }) => kindOf(t, kind) },
    ...unitFields<ListedSale>(rows, (row, resource) => (row.resource === resource ? row.steps : 0)),
    { name: 'reason', kind: 'text', of: ({ reason }) => reason },
    { name: 'operator', kind: 'text', of: ({ operatorName }) => operatorName },
    { name: 'approved', kind: 'text', of: ({ approvedBy }) => approvedBy, ifUsed: true },
  ];
  return {
    ...tabulate(t, rows, fields, { drill: only }),
    totals: [
      total(t, 'given', 'count', rows.length),
      ...RESOURCES.flatMap((resource) => {
        const own = rows.filter((row) => row.resource === resource);
        const steps = add(own, (row) => row.steps);
        return own.length > 0 ? [total(t, `units.${resource}`, 'steps', steps, resource)] : [];
      }),
    ],
    chart: null,
    notes: [t('reports.note.free')],
  };
}

/** Money that was given back, in the order it was. */
export function refunds(t: Translate, rows: readonly RefundRow[]): Draft {
  const fields: Field<RefundRow>[] = [
    { name: 'at', kind: 'instant', of: ({ at }) => new Date(at).toISOString() },
    { name: 'receipt', kind: 'text', of: ({ saleId }) => receiptNumber(saleId) },
    { name: 'customer', kind: 'text', of: ({ customerName }) => customerName },
    { name: 'meter', kind: 'text', of: ({ drn }) => groupsOfFour(drn).join(' ') },
    { name: 'payment', kind: 'text', of: ({ payment }) => t(`receipt.payments.${payment}`) },
    { name: 'refunded', kind: 'money', of: ({ amount }) => amount },
    { name: 'reason', kind: 'text', of: ({ reason }) => reason },
    { name: 'operator', kind: 'text', of: ({ operatorName }) => operatorName },
    { name: 'approved', kind: 'text', of: ({ approvedBy }) => approvedBy, ifUsed: true },
  ];
  return {
    ...tabulate(t, rows, fields, { drill: ({ saleId }) => ({ saleId }) }),
    totals: [
      total(t, 'refunds', 'count', rows.length),
      total(
        t,
        'refunded',
        'money',
        add(rows, ({ amount }) => amount),
      ),
    ],
    chart: null,
    notes: [t('reports.note.refunds')],
  };
}

/** What the deposit with the utility came to, from its beginning balance to its end. */
export function deposits(
  t: Translate,
  counts: Counts,
  before: number,
  rows: readonly DepositRow[],
): Draft {
  const kind = counts;
  const resource = counts === 'money' ? null : 'electricity';
  let balance = before;
  const lines = rows.map((row) => {
    balance += row.amount;
    return { ...row, balance };
  });
  const sumOf = (of: DepositRow['kind']) =>
    add(
      rows.filter((row) => row.kind === of),
      ({ amount }) => amount,
    );
  type Line = (typeof lines)[number];
  const field = (name: ColumnName, of: (row: Line) => number, noSum: boolean): Field<Line> => ({
    ...{ name, kind, of, noSum },
    ...(resource ? { resource } : {}),
  });
  const number = (name: ColumnName, value: number) => total(t, name, kind, value, resource);
  return {
    ...tabulate<Line>(t, lines, [
      { name: 'at', kind: 'instant', of: ({ at }) => new Date(at).toISOString() },
      { name: 'movement', kind: 'text', of: (row) => t(`reports.deposit.${row.kind}`) },
      { name: 'note', kind: 'text', of: ({ note }) => note, ifUsed: true },
      field('amount', ({ amount }) => amount, false),
      field('balance', (row) => row.balance, true),
      { name: 'operator', kind: 'text', of: ({ operatorName }) => operatorName },
      { name: 'approved', kind: 'text', of: ({ approvedBy }) => approvedBy, ifUsed: true },
    ]),
    totals: [
      number('balance-before', before),
      number('top-ups', sumOf('top-up')),
      number('sold-of-it', sumOf('sold')),
      number('balance-after', balance),
    ],
    chart: null,
    notes: [t('reports.note.deposits')],
  };
}

function places(t: Translate): Field<ListedSale>[] {
  return [
    { name: 'at', kind: 'instant', of: ({ at }) => new Date(at).toISOString() },
    { name: 'receipt', kind: 'text', of: ({ id }) => receiptNumber(id) },
    {
      name: 'customer',
      kind: 'text',
      of: ({ customerName }) => customerName || t('reports.nameless'),
    },
    { name: 'meter', kind: 'text', of: ({ drn }) => groupsOfFour(drn).join(' ') },
  ];
}

function kindOf(t: Translate, kind: ListedSale['kind']): string {
  return t(`reports.kind.${kind}`);
}

function only({ id }: ListedSale): SaleFilter {
  return { saleId: id };
}
