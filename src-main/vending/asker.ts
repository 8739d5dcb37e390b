import { creditSubclass } from '../../src-shared/resource.ts';
import type { Clock } from '../clock.ts';
import type { DepositDesk } from '../deposit/deposit-desk.ts';
import type { SaleProblem, SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import { writing } from '../ledger/writing.ts';
import { ModuleError } from '../module/security-module.ts';
import { Refusal } from '../refusal.ts';
import { type ModuleDesk, problemOf, type SellingKey } from './module-desk.ts';
import type { OnStep } from './sale-steps.ts';

export interface AskerParts {
  readonly sales: Sales;
  readonly module: ModuleDesk;
  readonly clock: Clock;
  readonly deposit: Pick<DepositDesk, 'gaveBack'>;
  readonly onProgress: (requestId: string, step: 'asking' | 'saved') => void;
  /** A token is in the ledger. Called once for each sale, however often it is asked about. */
  readonly onIssued: (sale: SaleRecord) => void;
  /** A sale was left open by its first asking. */
  readonly onInterrupted: () => void;
  /** Hears of each step of each sale. */
  readonly onStep?: OnStep | undefined;
}

/** A sale that has its TID, as far as the module has to know it. */
export type OpenSale = Pick<
  SaleRecord,
  'id' | 'requestId' | 'pan' | 'quote' | 'tariffIndex' | 'encryptionAlgorithm' | 'tokenCarrierType'
> & { readonly tid: number };

/** `next`: for the first time, after others of the same payment. `again`: it was left open. */
type Attempt = 'first' | 'next' | 'again';

/** What asking and closing are called, the first time and again. */
const STEPS = {
  first: ['ask', 'issue'],
  next: ['ask', 'issue'],
  again: ['ask-again', 'issue-again'],
} as const;

/** Asks the module for the token of a sale that is open, and closes it with what came of that. */
export class Asker {
  readonly #parts: AskerParts;

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /**
   * Answers the sale as it is then: issued, refused by the module, or asked (left open).
   *
   * @throws Refusal `ledger.not-written`
   */
  async ask(sale: OpenSale, key: SellingKey, attempt: Attempt): Promise<SaleRecord> {
    const { sales, clock, onProgress, onIssued, onInterrupted, onStep } = this.#parts;
    const { moduleId } = key;
    const [ask, issue] = STEPS[attempt];
    const again = attempt === 'again' ? this.#noteAgain(sale.id, moduleId) : null;
    let digits: string;
    onStep?.(ask, 'before');
    try {
      digits = await key.creditToken(
        {
          pan: sale.pan,
          tariffIndex: sale.tariffIndex,
          encryptionAlgorithm: sale.encryptionAlgorithm,
          tokenCarrierType: sale.tokenCarrierType,
          subclass: creditSubclass(sale.quote.resource),
          amount: sale.quote.transferAmount,
          tid: sale.tid,
        },
        onStep && (() => onStep(ask, 'at')),
      );
    } catch (error) {
      const problem = problemOf(error, this.#parts.module.linkName);
      const spent = error instanceof ModuleError ? error.spent : 'perhaps';
      // A module that says no at first has spent nothing. Said to a resumed sale, the first asking may
      // still have been carried out, so a person decides.
      if (attempt !== 'again' && spent === 'no') {
        return this.notAsked(sale, moduleId, attempt, problem);
      }
      writing(() => sales.interrupt(sale.id, problem, { moduleId, spent, again }, clock.now()));
      if (attempt !== 'again') onInterrupted();
      return this.#get(sale.id);
    }
    onStep?.(ask, 'after');
    onStep?.(issue, 'before');
    const issued = writing(() =>
      sales.issue(sale.id, digits, moduleId, clock.now(), again, () => onStep?.(issue, 'at')),
    );
    onStep?.(issue, 'after');
    onProgress(sale.requestId, 'saved');
    onIssued(issued);
    return issued;
  }

  /**
   * Closes a sale that could not be asked for, or that the module said no to at first: nothing was spent.
   * Where the module has only gone in the middle of a payment it stays open instead: its customer is there,
   * waits for the others, and gets it with them when the module is back.
   *
   * @throws Refusal `ledger.not-written`
   */
  notAsked(
    sale: Pick<SaleRecord, 'id' | 'quote'>,
    moduleId: string,
    attempt: 'first' | 'next',
    problem: SaleProblem,
  ): SaleRecord {
    const { sales, module, clock, deposit } = this.#parts;
    if (attempt === 'next' && !module.isReady()) {
      const asking = { moduleId, spent: 'no', again: null } as const;
      writing(() => sales.interrupt(sale.id, problem, asking, clock.now()));
    } else {
      writing(() => sales.refuse(sale.id, problem, clock.now()));
      deposit.gaveBack(sale);
    }
    return this.#get(sale.id);
  }

  /** Before it is sent: a program that dies meanwhile cannot write down that a token was lost. */
  #noteAgain(saleId: number, moduleId: string): number {
    const { sales, onStep } = this.#parts;
    onStep?.('note', 'before');
    const again = writing(() => sales.askAgain(saleId, moduleId, () => onStep?.('note', 'at')));
    onStep?.('note', 'after');
    return again;
  }

  #get(saleId: number): SaleRecord {
    const sale = this.#parts.sales.get(saleId);
    if (!sale) throw new Refusal('sale.unknown');
    return sale;
  }
}
