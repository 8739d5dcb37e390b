import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import {
  ASKED,
  BUYER_OF_SALE,
  CHOSEN,
  filterText,
  LINES,
  SALES_ASKED,
  type Span,
  THAT_ARE_CHOSEN,
} from './chosen-sales.ts';
import type { Ledger } from './open.ts';
import type { SaleKind } from './sale-record.ts';

/** Minor units, and steps of 0.1 unit. */
export interface Amounts {
  readonly sales: number;
  readonly paid: number;
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  readonly debt: number;
  readonly tax: number;
  readonly steps: number;
  readonly freeSteps: number;
}

/** Issued sales that have all of this in common. */
export interface PartSum extends Amounts {
  readonly operatorId: number;
  readonly operatorName: string;
  readonly tariffId: number;
  readonly tariffName: string;
  readonly resource: Resource;
  readonly kind: SaleKind;
}

/** What came in by one kind of payment. A sale that was paid in parts counts in each of them. */
export interface PaymentSum {
  readonly payment: PaymentKind;
  readonly sales: number;
  readonly paid: number;
}

/** What one customer bought at one meter, which may have been given to another since. */
export interface MeterSum extends Amounts {
  readonly meterId: number;
  readonly drn: string;
  readonly customerId: number;
  readonly customerName: string;
  readonly resource: Resource;
}

/** The lines of a sale as JSON, and what they are of. */
export interface SaleLines {
  readonly tariffId: number;
  readonly tariffName: string;
  readonly resource: Resource;
  readonly lines: string;
  /** The taxes of the version that it was sold at, as JSON. */
  readonly taxes: string;
}

const AMOUNTS = `
  count(*) AS sales, sum(sale.paid) AS paid, sum(sale.energy) AS energy,
  sum(sale.fixed_charge) AS fixedCharge, sum(sale.service_fee) AS serviceFee,
  sum(sale.debt) AS debt, sum(sale.tax) AS tax, sum(sale.steps) AS steps,
  sum(sale.free_steps) AS freeSteps`;

/**
 * Sums of issued sales, for reports. A span is read in slices with pauses between them (see {@link cut}),
 * since whoever sells meanwhile has to wait for a slice.
 */
export class ReportSums {
  readonly #cut;
  readonly #parts;
  readonly #payments;
  readonly #lines;
  readonly #meters;

  constructor(ledger: Ledger) {
    this.#cut = ledger.prepare<[number, number, number], { at: number }>(
      `SELECT opened_at AS at FROM sale INDEXED BY sale_opened
       WHERE opened_at > +? AND opened_at < +? ORDER BY opened_at LIMIT 1 OFFSET ?`,
    );
    this.#parts = ledger.prepare<[string, number, number], PartSum>(
      `${ASKED}
       SELECT sums.*, operator.name AS operatorName, tariff.name AS tariffName FROM (
         SELECT sale.operator_id AS operatorId, version.tariff_id AS tariffId, sale.resource,
                sale.kind, ${AMOUNTS}
         ${CHOSEN} GROUP BY 1, 2, 3, 4) AS sums
       JOIN operator ON operator.id = sums.operatorId
       JOIN tariff ON tariff.id = sums.tariffId`,
    );
    this.#payments = ledger.prepare<[string, number, number], PaymentSum>(
      `${ASKED}
       SELECT coalesce(part.kind, sale.payment) AS payment, count(*) AS sales,
              sum(coalesce(part.amount, sale.paid)) AS paid
       ${SALES_ASKED}
       LEFT JOIN sale_payment AS part ON part.sale_id = sale.id AND sale.payment = 'mixed'
       ${THAT_ARE_CHOSEN} AND sale.kind = 'sale'
         AND (asked.payment IS NULL OR coalesce(part.kind, sale.payment) = asked.payment)
       GROUP BY 1`,
    );
    this.#lines = ledger.prepare<[string, number, number], SaleLines>(
      `${ASKED}
       SELECT version.tariff_id AS tariffId,
              (SELECT name FROM tariff WHERE tariff.id = version.tariff_id) AS tariffName,
              sale.resource, ${LINES} AS lines, version.terms ->> '$.taxes' AS taxes
       ${CHOSEN} AND sale.kind = 'sale'`,
    );
    this.#meters = ledger.prepare<[string, number, number], MeterSum>(
      `${ASKED}
       SELECT sums.*, meter.drn, customer.name AS customerName FROM (
         SELECT sale.meter_id AS meterId, ${BUYER_OF_SALE} AS customerId, sale.resource, ${AMOUNTS}
         ${CHOSEN} GROUP BY 1, 2, 3) AS sums
       JOIN meter ON meter.id = sums.meterId
       JOIN customer ON customer.id = sums.customerId`,
    );
  }

  /**
   * Where a slice of so many sales ends that begins where a span does, or that span's end. Sales of the same
   * moment stay together.
   */
  cut({ from, to }: Span, sales: number): number {
    return this.#cut.get(from, to, sales - 1)?.at ?? to;
  }

  parts(span: Span, filter: SaleFilter): PartSum[] {
    return this.#parts.all(filterText(filter), span.from, span.to);
  }

  /** Without what was given free. */
  payments(span: Span, filter: SaleFilter): PaymentSum[] {
    return this.#payments.all(filterText(filter), span.from, span.to);
  }

  /** Without what was given free, sale by sale. */
  lines(span: Span, filter: SaleFilter): SaleLines[] {
    return this.#lines.all(filterText(filter), span.from, span.to);
  }

  /** A meter sold two resources, or to two customers, has a sum of each. */
  meters(span: Span, filter: SaleFilter): MeterSum[] {
    return this.#meters.all(filterText(filter), span.from, span.to);
  }
}
