import type { Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Operator } from '../../src-shared/contract/shapes.ts';
import type { Wanted } from '../../src-shared/contract/together-shapes.ts';
import { isPaidBy } from '../../src-shared/pricing/payment-parts.ts';
import { shareOut } from '../../src-shared/pricing/shared-payment.ts';
import type { Clock } from '../clock.ts';
import type { Baskets } from '../ledger/baskets.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import { Refusal } from '../refusal.ts';
import type { Asker } from './asker.ts';
import { forMeter } from './at-meter.ts';
import type { ModuleDesk } from './module-desk.ts';
import type { Opened, Opener } from './opener.ts';
import { type Order, PAID_FOR } from './order.ts';
import type { Priced, PriceParts } from './price.ts';
import { pricesTogether } from './price-together.ts';
import type { RunningSales } from './running-sales.ts';
import type { OnStep } from './sale-steps.ts';
import { mustBeSame } from './same-request.ts';

export interface TogetherParts extends PriceParts {
  readonly sales: Sales;
  readonly baskets: Baskets;
  readonly module: ModuleDesk;
  readonly clock: Clock;
  readonly settleClock: () => Promise<void> | null;
  readonly onProgress: (requestId: string, step: 'asking' | 'saved') => void;
  /** A sale was left open by its first asking. */
  readonly onInterrupted: () => void;
  /** It is known of each sale of a payment what became of it; called with those that have their token. */
  readonly onDecided: (issued: readonly SaleRecord[]) => void;
  readonly onStep?: OnStep | undefined;
}

type Input = Parsed<'sale.sellTogether'>;

interface Tools {
  readonly running: RunningSales;
  readonly opener: Opener;
  readonly asker: Asker;
}

/**
 * Several meters in one payment. All of its sales are opened in one commit, so nobody pays for half of
 * what was said; then each goes its own way to its token, and one that is refused stops none of the others.
 */
export class Together {
  readonly #parts: TogetherParts;
  readonly #tools: Tools;
  /** Payments being worked on: the same one asked again waits for the same outcome. */
  readonly #running = new Map<string, { orders: Order[]; outcome: Promise<SaleRecord[]> }>();

  constructor(parts: TogetherParts, tools: Tools) {
    this.#parts = parts;
    this.#tools = tools;
  }

  /** A price for each line, in their order. @throws Refusal as {@link pricesTogether} does */
  quote(lines: readonly Wanted[]): Quote[] {
    return pricesTogether(this.#parts, lines, this.#parts.clock.now()).map(({ quote }) => quote);
  }

  /**
   * Sells once for each `basket`. Answers the sales as they ended, in the order of the lines.
   *
   * @throws Refusal where no sale was opened at all; nothing was written and nothing spent
   */
  sell(input: Input, operator: Operator): Promise<SaleRecord[]> {
    const orders = ordersOf(input);
    const running = this.#running.get(input.basket);
    if (running) {
      mustBeTheSame(orders, running.orders);
      return running.outcome;
    }
    for (const order of orders) {
      if (this.#tools.running.has(order.requestId)) throw new Refusal('sale.request-reused');
    }
    const outcome = this.#sellOnce(input, orders, operator);
    this.#running.set(input.basket, { orders, outcome });
    const done = () => this.#running.delete(input.basket);
    outcome.then((sales) => {
      done();
      // While others were still asked for, nothing was taken up.
      if (sales.some(({ state }) => state === 'asked')) this.#parts.onInterrupted();
    }, done);
    orders.forEach((order, index) => {
      this.#tools.running.add(
        order,
        outcome.then((sales) => ofLine(sales, index)),
      );
    });
    return outcome;
  }

  /** Whether not all sales of a payment have been asked for yet. */
  isUnderWay(basket: string): boolean {
    return this.#running.has(basket);
  }

  /** What a sale was paid for together with, itself among it. @throws Refusal `sale.unknown`, `sale.alone` */
  of(saleId: number): SaleRecord[] {
    const { sales, baskets } = this.#parts;
    const sale = sales.get(saleId);
    if (!sale) throw new Refusal('sale.unknown');
    if (sale.basket === null) throw new Refusal('sale.alone');
    return baskets.of(sale.basket);
  }

  async #sellOnce(input: Input, orders: readonly Order[], operator: Operator) {
    const { sales, baskets, clock, settleClock } = this.#parts;
    const settling = settleClock();
    if (settling) await settling;
    const known = baskets.of(input.basket);
    if (known.length > 0) {
      mustBeTheSame(orders, known);
      return known;
    }
    for (const { requestId } of orders) {
      if (sales.byRequest(requestId)) throw new Refusal('sale.request-reused');
    }
    const now = clock.now();
    const offers = this.#offers(input, now);
    const ordered = orders.map((order, index) => ({ order, offer: ofLine(offers, index) }));
    return this.#askAll(input.basket, this.#tools.opener.open(ordered, operator, now));
  }

  /** @throws Refusal as {@link pricesTogether} does, `sale.price-changed`, `sale.parts-wrong` */
  #offers({ lines, payment, parts }: Input, now: Date): Priced[] {
    const { onStep } = this.#parts;
    onStep?.('price', 'before');
    const offers = pricesTogether(this.#parts, lines, now);
    onStep?.('price', 'after');
    lines.forEach(({ meterId, expected }, index) => {
      const { paid, steps } = ofLine(offers, index).quote;
      if (paid === expected.paid && steps === expected.steps) return;
      forMeter(this.#parts, meterId, () => {
        throw new Refusal('sale.price-changed');
      });
    });
    if (!isPaidBy(sumOf(lines), payment, parts)) throw new Refusal('sale.parts-wrong');
    return offers;
  }

  /** One after the other: a module does one thing at a time, and its last answer is to what was asked last. */
  async #askAll(basket: string, opened: readonly Opened[]): Promise<SaleRecord[]> {
    const { baskets, onDecided } = this.#parts;
    const outcomes: SaleRecord[] = [];
    const issued = () => outcomes.filter(({ state }) => state === 'issued');
    try {
      for (const each of opened) {
        const isBegun = outcomes.some(({ state }) => state !== 'refused');
        outcomes.push(await this.#ask(each, isBegun ? 'next' : 'first'));
      }
      return outcomes;
    } catch (error) {
      // The disk is full: those after this one stay open. What has its token is told of all the same.
      if (!(error instanceof Refusal) || issued().length === 0) throw error;
      return baskets.of(basket);
    } finally {
      onDecided(issued());
    }
  }

  async #ask({ sale, key }: Opened, attempt: 'first' | 'next'): Promise<SaleRecord> {
    const { module, clock, onProgress } = this.#parts;
    const { asker } = this.#tools;
    onProgress(sale.requestId, 'asking');
    // What was true of the module when all were opened need not be true after it was asked for the others.
    let keyNow: Opened['key'];
    try {
      keyNow = module.keyFor(sale, clock.now());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, detail } = error;
      return asker.notAsked(sale, key.moduleId, attempt, { code, detail });
    }
    return asker.ask(sale, keyNow, attempt);
  }
}

/** Each line as a sale of its own, with its share of the payment. */
function ordersOf({ basket, lines, payment, parts }: Input): Order[] {
  const amounts = lines.map(({ expected }) => expected.paid);
  const shares = shareOut(amounts, payment, parts);
  return lines.map(({ requestId, meterId, ask }, index) => {
    const share = ofLine(shares, index);
    return { ...PAID_FOR, ...share, basket, requestId, meterId, ask };
  });
}

/** @throws Refusal `sale.request-reused` */
function mustBeTheSame(
  orders: readonly Order[],
  known: readonly Pick<Order, 'requestId' | keyof Parameters<typeof mustBeSame>[1]>[],
): void {
  const areAsMany = orders.length === known.length;
  if (!areAsMany) throw new Refusal('sale.request-reused');
  orders.forEach((order, index) => {
    const sale = ofLine(known, index);
    if (order.requestId !== sale.requestId) throw new Refusal('sale.request-reused');
    mustBeSame(order, sale);
  });
}

function sumOf(lines: Input['lines']): number {
  return lines.reduce((sum, { expected }) => sum + expected.paid, 0);
}

function ofLine<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new Error(`nothing for line ${index}`);
  return value;
}
