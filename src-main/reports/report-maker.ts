import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import {
  type ReportDocument,
  type ReportLine,
  reportName,
  type SaleFilter,
} from '../../src-shared/contract/report-shapes.ts';
import type { Operator, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Counts } from '../ledger/deposits.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Messages } from '../messages.ts';
import { renderPdf } from '../printing/pdf.ts';
import type { PrintDesk } from '../printing/print-desk.ts';
import type { SlipDesk } from '../printing/slip-desk.ts';
import { reportPaper } from './paper.ts';
import { ReportHelper } from './report-helper.ts';
import type { ReportFacts, ReportFile, SalesPage } from './report-task.ts';
import { reportFormat } from './write.ts';

export interface ReportMakerParts {
  readonly ledger: Ledger;
  readonly slips: SlipDesk;
  readonly printing: PrintDesk;
  readonly settings: () => ShopSettings;
  readonly currencyDigits: number;
  readonly messages: () => Messages;
  readonly depositCounts: () => Counts;
  readonly training: boolean;
  readonly clock: Clock;
}

type Question = Parsed<'reports.make'>;
type Page = Parsed<'reports.mine'>;

/** A screen is looked at, a slip is read. */
const MOST_ROWS = { screen: 500, paper: 200 } as const;

/** Reports of any period. They are made beside the selling, which does not wait for them. */
export class ReportMaker {
  readonly #parts: ReportMakerParts;
  readonly #helper: ReportHelper;

  constructor(parts: ReportMakerParts) {
    this.#parts = parts;
    this.#helper = new ReportHelper(parts.ledger);
  }

  list(operator: Operator): ReportLine[] {
    // Whoever asks what reports there are is about to want one. What is wrong is told with that.
    this.#helper.ask('ready', {}, this.#facts(operator)).catch(() => undefined);
    const { t } = this.#parts.messages();
    return reportName.options.map((report) => ({
      report,
      title: t(`reports.title.${report}`),
      about: t(`reports.about.${report}`),
    }));
  }

  /** As the screen shows it. @throws Refusal `reports.period`, `reports.stopped`, `reports.failed` */
  make(question: Question, operator: Operator): Promise<ReportDocument> {
    return this.#document(question, operator, MOST_ROWS.screen);
  }

  /** The sales behind a number, the latest first. @throws Refusal as {@link make} */
  sales(question: Page & { filter: SaleFilter }, operator: Operator): Promise<SalesPage> {
    return this.#helper.ask('sales', question, this.#facts(operator));
  }

  /** What somebody sold themselves. @throws Refusal as {@link make} */
  mine(page: Page, operator: Operator): Promise<SalesPage> {
    return this.sales({ ...page, filter: { operatorId: operator.id } }, operator);
  }

  /** @throws Refusal as {@link make} */
  csv(question: Question, operator: Operator): Promise<ReportFile> {
    return this.#helper.ask('csv', question, this.#facts(operator));
  }

  /** @throws Refusal as {@link make} */
  pdf(question: Question, operator: Operator): Promise<ReportFile> {
    return this.#helper.ask('pdf', question, this.#facts(operator));
  }

  /** A slip, drawn beside the till as a report is; where that fails, here: it may be all a customer gets. */
  async slipPdf(document: ReceiptDocument): Promise<Uint8Array> {
    try {
      return await this.#helper.ask('slip', document, this.#facts(null));
    } catch {
      return renderPdf(document);
    }
  }

  /** @throws Refusal as {@link make}, and `printer.*` */
  async print(question: Question, operator: Operator): Promise<void> {
    const { slips, printing, settings, currencyDigits } = this.#parts;
    const document = await this.#document(question, operator, MOST_ROWS.paper);
    const { language, currency } = settings();
    const format = reportFormat(language, currency, currencyDigits);
    await printing.printOnce(() =>
      slips.draw((facts) => reportPaper({ ...facts, document, format })),
    );
  }

  /** Ends what is under way, and lets go of the ledger's file. */
  close(): Promise<void> {
    return this.#helper.close();
  }

  #document(question: Question, operator: Operator, mostRows: number): Promise<ReportDocument> {
    return this.#helper.ask('document', { ...question, mostRows }, this.#facts(operator));
  }

  #facts(operator: Operator | null): ReportFacts {
    const { settings, currencyDigits, training, depositCounts, clock } = this.#parts;
    const { name, language, currency } = settings();
    return {
      ...{ name, language, currency, currencyDigits, training },
      depositCounts: depositCounts(),
      madeAt: clock.now(),
      madeBy: operator?.name ?? '',
    };
  }
}
