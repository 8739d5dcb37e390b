import type { Ask, Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Operator } from '../../src-shared/contract/shapes.ts';
import { isPaidBy } from '../../src-shared/pricing/payment-parts.ts';
import type { DepositDesk } from '../deposit/deposit-desk.ts';
import type { Actor } from '../ledger/audit.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import { writing } from '../ledger/writing.ts';
import { Refusal } from '../refusal.ts';
import { Asker, type AskerParts } from './asker.ts';
import type { SellingKey } from './module-desk.ts';
import { Opener, type OpenerParts } from './opener.ts';
import { type Order, PAID_FOR } from './order.ts';
import { type Priced, priceOf } from './price.ts';
import { RunningSales } from './running-sales.ts';
import { mustBeSame } from './same-request.ts';
import { Together, type TogetherParts } from './together.ts';

export interface SellerParts extends Omit<OpenerParts, 'deposit'>, AskerParts, TogetherParts {
  /** Null where the clock did not jump, and there is nothing to wait for. */
  readonly settleClock: () => Promise<void> | null;
  /** The vendor's deposit with the utility, which what is sold comes out of. */
  readonly deposit: Pick<DepositDesk, 'mustAllow' | 'took' | 'gaveBack'>;
}

type SellInput = Parsed<'sale.sell'>;

/** What a meter gets at a moment, and for what. */
export type Offer = Priced;

/**
 * The sale's state machine: reserved (TID taken) → issued, or refused, or asked and resumed.
 *
 * Two commits hold it: the first takes the TID before the module is asked, the second closes the sale
 * before anybody sees the token. Whatever dies in between leaves an unfinished sale whose token never
 * left the machine, so it can be asked for again under its TID: a meter takes a TID once.
 */
export class Seller {
  readonly #parts: SellerParts;
  readonly #running = new RunningSales();
  readonly #resuming = new Map<number, Promise<SaleRecord>>();
  readonly #opener: Opener;
  readonly #asker: Asker;
  /** Several meters in one payment. */
  readonly together: Together;

  constructor(parts: SellerParts) {
    this.#parts = parts;
    this.#opener = new Opener(parts);
    this.#asker = new Asker(parts);
    const tools = { running: this.#running, opener: this.#opener, asker: this.#asker };
    this.together = new Together(parts, tools);
  }

  /** @throws Refusal `meter.unknown`, `price.*`, `sale.too-large` */
  quote(meterId: number, ask: Ask): Quote {
    return priceOf(this.#parts, meterId, ask, this.#parts.clock.now()).quote;
  }

  /**
   * Sells once for each `requestId`. Answers the sale as it ended: issued, refused by the module, or
   * asked (interrupted, to be resumed).
   *
   * @throws Refusal where no sale was opened at all; nothing was written and nothing spent
   */
  sell(input: SellInput, operator: Operator): Promise<SaleRecord> {
    const order = { ...input, ...PAID_FOR, basket: null };
    return this.sellAs(order, operator, (now) => this.#offer(input, now));
  }

  /**
   * The same for an order of any kind. `offer` says what it comes to, at the moment it is asked; it is not
   * asked for an order that was made before.
   */
  sellAs(order: Order, operator: Operator, offer: (now: Date) => Offer): Promise<SaleRecord> {
    const running = this.#running.same(order);
    if (running) return running;
    const outcome = this.#sellOnce(order, operator, offer);
    this.#running.add(order, outcome);
    return outcome;
  }

  /**
   * Takes an interrupted sale up again. Answers it issued, or still open with the reason.
   *
   * @throws Refusal `sale.unknown`, `sale.closed`, `ledger.not-written`
   */
  resume(saleId: number): Promise<SaleRecord> {
    const running = this.#resuming.get(saleId);
    if (running) return running;
    const outcome = this.#resumeOrWait(saleId);
    this.#resuming.set(saleId, outcome);
    const done = () => this.#resuming.delete(saleId);
    outcome.then(done, done);
    return outcome;
  }

  /** Ends an interrupted sale without a token. @throws Refusal `sale.unknown`, `sale.closed`, `sale.busy` */
  abandon(saleId: number, actor: Actor): SaleRecord {
    const sale = this.#open(saleId);
    if (this.isUnderWay(sale)) throw new Refusal('sale.busy');
    const { sales, clock, deposit } = this.#parts;
    sales.abandon(saleId, { code: 'sale.abandoned', detail: {} }, actor, clock.now());
    deposit.gaveBack(sale);
    return this.#get(saleId);
  }

  /** Whether a sale is being asked for. */
  isUnderWay(sale: SaleRecord): boolean {
    return this.#resuming.has(sale.id) || this.#running.has(sale.requestId);
  }

  /** Takes up every sale that was left open, oldest first; tells of each that changed as it does. */
  async resumeAll(onChanged: (sale: SaleRecord) => void): Promise<void> {
    for (const sale of this.#parts.sales.unfinished()) {
      if (this.#running.has(sale.requestId)) continue;
      let now: SaleRecord;
      try {
        now = await this.resume(sale.id);
      } catch (error) {
        // A person may have ended it meanwhile; the next one is still to be taken up.
        if (error instanceof Refusal) continue;
        throw error;
      }
      if (now.state !== sale.state) onChanged(now);
      // The module is gone again: the others would only fail one by one.
      if (now.state === 'asked' && !this.#parts.module.isReady()) break;
    }
  }

  /** Resolves when nothing is being asked any more. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#running.outcomes(), ...this.#resuming.values()]);
  }

  /** @throws Refusal as {@link priceOf} does, `sale.price-changed`, `sale.parts-wrong` */
  #offer(input: SellInput, now: Date): Offer {
    const { onStep } = this.#parts;
    onStep?.('price', 'before');
    const offer = priceOf(this.#parts, input.meterId, input.ask, now, () =>
      onStep?.('price', 'at'),
    );
    onStep?.('price', 'after');
    const { paid, steps } = offer.quote;
    if (paid !== input.expected.paid || steps !== input.expected.steps) {
      throw new Refusal('sale.price-changed');
    }
    if (!isPaidBy(paid, input.payment, input.parts)) throw new Refusal('sale.parts-wrong');
    return offer;
  }

  async #sellOnce(
    order: Order,
    operator: Operator,
    offer: (now: Date) => Offer,
  ): Promise<SaleRecord> {
    const { sales, clock, settleClock, onProgress } = this.#parts;
    const settling = settleClock();
    if (settling) await settling;
    const known = sales.byRequest(order.requestId);
    if (known) {
      mustBeSame(order, known);
      return known;
    }
    // One moment for price, key and TID: a month that changes in between would be priced as another.
    const now = clock.now();
    const [opened] = this.#opener.open([{ order, offer: offer(now) }], operator, now);
    if (!opened) throw new Error('a sale was opened that is not there');
    onProgress(order.requestId, 'asking');
    return this.#asker.ask(opened.sale, opened.key, 'first');
  }

  async #resumeOrWait(saleId: number): Promise<SaleRecord> {
    const sale = this.#open(saleId);
    // While the module is still being asked for the first time, its answer is the answer to this too.
    return this.#running.outcomeOf(sale.requestId) ?? this.#resumeOnce(sale);
  }

  async #resumeOnce(sale: SaleRecord): Promise<SaleRecord> {
    const { module, sales, clock } = this.#parts;
    let key: SellingKey;
    try {
      key = module.keyFor(sale, clock.now());
    } catch (error) {
      // Not even asked: the sale stays as it is, with the reason.
      if (!(error instanceof Refusal)) throw error;
      const { code, detail } = error;
      writing(() => sales.interrupt(sale.id, { code, detail }, null, clock.now()));
      return this.#get(sale.id);
    }
    const { tid } = sale;
    if (tid === null) throw new Refusal('sale.closed');
    return this.#asker.ask({ ...sale, tid }, key, 'again');
  }

  #open(saleId: number): SaleRecord {
    const sale = this.#get(saleId);
    if (sale.state === 'issued' || sale.state === 'refused') throw new Refusal('sale.closed');
    return sale;
  }

  #get(saleId: number): SaleRecord {
    const sale = this.#parts.sales.get(saleId);
    if (!sale) throw new Refusal('sale.unknown');
    return sale;
  }
}
