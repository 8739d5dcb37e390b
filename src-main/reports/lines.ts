import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { DebtOwed } from '../ledger/report-lists.ts';
import type { Translate } from '../messages.ts';
import { unitFields } from './amount-fields.ts';
import { add, type Draft, type Field, grouped, tabulate, total } from './draft.ts';
import type { LineSum } from './gather.ts';

/** What was sold at each price: a row a block of each tariff. */
export function blocks(t: Translate, lines: readonly LineSum[]): Draft {
  const energy = lines
    .filter(({ kind, steps, amount }) => isOfUnits(kind) && steps + amount > 0)
    .toSorted(
      (one, other) =>
        one.tariffName.localeCompare(other.tariffName) || (one.price ?? 0) - (other.price ?? 0),
    );
  const fields: Field<LineSum>[] = [
    { name: 'tariff', kind: 'text', of: ({ tariffName }) => tariffName },
    { name: 'resource', kind: 'text', of: ({ resource }) => t(`reports.resource.${resource}`) },
    {
      name: 'block',
      kind: 'text',
      of: (line) => named(t, line),
    },
    { name: 'price', kind: 'price', of: ({ price }) => price, ifUsed: true },
    { name: 'sales', kind: 'count', of: ({ sales }) => sales, noSum: true },
    ...unitFields<LineSum>(energy, (line, resource) =>
      line.resource === resource ? line.steps : 0,
    ),
    { name: 'energy', kind: 'money', of: ({ amount }) => amount },
  ];
  const amount = add(energy, (line) => line.amount);
  return {
    ...tabulate(t, energy, fields, { drill: (line) => drillOf(line) }),
    totals: [total(t, 'energy', 'money', amount)],
    chart: {
      title: t('reports.chart.block'),
      labels: 'text',
      bars: energy.map((line) => ({ label: line.tariffName, value: line.amount })),
    },
    notes: [t('reports.note.blocks')],
  };
}

function isOfUnits(kind: LineSum['kind']): boolean {
  return kind === 'energy' || kind === 'free-units';
}

/** What was taken for each tax, and of what. */
export function taxes(t: Translate, lines: readonly LineSum[]): Draft {
  const own = merged(
    lines,
    'tax',
    ({ name, basisPoints }) => `${basisPoints} ${name}`,
    ({ amount, base }) => amount > 0 || base > 0,
  );
  return {
    ...tabulate<LineSum>(
      t,
      own,
      [
        { name: 'tax-name', kind: 'text', of: (line) => named(t, line) },
        { name: 'rate', kind: 'percent', of: ({ basisPoints }) => basisPoints },
        { name: 'sales', kind: 'count', of: ({ sales }) => sales, noSum: true },
        // Two taxes may be on the same.
        { name: 'base', kind: 'money', of: ({ base }) => base, noSum: true },
        { name: 'tax', kind: 'money', of: ({ amount }) => amount },
      ],
      { drill: (line) => drillOf(line, false) },
    ),
    totals: [
      total(
        t,
        'tax',
        'money',
        add(own, (line) => line.amount),
      ),
    ],
    chart: null,
    notes: [t('reports.note.taxes')],
  };
}

/** What was collected of each debt. */
export function debts(
  t: Translate,
  lines: readonly LineSum[],
  debtOf: (debtId: number) => DebtOwed | null,
): Draft {
  const own = merged(lines, 'debt', ({ debtId, name }) => `${debtId} ${name}`)
    .map((line) => ({ line, debt: line.debtId === null ? null : debtOf(line.debtId) }))
    .toSorted((one, other) => other.line.amount - one.line.amount);
  const collected = (kind: DebtOwed['kind']) =>
    add(
      own.filter(({ debt }) => debt?.kind === kind),
      ({ line }) => line.amount,
    );
  return {
    ...tabulate<(typeof own)[number]>(
      t,
      own,
      [
        { name: 'customer', kind: 'text', of: ({ debt }) => debt?.customerName ?? '' },
        { name: 'debt-name', kind: 'text', of: ({ line }) => named(t, line) },
        {
          name: 'debt-kind',
          kind: 'text',
          of: ({ debt }) => (debt ? t(`reports.debt.${debt.kind}`) : ''),
        },
        { name: 'sales', kind: 'count', of: ({ line }) => line.sales },
        { name: 'collected', kind: 'money', of: ({ line }) => line.amount },
        { name: 'debt-left', kind: 'money', of: ({ debt }) => debt?.left ?? null },
      ],
      { drill: ({ line }) => drillOf(line, false) },
    ),
    totals: [
      total(
        t,
        'collected',
        'money',
        add(own, ({ line }) => line.amount),
      ),
      total(t, 'arrears', 'money', collected('arrears')),
      total(t, 'auxiliary', 'money', collected('auxiliary')),
    ],
    chart: null,
    notes: [t('reports.note.debts')],
  };
}

/** The sums of one kind of line, whatever the tariff, unless the key says otherwise. */
export function merged(
  lines: readonly LineSum[],
  kind: LineSum['kind'],
  keyOf: (line: LineSum) => string,
  counts: (line: LineSum) => boolean = ({ amount }) => amount > 0,
): LineSum[] {
  const own = lines.filter((line) => line.kind === kind && counts(line));
  return grouped(own, keyOf).map((group) => ({
    ...group[0],
    sales: add(group, ({ sales }) => sales),
    amount: add(group, ({ amount }) => amount),
    steps: add(group, ({ steps }) => steps),
    base: add(group, ({ base }) => base),
  }));
}

/** The sales with such a line, at its tariff or at any. */
export function drillOf(
  { kind, name, price, basisPoints, debtId, tariffId, resource }: LineSum,
  atTariff = true,
): SaleFilter {
  const line = { kind, name, price, basisPoints, debtId };
  return atTariff ? { tariffId, resource, line } : { line };
}

/** What the owner called it, or else what it is. */
export function named(t: Translate, { kind, name }: Pick<LineSum, 'kind' | 'name'>): string {
  return name === '' ? t(`reports.line.${kind}`) : name;
}
