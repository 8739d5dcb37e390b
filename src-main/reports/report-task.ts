import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { ReportDocument, SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Counts } from '../ledger/deposits.ts';
import type { Refusal } from '../refusal.ts';

/* What the till asks of whoever makes its reports beside it, and what it is told. */

/** What has to be known of the till to make a report. */
export interface ReportFacts extends Pick<ShopSettings, 'name' | 'language' | 'currency'> {
  readonly currencyDigits: number;
  readonly training: boolean;
  readonly depositCounts: Counts;
  readonly madeAt: Date;
  /** '' for what is nobody's. */
  readonly madeBy: string;
}

export interface ReportFile {
  readonly fileName: string;
  readonly base64: string;
}

/** Sales of a page, and whether there are more. */
export interface SalesPage {
  readonly sales: Sale[];
  readonly more: boolean;
}

/** What can be asked for: its question, and its answer. */
export interface ReportWork {
  /** That it knows the ledger and the words: the first report is then as quick as the second. */
  readonly ready: { readonly question: object; readonly answer: object };
  readonly document: {
    readonly question: Parsed<'reports.make'> & { readonly mostRows: number };
    readonly answer: ReportDocument;
  };
  readonly csv: { readonly question: Parsed<'reports.csv'>; readonly answer: ReportFile };
  readonly pdf: { readonly question: Parsed<'reports.pdf'>; readonly answer: ReportFile };
  readonly slip: { readonly question: ReceiptDocument; readonly answer: Uint8Array };
  readonly sales: {
    readonly question: Parsed<'reports.mine'> & { readonly filter: SaleFilter };
    readonly answer: SalesPage;
  };
}

export type ReportKind = keyof ReportWork;

interface ReportTask<Kind extends ReportKind> {
  readonly id: number;
  /** The ledger's file. */
  readonly file: string;
  readonly kind: Kind;
  readonly question: ReportWork[Kind]['question'];
  readonly facts: ReportFacts;
}

export type AnyReportTask = { readonly [Kind in ReportKind]: ReportTask<Kind> }[ReportKind];

/** What a task came to. `failed`: nobody foresaw it, or the ledger cannot be read. */
export type ReportTelling = { readonly id: number } & (
  | { readonly kind: 'made'; readonly answer: ReportWork[ReportKind]['answer'] }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: Refusal['detail'] }
  | { readonly kind: 'failed'; readonly message: string; readonly sqlite: string | null }
);
