import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { PrinterSettings } from '../../src-shared/contract/printing-shapes.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import { type Actor, BY_ITSELF } from '../ledger/audit.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { isPerhapsOnPaper, type PrinterLink } from './links/link.ts';
import { renderPdf } from './pdf.ts';
import { SlipPrinter } from './printer.ts';
import { refundSlip } from './refund-slip.ts';
import { type ShopFacts, saleSlip, testSlip } from './slip.ts';

export interface SlipDeskParts {
  readonly sales: Sales;
  readonly settings: () => ShopSettings;
  readonly currencyDigits: () => number;
  readonly messages: () => Messages;
  readonly view: (sale: SaleRecord) => Sale;
  readonly now: () => Date;
  readonly emit: (event: TillEvent) => void;
  readonly open: (settings: PrinterSettings) => Promise<PrinterLink>;
}

/**
 * Slips of sales: one original each, every further one marked COPY. Which of them a slip is, is
 * decided here and nowhere else.
 */
export class SlipDesk {
  readonly #parts: SlipDeskParts;
  readonly #printer: SlipPrinter;
  #timeZone: string | undefined;

  constructor(parts: SlipDeskParts) {
    this.#parts = parts;
    this.#printer = new SlipPrinter({
      settings: () => parts.settings().printer,
      open: parts.open,
      report: ({ saleId, state, problem }) => {
        const failure = problem && parts.messages().failure(problem.code, problem.detail);
        parts.emit({ name: 'print', value: { saleId, state, problem: failure } });
      },
    });
  }

  /** Prints the slip of a sale that was just issued, where the shop wants that. Never throws. */
  printNewSale(sale: SaleRecord): void {
    if (this.#printsByItself()) this.#print(sale, false, BY_ITSELF).catch(() => undefined);
  }

  /** Prints the slip of money that was just given back, as sales are. Never throws. */
  printNewRefund(refund: Refund): void {
    if (this.#printsByItself()) this.#printRefund(refund, false).catch(() => undefined);
  }

  /** @throws Refusal a `printer.*` code */
  async printRefund(refund: Refund): Promise<void> {
    await this.#printRefund(refund, true);
  }

  /** The slip of a refund as it would be made now: a copy. */
  refund(refund: Refund): ReceiptDocument {
    return this.#refundDocument(refund, true);
  }

  /** The slip as it would be made now. @throws Refusal `sale.unknown`, `sale.no-slip` */
  preview(saleId: number, copy: boolean): ReceiptDocument {
    const sale = this.#issued(saleId);
    return this.#document(sale, isCopy(sale, copy));
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` or a `printer.*` code */
  async print(saleId: number, copy: boolean, actor: Actor): Promise<{ copy: boolean }> {
    return this.#print(this.#issued(saleId), copy, actor);
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` */
  async pdf(
    saleId: number,
    copy: boolean,
    actor: Actor,
  ): Promise<{ fileName: string; base64: string; copy: boolean }> {
    const sale = this.#issued(saleId);
    const asCopy = isCopy(sale, copy);
    const document = this.#document(sale, asCopy);
    // Counted before it is drawn: of two asked for at once, only one is the original.
    this.#parts.sales.noteSlip(sale.id, actor, this.#parts.now());
    const bytes = await renderPdf(document);
    return {
      fileName: `${document.name}.pdf`,
      base64: Buffer.from(bytes).toString('base64'),
      copy: asCopy,
    };
  }

  /** Prints a test slip with settings that need not be saved yet. @throws Refusal `printer.*` */
  async test(printer: PrinterSettings, paper: ShopSettings['paper']): Promise<void> {
    const slip = testSlip({
      ...this.#facts(),
      shop: { ...this.#parts.settings(), paper },
      at: this.#parts.now().toISOString(),
    });
    const printed = await this.#printer.printOther(() => slip, undefined, printer);
    if (!printed.ok) throw printed.error;
  }

  /** Draws another slip of this shop. */
  draw(slip: (facts: ShopFacts) => ReceiptDocument): ReceiptDocument {
    return slip({ ...this.#facts(), shop: this.#parts.settings() });
  }

  /**
   * Prints a slip that is no sale's, drawn when its turn comes.
   *
   * @param made called where it is on paper, or perhaps is
   * @throws Refusal `printer.*`
   */
  async printReport(prepare: () => ReceiptDocument, made: () => void = () => {}): Promise<void> {
    const printed = await this.#printer.printOther(prepare, (outcome) => {
      if (outcome.ok || isPerhapsOnPaper(outcome.error)) made();
    });
    if (!printed.ok) throw printed.error;
  }

  /** Waits for what is being printed. */
  close(): Promise<void> {
    return this.#printer.idle();
  }

  async #print(sale: SaleRecord, asked: boolean, actor: Actor): Promise<{ copy: boolean }> {
    const { sales, now } = this.#parts;
    let copy = asked;
    const printed = await this.#printer.printSale(
      sale.id,
      () => {
        // As it is now: another slip of this sale may have been printed while this one waited.
        const current = this.#issued(sale.id);
        copy = isCopy(current, asked);
        return this.#document(current, copy);
      },
      (outcome) => {
        if (outcome.ok || isPerhapsOnPaper(outcome.error)) sales.noteSlip(sale.id, actor, now());
      },
    );
    if (!printed.ok) throw printed.error;
    return { copy };
  }

  async #printRefund(refund: Refund, copy: boolean): Promise<void> {
    const document = () => this.#refundDocument(refund, copy);
    const printed = await this.#printer.printSale(refund.saleId, document);
    if (!printed.ok) throw printed.error;
  }

  #printsByItself(): boolean {
    const { printer, printEachSale } = this.#parts.settings();
    return printEachSale && printer.kind !== 'none';
  }

  #refundDocument(refund: Refund, copy: boolean): ReceiptDocument {
    const sale = this.#parts.view(this.#issued(refund.saleId));
    return refundSlip({ ...this.#facts(), shop: this.#parts.settings(), sale, refund, copy });
  }

  #issued(saleId: number): SaleRecord {
    const sale = this.#parts.sales.get(saleId);
    if (!sale) throw new Refusal('sale.unknown');
    if (sale.state !== 'issued') throw new Refusal('sale.no-slip');
    return sale;
  }

  #document(sale: SaleRecord, copy: boolean): ReceiptDocument {
    return saleSlip({
      ...this.#facts(),
      shop: this.#parts.settings(),
      sale: this.#parts.view(sale),
      copy,
    });
  }

  #facts() {
    // Asked for with the first slip: starting Intl takes long, and the till has to be up.
    this.#timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
    return {
      currencyDigits: this.#parts.currencyDigits(),
      timeZone: this.#timeZone,
      t: this.#parts.messages().t,
    };
  }
}

/** The first slip is the original unless it is asked for from the history. */
function isCopy(sale: SaleRecord, asked: boolean): boolean {
  return asked || sale.slips > 0;
}
