import type { Ask, Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Operator } from '../../src-shared/contract/shapes.ts';
import { isPaidBy } from '../../src-shared/pricing/payment-parts.ts';
import { creditSubclass } from '../../src-shared/resource.ts';
import type { Clock } from '../clock.ts';
import type { DepositDesk } from '../deposit/deposit-desk.ts';
import type { Actor } from '../ledger/audit.ts';
import type { SaleDraft, SaleRecord } from '../ledger/sale-record.ts';
import type { Opening, Sales } from '../ledger/sales.ts';
import { writing } from '../ledger/writing.ts';
import { ModuleError } from '../module/security-module.ts';
import { Refusal } from '../refusal.ts';
import { type ModuleDesk, problemOf, type SellingKey } from './module-desk.ts';
import { type ClockEvidence, decideOpening } from './opening-rules.ts';
import { type Priced, type PriceParts, priceOf } from './price.ts';
import type { OnStep } from './sale-steps.ts';
import { mustBeSame, type Request } from './same-request.ts';

export interface SellerParts extends PriceParts {
  readonly sales: Sales;
  readonly module: ModuleDesk;
  readonly clock: Clock;
  /** The shift a sale belongs to. @throws Refusal where nothing may be sold now */
  readonly shiftOf: (operator: Operator) => number;
  /** Null where the clock did not jump, and there is nothing to wait for. */
  readonly settleClock: () => Promise<void> | null;
  readonly clockEvidence: () => ClockEvidence;
  /** The vendor's deposit with the utility, which what is sold comes out of. */
  readonly deposit: Pick<DepositDesk, 'mustAllow' | 'took' | 'gaveBack'>;
  readonly onProgress: (requestId: string, step: 'asking' | 'saved') => void;
  /** A token is in the ledger. Called once for each sale, however often it is asked about. */
  readonly onIssued: (sale: SaleRecord) => void;
  /** A sale was left open by its first asking. */
  readonly onInterrupted: () => void;
  /** Hears of each step of each sale. */
  readonly onStep?: OnStep | undefined;
}

type SellInput = Parsed<'sale.sell'>;

/** What is to be sold, or given, and how it is paid for. */
export interface Order extends Request {
  readonly requestId: string;
  readonly basket: string | null;
  readonly approvedBy: number | null;
}

/** What a meter gets at a moment, and for what. */
export type Offer = Priced;

/** What an order is that somebody pays for. */
const PAID_FOR = {
  kind: 'sale',
  basket: null,
  reason: null,
  approvedBy: null,
  replaces: null,
} as const;

/** What asking and closing are called, the first time and again. */
const STEPS = { first: ['ask', 'issue'], again: ['ask-again', 'issue-again'] } as const;

/**
 * The sale's state machine: reserved (TID taken) → issued, or refused, or asked and resumed.
 *
 * Two commits hold it: the first takes the TID before the module is asked, the second closes the sale
 * before anybody sees the token. Whatever dies in between leaves an unfinished sale whose token never
 * left the machine, so it can be asked for again under its TID: a meter takes a TID once.
 */
export class Seller {
  readonly #parts: SellerParts;
  /** Requests being worked on: the same one asked again waits for the same outcome. */
  readonly #running = new Map<string, { order: Order; outcome: Promise<SaleRecord> }>();
  readonly #resuming = new Map<number, Promise<SaleRecord>>();

  constructor(parts: SellerParts) {
    this.#parts = parts;
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
    return this.sellAs({ ...input, ...PAID_FOR }, operator, (now) => this.#offer(input, now));
  }

  /**
   * The same for an order of any kind. `offer` says what it comes to, at the moment it is asked; it is not
   * asked for an order that was made before.
   */
  sellAs(order: Order, operator: Operator, offer: (now: Date) => Offer): Promise<SaleRecord> {
    const running = this.#running.get(order.requestId);
    if (running) {
      mustBeSame(order, running.order);
      return running.outcome;
    }
    const outcome = this.#sellOnce(order, operator, offer);
    this.#running.set(order.requestId, { order, outcome });
    const done = () => this.#running.delete(order.requestId);
    outcome.then(done, done);
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
    const first = [...this.#running.values()].map(({ outcome }) => outcome);
    await Promise.allSettled([...first, ...this.#resuming.values()]);
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
    const { sales, module, deposit, clock, settleClock, clockEvidence, onProgress, onStep } =
      this.#parts;
    const settling = settleClock();
    if (settling) await settling;
    const known = sales.byRequest(order.requestId);
    if (known) {
      mustBeSame(order, known);
      return known;
    }
    // One moment for price, key and TID: a month that changes in between would be priced as another.
    const now = clock.now();
    const { meter, tariff, quote } = offer(now);
    const unfinished = sales.unfinishedOfMeter(meter.id);
    if (unfinished !== null) throw new Refusal('sale.unfinished-first', { saleId: unfinished });
    const key = module.keyFor(meter, now);
    deposit.mustAllow(quote);
    onStep?.('reserve', 'before');
    const { requestId, ask, payment, parts, kind, basket, reason, approvedBy, replaces } = order;
    const draft: SaleDraft = {
      ...{ requestId, ask, payment, parts, kind, basket, reason, approvedBy, replaces },
      operatorId: operator.id,
      meterId: meter.id,
      tariffVersionId: tariff.versionId,
      supplyGroupCode: meter.supplyGroupCode,
      keyRevisionNumber: meter.keyRevisionNumber,
      tariffIndex: meter.tariffIndex,
      encryptionAlgorithm: meter.encryptionAlgorithm,
      tokenCarrierType: meter.tokenCarrierType,
      baseDate: key.baseDate,
      quote,
      shiftId: this.#parts.shiftOf(operator),
    };
    // What goes wrong with the disk here leaves nothing behind, and dispatch has a sentence for it.
    const opened = sales.reserve(
      draft,
      (before) => mustBePriced(decideOpening(before, key, now, clockEvidence()), now),
      () => onStep?.('reserve', 'at'),
    );
    onStep?.('reserve', 'after');
    deposit.took(quote);
    onProgress(requestId, 'asking');
    return this.#askModule(
      { ...draft, id: opened.id, tid: opened.tid, pan: meter.pan },
      key,
      'first',
    );
  }

  async #resumeOrWait(saleId: number): Promise<SaleRecord> {
    const sale = this.#open(saleId);
    // While the module is still being asked for the first time, its answer is the answer to this too.
    const first = this.#running.get(sale.requestId);
    return first ? first.outcome : this.#resumeOnce(sale);
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
    return this.#askModule({ ...sale, tid }, key, 'again');
  }

  async #askModule(
    sale: Pick<
      SaleRecord,
      | 'id'
      | 'requestId'
      | 'pan'
      | 'quote'
      | 'tariffIndex'
      | 'encryptionAlgorithm'
      | 'tokenCarrierType'
    > & { readonly tid: number },
    key: SellingKey,
    attempt: 'first' | 'again',
  ): Promise<SaleRecord> {
    const { sales, clock, onProgress, onIssued, onInterrupted, onStep } = this.#parts;
    const { moduleId } = key;
    const [ask, issue] = STEPS[attempt];
    const again = attempt === 'first' ? null : this.#noteAgain(sale.id, moduleId);
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
      if (attempt === 'first' && spent === 'no') {
        writing(() => sales.refuse(sale.id, problem, clock.now()));
        this.#parts.deposit.gaveBack(sale);
      } else {
        writing(() => sales.interrupt(sale.id, problem, { moduleId, spent, again }, clock.now()));
        if (attempt === 'first') onInterrupted();
      }
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

  /** Before it is sent: a program that dies meanwhile cannot write down that a token was lost. */
  #noteAgain(saleId: number, moduleId: string): number {
    const { sales, onStep } = this.#parts;
    onStep?.('note', 'before');
    const again = writing(() => sales.askAgain(saleId, moduleId, () => onStep?.('note', 'at')));
    onStep?.('note', 'after');
    return again;
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

/**
 * A clock that is a little behind opens a sale at the time of the last one. Where that is another day, its
 * charges are others, and so may its month be.
 */
function mustBePriced(opening: Opening, pricedAt: Date): Opening {
  const same = opening.openedAt.toDateString() === pricedAt.toDateString();
  if (!same) throw new Refusal('sale.price-changed');
  return opening;
}
