import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Order } from './order.ts';
import { mustBeSame } from './same-request.ts';

/** Requests being worked on: the same one asked again waits for the same outcome. */
export class RunningSales {
  readonly #running = new Map<string, { order: Order; outcome: Promise<SaleRecord> }>();

  /** The outcome of the same request; null where it is not being worked on. @throws Refusal `sale.request-reused` */
  same(order: Order): Promise<SaleRecord> | null {
    const running = this.#running.get(order.requestId);
    if (!running) return null;
    mustBeSame(order, running.order);
    return running.outcome;
  }

  /** The outcome of whatever has this id; null for none. */
  outcomeOf(requestId: string): Promise<SaleRecord> | null {
    return this.#running.get(requestId)?.outcome ?? null;
  }

  has(requestId: string): boolean {
    return this.#running.has(requestId);
  }

  /** An order is being worked on from now until its outcome is there. */
  add(order: Order, outcome: Promise<SaleRecord>): void {
    this.#running.set(order.requestId, { order, outcome });
    const done = () => this.#running.delete(order.requestId);
    outcome.then(done, done);
  }

  outcomes(): Promise<SaleRecord>[] {
    return [...this.#running.values()].map(({ outcome }) => outcome);
  }
}
