import type { RefundRow } from '../ledger/report-lists.ts';
import type { PartSum, PaymentSum } from '../ledger/report-sums.ts';
import type { Translate } from '../messages.ts';
import { amount, amounts, given, givenBack, paid, sales, sold, totals } from './amount-fields.ts';
import type { Bucket } from './calendar.ts';
import { add, type Draft, type Field, grouped, tabulate, total } from './draft.ts';
import type { Bucketed } from './gather.ts';

/** What was taken, hour by hour, day by day or month by month. */
export function takings(
  t: Translate,
  buckets: readonly Bucket[],
  sums: readonly Bucketed<PartSum>[],
  refunds: readonly RefundRow[],
): Draft {
  const lines = buckets.map((bucket) => ({
    bucket,
    sums: sums.filter((sum) => sum.bucket === bucket),
    refunds: refunds.filter(({ at }) => at >= bucket.from && at < bucket.to),
  }));
  // Hours in which nobody was there say nothing; days on which nothing was sold do.
  const isOfHours = buckets[0]?.kind === 'hour';
  const shown = isOfHours
    ? lines.filter((line) => line.sums.length + line.refunds.length > 0)
    : lines;
  const name: Field<(typeof lines)[number]> = {
    name: buckets[0]?.kind ?? 'day',
    kind: cellKindOf(buckets[0]?.kind),
    of: ({ bucket }) => bucket.name,
  };
  const table = tabulate(t, shown, [name, ...amounts(sums), ...givenBack], {
    drill: (line) =>
      line.sums.length > 0 ? { since: iso(line.bucket.from), until: iso(line.bucket.to) } : null,
  });
  return {
    ...table,
    totals: totals(t, sums, refunds),
    chart: {
      title: t(`reports.chart.${buckets[0]?.kind ?? 'day'}`),
      labels: cellKindOf(buckets[0]?.kind),
      bars: lines.map((line) => ({ label: line.bucket.name, value: add(line.sums, paid) })),
    },
    notes: [],
  };
}

/** What each person took and gave back. */
export function operators(
  t: Translate,
  sums: readonly PartSum[],
  refunds: readonly RefundRow[],
): Draft {
  const names = new Map([...sums, ...refunds].map((each) => [each.operatorId, each.operatorName]));
  const lines = [...names].map(([operatorId, operatorName]) => ({
    operatorId,
    operatorName,
    sums: sums.filter((sum) => sum.operatorId === operatorId),
    refunds: refunds.filter((refund) => refund.operatorId === operatorId),
  }));
  const byMost = lines.toSorted((one, other) => add(other.sums, paid) - add(one.sums, paid));
  const name: Field<(typeof lines)[number]> = {
    name: 'operator',
    kind: 'text',
    of: ({ operatorName }) => operatorName,
  };
  const table = tabulate(t, byMost, [name, ...amounts(sums), ...givenBack, ...given], {
    drill: ({ operatorId, sums: own }) => (own.length > 0 ? { operatorId } : null),
  });
  return {
    ...table,
    totals: totals(t, sums, refunds),
    chart: {
      title: t('reports.chart.operator'),
      labels: 'text',
      bars: byMost.map((line) => ({ label: line.operatorName, value: add(line.sums, paid) })),
    },
    notes: [],
  };
}

/** What came in by each kind of payment, and went back by it. */
export function payments(
  t: Translate,
  sums: readonly PaymentSum[],
  refunds: readonly RefundRow[],
): Draft {
  const kinds = [...new Set([...sums, ...refunds].map(({ payment }) => payment))];
  const lines = kinds.map((payment) => ({
    payment,
    sums: sums.filter((sum) => sum.payment === payment),
    refunds: refunds.filter((refund) => refund.payment === payment),
  }));
  const back = (line: (typeof lines)[number]) => add(line.refunds, amount);
  const table = tabulate<(typeof lines)[number]>(
    t,
    lines,
    [
      { name: 'payment', kind: 'text', of: ({ payment }) => t(`receipt.payments.${payment}`) },
      { name: 'sales', kind: 'count', of: (line) => add(line.sums, sales), noSum: true },
      { name: 'taken', kind: 'money', of: (line) => add(line.sums, paid) },
      { name: 'refunds', kind: 'count', of: (line) => line.refunds.length, ifUsed: true },
      { name: 'refunded', kind: 'money', of: (line) => 0 - back(line), ifUsed: true },
      { name: 'net', kind: 'money', of: (line) => add(line.sums, paid) - back(line) },
    ],
    { drill: ({ payment, sums: own }) => (own.length > 0 ? { payment, kind: 'sale' } : null) },
  );
  return {
    ...table,
    totals: [
      total(t, 'taken', 'money', add(sums, paid)),
      total(t, 'refunded', 'money', 0 - add(refunds, amount)),
      total(t, 'net', 'money', add(sums, paid) - add(refunds, amount)),
    ],
    chart: {
      title: t('reports.chart.payment'),
      labels: 'text',
      bars: lines.map((line) => ({
        label: t(`receipt.payments.${line.payment}`),
        value: add(line.sums, paid),
      })),
    },
    notes: [t('reports.note.payments')],
  };
}

/** What was sold at each tariff. */
export function tariffs(t: Translate, sums: readonly PartSum[]): Draft {
  const lines = grouped(sold(sums), (sum) => `${sum.resource} ${sum.tariffId}`).map((group) => ({
    first: group[0],
    sums: group,
    refunds: [],
  }));
  const byMost = lines.toSorted((one, other) => add(other.sums, paid) - add(one.sums, paid));
  const table = tabulate<(typeof lines)[number]>(
    t,
    byMost,
    [
      { name: 'tariff', kind: 'text', of: ({ first }) => first.tariffName },
      {
        name: 'resource',
        kind: 'text',
        of: ({ first }) => t(`reports.resource.${first.resource}`),
      },
      ...amounts(sums),
    ],
    {
      drill: ({ first }) => ({ tariffId: first.tariffId, resource: first.resource, kind: 'sale' }),
    },
  );
  return {
    ...table,
    totals: totals(t, sums, []),
    chart: {
      title: t('reports.chart.tariff'),
      labels: 'text',
      bars: byMost.map((line) => ({ label: line.first.tariffName, value: add(line.sums, paid) })),
    },
    notes: [],
  };
}

function cellKindOf(kind: Bucket['kind'] | undefined): 'text' | 'day' | 'month' {
  return kind === 'month' ? 'month' : kind === 'hour' ? 'text' : 'day';
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
