import type {
  PrinterCondition,
  PrinterSettings,
} from '../../src-shared/contract/printing-shapes.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { fail, ok, type Result } from '../../src-shared/result.ts';
import { Refusal } from '../refusal.ts';
import { renderEscPos } from './escpos.ts';
import type { PrinterLink } from './links/link.ts';
import { troubleOf } from './links/open.ts';

/** How far the slip of a sale is. */
export interface PrintReport {
  readonly saleId: number;
  readonly state: 'printing' | 'printed' | 'failed';
  /** Why it failed: code `printer.*`. */
  readonly problem: Refusal | null;
}

interface SlipPrinterOptions {
  /** Read anew for each slip, so that a change of the settings counts from the next one. */
  readonly settings: () => PrinterSettings;
  readonly open: (settings: PrinterSettings) => Promise<PrinterLink>;
  /** Looks whether it is there; false where only asking it tells. @throws PrinterError */
  readonly see: (settings: PrinterSettings) => Promise<boolean>;
  readonly report: (report: PrintReport) => void;
  /** What became of each slip on the shop's own printer. */
  readonly noted: (outcome: Outcome) => void;
}

/** Draws the slip when its turn comes, right before it is sent. */
export type Prepare = () => ReceiptDocument | Promise<ReceiptDocument>;
export type Outcome = Result<null, Refusal>;

/** What whoever wants a slip has to say while it is on its way. */
export interface SlipCalls {
  /** Asked when its turn comes: nobody wants it any more, since it left another way. */
  readonly isGone?: () => boolean;
  /** Called before the next one's turn: what one slip is can depend on what became of the one before. */
  readonly done?: (outcome: Outcome) => void;
}

/**
 * Prints slips one after the other, in the order they were asked for. Nothing here throws at a sale:
 * its token is in the ledger before a slip exists, and a slip that failed can be printed again.
 */
export class SlipPrinter {
  readonly #options: SlipPrinterOptions;
  #queue: Promise<unknown> = Promise.resolve();
  /** Settings of a printer that did not answer when it was asked: the next slip need not wait for that. */
  #mute: string | null = null;

  constructor(options: SlipPrinterOptions) {
    this.#options = options;
  }

  /**
   * Prints the slip of a sale and reports on it. No need to wait for the outcome. `prepare` is called
   * when the slip's turn comes. One that is gone by then is answered with `slip.gone` and nothing else.
   */
  printSale(saleId: number, prepare: Prepare, calls: SlipCalls = {}): Promise<Outcome> {
    return this.#inTurn(async () => {
      if (calls.isGone?.()) return fail(new Refusal('slip.gone'));
      this.#options.report({ saleId, state: 'printing', problem: null });
      const outcome = await this.#print(prepare, this.#options.settings());
      calls.done?.(outcome);
      this.#options.noted(outcome);
      this.#options.report(
        outcome.ok
          ? { saleId, state: 'printed', problem: null }
          : { saleId, state: 'failed', problem: outcome.error },
      );
      return outcome;
    });
  }

  /**
   * Prints another slip; as {@link printSale}, but the outcome goes to the caller only.
   *
   * @param printer another one than the shop's
   */
  printOther(prepare: Prepare, calls: SlipCalls = {}, printer?: PrinterSettings): Promise<Outcome> {
    return this.#inTurn(async () => {
      if (calls.isGone?.()) return fail(new Refusal('slip.gone'));
      const outcome = await this.#print(prepare, printer ?? this.#options.settings());
      calls.done?.(outcome);
      if (!printer) this.#options.noted(outcome);
      return outcome;
    });
  }

  /** Sends bytes that put nothing on paper, whatever the printer has to say of its paper. */
  sendOnly(bytes: Uint8Array, printer?: PrinterSettings): Promise<Outcome> {
    return this.#inTurn(() =>
      this.#reach(printer ?? this.#options.settings(), async (link) => {
        await link.send(bytes);
        return null;
      }),
    );
  }

  /**
   * How the printer of the shop is, between two slips; null: it is there, and says no more unasked.
   *
   * @param asking whether it may be taken from whoever else prints on it, to be asked
   */
  look(asking: boolean): Promise<Result<PrinterCondition | null, Refusal>> {
    return this.#inTurn(async () => {
      const printer = this.#options.settings();
      const seen = asking ? ok(false) : await attempt(() => this.#options.see(printer));
      if (!seen.ok) return seen;
      if (seen.value) return ok(null);
      return this.#reach(printer, (link) => link.condition());
    });
  }

  /** Does something that needs the printers for itself, between two slips. */
  between<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#inTurn(work);
  }

  /** Resolves when everything that was asked for, meanwhile too, is printed or has failed. */
  async idle(): Promise<void> {
    let last: Promise<unknown>;
    do {
      last = this.#queue;
      await last;
    } while (last !== this.#queue);
  }

  #inTurn<Value>(job: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(job);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #print(prepare: Prepare, printer: PrinterSettings): Promise<Outcome> {
    return this.#reach(printer, async (link) => {
      await this.#mustBeAble(link, printer);
      await link.send(await renderEscPos(await prepare()));
      return null;
    });
  }

  /** @throws PrinterError where the printer says that it cannot print now */
  async #mustBeAble(link: PrinterLink, settings: PrinterSettings): Promise<void> {
    const key = JSON.stringify(settings);
    if (this.#mute === key) return;
    const condition = await link.condition();
    this.#mute = condition === 'unknown' ? key : null;
    const trouble = troubleOf(condition, settings);
    if (trouble) throw trouble;
  }

  #reach<Value>(
    printer: PrinterSettings,
    work: (link: PrinterLink) => Promise<Value>,
  ): Promise<Result<Value, Refusal>> {
    return attempt(async () => {
      const link = await this.#options.open(printer);
      try {
        return await work(link);
      } finally {
        await link.close();
      }
    });
  }
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, Refusal>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Refusal) return fail(error);
    return fail(new Refusal('printer.slip', {}, { cause: error }));
  }
}
