import type { ReportDocument } from '../../src-shared/contract/report-shapes.ts';
import { assertNever } from '../../src-shared/result.ts';
import type { ReportBooks } from '../ledger/report-books.ts';
import { messagesIn, type Translate } from '../messages.ts';
import { renderPdf } from '../printing/pdf.ts';
import { saleView } from '../vending/sale-view.ts';
import { spanOf } from './calendar.ts';
import { reportCsv } from './csv.ts';
import { Gatherer } from './gather.ts';
import { makeDraft } from './make.ts';
import { onlyIn } from './only.ts';
import { reportPdf } from './pdf.ts';
import type {
  AnyReportTask,
  ReportFacts,
  ReportFile,
  ReportKind,
  ReportWork,
  SalesPage,
} from './report-task.ts';
import { type ReportFormat, reportFormat } from './write.ts';

/** Rows of each rendering: paper is read, a spreadsheet takes what there is. */
const MOST_ROWS = { csv: 100_000, pdf: 500 } as const;

type Question = ReportWork['document']['question'];

/** Makes reports and their files of what a ledger holds. Its place is beside the till: see worker.ts. */
export class ReportWriter {
  readonly #books: ReportBooks;

  constructor(books: ReportBooks) {
    this.#books = books;
  }

  /** @throws Refusal `reports.period` */
  make({ kind, question, facts }: AnyReportTask): Promise<ReportWork[ReportKind]['answer']> {
    switch (kind) {
      case 'ready':
        return this.#ready(facts);
      case 'document':
        return this.#document(question, facts);
      case 'csv':
        return this.#csv(question, facts);
      case 'pdf':
        return this.#pdf(question, facts);
      case 'slip':
        return renderPdf(question);
      case 'sales':
        return this.#sales(question, facts);
      default:
        return assertNever(kind);
    }
  }

  /** Loads what every report needs. */
  async #ready(facts: ReportFacts): Promise<object> {
    await wordsOf(facts);
    return {};
  }

  async #document(question: Question, facts: ReportFacts): Promise<ReportDocument> {
    const { t, format } = await wordsOf(facts);
    return this.#gathered(question, facts, t, format);
  }

  async #csv(question: ReportWork['csv']['question'], facts: ReportFacts): Promise<ReportFile> {
    const { t, format } = await wordsOf(facts);
    const asked = { ...question, mostRows: MOST_ROWS.csv };
    const document = this.#gathered(asked, facts, t, format);
    const text = reportCsv(document, format, t);
    return { fileName: `${nameOf(document)}.csv`, base64: Buffer.from(text).toString('base64') };
  }

  async #pdf(question: ReportWork['pdf']['question'], facts: ReportFacts): Promise<ReportFile> {
    const { t, format } = await wordsOf(facts);
    const asked = { ...question, mostRows: MOST_ROWS.pdf };
    const document = this.#gathered(asked, facts, t, format);
    const bytes = await reportPdf(document, format, t);
    return { fileName: `${nameOf(document)}.pdf`, base64: Buffer.from(bytes).toString('base64') };
  }

  /** The sales behind a number, the latest first. */
  async #sales(
    { from, to, after, limit, filter }: ReportWork['sales']['question'],
    { language, currency, training }: ReportFacts,
  ): Promise<SalesPage> {
    const messages = await messagesIn(language, currency);
    const before = after && { at: Date.parse(after.at), id: after.saleId };
    return this.#atOneMoment(() => {
      const gatherer = new Gatherer(this.#books, filter);
      const places = gatherer.sales(spanOf({ from, to }), before, limit + 1);
      const found = places.slice(0, limit).flatMap(({ id }) => this.#books.sales.get(id) ?? []);
      const sales = found.map((sale) => saleView(sale, messages, training));
      return { sales, more: places.length > limit };
    });
  }

  #gathered(
    { report, filter, mostRows, ...period }: Question,
    { name, training, depositCounts, madeAt, madeBy }: ReportFacts,
    t: Translate,
    format: ReportFormat,
  ): ReportDocument {
    const { reportSums, reportLists } = this.#books;
    const asked = { reportSums, reportLists, period, filter, t, depositCounts, mostRows };
    return this.#atOneMoment(() => {
      const { rowsInAll, ...draft } = makeDraft(report, asked);
      return {
        report,
        title: t(`reports.title.${report}`),
        about: t(`reports.about.${report}`),
        ...period,
        madeAt: madeAt.toISOString(),
        madeBy,
        shopName: name,
        training,
        only: onlyIn(filter, this.#books, t, format),
        ...draft,
        rows: draft.rows.slice(0, mostRows),
        leftOut: Math.max(0, rowsInAll - mostRows),
      };
    });
  }

  /** What is sold meanwhile is in all of a report's numbers or in none. */
  #atOneMoment<Value>(read: () => Value): Value {
    const { ledger } = this.#books;
    ledger.exec('BEGIN');
    try {
      return read();
    } finally {
      ledger.exec('COMMIT');
    }
  }
}

async function wordsOf({ language, currency, currencyDigits }: ReportFacts) {
  const { t } = await messagesIn(language, currency);
  return { t, format: reportFormat(language, currency, currencyDigits) };
}

/** e.g. `takings-2026-03-01-2026-03-31`. */
function nameOf({ report, from, to }: ReportDocument): string {
  return from === to ? `${report}-${from}` : `${report}-${from}-${to}`;
}
