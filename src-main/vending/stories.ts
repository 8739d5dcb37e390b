import type { Told } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { Finding, Interruptions } from '../ledger/interruptions.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import type { Messages } from '../messages.ts';
import { receiptNumber } from './find.ts';
import type { OnStep } from './sale-steps.ts';

export interface StoriesParts {
  readonly sales: Sales;
  readonly interruptions: Interruptions;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  readonly clock: Clock;
  readonly messages: () => Messages;
  readonly onStep?: OnStep | undefined;
}

/** What happened to whose money when the till stopped, one sentence a sale, until somebody has seen it. */
export class Stories {
  readonly #parts: StoriesParts;

  constructor(parts: StoriesParts) {
    this.#parts = parts;
  }

  /**
   * Writes down what was left open. To be called when the ledger was opened, before anything is sold.
   *
   * @param stopped the till before did not close the ledger
   */
  begin(stopped: boolean): void {
    const { sales, interruptions, oneCommit, clock, onStep } = this.#parts;
    onStep?.('find', 'before');
    oneCommit.run(
      () => {
        sales.noteReserved();
        interruptions.note(stopped, clock.now());
      },
      () => onStep?.('find', 'at'),
    );
    onStep?.('find', 'after');
  }

  /** Those that nobody has seen, oldest first. A sale that was not taken up yet has none. */
  unseen(): Told[] {
    const { sales, interruptions } = this.#parts;
    return interruptions.unseen().flatMap(({ saleId, finding }) => {
      const sale = sales.get(saleId);
      const sentence = sale && this.#sentence(sale, finding);
      return sentence ? [{ saleId, sentence }] : [];
    });
  }

  /** Somebody has seen it. Does nothing where there is none, or where it was seen. */
  see(saleId: number, actor: Actor): void {
    const { interruptions, audit, oneCommit, clock } = this.#parts;
    const { operatorId } = actor;
    if (operatorId === null) return;
    oneCommit.run(() => {
      const at = clock.now();
      if (!interruptions.see(saleId, operatorId, at)) return;
      audit.append({ what: 'sale.told', ...actor, facts: { saleId }, at });
    });
  }

  #sentence(sale: SaleRecord, finding: Finding): string | null {
    const { t } = this.#parts.messages();
    const facts = {
      name: sale.customerName || sale.drn,
      paid: sale.quote.paid,
      number: receiptNumber(sale.id),
    };
    if (sale.state === 'issued') {
      if (finding === 'done') return t('told.done', facts);
      if (finding === 'recalled') return t('told.recalled', facts);
      if (finding === 'not-asked') return t('told.made-once', facts);
      return t('told.made', facts);
    }
    // Still reserved: it has not been tried yet. Refused: a person ended it, and knows.
    if (sale.state !== 'asked') return null;
    return t(finding === 'not-asked' ? 'told.open-not-asked' : 'told.open', facts);
  }
}
