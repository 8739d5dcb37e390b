import type { LogoBlock } from '../../src-shared/contract/logo-shapes.ts';
import type { PrinterSettings } from '../../src-shared/contract/printing-shapes.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Language, Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import { type Actor, BY_ITSELF } from '../ledger/audit.ts';
import type { Baskets } from '../ledger/baskets.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { printerName } from './links/open.ts';
import type { PrintDesk, SlipFile, SlipMaker } from './print-desk.ts';
import { refundSlip } from './refund-slip.ts';
import { type ShopFacts, saleSlip, testSlip } from './slip.ts';

export interface SlipDeskParts {
  readonly desk: PrintDesk;
  readonly sales: Sales;
  readonly baskets: Baskets;
  /** @throws Refusal `refund.unknown` */
  readonly refund: (id: number) => Refund;
  readonly settings: () => ShopSettings;
  readonly currencyDigits: () => number;
  readonly messages: () => Messages;
  /** In a customer's language; null is the shop's. */
  readonly messagesIn: (language: Language | null) => Promise<Messages>;
  /** The shop's logo for a slip of that width. */
  readonly logoOn: (paper: ShopSettings['paper']) => LogoBlock | null;
  readonly view: (sale: SaleRecord) => Sale;
  readonly now: () => Date;
}

/**
 * Slips of sales: one original each, every further one marked COPY. Which of them a slip is, is
 * decided here and nowhere else.
 */
export class SlipDesk {
  readonly #parts: SlipDeskParts;
  #timeZone: string | undefined;

  constructor(parts: SlipDeskParts) {
    this.#parts = parts;
  }

  /** Prints the slip of a sale that was just issued, where the shop wants that. Never throws. */
  printNewSale(sale: SaleRecord): void {
    if (!this.#printsByItself()) return;
    this.print(sale.id, false, BY_ITSELF).catch(() => undefined);
  }

  /** The till before stopped: what it had not printed yet waits, where the shop wants it printed. */
  afterStop(): void {
    if (this.#printsByItself()) this.#parts.desk.waitUnprinted();
  }

  /** Prints the slip of money that was just given back, as sales are. Never throws. */
  printNewRefund(refund: Refund): void {
    if (!this.#printsByItself()) return;
    this.#printRefund(refund, false).catch(() => undefined);
  }

  /** @throws Refusal a `printer.*` code */
  async printRefund(refund: Refund): Promise<void> {
    await this.#printRefund(refund, true);
  }

  /** The slip of a refund as it would be made now: a copy. */
  refund(refund: Refund): Promise<ReceiptDocument> {
    return this.#refundDocument(refund, true);
  }

  /** The slip as it would be made now. @throws Refusal `sale.unknown`, `sale.no-slip` */
  async preview(saleId: number, copy: boolean): Promise<ReceiptDocument> {
    const sale = this.#issued(saleId);
    return this.#document(sale, isCopy(sale, copy));
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` or a `printer.*` code */
  async print(saleId: number, copy: boolean, actor: Actor): Promise<{ copy: boolean }> {
    return this.#parts.desk.print({ kind: 'sale', subject: saleId }, { copy, actor });
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` */
  async pdf(saleId: number, copy: boolean, actor: Actor): Promise<SlipFile> {
    return this.#parts.desk.file({ kind: 'sale', subject: saleId }, { copy, actor });
  }

  /** @throws Refusal `sale.unknown`, `sale.no-slip` */
  text(saleId: number, copy: boolean, actor: Actor): Promise<{ text: string; copy: boolean }> {
    return this.#parts.desk.text({ kind: 'sale', subject: saleId }, { copy, actor });
  }

  /** What a slip of a sale is made with. @throws Refusal `sale.unknown`, `sale.no-slip` */
  saleMaker(saleId: number): SlipMaker {
    const { receiptNumber, customerName } = this.#parts.view(this.#issued(saleId));
    return {
      saleId,
      title: [receiptNumber, customerName].filter((part) => part !== '').join(', '),
      isCopy: (asked) => isCopy(this.#issued(saleId), asked),
      document: (copy) => this.#document(this.#issued(saleId), copy),
      note: (actor) => this.#parts.sales.noteSlip(saleId, actor, this.#parts.now()),
    };
  }

  /** What a slip of a refund is made with. @throws Refusal `refund.unknown` */
  refundMaker(refundId: number): SlipMaker {
    const refund = this.#parts.refund(refundId);
    const sale = this.#parts.view(this.#issued(refund.saleId));
    return {
      saleId: refund.saleId,
      title: [sale.receiptNumber, sale.customerName].filter((part) => part !== '').join(', '),
      isCopy: (asked) => asked,
      document: (copy) => this.#refundDocument(refund, copy),
      note: () => undefined,
    };
  }

  /** Prints a test slip with settings that need not be saved yet. @throws Refusal `printer.*` */
  async test(printer: PrinterSettings, paper: ShopSettings['paper']): Promise<void> {
    const slip = testSlip({
      ...this.#facts(this.#parts.messages(), { ...this.#parts.settings(), paper }),
      at: this.#parts.now().toISOString(),
      printer: printerName(printer),
    });
    await this.#parts.desk.printOnce(() => slip, printer);
  }

  /** Draws another slip of this shop. */
  draw(slip: (facts: ShopFacts) => ReceiptDocument): ReceiptDocument {
    return slip(this.#facts(this.#parts.messages(), this.#parts.settings()));
  }

  async #printRefund(refund: Refund, copy: boolean): Promise<void> {
    await this.#parts.desk.print(
      { kind: 'refund', subject: refund.id },
      { copy, actor: BY_ITSELF },
    );
  }

  #printsByItself(): boolean {
    const { printer, printEachSale } = this.#parts.settings();
    return printEachSale && printer.kind !== 'none';
  }

  async #refundDocument(refund: Refund, copy: boolean): Promise<ReceiptDocument> {
    const record = this.#issued(refund.saleId);
    const sale = this.#parts.view(record);
    return refundSlip({ ...(await this.#factsFor(record)), sale, refund, copy });
  }

  #issued(saleId: number): SaleRecord {
    const sale = this.#parts.sales.get(saleId);
    if (!sale) throw new Refusal('sale.unknown');
    if (sale.state !== 'issued') throw new Refusal('sale.no-slip');
    return sale;
  }

  async #document(record: SaleRecord, copy: boolean): Promise<ReceiptDocument> {
    const sale = this.#parts.view(record);
    const tokens = this.#parts.sales.tokens(record.id);
    const together = this.#paidTogether(record);
    return saleSlip({ ...(await this.#factsFor(record)), sale, tokens, together, copy });
  }

  /** What was refused was given back, and is of no payment. */
  #paidTogether({ basket }: SaleRecord): Sale[] {
    const { baskets, view } = this.#parts;
    if (basket === null) return [];
    return baskets.of(basket).flatMap((each) => (each.state === 'refused' ? [] : [view(each)]));
  }

  /** A customer's slip is in the language the customer reads. */
  async #factsFor({ customerLanguage: language }: SaleRecord): Promise<ShopFacts> {
    const shop = this.#parts.settings();
    const messages = await this.#parts.messagesIn(language);
    return this.#facts(messages, { ...shop, language: language ?? shop.language });
  }

  #facts({ t }: Messages, shop: ShopSettings): ShopFacts {
    // Asked for with the first slip: starting Intl takes long, and the till has to be up.
    this.#timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { currencyDigits, logoOn } = this.#parts;
    return {
      ...{ shop, t, logo: logoOn(shop.paper), currencyDigits: currencyDigits() },
      timeZone: this.#timeZone,
    };
  }
}

/** The first slip is the original unless it is asked for from the history. */
function isCopy(sale: SaleRecord, asked: boolean): boolean {
  return asked || sale.slips > 0;
}
