import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { PrinterSettings } from '../../src-shared/contract/shapes.ts';
import { assertNever, fail, ok, type Result } from '../../src-shared/result.ts';
import { Refusal } from '../refusal.ts';
import { renderEscPos } from './escpos.ts';
import { sendToTcpPrinter } from './tcp-printer.ts';

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
  readonly report: (report: PrintReport) => void;
}

/**
 * Prints slips one after the other, in the order they were asked for. Nothing here throws at a sale:
 * its token is in the ledger before a slip exists, and a slip that failed can be printed again.
 */
export class SlipPrinter {
  readonly #options: SlipPrinterOptions;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: SlipPrinterOptions) {
    this.#options = options;
  }

  /**
   * Prints the slip of a sale and reports on it. No need to wait for the outcome. `prepare` is called
   * when the slip's turn comes and `done` before the next one's: what one slip is can depend on what
   * became of the one before.
   */
  printSale(
    saleId: number,
    prepare: () => ReceiptDocument,
    done: (outcome: Result<null, Refusal>) => void = () => {},
  ): Promise<Result<null, Refusal>> {
    return this.#inTurn(async () => {
      this.#options.report({ saleId, state: 'printing', problem: null });
      const outcome = await print(prepare, this.#options.settings());
      done(outcome);
      this.#options.report(
        outcome.ok
          ? { saleId, state: 'printed', problem: null }
          : { saleId, state: 'failed', problem: outcome.error },
      );
      return outcome;
    });
  }

  /** Prints the slip of a report; as {@link printSale}, but the outcome goes to the caller only. */
  printReport(
    prepare: () => ReceiptDocument,
    done: (outcome: Result<null, Refusal>) => void = () => {},
  ): Promise<Result<null, Refusal>> {
    return this.#inTurn(async () => {
      const outcome = await print(prepare, this.#options.settings());
      done(outcome);
      return outcome;
    });
  }

  /** Prints on a printer that is being set up. The outcome goes to the caller only. */
  printTest(document: ReceiptDocument, printer: PrinterSettings): Promise<Result<null, Refusal>> {
    return this.#inTurn(() => print(() => document, printer));
  }

  /** Resolves when everything asked for so far is printed or has failed. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  #inTurn<Value>(job: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(job);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

async function print(
  prepare: () => ReceiptDocument,
  printer: PrinterSettings,
): Promise<Result<null, Refusal>> {
  try {
    switch (printer.kind) {
      case 'none':
        return fail(new Refusal('printer.none'));
      case 'tcp':
        await sendToTcpPrinter(printer, await renderEscPos(prepare()));
        return ok(null);
      default:
        return assertNever(printer);
    }
  } catch (error) {
    if (error instanceof Refusal) return fail(error);
    return fail(new Refusal('printer.slip', {}, { cause: error }));
  }
}
