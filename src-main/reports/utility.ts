import type { Cell, ReportRow, SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import { RESOURCES, type Resource } from '../../src-shared/resource.ts';
import type { Counts } from '../ledger/deposits.ts';
import type { DepositRow, RefundRow } from '../ledger/report-lists.ts';
import type { PartSum } from '../ledger/report-sums.ts';
import type { Translate } from '../messages.ts';
import { sold, unitFields } from './amount-fields.ts';
import { add, type Draft, type Field, grouped, tabulate, total } from './draft.ts';
import type { LineSum } from './gather.ts';
import { drillOf, merged, named } from './lines.ts';

export interface UtilityFacts {
  readonly sums: readonly PartSum[];
  readonly lines: readonly LineSum[];
  readonly refunds: readonly RefundRow[];
  readonly deposit: {
    readonly counts: Counts;
    readonly before: number;
    readonly rows: readonly DepositRow[];
  };
}

/** A row of the statement before it is in cells. */
interface Entry {
  readonly look: ReportRow['look'];
  readonly text: string;
  /** What was sold; empty where that is no matter. */
  readonly resource: Resource | null;
  readonly basisPoints: number | null;
  readonly count: number | null;
  readonly steps: Readonly<Partial<Record<Resource, number>>>;
  readonly amount: number | null;
  readonly drill: SaleFilter | null;
}

/**
 * What is owed to whom of what was taken in a period. What goes to the utility, to the tax office and to
 * the vendor comes to exactly what was taken; beside it stands what was given free, given back, and paid
 * into the deposit.
 */
export function utility(t: Translate, facts: UtilityFacts): Draft {
  const { sums, lines } = facts;
  const taken = add(sums, ({ paid }) => paid);
  const parts = [
    part(t, 'utility', [...energy(sums), ...charges(t, lines), ...debts(t, lines)]),
    part(t, 'tax-office', taxes(t, lines)),
    part(t, 'vendor', fees(t, lines)),
  ];
  const entries = [
    ...parts.flatMap((each) => each.entries),
    entry(t('reports.column.taken'), { look: 'sum', amount: taken }),
    ...given(t, sums, lines),
    ...back(t, facts.refunds),
    ...deposit(t, facts.deposit),
  ];
  const steps: Field<Entry>[] = unitFields(
    steppedIn(entries),
    (row, resource) => row.steps[resource] ?? 0,
  );
  return {
    ...tabulate<Entry>(
      t,
      entries,
      [
        { name: 'what', kind: 'text', of: ({ text }) => text },
        {
          name: 'resource',
          kind: 'text',
          of: ({ resource }) => (resource ? t(`reports.resource.${resource}`) : ''),
          ifUsed: true,
        },
        { name: 'rate', kind: 'percent', of: ({ basisPoints }) => basisPoints, ifUsed: true },
        { name: 'tokens', kind: 'count', of: ({ count }) => count },
        ...steps.map((field) => ({ ...field, of: (row: Entry): Cell => field.of(row) || null })),
        { name: 'amount', kind: 'money', of: ({ amount }) => amount },
      ],
      { look: ({ look }) => look, drill: ({ drill }) => drill },
    ),
    // Its parts have sums of their own.
    sum: null,
    totals: [
      ...parts.map(({ who, amount }) => total(t, `owed.${who}`, 'money', amount)),
      total(t, 'taken', 'money', taken),
    ],
    chart: null,
    notes: [t('reports.note.utility'), t('reports.note.utility-refunds')],
  };
}

function energy(sums: readonly PartSum[]): Entry[] {
  const groups = grouped(sold(sums), ({ resource, tariffId }) => `${resource} ${tariffId}`);
  const ordered = groups.toSorted(([one], [other]) => placeOf(one) - placeOf(other));
  return ordered.map((group) => {
    const [{ resource, tariffId, tariffName }] = group;
    return entry(tariffName, {
      resource,
      count: add(group, ({ sales }) => sales),
      steps: { [resource]: add(group, (sum) => sum.steps - sum.freeSteps) },
      amount: add(group, (sum) => sum.energy),
      drill: { tariffId, resource, kind: 'sale' },
    });
  });
}

function charges(t: Translate, lines: readonly LineSum[]): Entry[] {
  return merged(lines, 'fixed-charge', ({ name }) => name).map((line) => lineEntry(t, line));
}

function debts(t: Translate, lines: readonly LineSum[]): Entry[] {
  // Debts have people's names behind them: the statement says what they are for, the debt report whose.
  return merged(lines, 'debt', ({ name }) => name).map((line) => ({
    ...lineEntry(t, line),
    drill: null,
  }));
}

function taxes(t: Translate, lines: readonly LineSum[]): Entry[] {
  const own = merged(lines, 'tax', ({ name, basisPoints }) => `${basisPoints} ${name}`);
  return own.map((line) => lineEntry(t, line));
}

function fees(t: Translate, lines: readonly LineSum[]): Entry[] {
  return merged(lines, 'service-fee', ({ name }) => name).map((line) => ({
    ...lineEntry(t, line),
    drill: null,
  }));
}

function lineEntry(t: Translate, line: LineSum): Entry {
  const { kind, basisPoints, sales: count, amount } = line;
  return entry(named(t, line), {
    ...{ count, amount },
    basisPoints: kind === 'tax' ? basisPoints : null,
    drill: drillOf(line, false),
  });
}

/** What somebody gets, with its sum. */
function part(t: Translate, who: 'utility' | 'tax-office' | 'vendor', rows: readonly Entry[]) {
  const amount = add(rows, (row) => row.amount ?? 0);
  const head = entry(t(`reports.owed.for.${who}`), { look: 'head' });
  const sum = entry(t('reports.owed.sum'), { look: 'sum', amount });
  return { who, amount, entries: rows.length === 0 ? [] : [head, ...rows, sum] };
}

/** What the utility's customers got and did not pay for. */
function given(t: Translate, sums: readonly PartSum[], lines: readonly LineSum[]): Entry[] {
  const free = RESOURCES.flatMap((resource) => {
    const own = lines.filter(
      (line) => line.kind === 'free-units' && line.resource === resource && line.steps > 0,
    );
    const steps = { [resource]: add(own, (line) => line.steps) };
    const count = add(own, ({ sales }) => sales);
    return own.length > 0 ? [entry(t('reports.owed.free-units'), { resource, count, steps })] : [];
  });
  const groups = grouped(
    sums.filter(({ kind }) => kind !== 'sale'),
    ({ kind, resource }) => `${kind} ${resource}`,
  );
  const rows = groups.map((group) => {
    const [{ kind, resource }] = group;
    return entry(t(`reports.kind.${kind}`), {
      resource,
      count: add(group, ({ sales }) => sales),
      steps: { [resource]: add(group, (sum) => sum.steps) },
      drill: { kind: 'given', resource },
    });
  });
  const all = [...free, ...rows];
  return all.length > 0 ? [entry(t('reports.owed.given'), { look: 'head' }), ...all] : [];
}

function back(t: Translate, refunds: readonly RefundRow[]): Entry[] {
  if (refunds.length === 0) return [];
  return [
    entry(t('reports.owed.given-back'), { look: 'head' }),
    entry(t('reports.column.refunded'), {
      count: refunds.length,
      amount: add(refunds, ({ amount }) => amount),
    }),
  ];
}

function deposit(t: Translate, { counts, before, rows }: UtilityFacts['deposit']): Entry[] {
  if (before === 0 && rows.length === 0) return [];
  type Name =
    | `reports.deposit.${DepositRow['kind']}`
    | `reports.column.balance-${'before' | 'after'}`;
  const number = (name: Name, value: number, look: Entry['look'] = 'row') =>
    entry(
      t(name),
      counts === 'money' ? { look, amount: value } : { look, steps: { electricity: value } },
    );
  const kinds = ['top-up', 'correction', 'sold'] as const;
  const moved = kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const amount = add(own, (row) => row.amount);
    return own.length > 0 ? [number(`reports.deposit.${kind}`, amount)] : [];
  });
  const after = before + add(rows, ({ amount }) => amount);
  return [
    entry(t('reports.owed.deposit'), { look: 'head' }),
    number('reports.column.balance-before', before),
    ...moved,
    number('reports.column.balance-after', after, 'sum'),
  ];
}

function entry(text: string, facts: Partial<Omit<Entry, 'text'>> = {}): Entry {
  return {
    look: 'row',
    text,
    resource: null,
    basisPoints: null,
    count: null,
    steps: {},
    amount: null,
    drill: null,
    ...facts,
  };
}

function placeOf({ resource }: PartSum): number {
  return RESOURCES.indexOf(resource);
}

function steppedIn(entries: readonly Entry[]): { resource: Resource }[] {
  return RESOURCES.filter((resource) => entries.some(({ steps }) => steps[resource])).map(
    (resource) => ({ resource }),
  );
}
