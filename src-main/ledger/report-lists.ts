import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import { ASKED, BUYER_OF_SALE, CHOSEN, filterText, type Span } from './chosen-sales.ts';
import type { Counts, DepositMovement } from './deposits.ts';
import type { Ledger } from './open.ts';
import { BUYER, type SaleKind } from './sale-record.ts';

/** Money that was given back in a span, whenever the sale was. */
export interface RefundRow {
  readonly id: number;
  readonly saleId: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly operatorId: number;
  readonly operatorName: string;
  readonly approvedBy: string | null;
  readonly customerName: string;
  readonly drn: string;
  readonly tariffId: number;
  readonly tariffName: string;
  readonly resource: Resource;
  /** Minor units. */
  readonly amount: number;
  readonly payment: PaymentKind;
  readonly reason: string;
}

export interface DepositRow {
  readonly kind: DepositMovement['kind'];
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly amount: number;
  readonly note: string;
  readonly operatorName: string;
  readonly approvedBy: string | null;
}

/** An issued sale as lists show it. Minor units, and steps of 0.1 unit. */
export interface ListedSale extends Place {
  readonly kind: SaleKind;
  readonly resource: Resource;
  readonly operatorName: string;
  readonly customerName: string;
  readonly drn: string;
  readonly tariffName: string;
  readonly steps: number;
  readonly paid: number;
  readonly debt: number;
  readonly tax: number;
  readonly refunded: number;
  readonly reason: string | null;
  readonly approvedBy: string | null;
}

/** Whose a debt is, and what is left of it now. */
export interface DebtOwed {
  readonly customerName: string;
  readonly kind: 'arrears' | 'auxiliary';
  /** Minor units. */
  readonly left: number;
}

/** A sale's place in the order of time. */
export interface Place {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly id: number;
}

/** What reports show one by one: sales, refunds, the movements of the deposit. */
export class ReportLists {
  readonly #cutBack;
  readonly #sales;
  readonly #ofMeters;
  readonly #listed;
  readonly #debt;
  readonly #customer;
  readonly #tariff;
  readonly #refunds;
  readonly #deposits;
  readonly #balance;

  constructor(ledger: Ledger) {
    this.#cutBack = ledger.prepare<[number, number, number], { at: number }>(
      `SELECT opened_at AS at FROM sale INDEXED BY sale_opened
       WHERE opened_at >= +? AND opened_at < +? ORDER BY opened_at DESC LIMIT 1 OFFSET ?`,
    );
    this.#sales = ledger.prepare<[string, number, number, number, number, number], Place>(
      `${ASKED}
       SELECT sale.opened_at AS at, sale.id
       ${CHOSEN} AND (sale.opened_at, sale.id) < (+?, +?)
       ORDER BY sale.opened_at DESC, sale.id DESC LIMIT ?`,
    );
    this.#ofMeters = ledger.prepare<[string, number, number], Place>(
      `${ASKED}
       SELECT sale.opened_at AS at, sale.id FROM asked CROSS JOIN sale
       WHERE sale.meter_id IN (
           SELECT id FROM meter WHERE id = asked.meter_id
           UNION SELECT id FROM meter WHERE customer_id = asked.customer_id
           UNION SELECT meter_id FROM meter_move WHERE from_customer = asked.customer_id)
         AND sale.state = 'issued' AND sale.opened_at >= +? AND sale.opened_at < +?
         AND (asked.meter_id IS NULL OR sale.meter_id = asked.meter_id)
         AND (asked.customer_id IS NULL OR ${BUYER_OF_SALE} = asked.customer_id)
       ORDER BY sale.opened_at DESC, sale.id DESC`,
    );
    this.#listed = ledger.prepare<[string], ListedSale>(
      `SELECT sale.opened_at AS at, sale.id, sale.kind, sale.resource,
              operator.name AS operatorName, customer.name AS customerName, meter.drn,
              tariff.name AS tariffName, sale.steps, sale.paid, sale.debt, sale.tax,
              (SELECT coalesce(sum(amount), 0) FROM refund WHERE refund.sale_id = sale.id) AS refunded,
              sale.reason, approver.name AS approvedBy
       FROM sale
       JOIN operator ON operator.id = sale.operator_id
       JOIN meter ON meter.id = sale.meter_id
       JOIN customer ON customer.id = ${BUYER}
       JOIN tariff_version AS version ON version.id = sale.tariff_version_id
       JOIN tariff ON tariff.id = version.tariff_id
       LEFT JOIN operator AS approver ON approver.id = sale.approved_by
       WHERE sale.id IN (SELECT value FROM json_each(?))
       ORDER BY sale.opened_at DESC, sale.id DESC`,
    );
    this.#debt = ledger.prepare<[number], DebtOwed>(
      `SELECT customer.name AS customerName, debt.kind,
              (SELECT coalesce(sum(amount), 0) FROM debt_movement WHERE debt_id = debt.id) AS left
       FROM debt JOIN customer ON customer.id = debt.customer_id WHERE debt.id = +?`,
    );
    this.#customer = ledger.prepare<[number], { name: string }>(
      'SELECT name FROM customer WHERE id = ?',
    );
    this.#tariff = ledger.prepare<[number], { name: string }>(
      'SELECT name FROM tariff WHERE id = ?',
    );
    this.#refunds = ledger.prepare<[string, number, number], RefundRow>(
      `${ASKED}
       SELECT refund.id, refund.sale_id AS saleId, refund.at, refund.operator_id AS operatorId,
              operator.name AS operatorName, approver.name AS approvedBy,
              customer.name AS customerName, meter.drn, version.tariff_id AS tariffId,
              tariff.name AS tariffName, sale.resource, refund.amount, refund.payment, refund.reason
       FROM asked CROSS JOIN refund INDEXED BY refund_at
       JOIN sale ON sale.id = refund.sale_id
       JOIN meter ON meter.id = sale.meter_id
       JOIN customer ON customer.id = ${BUYER}
       JOIN tariff_version AS version ON version.id = sale.tariff_version_id
       JOIN tariff ON tariff.id = version.tariff_id
       JOIN operator ON operator.id = refund.operator_id
       LEFT JOIN operator AS approver ON approver.id = refund.approved_by
       WHERE refund.at >= +? AND refund.at < +?
         AND (asked.sale_id IS NULL OR refund.sale_id = asked.sale_id)
         AND (asked.operator_id IS NULL OR refund.operator_id = asked.operator_id)
         AND (asked.meter_id IS NULL OR sale.meter_id = asked.meter_id)
         AND (asked.customer_id IS NULL OR ${BUYER} = asked.customer_id)
         AND (asked.tariff_id IS NULL OR version.tariff_id = asked.tariff_id)
         AND (asked.resource IS NULL OR sale.resource = asked.resource)
         AND (asked.payment IS NULL OR refund.payment = asked.payment)
       ORDER BY refund.at, refund.id`,
    );
    this.#deposits = ledger.prepare<[Counts, number, number], DepositRow>(
      `SELECT deposit_movement.kind, at, amount, note, operator.name AS operatorName,
              approver.name AS approvedBy
       FROM deposit_movement
       JOIN operator ON operator.id = operator_id
       LEFT JOIN operator AS approver ON approver.id = approved_by
       WHERE counts = +? AND at >= +? AND at < +?
       ORDER BY at, deposit_movement.id`,
    );
    this.#balance = ledger.prepare<[Counts, number], { moved: number }>(
      `SELECT coalesce(sum(amount), 0) AS moved FROM deposit_movement WHERE counts = ? AND at < ?`,
    );
  }

  /** Where the last so many sales of a span begin, or that span's beginning. */
  cutBack({ from, to }: Span, sales: number): number {
    return this.#cutBack.get(from, to, sales - 1)?.at ?? from;
  }

  /** Issued sales that come before `before`, the latest first. */
  sales(span: Span, filter: SaleFilter, before: Place, limit: number): Place[] {
    const { from, to } = span;
    return this.#sales.all(filterText(filter), from, to, before.at, before.id, limit);
  }

  /** All issued sales of a meter, to a customer, or of a meter to a customer, the latest first. */
  ofMeters(span: Span, filter: SaleFilter): Place[] {
    return this.#ofMeters.all(filterText(filter), span.from, span.to);
  }

  /** Sales by their ids, the latest first. */
  listed(ids: readonly number[]): ListedSale[] {
    return this.#listed.all(JSON.stringify(ids));
  }

  debt(id: number): DebtOwed | null {
    return this.#debt.get(id) ?? null;
  }

  /** A customer's name; null for nobody. */
  customer(id: number): string | null {
    return this.#customer.get(id)?.name ?? null;
  }

  /** A tariff's name as it is now. */
  tariff(id: number): string | null {
    return this.#tariff.get(id)?.name ?? null;
  }

  /** In the order they were given. What is asked of the lines of sales is no matter of theirs. */
  refunds(span: Span, filter: SaleFilter): RefundRow[] {
    return this.#refunds.all(filterText(filter), span.from, span.to);
  }

  /** Movements of a deposit that is counted in money, or in steps. */
  deposits(counts: Counts, span: Span): DepositRow[] {
    return this.#deposits.all(counts, span.from, span.to);
  }

  /** What the deposit's movements came to before a moment. */
  balance(counts: Counts, before: number): number {
    return this.#balance.get(counts, before)?.moved ?? 0;
  }
}
