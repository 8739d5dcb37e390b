import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { LicenceLoad } from '../../src-shared/contract/licence-shapes.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Language, Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Books } from '../ledger/books.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { SlipSubject } from '../ledger/waiting-slips.ts';
import { type Messages, messagesIn } from '../messages.ts';
import { DrawerDesk } from './drawer-desk.ts';
import { LicenceSlips } from './licence-slips.ts';
import { openPrinter, type PrinterWays, seePrinter } from './links/open.ts';
import { LogoDesk } from './logo-desk.ts';
import { PrintDesk, type SlipMaker } from './print-desk.ts';
import { ReportDesk } from './report-desk.ts';
import { SlipDesk } from './slip-desk.ts';

export interface PaperParts {
  readonly books: Books;
  readonly training: boolean;
  readonly clock: Clock;
  readonly settings: () => ShopSettings;
  readonly currencyDigits: () => number;
  readonly messages: () => Messages;
  readonly view: (sale: SaleRecord) => Sale;
  /** @throws Refusal `refund.unknown` */
  readonly refund: (id: number) => Refund;
  readonly licence: (id: number) => LicenceLoad | null;
  readonly printerWays: PrinterWays;
  readonly drawPdf: (document: ReceiptDocument) => Promise<Uint8Array>;
  readonly emit: (event: TillEvent) => void;
  /** The printer or the slips that wait are not what they were. */
  readonly onChange: () => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/** A shop's paper: its slips and reports, the printer they come from, the drawer that hangs on it. */
export class Paper {
  readonly printing: PrintDesk;
  readonly drawer: DrawerDesk;
  readonly slips: SlipDesk;
  readonly reports: ReportDesk;
  readonly licences: LicenceSlips;
  readonly logo: LogoDesk;

  constructor(parts: PaperParts) {
    const { books, training, clock, settings, messages, emit } = parts;
    const now = () => clock.now();
    this.printing = new PrintDesk({
      ...{ settings, messages, now, emit },
      waitingSlips: books.waitingSlips,
      drawPdf: parts.drawPdf,
      open: (printer) => openPrinter(printer, parts.printerWays),
      see: (printer) => seePrinter(printer, parts.printerWays),
      maker: (slip) => this.#maker(slip),
      onChange: parts.onChange,
      onUnexpected: parts.onUnexpected,
    });
    const desk = this.printing;
    const { audit, oneCommit } = books;
    this.drawer = new DrawerDesk({ desk, audit, oneCommit, settings, messages, now, emit });
    this.logo = new LogoDesk({ books, clock });
    this.slips = new SlipDesk({
      ...{ desk, settings, messages, now },
      sales: books.sales,
      baskets: books.baskets,
      refund: parts.refund,
      messagesIn: async (language) => messagesFor(language, settings(), messages()),
      logoOn: (paper) => this.logo.on(paper),
      currencyDigits: parts.currencyDigits,
      view: parts.view,
    });
    const { slips } = this;
    this.reports = new ReportDesk({
      ...{ desk, slips, settings, training, clock },
      zReports: books.zReports,
    });
    this.licences = new LicenceSlips({ desk, slips, training, load: parts.licence });
  }

  /** Waits for what is being printed. */
  close(): Promise<void> {
    return this.printing.close();
  }

  /** @throws Refusal where there is no such thing any more */
  #maker({ kind, subject }: SlipSubject): SlipMaker {
    switch (kind) {
      case 'sale':
        return this.slips.saleMaker(subject);
      case 'refund':
        return this.slips.refundMaker(subject);
      case 'z-report':
        return this.reports.maker(subject);
      case 'licence':
        return this.licences.maker(subject);
    }
  }
}

/** Languages are loaded with the first customer who reads one that is not the shop's. */
function messagesFor(
  language: Language | null,
  { language: usual, currency }: ShopSettings,
  messages: Messages,
): Messages | Promise<Messages> {
  return language === null || language === usual ? messages : messagesIn(language, currency);
}
