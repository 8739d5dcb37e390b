import { creditSubclass } from '../../src-shared/resource.ts';
import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import type { Clock } from '../clock.ts';
import type { Interruptions } from '../ledger/interruptions.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import type { SecurityModule } from '../module/security-module.ts';
import type { AfterReading } from '../module/session.ts';
import type { ModuleFound } from '../module/snapshot.ts';
import type { OnStep } from './sale-steps.ts';

export interface RecallParts {
  readonly sales: Sales;
  readonly interruptions: Interruptions;
  readonly training: boolean;
  readonly clock: Clock;
  /** What a module's counter says if nothing was spent that is not stored; null where that is not known. */
  readonly expectedLeft: (moduleId: string) => number | null;
  /** Whether a sale is being asked for, so that its outcome is on its way. */
  readonly isUnderWay: (sale: SaleRecord) => boolean;
  readonly onRecalled: (sale: SaleRecord) => void;
  readonly onStep?: OnStep | undefined;
}

/**
 * Asks a module, as the first thing on a new link, whether its last answer is the token of a sale that
 * was left open. That token is paid for and spent; found here, it costs no second transaction.
 *
 * The module may have answered another program meanwhile, and an answer names no sale. So the module is
 * asked what the token says (`SM?VT`): it becomes a sale's only under that sale's meter, TID and amount.
 */
export class Recall {
  readonly #parts: RecallParts;

  constructor(parts: RecallParts) {
    this.#parts = parts;
  }

  /** What is asked first; null where no sale is open. */
  begin(module: SecurityModule): Promise<AfterReading> | null {
    const { sales, onStep } = this.#parts;
    if (sales.unfinished().length === 0) return null;
    onStep?.('recall', 'before');
    return this.#ask(module);
  }

  async #ask(module: SecurityModule): Promise<AfterReading> {
    const { onStep } = this.#parts;
    const last = await module.lastCreditToken(() => onStep?.('recall', 'at'));
    onStep?.('recall', 'after');
    // Before anybody is told that the module is ready: its counter is held against what is stored.
    return async (seen) => {
      const kept = last && (await this.#keep(module, seen, last.digits));
      if (!kept) this.#noteUnasked(seen);
    };
  }

  /** Whether the token was that of an open sale, and is stored now. */
  async #keep(module: SecurityModule, seen: ModuleFound, digits: string): Promise<boolean> {
    const { identity, emulated, registers } = seen;
    if (!identity || emulated !== this.#parts.training) return false;
    for (const sale of this.#openSales()) {
      for (const key of registers) {
        const fits =
          key.supplyGroupCode === sale.supplyGroupCode &&
          key.keyRevisionNumber === sale.keyRevisionNumber &&
          key.baseDate === sale.baseDate;
        if (!fits || !(await this.#belongs(module, key.register, sale, digits))) continue;
        return this.#store(sale.id, digits, identity.moduleId);
      }
    }
    return false;
  }

  async #belongs(
    module: SecurityModule,
    register: number,
    sale: SaleRecord,
    digits: string,
  ): Promise<boolean> {
    const { pan, tid, tariffIndex, encryptionAlgorithm, tokenCarrierType, quote } = sale;
    if (tid === null) return false;
    const { onStep } = this.#parts;
    onStep?.('verify', 'before');
    const belongs = await module.isCreditTokenOf(
      {
        register,
        pan,
        tariffIndex,
        encryptionAlgorithm,
        tokenCarrierType,
        subclass: creditSubclass(quote.resource),
        amount: quote.transferAmount,
        tid,
      },
      digits,
      () => onStep?.('verify', 'at'),
    );
    onStep?.('verify', 'after');
    return belongs;
  }

  #store(saleId: number, digits: string, moduleId: string): boolean {
    const { sales, interruptions, clock, onRecalled, onStep } = this.#parts;
    // A person may have ended it while the module was asked.
    const now = sales.get(saleId);
    if (!now || !isOpen(now)) return false;
    onStep?.('keep', 'before');
    const kept = sales.recall(saleId, digits, moduleId, clock.now(), () => {
      interruptions.foundRecalled(saleId);
      onStep?.('keep', 'at');
    });
    onStep?.('keep', 'after');
    onRecalled(kept);
    return true;
  }

  /** A counter that has not fallen beyond what is stored tells that nothing was made for nobody. */
  #noteUnasked({ identity, transactionsLeft }: ModuleFound): void {
    const { sales, interruptions, expectedLeft } = this.#parts;
    if (!identity || transactionsLeft === UNLIMITED_TRANSACTIONS) return;
    if (transactionsLeft === null || transactionsLeft !== expectedLeft(identity.moduleId)) return;
    for (const sale of sales.unfinished()) {
      if (sale.state === 'reserved') interruptions.foundUnasked(sale.id, identity.moduleId);
    }
  }

  /** Latest first: the answer is to what was asked last. */
  #openSales(): SaleRecord[] {
    return this.#parts.sales
      .unfinished()
      .filter((sale) => !this.#parts.isUnderWay(sale))
      .reverse();
  }
}

function isOpen({ state }: SaleRecord): boolean {
  return state === 'reserved' || state === 'asked';
}
