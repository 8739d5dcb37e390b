import type { MeterSum } from '../ledger/report-sums.ts';
import type { Translate } from '../messages.ts';
import { groupsOfFour } from '../printing/format.ts';
import { unitFields } from './amount-fields.ts';
import { add, type Draft, type Field, grouped, tabulate, total } from './draft.ts';

/** What each meter bought, those that paid most first; one that was moved has a row for each customer. */
export function meters(t: Translate, sums: readonly MeterSum[]): Draft {
  return buyers(t, sums, 'meter', [
    { name: 'meter', kind: 'text', of: ([{ drn }]) => groupsOfFour(drn).join(' ') },
    customer(t),
  ]);
}

/** What each customer bought on all of their meters, those who paid most first. */
export function customers(t: Translate, sums: readonly MeterSum[]): Draft {
  return buyers(t, sums, 'customer', [
    customer(t),
    {
      name: 'meters',
      kind: 'count',
      of: (group) => new Set(group.map(({ meterId }) => meterId)).size,
    },
  ]);
}

type Group = readonly [MeterSum, ...MeterSum[]];

function buyers(
  t: Translate,
  sums: readonly MeterSum[],
  who: 'meter' | 'customer',
  names: readonly Field<Group>[],
): Draft {
  const isOfMeters = who === 'meter';
  const keyOf = ({ meterId, customerId }: MeterSum) =>
    isOfMeters ? `${meterId} ${customerId}` : `${customerId}`;
  const paid = (group: Group) => add(group, (sum) => sum.paid);
  // Added up once each: there may be as many as there are meters.
  const groups = grouped(sums, keyOf)
    .map((group) => ({ group, amount: paid(group) }))
    .toSorted((one, other) => other.amount - one.amount)
    .map(({ group }): Group => group);
  const fields: Field<Group>[] = [
    ...names,
    { name: 'tokens', kind: 'count', of: (group) => add(group, ({ sales }) => sales) },
    ...unitFields<Group>(sums, (group, resource) =>
      add(
        group.filter((sum) => sum.resource === resource),
        ({ steps }) => steps,
      ),
    ),
    {
      name: 'debt',
      kind: 'money',
      of: (group) => add(group, ({ debt }) => debt),
      ifUsed: true,
    },
    { name: 'paid', kind: 'money', of: paid },
  ];
  const all = new Set(sums.map((sum) => (isOfMeters ? sum.meterId : sum.customerId))).size;
  const drill = ([{ meterId, customerId }]: Group) =>
    isOfMeters ? { meterId, customerId } : { customerId };
  return {
    ...tabulate(t, groups, fields, { drill }),
    totals: [
      total(t, isOfMeters ? 'meters' : 'customers', 'count', all),
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

function customer(t: Translate): Field<Group> {
  return {
    name: 'customer',
    kind: 'text',
    of: ([{ customerName }]) => customerName || t('reports.nameless'),
  };
}
