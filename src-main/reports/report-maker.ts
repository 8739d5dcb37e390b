import type { Parsed } from '../../src-shared/contract/procedures.ts';
import {
  type ReportDocument,
  type ReportLine,
  reportName,
  type SaleFilter,
} from '../../src-shared/contract/report-shapes.ts';
import type { Operator, Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Books } from '../ledger/books.ts';
import type { Counts } from '../ledger/deposits.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Messages } from '../messages.ts';
import type { PrintDesk } from '../printing/print-desk.ts';
import type { SlipDesk } from '../printing/slip-desk.ts';
import { Refusal } from '../refusal.ts';
import { spanOf } from './calendar.ts';
import { reportCsv } from './csv.ts';
import { Gatherer } from './gather.ts';
import { makeDraft } from './make.ts';
import { onlyIn } from './only.ts';
import { reportPaper } from './paper.ts';
import { reportPdf } from './pdf.ts';
import { reportFormat } from './write.ts';

export interface ReportMakerParts {
  readonly books: Pick<Books, 'reportSums' | 'reportLists' | 'sales' | 'operators' | 'meters'>;
  readonly slips: SlipDesk;
  readonly printing: PrintDesk;
  readonly settings: () => ShopSettings;
  readonly currencyDigits: number;
  readonly messages: () => Messages;
  readonly depositCounts: () => Counts;
  readonly view: (sale: SaleRecord) => Sale;
  readonly training: boolean;
  readonly clock: Clock;
}

type Question = Parsed<'reports.make'>;
type Page = Omit<Parsed<'reports.sales'>, 'filter'>;
interface File {
  readonly fileName: string;
  readonly base64: string;
}

/** Rows of each rendering: a screen is looked at, paper is read, a spreadsheet takes what there is. */
const MOST_ROWS = { screen: 500, csv: 100_000, pdf: 500, paper: 200 } as const;

/** Reports of any period, made beside the selling: one at a time, in slices. */
export class ReportMaker {
  readonly #parts: ReportMakerParts;
  readonly #closing = new AbortController();
  /** Several at a time would take their slices in a row. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: ReportMakerParts) {
    this.#parts = parts;
  }

  list(): ReportLine[] {
    const { t } = this.#parts.messages();
    return reportName.options.map((report) => ({
      report,
      title: t(`reports.title.${report}`),
      about: t(`reports.about.${report}`),
    }));
  }

  /** As the screen shows it. @throws Refusal `reports.period`, `reports.stopped` */
  make(question: Question, operator: Operator): Promise<ReportDocument> {
    return this.#inTurn(() => this.#make(question, operator, MOST_ROWS.screen));
  }

  /** The sales behind a number, the latest first. @throws Refusal as {@link make} */
  sales({ filter, ...page }: Page & { filter: SaleFilter }) {
    return this.#inTurn(() => this.#page(page, filter));
  }

  /** What somebody sold themselves. @throws Refusal as {@link make} */
  mine(page: Page, operator: Operator) {
    return this.#inTurn(() => this.#page(page, { operatorId: operator.id }));
  }

  /** @throws Refusal as {@link make} */
  async csv(question: Question, operator: Operator): Promise<File> {
    const document = await this.#inTurn(() => this.#make(question, operator, MOST_ROWS.csv));
    const text = await reportCsv(document, this.#format(), this.#parts.messages().t);
    return { fileName: `${nameOf(document)}.csv`, base64: Buffer.from(text).toString('base64') };
  }

  /** @throws Refusal as {@link make} */
  async pdf(question: Question, operator: Operator): Promise<File> {
    const document = await this.#inTurn(() => this.#make(question, operator, MOST_ROWS.pdf));
    const bytes = await reportPdf(document, this.#format(), this.#parts.messages().t);
    return { fileName: `${nameOf(document)}.pdf`, base64: Buffer.from(bytes).toString('base64') };
  }

  /** @throws Refusal as {@link make}, and `printer.*` */
  async print(question: Question, operator: Operator): Promise<void> {
    const { slips, printing } = this.#parts;
    const document = await this.#inTurn(() => this.#make(question, operator, MOST_ROWS.paper));
    await printing.printOnce(() =>
      slips.draw((facts) => reportPaper({ ...facts, document, format: this.#format() })),
    );
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#closing.abort(new Refusal('reports.stopped'));
    await this.#turn.catch(() => undefined);
  }

  async #make(
    { report, filter, ...period }: Question,
    operator: Operator,
    mostRows: number,
  ): Promise<ReportDocument> {
    const { books, settings, depositCounts, training, clock } = this.#parts;
    const { t } = this.#parts.messages();
    const { reportSums, reportLists } = books;
    const { signal } = this.#closing;
    const { rowsInAll, ...draft } = await makeDraft(report, {
      ...{ reportSums, reportLists, period, filter, t, signal },
      depositCounts: depositCounts(),
      mostRows,
    });
    return {
      report,
      title: t(`reports.title.${report}`),
      about: t(`reports.about.${report}`),
      ...period,
      madeAt: clock.now().toISOString(),
      madeBy: operator.name,
      shopName: settings().name,
      training,
      only: onlyIn(filter, books, t, this.#format()),
      ...draft,
      rows: draft.rows.slice(0, mostRows),
      leftOut: Math.max(0, rowsInAll - mostRows),
    };
  }

  async #page({ from, to, after, limit }: Page, filter: SaleFilter) {
    const { books, view } = this.#parts;
    const gatherer = new Gatherer(books, filter, this.#closing.signal);
    const before = after && { at: Date.parse(after.at), id: after.saleId };
    const places = await gatherer.sales(spanOf({ from, to }), before, limit + 1);
    const found = places.slice(0, limit).flatMap(({ id }) => books.sales.get(id) ?? []);
    return { sales: found.map(view), more: places.length > limit };
  }

  #format() {
    const { language, currency } = this.#parts.settings();
    return reportFormat(language, currency, this.#parts.currencyDigits);
  }

  /** Waits for what was asked for before. */
  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#turn.then(async () => {
      this.#closing.signal.throwIfAborted();
      return work();
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

/** e.g. `takings-2026-03-01-2026-03-31`. */
function nameOf({ report, from, to }: ReportDocument): string {
  return from === to ? `${report}-${from}` : `${report}-${from}-${to}`;
}
