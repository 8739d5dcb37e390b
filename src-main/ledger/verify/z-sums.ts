import {
  type PaymentKind,
  paymentKind,
  type SalePayment,
} from '../../../src-shared/contract/payment.ts';
import { type ZReport, zReport } from '../../../src-shared/contract/shift-shapes.ts';
import type { Ledger } from '../open.ts';

/** What is kept of a Z report; the head of the trail stands beside it. */
const zBody = zReport.omit({ auditSequence: true, auditHash: true });
type ZBody = Omit<ZReport, 'auditSequence' | 'auditHash'>;

interface ShiftRow {
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly float: number;
  readonly afterSale: number;
  /** The last sale before the next shift; null where there is none. */
  readonly upTo: number | null;
}

interface SoldRow {
  readonly payment: SalePayment;
  readonly sales: number;
  readonly paid: number;
  readonly energy: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  readonly debt: number;
  readonly tax: number;
  readonly steps: number;
}

interface PartsRow {
  readonly payment: PaymentKind;
  readonly sales: number;
  readonly paid: number;
}

interface RefundedRow {
  readonly payment: PaymentKind;
  readonly refunds: number;
  readonly refunded: number;
}

interface CountedRow {
  readonly cash: number;
  readonly card: number;
  readonly mobileMoney: number;
  readonly account: number;
  readonly times: number;
}

/** Adds up anew what a Z report says: from the sales, refunds and movements of its shift. */
export class ZSums {
  readonly #shift;
  readonly #sold;
  readonly #parts;
  readonly #refunded;
  readonly #movements;
  readonly #counted;

  constructor(ledger: Ledger) {
    this.#shift = ledger.prepare<[number], ShiftRow>(
      `SELECT opened_at AS openedAt, closed_at AS closedAt, float, after_sale AS afterSale,
              (SELECT after_sale FROM shift AS next WHERE next.id > shift.id ORDER BY id LIMIT 1) AS upTo
       FROM shift WHERE id = ?`,
    );
    this.#sold = ledger.prepare<[number, number, number], SoldRow>(
      `SELECT payment, count(*) AS sales, sum(paid) AS paid, sum(energy) AS energy,
              sum(fixed_charge) AS fixedCharge, sum(service_fee) AS serviceFee, sum(debt) AS debt,
              sum(tax) AS tax, sum(iif(resource = 'electricity', steps, 0)) AS steps
       FROM sale NOT INDEXED WHERE id > ? AND id <= ? AND shift_id = ? AND state = 'issued'
         AND kind = 'sale'
       GROUP BY payment`,
    );
    this.#parts = ledger.prepare<[number, number, number], PartsRow>(
      `SELECT part.kind AS payment, count(*) AS sales, sum(part.amount) AS paid
       FROM sale_payment AS part JOIN sale ON sale.id = part.sale_id
       WHERE part.sale_id > ? AND part.sale_id <= ? AND sale.shift_id = ? AND sale.state = 'issued'
       GROUP BY part.kind`,
    );
    this.#refunded = ledger.prepare<[number], RefundedRow>(
      `SELECT payment, count(*) AS refunds, sum(amount) AS refunded FROM refund WHERE shift_id = ?
       GROUP BY payment`,
    );
    this.#movements = ledger.prepare<[number], { id: number; kind: string; amount: number }>(
      'SELECT id, kind, amount FROM cash_movement WHERE shift_id = ? ORDER BY id',
    );
    this.#counted = ledger.prepare<[number, number], CountedRow>(
      `SELECT cash, card, mobile_money AS mobileMoney, account,
              (SELECT count(*) FROM shift_count WHERE shift_id = ?) AS times
       FROM shift_count WHERE shift_id = ? ORDER BY id DESC LIMIT 1`,
    );
  }

  /** The names of what a report says otherwise than the rows do; `body` where it cannot be read. */
  differences(number: number, shiftId: number, body: string): string[] {
    const parsed = zBody.safeParse(readJson(body));
    const shift = this.#shift.get(shiftId);
    if (!parsed.success || !shift) return ['body'];
    const said: ZBody = parsed.data;
    const range = [shift.afterSale, shift.upTo ?? Number.MAX_SAFE_INTEGER, shiftId] as const;
    const sold = this.#sold.all(...range);
    const byKind = [
      ...sold.filter(({ payment }) => payment !== 'mixed'),
      ...this.#parts.all(...range),
    ];
    const refunded = this.#refunded.all(shiftId);
    const movements = this.#movements.all(shiftId);
    const counted = this.#counted.get(shiftId, shiftId);
    const { report, count } = said;
    const pairs: [name: string, said: unknown, is: unknown][] = [
      ['number', said.number, number],
      ['shiftId', report.shiftId, shiftId],
      ['openedAt', Date.parse(report.openedAt), shift.openedAt],
      ['at', Date.parse(report.at), shift.closedAt],
      ['float', report.float, shift.float],
      ['sales', report.sales, sum(sold, 'sales')],
      ['taken', report.taken, sum(sold, 'paid')],
      ['energy', report.energy, sum(sold, 'energy')],
      ['fixedCharge', report.fixedCharge, sum(sold, 'fixedCharge')],
      ['serviceFee', report.serviceFee, sum(sold, 'serviceFee')],
      ['debt', report.debt, sum(sold, 'debt')],
      ['tax', report.tax, sum(sold, 'tax')],
      ['steps', report.steps, sum(sold, 'steps')],
      ['refunds', report.refunds, sum(refunded, 'refunds')],
      ['refunded', report.refunded, sum(refunded, 'refunded')],
      ['byOperator', sum(report.byOperator, 'amount'), sum(sold, 'paid')],
      ['movements', flat(report.movements), flat(movements)],
      ['count.times', count.times, counted?.times],
    ];
    for (const kind of paymentKind.options) {
      const line = report.byKind.find((each) => each.kind === kind);
      const ofKind = byKind.filter(({ payment }) => payment === kind);
      const back = refunded.filter(({ payment }) => payment === kind);
      const expected =
        sum(ofKind, 'paid') -
        sum(back, 'refunded') +
        (kind === 'cash' ? shift.float + inDrawer(movements) : 0);
      pairs.push(
        [`${kind}.sales`, line?.sales ?? 0, sum(ofKind, 'sales')],
        [`${kind}.amount`, line?.amount ?? 0, sum(ofKind, 'paid')],
        [`${kind}.refunds`, line?.refunds ?? 0, sum(back, 'refunds')],
        [`${kind}.refunded`, line?.refunded ?? 0, sum(back, 'refunded')],
        [`${kind}.expected`, report.expected[kind], expected],
        [`${kind}.counted`, count.counted[kind], counted?.[columnOf(kind)]],
      );
    }
    return pairs.filter(([, left, right]) => left !== right).map(([name]) => name);
  }
}

function sum<Name extends string>(
  rows: readonly Readonly<Record<Name, number>>[],
  name: Name,
): number {
  return rows.reduce((total, row) => total + row[name], 0);
}

/** What the movements of a shift left in the drawer. */
function inDrawer(movements: readonly { kind: string; amount: number }[]): number {
  return movements.reduce(
    (total, { kind, amount }) => total + (kind === 'pay-in' ? amount : -amount),
    0,
  );
}

function flat(movements: readonly { id: number; kind: string; amount: number }[]): string {
  return movements.map(({ id, kind, amount }) => `${id} ${kind} ${amount}`).join();
}

function columnOf(kind: PaymentKind): keyof CountedRow {
  return kind === 'mobile-money' ? 'mobileMoney' : kind;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
