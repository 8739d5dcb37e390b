import type { Actor } from '../../src-main/ledger/audit.ts';
import type { Books } from '../../src-main/ledger/books.ts';
import { rowDigest } from '../../src-main/ledger/row-digest.ts';
import { differenceOf, expectedOf, reportOf } from '../../src-main/shifts/report.ts';
import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { MoneyByKind } from '../../src-shared/contract/shift-shapes.ts';
import { DROP_REASONS, PAY_OUT_REASONS, REFUND_REASONS } from './names.ts';
import type { Random } from './random.ts';
import type { Sold } from './sales.ts';

/** What the drawer begins a day with. */
export const FLOAT = 50_000;
/** From here on some of it goes to the safe. */
const MUCH = 400_000;

/** Drawer, refunds and Z reports as the till writes them; all of it in a transaction of the caller's. */
export class ShiftWriter {
  readonly #books;
  readonly #random;
  readonly #insertRefund;

  constructor(books: Books, random: Random) {
    this.#books = books;
    this.#random = random;
    this.#insertRefund = books.ledger.prepare(
      `INSERT INTO refund
         (request_id, sale_id, shift_id, at, operator_id, approved_by, amount, payment, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  open(operatorId: number, at: Date): number {
    return this.#books.shifts.open(FLOAT, false, { operatorId, approvedBy: null }, at);
  }

  /** Gives a sale's money back, with the supervisor beside. */
  refund(sale: Sold, payment: PaymentKind, shiftId: number, actor: Actor, at: Date): void {
    const reason = this.#random.one(REFUND_REASONS);
    const { operatorId, approvedBy } = actor;
    const values = [
      this.#random.uuid(),
      sale.id,
      shiftId,
      at.getTime(),
      operatorId,
      approvedBy,
      sale.paid,
      payment,
      reason,
    ] as const;
    const refundId = Number(this.#insertRefund.run(...values).lastInsertRowid);
    const sha256 = rowDigest([refundId, ...values]);
    const facts = {
      amount: sale.paid,
      payment,
      reason,
      refundId,
      saleId: sale.id,
      sha256,
      shiftId,
    };
    this.#books.audit.append({ what: 'sale.refunded', ...actor, facts, at });
  }

  /** What is too much in the drawer goes to the safe; now and then something is paid for. */
  moveCash(shiftId: number, actor: Actor, at: Date): void {
    const { drawer } = this.#books;
    const random = this.#random;
    const { cash } = this.#facts(shiftId).expected;
    if (cash > MUCH) {
      const amount = cash - FLOAT - (cash % 10_000);
      const reason = random.one(DROP_REASONS);
      drawer.move({ requestId: random.uuid(), shiftId, kind: 'drop', amount, reason }, actor, at);
    } else if (cash > FLOAT && random.isOneIn(5)) {
      const reason = random.one(PAY_OUT_REASONS);
      const amount = 500 * (1 + random.below(20));
      drawer.move(
        { requestId: random.uuid(), shiftId, kind: 'pay-out', amount, reason },
        actor,
        at,
      );
    }
  }

  /** Counts the drawer, which is not always right, and closes the shift with its Z report. */
  close(shiftId: number, by: { readonly id: number; readonly name: string }, at: Date): void {
    const { drawer, shifts, zReports } = this.#books;
    const { shift, sales, parts, refunds, movements, expected } = this.#facts(shiftId);
    const actor = { operatorId: by.id, approvedBy: null };
    const wrong = this.#random.isOneIn(12) ? 500 * (this.#random.below(9) - 4) : 0;
    const counted: MoneyByKind = { ...expected, cash: Math.max(0, expected.cash + wrong) };
    drawer.count(shiftId, counted, actor, at);
    shifts.setCounted(shiftId);
    const difference = differenceOf(counted, expected);
    const countedAt = at.toISOString();
    const count = { counted, expected, difference, at: countedAt, countedBy: by.name, times: 1 };
    const report = reportOf({ shift, sales, parts, refunds, movements, at, by: by.name });
    const explanation = difference.cash === 0 ? '' : 'Change was given wrongly';
    const left = Math.min(FLOAT, counted.cash);
    shifts.close(shiftId, actor, at);
    const contents = { report, count, explanation, left, training: true };
    zReports.write(shiftId, (number) => ({ number, ...contents }), actor, at);
  }

  #facts(shiftId: number) {
    const { shifts, shiftSums: sums, drawer } = this.#books;
    const shift = shifts.running();
    if (shift?.id !== shiftId) throw new Error(`shift ${shiftId} is not running`);
    const facts = {
      shift,
      sales: sums.sales(shift),
      parts: sums.parts(shift),
      refunds: sums.refunds(shift),
      movements: drawer.movements(shiftId),
    };
    return { ...facts, expected: expectedOf(facts) };
  }
}
