import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { ReportBooks } from '../ledger/report-books.ts';
import type { Translate } from '../messages.ts';
import { groupsOfFour } from '../printing/format.ts';
import { receiptNumber } from '../vending/find.ts';
import type { ColumnName } from './draft.ts';
import { named } from './lines.ts';
import type { ReportFormat } from './write.ts';

/** What a report is narrowed to, in words: `Served by: Mary Wambui`. */
export function onlyIn(
  filter: SaleFilter,
  { operators, meters, reportLists }: Pick<ReportBooks, 'operators' | 'meters' | 'reportLists'>,
  t: Translate,
  format: ReportFormat,
): string[] {
  const { since, until, saleId, operatorId, meterId, customerId, tariffId } = filter;
  const { resource, payment, kind, line } = filter;
  const said = (name: ColumnName, value: string | null | undefined) =>
    value === undefined ? [] : [`${t(`reports.column.${name}`)}: ${value ?? '?'}`];
  const time = (instant: string) => format.write(instant, { kind: 'instant' });
  const meter = meterId === undefined ? null : meters.get(meterId);
  return [
    ...(since === undefined ? [] : [t('reports.only.since', { time: time(since) })]),
    ...(until === undefined ? [] : [t('reports.only.until', { time: time(until) })]),
    ...said('receipt', saleId === undefined ? undefined : receiptNumber(saleId)),
    ...said(
      'operator',
      operatorId === undefined ? undefined : (operators.get(operatorId)?.name ?? null),
    ),
    ...said(
      'meter',
      meterId === undefined ? undefined : meter && groupsOfFour(meter.drn).join(' '),
    ),
    ...said(
      'customer',
      customerId === undefined
        ? meter?.customerName || undefined
        : reportLists.customer(customerId),
    ),
    ...said('tariff', tariffId === undefined ? undefined : reportLists.tariff(tariffId)),
    ...said('resource', resource && t(`reports.resource.${resource}`)),
    ...said('payment', payment && t(`receipt.payments.${payment}`)),
    ...(kind === 'given' ? [t('reports.column.given')] : []),
    ...(line ? [named(t, line)] : []),
  ];
}
