import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { PrinterSettings, Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { renderPdf } from './pdf.ts';
import { SlipPrinter } from './printer.ts';
import { saleSlip, testSlip } from './slip.ts';

export interface SlipDeskParts {
  readonly sales: Sales;
  readonly settings: () => ShopSettings;
  readonly currencyDigits: () => number;
  readonly messages: () => Messages;
  readonly view: (sale: SaleRecord) => Sale;
  readonly now: () => Date;
  readonly emit: (event: TillEvent) => void;
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
      report: ({ saleId, state, problem }) => {
        const failure = problem && parts.messages().failure(problem.code, problem.detail);
        parts.emit({ name: 'print', value: { saleId, state, problem: failure } });
      },
    });
  }

  /** Prints the slip of a sale that was just issued, where the shop wants that. Never throws. */
  printNewSale(sale: SaleRecord): void {
    const { printer, printEachSale } = this.#parts.settings();
    if (!printEachSale || printer.kind === 'none') return;
    this.#print(sale, false).catch(() => undefined);
  }

  /** The slip as it would be made now. @throws Refusal `sale.unknown`, `sale.no-slip` */
  preview(saleId: number, copy: boolean): ReceiptDocument {
    const sale = this.#issued(saleId);
    return this.#document(sale, isCopy(sale, copy));
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` or a `printer.*` code */
  async print(saleId: number, copy: boolean): Promise<{ copy: boolean }> {
    return this.#print(this.#issued(saleId), copy);
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` */
  async pdf(
    saleId: number,
    copy: boolean,
  ): Promise<{ fileName: string; base64: string; copy: boolean }> {
    const sale = this.#issued(saleId);
    const asCopy = isCopy(sale, copy);
    const document = this.#document(sale, asCopy);
    // Counted before it is drawn: of two asked for at once, only one is the original.
    this.#parts.sales.noteSlip(sale.id);
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
    const printed = await this.#printer.printTest(slip, printer);
    if (!printed.ok) throw printed.error;
  }

  /** Waits for what is being printed. */
  close(): Promise<void> {
    return this.#printer.idle();
  }

  async #print(sale: SaleRecord, asked: boolean): Promise<{ copy: boolean }> {
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
        if (outcome.ok || isPerhapsOnPaper(outcome.error)) this.#parts.sales.noteSlip(sale.id);
      },
    );
    if (!printed.ok) throw printed.error;
    return { copy };
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

/** A printer that broke off or fell silent may have printed the slip, or enough of it. */
function isPerhapsOnPaper(problem: Refusal): boolean {
  return problem.code === 'printer.broken' || problem.code === 'printer.timeout';
}
