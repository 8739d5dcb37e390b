import type { PaymentKind, SalePayment } from '../../src-shared/contract/payment.ts';
import type { Ledger } from './open.ts';
import type { RunningShift } from './shifts.ts';

/**
 * Issued sales of one operator that were paid in one way, or in parts. Minor units; steps of 0.1 kWh of
 * electricity alone.
 */
export interface SalesSum {
  readonly operatorId: number;
  readonly operatorName: string;
  readonly payment: SalePayment;
  readonly sales: number;
  readonly paid: number;
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  readonly debt: number;
  readonly tax: number;
  readonly steps: number;
  /** Ids of the first and the last of them. */
  readonly first: number;
  readonly last: number;
}

/** What mixed payments to one operator brought in one payment kind. */
export interface PartsSum {
  readonly operatorId: number;
  readonly payment: PaymentKind;
  /** Sales with a part of that kind. */
  readonly sales: number;
  /** Minor units. */
  readonly paid: number;
}

/** What one operator gave back in one payment kind. */
export interface RefundsSum {
  readonly operatorId: number;
  readonly operatorName: string;
  readonly payment: PaymentKind;
  readonly refunds: number;
  /** Minor units. */
  readonly refunded: number;
}

/** What was sold and given back in the shift that is running. */
export class ShiftSums {
  readonly #sales;
  readonly #parts;
  readonly #refunds;

  constructor(ledger: Ledger) {
    // From the first sale of the shift on, by id: a sale costs no index for its shift.
    this.#sales = ledger.prepare<[number, number], SalesSum>(
      `SELECT sums.*, operator.name AS operatorName FROM (
         SELECT operator_id AS operatorId, payment, count(*) AS sales, sum(paid) AS paid,
                sum(energy) AS energy, sum(fixed_charge) AS fixedCharge,
                sum(service_fee) AS serviceFee, sum(debt) AS debt, sum(tax) AS tax,
                sum(iif(resource = 'electricity', steps, 0)) AS steps, min(id) AS first, max(id) AS last
         FROM sale NOT INDEXED
         WHERE id > +? AND shift_id = +? AND state = 'issued' AND kind = 'sale'
         GROUP BY operator_id, payment) AS sums
       JOIN operator ON operator.id = sums.operatorId`,
    );
    this.#parts = ledger.prepare<[number, number], PartsSum>(
      `SELECT sale.operator_id AS operatorId, part.kind AS payment, count(*) AS sales,
              sum(part.amount) AS paid
       FROM sale_payment AS part JOIN sale ON sale.id = part.sale_id
       WHERE part.sale_id > +? AND sale.shift_id = +? AND sale.state = 'issued'
       GROUP BY sale.operator_id, part.kind`,
    );
    this.#refunds = ledger.prepare<[number], RefundsSum>(
      `SELECT sums.*, operator.name AS operatorName FROM (
         SELECT operator_id AS operatorId, payment, count(*) AS refunds, sum(amount) AS refunded
         FROM refund WHERE shift_id = +? GROUP BY operator_id, payment) AS sums
       JOIN operator ON operator.id = sums.operatorId`,
    );
  }

  sales({ id, afterSale }: RunningShift): SalesSum[] {
    return this.#sales.all(afterSale, id);
  }

  /** What the mixed ones of {@link sales} were paid in. */
  parts({ id, afterSale }: RunningShift): PartsSum[] {
    return this.#parts.all(afterSale, id);
  }

  refunds({ id }: RunningShift): RefundsSum[] {
    return this.#refunds.all(id);
  }
}
