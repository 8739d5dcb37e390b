import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { DrawerSettings, PrinterSettings } from '../../src-shared/contract/printing-shapes.ts';
import type { ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { PrintDesk } from './print-desk.ts';

export interface DrawerDeskParts {
  readonly desk: PrintDesk;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  readonly settings: () => ShopSettings;
  readonly messages: () => Messages;
  readonly now: () => Date;
  readonly emit: (event: TillEvent) => void;
}

/** The cash drawer: opened for cash, and otherwise only with a reason that is kept. */
export class DrawerDesk {
  readonly #parts: DrawerDeskParts;
  /** What it was opened for last, where that was a payment for several sales. */
  #lastBasket: string | null = null;

  constructor(parts: DrawerDeskParts) {
    this.#parts = parts;
  }

  /**
   * Opens it for a sale with cash in it, where the shop has one; once for all that are paid for together.
   * Never throws, and nobody waits for it.
   */
  sold(sale: SaleRecord): void {
    const { settings, desk, emit, messages } = this.#parts;
    const { drawer, printer } = settings();
    if (!drawer.opens || printer.kind === 'none' || !hasCash(sale)) return;
    if (sale.basket !== null && sale.basket === this.#lastBasket) return;
    this.#lastBasket = sale.basket;
    desk.openDrawer(drawer).catch((error: unknown) => {
      const detail = error instanceof Refusal ? error.detail : {};
      const problem = messages().failure('drawer.stuck', detail);
      emit({ name: 'drawer', value: { saleId: sale.id, problem } });
    });
  }

  /** Opens it without a sale. Written down before it opens. @throws Refusal `drawer.none`, `drawer.not-opened` */
  async open(reason: string, actor: Actor): Promise<void> {
    const { settings, audit, oneCommit, now } = this.#parts;
    const { drawer } = settings();
    if (!drawer.opens) throw new Refusal('drawer.none');
    oneCommit.run(() =>
      audit.append({ what: 'drawer.opened', ...actor, facts: { reason }, at: now() }),
    );
    await this.#kick(drawer);
  }

  /** Opens one that is being set up, with settings that need not be saved yet. @throws Refusal `drawer.not-opened` */
  test(drawer: DrawerSettings, printer: PrinterSettings): Promise<void> {
    return this.#kick(drawer, printer);
  }

  async #kick(drawer: DrawerSettings, printer?: PrinterSettings): Promise<void> {
    try {
      await this.#parts.desk.openDrawer(drawer, printer);
    } catch (error) {
      // What a printer's trouble says is about slips.
      throw new Refusal('drawer.not-opened', {}, { cause: error });
    }
  }
}

/** Change is given out of the drawer, and what was given goes into it. */
function hasCash({ payment, parts }: SaleRecord): boolean {
  return payment === 'cash' || parts.some(({ kind }) => kind === 'cash');
}
