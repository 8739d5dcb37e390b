import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Ask, Operator, Quote } from '../../src-shared/contract/shapes.ts';
import { type PricingError, quoteSale } from '../../src-shared/pricing/quote.ts';
import type { Clock } from '../clock.ts';
import type { MeterForSale, Meters } from '../ledger/meters.ts';
import type { SaleProblem, SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import type { Tariffs, TariffVersion } from '../ledger/tariffs.ts';
import { ModuleError } from '../module/security-module.ts';
import { moduleProblem } from '../module/snapshot.ts';
import { Refusal } from '../refusal.ts';
import { type ModuleDesk, type SellingKey, UsedUp } from './module-desk.ts';
import { decideOpening } from './opening-rules.ts';

export interface SellerParts {
  readonly meters: Meters;
  readonly tariffs: Tariffs;
  readonly sales: Sales;
  readonly module: ModuleDesk;
  readonly clock: Clock;
  /** The owner's limit for one sale, in minor units. */
  readonly largestSale: () => number;
  readonly onProgress: (requestId: string, step: 'asking' | 'saved') => void;
  /** A token is in the ledger. Called once for each sale, however often it is asked about. */
  readonly onIssued: (sale: SaleRecord) => void;
  /** A sale was left open by its first asking. */
  readonly onInterrupted: () => void;
}

type SellInput = Parsed<'sale.sell'>;

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
  readonly #running = new Map<string, { input: SellInput; outcome: Promise<SaleRecord> }>();
  readonly #resuming = new Map<number, Promise<SaleRecord>>();

  constructor(parts: SellerParts) {
    this.#parts = parts;
  }

  /** @throws Refusal `meter.unknown`, `price.*`, `sale.too-large` */
  quote(meterId: number, ask: Ask): Quote {
    return this.#price(meterId, ask).quote;
  }

  /**
   * Sells once for each `requestId`. Answers the sale as it ended: issued, refused by the module, or
   * asked (interrupted, to be resumed).
   *
   * @throws Refusal where no sale was opened at all; nothing was written and nothing spent
   */
  sell(input: SellInput, operator: Operator): Promise<SaleRecord> {
    const running = this.#running.get(input.requestId);
    if (running) {
      mustBeSame(input, running.input);
      return running.outcome;
    }
    const outcome = this.#sellOnce(input, operator);
    this.#running.set(input.requestId, { input, outcome });
    const done = () => this.#running.delete(input.requestId);
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
  abandon(saleId: number): SaleRecord {
    const sale = this.#open(saleId);
    if (this.#resuming.has(saleId) || this.#running.has(sale.requestId)) {
      throw new Refusal('sale.busy');
    }
    const { sales, clock } = this.#parts;
    sales.abandon(saleId, { code: 'sale.abandoned', detail: {} }, clock.now());
    return this.#get(saleId);
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

  async #sellOnce(input: SellInput, operator: Operator): Promise<SaleRecord> {
    const { sales, module, clock, onProgress } = this.#parts;
    const known = sales.byRequest(input.requestId);
    if (known) {
      mustBeSame(input, known);
      return known;
    }
    const { meter, tariff, quote } = this.#price(input.meterId, input.ask);
    if (quote.paid !== input.expected.paid || quote.steps !== input.expected.steps) {
      throw new Refusal('sale.price-changed');
    }
    const unfinished = sales.unfinishedOfMeter(meter.id);
    if (unfinished !== null) throw new Refusal('sale.unfinished-first', { saleId: unfinished });
    const key = module.keyFor(meter, clock.now());
    const draft = {
      requestId: input.requestId,
      operatorId: operator.id,
      meterId: meter.id,
      tariffVersionId: tariff.versionId,
      supplyGroupCode: meter.supplyGroupCode,
      keyRevisionNumber: meter.keyRevisionNumber,
      tariffIndex: meter.tariffIndex,
      encryptionAlgorithm: meter.encryptionAlgorithm,
      tokenCarrierType: meter.tokenCarrierType,
      baseDate: key.baseDate,
      ask: input.ask,
      quote,
    };
    const opened = writing(() =>
      sales.reserve(draft, (before) => decideOpening(before, key, clock.now())),
    );
    onProgress(input.requestId, 'asking');
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
      writing(() => sales.interrupt(sale.id, { code, detail }, null));
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
    const { sales, clock, onProgress, onIssued, onInterrupted } = this.#parts;
    const { moduleId } = key;
    // Before it is sent: a program that dies meanwhile cannot write down that a token was lost.
    const again = attempt === 'first' ? null : writing(() => sales.askAgain(sale.id, moduleId));
    let digits: string;
    try {
      digits = await key.creditToken({
        pan: sale.pan,
        tariffIndex: sale.tariffIndex,
        encryptionAlgorithm: sale.encryptionAlgorithm,
        tokenCarrierType: sale.tokenCarrierType,
        amount: sale.quote.transferAmount,
        tid: sale.tid,
      });
    } catch (error) {
      const problem = problemOf(error, this.#parts.module.linkName);
      const spent = error instanceof ModuleError ? error.spent : 'perhaps';
      // A module that says no at first has spent nothing. Said to a resumed sale, the first asking may
      // still have been carried out, so a person decides.
      if (attempt === 'first' && spent === 'no') {
        writing(() => sales.refuse(sale.id, problem, clock.now()));
      } else {
        writing(() => sales.interrupt(sale.id, problem, { moduleId, spent, again }));
        if (attempt === 'first') onInterrupted();
      }
      return this.#get(sale.id);
    }
    writing(() => sales.issue(sale.id, digits, moduleId, clock.now(), again));
    const issued = this.#get(sale.id);
    onProgress(sale.requestId, 'saved');
    onIssued(issued);
    return issued;
  }

  #price(meterId: number, ask: Ask): { meter: MeterForSale; tariff: TariffVersion; quote: Quote } {
    const meter = this.#parts.meters.forSale(meterId);
    if (!meter) throw new Refusal('meter.unknown');
    const tariff = this.#parts.tariffs.current(meter.tariffId);
    if (!tariff) throw new Refusal('meter.no-tariff');
    const priced = quoteSale(tariff, ask);
    if (!priced.ok) {
      throw pricingRefusal(priced.error, ask);
    }
    const largest = this.#parts.largestSale();
    if (priced.value.paid > largest) throw new Refusal('sale.too-large', { largest });
    return { meter, tariff, quote: priced.value };
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

/** Sentences name amounts; whether an amount is money or energy is in the code. */
function pricingRefusal(error: PricingError, ask: Ask): Refusal {
  if (error.code === 'above-largest-transfer') {
    return new Refusal(`price.above-largest-${ask.by}`, { largest: error.largest });
  }
  return new Refusal(`price.${error.code}`, { least: error.least });
}

/** One id, one sale: an id that comes back with other contents is a fault of the caller. */
function mustBeSame(
  input: { meterId: number; ask: Ask },
  known: { meterId: number; ask: Ask },
): void {
  const same =
    input.meterId === known.meterId &&
    input.ask.by === known.ask.by &&
    input.ask.amount === known.ask.amount;
  if (!same) throw new Refusal('sale.request-reused');
}

/** Runs a write; a disk that is full or gone becomes a sentence, and the sale stays unfinished. */
function writing<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('ledger.not-written', { reason }, { cause: error });
  }
}

function problemOf(error: unknown, link: string): SaleProblem {
  if (error instanceof Refusal || error instanceof UsedUp) {
    return { code: error.code, detail: error.detail };
  }
  if (error instanceof ModuleError) return moduleProblem(error, link);
  return { code: 'unexpected', detail: {} };
}
