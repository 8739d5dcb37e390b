import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { DrawerSettings, PrinterSettings } from '../../src-shared/contract/printing-shapes.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { PrinterState, WaitingSlip } from '../../src-shared/contract/waiting-shapes.ts';
import { type Actor, BY_ITSELF } from '../ledger/audit.ts';
import type { SlipSubject, WaitingSlips } from '../ledger/waiting-slips.ts';
import type { Messages } from '../messages.ts';
import type { After } from '../module/timers.ts';
import { Refusal } from '../refusal.ts';
import { drawerKick } from './drawer-kick.ts';
import { PrinterError, type PrinterLink } from './links/link.ts';
import { plainSlip } from './plain-slip.ts';
import { type Outcome, type Prepare, SlipPrinter } from './printer.ts';
import { PrinterWatch } from './printer-watch.ts';
import { WaitingList } from './waiting-list.ts';

/** One slip of this shop, whatever it is of. */
export interface SlipMaker {
  /** The sale that its progress is told beside; null for none. */
  readonly saleId: number | null;
  /** What a person knows it by: a receipt number, and whose it is. */
  readonly title: string;
  /** Whether it has to say COPY, as things stand. `asked`: it has to in any case. */
  readonly isCopy: (asked: boolean) => boolean;
  readonly document: (copy: boolean) => ReceiptDocument | Promise<ReceiptDocument>;
  /** It is on paper, or perhaps. */
  readonly note: (actor: Actor) => void;
}

export interface PrintDeskParts {
  readonly waitingSlips: WaitingSlips;
  readonly settings: () => ShopSettings;
  readonly messages: () => Messages;
  readonly now: () => Date;
  readonly open: (settings: PrinterSettings) => Promise<PrinterLink>;
  /** Looks whether a printer is there; false where only asking it tells. @throws PrinterError */
  readonly see: (settings: PrinterSettings) => Promise<boolean>;
  readonly drawPdf: (document: ReceiptDocument) => Promise<Uint8Array>;
  /** @throws Refusal where there is no such thing any more */
  readonly maker: (slip: SlipSubject) => SlipMaker;
  readonly emit: (event: TillEvent) => void;
  /** The printer or the slips that wait are not what they were. */
  readonly onChange: () => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
  readonly after?: After | undefined;
}

interface Asked {
  /** It has to say COPY, be it the first or not. */
  readonly copy: boolean;
  readonly actor: Actor;
  /** Its place among those that wait, where it is wanted from there: once, however often it is pressed. */
  readonly from?: number;
}

/** A slip as a file. */
export interface SlipFile {
  readonly fileName: string;
  readonly base64: string;
  readonly copy: boolean;
}

/** Everything that goes to a printer goes through here: slips, those that wait for one, the drawer. */
export class PrintDesk {
  readonly #parts: PrintDeskParts;
  readonly #printer: SlipPrinter;
  readonly #waiting: WaitingList;
  readonly #watch: PrinterWatch;
  #closed = false;

  constructor(parts: PrintDeskParts) {
    this.#parts = parts;
    this.#waiting = new WaitingList(parts.waitingSlips, parts.now, () => this.#tell());
    this.#printer = new SlipPrinter({
      settings: () => parts.settings().printer,
      open: parts.open,
      see: parts.see,
      noted: (outcome) => this.#watch.noted(outcome),
      report: ({ saleId, state, problem }) => {
        const failure = problem && parts.messages().failure(problem.code, problem.detail);
        parts.emit({ name: 'print', value: { saleId, state, problem: failure } });
      },
    });
    this.#watch = new PrinterWatch({
      settings: () => parts.settings().printer,
      look: (asking) => this.#printer.look(asking),
      hasWaiting: () => this.#waiting.automatic().length > 0,
      printWaiting: () => this.#printWaiting(),
      onChange: () => this.#tell(),
      onUnexpected: parts.onUnexpected,
      ...(parts.after ? { after: parts.after } : {}),
    });
  }

  /**
   * Prints a slip; one that cannot be printed waits.
   *
   * @param elsewhere another printer than the shop's
   * @throws Refusal a `printer.*` code, `slip.gone`
   */
  async print(
    slip: SlipSubject,
    asked: Asked,
    elsewhere?: PrinterSettings,
  ): Promise<{ copy: boolean }> {
    const maker = this.#parts.maker(slip);
    const way = this.#waiting.take(slip, asked.copy, asked.from);
    let { copy } = asked;
    const prepare: Prepare = async () => {
      // As it is now: another slip of this may have been printed while this one waited for its turn.
      copy = maker.isCopy(asked.copy || way.isTorn());
      const document = await maker.document(copy);
      // Somebody may have taken it as a file while it was drawn.
      if (way.isGone()) throw new Refusal('slip.gone');
      way.sending();
      return document;
    };
    const done = (outcome: Outcome) => {
      if (way.isPerhapsOnPaper(outcome)) maker.note(asked.actor);
      way.ended(outcome);
    };
    const calls = { isGone: way.isGone, done };
    const printed =
      elsewhere || maker.saleId === null
        ? await this.#printer.printOther(prepare, calls, elsewhere)
        : await this.#printer.printSale(maker.saleId, prepare, calls);
    if (!printed.ok) throw printed.error;
    return { copy };
  }

  /** Prints what nobody waits for: a test, an X report. @throws Refusal `printer.*` */
  async printOnce(prepare: Prepare, printer?: PrinterSettings): Promise<void> {
    const printed = await this.#printer.printOther(prepare, undefined, printer);
    if (!printed.ok) throw printed.error;
  }

  /** The slip as a PDF, which counts as one. It waits no longer. @throws Refusal `slip.gone` */
  async file(slip: SlipSubject, asked: Asked): Promise<SlipFile> {
    const { document, copy } = await this.#given(slip, asked);
    const bytes = await this.#parts.drawPdf(document);
    return {
      fileName: `${document.name}.pdf`,
      base64: Buffer.from(bytes).toString('base64'),
      copy,
    };
  }

  /** The slip as text for a message, which counts as one. It waits no longer. */
  async text(slip: SlipSubject, asked: Asked): Promise<{ text: string; copy: boolean }> {
    const { document, copy } = await this.#given(slip, asked);
    return { text: plainSlip(document), copy };
  }

  /** Sales that the till before stopped in, before they were on paper, wait for it. */
  waitUnprinted(): void {
    this.#parts.waitingSlips.waitUnprinted({ code: 'printer.stopped', detail: {} });
  }

  /** The slips that wait, oldest first. */
  waiting(): WaitingSlip[] {
    const messages = this.#parts.messages();
    const automatic = new Set(this.#waiting.automatic().map(({ id }) => id));
    return this.#parts.waitingSlips.all().map(({ id, kind, subject, since, problem, torn }) => ({
      id,
      kind,
      title: this.#titleOf({ kind, subject }),
      since: since.toISOString(),
      problem: messages.failure(problem.code, problem.detail),
      torn: torn > 0,
      byItself: automatic.has(id),
    }));
  }

  /** Prints one that waits, here or on the second printer. @throws Refusal `slip.gone`, `printer.*` */
  async printWaiting(
    id: number,
    where: 'printer' | 'spare',
    actor: Actor,
  ): Promise<{ copy: boolean }> {
    const slip = this.#get(id);
    const { sparePrinter } = this.#parts.settings();
    return this.print(
      slip,
      { copy: slip.copy, actor, from: id },
      where === 'spare' ? sparePrinter : undefined,
    );
  }

  /** @throws Refusal `slip.gone` */
  fileWaiting(id: number, actor: Actor): Promise<SlipFile> {
    const slip = this.#get(id);
    return this.file(slip, { copy: slip.copy, actor, from: id });
  }

  /** Nobody wants it any more. @throws Refusal `slip.gone` */
  forget(id: number, actor: Actor): void {
    this.#parts.waitingSlips.forget(this.#get(id), actor, this.#parts.now());
    this.#tell();
  }

  state(): PrinterState {
    const { problem, condition } = this.#watch;
    return {
      condition,
      problem: problem && this.#parts.messages().failure(problem.code, problem.detail),
      waiting: this.#parts.waitingSlips.count(),
    };
  }

  /** The same, for the alarms. */
  facts(): { trouble: string | null; name: string; waiting: number } {
    const { problem } = this.#watch;
    return {
      trouble: problem?.code.replace(/^printer\./, '') ?? null,
      name: String(problem?.detail.printer ?? ''),
      waiting: this.#parts.waitingSlips.count(),
    };
  }

  /** Opens the cash drawer. @throws Refusal `printer.*` */
  async openDrawer(drawer: DrawerSettings, printer?: PrinterSettings): Promise<void> {
    const kicked = await this.#printer.sendOnly(drawerKick(drawer), printer);
    if (!kicked.ok) throw kicked.error;
  }

  /** Does something that needs the printers for itself: nothing is printed meanwhile. */
  between<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#printer.between(work);
  }

  /** The settings may name another printer. */
  settingsChanged(): void {
    this.#watch.changed();
  }

  /** Waits for what is being printed. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.close();
    await this.#printer.idle();
  }

  /** Hands a slip out another way than on paper. */
  async #given(
    slip: SlipSubject,
    asked: Asked,
  ): Promise<{ document: ReceiptDocument; copy: boolean }> {
    const maker = this.#parts.maker(slip);
    const way = this.#waiting.take(slip, asked.copy, asked.from);
    const before = maker.isCopy(asked.copy || way.isTorn());
    const document = await maker.document(before);
    // Counted in one step with the asking: of two asked for at once, only one is the original.
    if (way.isGone()) throw new Refusal('slip.gone');
    const copy = maker.isCopy(before || way.isTorn());
    maker.note(asked.actor);
    this.#waiting.done(slip);
    return { document: copy === before ? document : await maker.document(copy), copy };
  }

  async #printWaiting(): Promise<void> {
    for (const slip of this.#waiting.automatic()) {
      // Somebody may be printing it by hand, or have given it up, while those before it were printed.
      await this.#printer.idle();
      if (this.#closed) return;
      const asked = { copy: slip.copy, actor: BY_ITSELF, from: slip.id };
      const problem = await this.print(slip, asked).then(
        () => null,
        (error: unknown) => error,
      );
      // What kept this one from paper keeps the next one as well.
      if (problem instanceof PrinterError) return;
      // One that cannot even be drawn is in no other's way.
      if (problem !== null && !(problem instanceof Refusal)) throw problem;
    }
  }

  #get(id: number) {
    const slip = this.#parts.waitingSlips.get(id);
    if (!slip) throw new Refusal('slip.gone');
    return slip;
  }

  #titleOf(slip: SlipSubject): string {
    try {
      return this.#parts.maker(slip).title;
    } catch {
      // Whatever it was of is not there any more; its number is.
      return String(slip.subject);
    }
  }

  #tell(): void {
    this.#parts.onChange();
    this.#parts.emit({ name: 'printer', value: this.state() });
  }
}
