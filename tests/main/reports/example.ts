import { expect } from 'vitest';
import type { ReportBooks } from '../../../src-main/ledger/report-books.ts';
import { messagesIn } from '../../../src-main/messages.ts';
import { makeDraft } from '../../../src-main/reports/make.ts';
import type {
  ReportDocument,
  ReportName,
  SaleFilter,
} from '../../../src-shared/contract/report-shapes.ts';
import { reportDocument } from '../../../src-shared/contract/report-shapes.ts';
import type { Language } from '../../../src-shared/contract/shapes.ts';
import type { TestSale } from './report-ledger.ts';

const plain: TestSale = {
  at: new Date('2026-03-02T08:15:30Z'),
  operatorId: 2,
  meterId: 1,
  tariffId: 1,
  payment: 'cash',
  kind: 'sale',
  energy: [4000, 300],
  steps: [200, 10],
  freeSteps: 0,
  fixedCharge: 0,
  serviceFee: 0,
  debt: 0,
  tax: 645,
  withLines: true,
  refunded: 0,
  refundedAfterMs: 0,
};

/** Two days of a shop: blocks, water, a debt, a fee, something given free, and money given back. */
export const days: readonly TestSale[] = [
  plain,
  {
    ...plain,
    at: new Date('2026-03-02T12:30:00Z'),
    operatorId: 3,
    meterId: 2,
    tariffId: 3,
    payment: 'card',
    energy: [9000, 0],
    steps: [100, 0],
    serviceFee: 250,
    fixedCharge: 1000,
    tax: 1500,
    refunded: 1000,
    refundedAfterMs: 24 * 3_600_000,
  },
  { ...plain, at: new Date('2026-03-03T09:00:00Z'), debt: 2000, freeSteps: 500 },
  {
    ...plain,
    at: new Date('2026-03-03T09:30:00Z'),
    kind: 'free-issue',
    energy: [0, 0],
    tax: 0,
    steps: [50, 0],
  },
];

export const period = { from: '2026-03-02', to: '2026-03-03' };

/** A report as the till makes it, in a language. */
export async function documentOf(
  books: ReportBooks,
  report: ReportName,
  language: Language = 'en',
  filter: SaleFilter = {},
): Promise<ReportDocument> {
  const { t } = await messagesIn(language, 'ZAR');
  const { reportSums, reportLists } = books;
  const { rowsInAll, ...draft } = makeDraft(report, {
    ...{ reportSums, reportLists, period, filter, t },
    depositCounts: 'money',
    mostRows: 1000,
  });
  expect(rowsInAll).toBe(draft.rows.length);
  return reportDocument.parse({
    report,
    title: t(`reports.title.${report}`),
    about: t(`reports.about.${report}`),
    ...period,
    madeAt: '2026-03-04T06:00:00.000Z',
    madeBy: 'Thandi',
    shopName: "Thandi's Spaza",
    training: false,
    only: [],
    ...draft,
    leftOut: 0,
  });
}
