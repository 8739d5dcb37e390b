import { type PaymentKind, paymentKind } from '../../src-shared/contract/payment.ts';
import type {
  CashMovement,
  MoneyByKind,
  ShiftReport,
} from '../../src-shared/contract/shift-shapes.ts';
import type { MovementRecord } from '../ledger/drawer.ts';
import type { PartsSum, RefundsSum, SalesSum } from '../ledger/shift-sums.ts';
import type { RunningShift } from '../ledger/shifts.ts';
import { receiptNumber } from '../vending/find.ts';

export interface ReportFacts {
  readonly shift: RunningShift;
  readonly sales: readonly SalesSum[];
  /** What mixed payments were paid in. */
  readonly parts: readonly PartsSum[];
  readonly refunds: readonly RefundsSum[];
  readonly movements: readonly MovementRecord[];
  readonly at: Date;
  /** Name of who has it made. */
  readonly by: string;
}

/** How a movement changes the cash in the drawer. */
const SIGN: Readonly<Record<CashMovement['kind'], 1 | -1>> = {
  'pay-in': 1,
  'pay-out': -1,
  drop: -1,
};

/** What happened in a shift until now, added up. Pure: X and Z report come from here. */
export function reportOf(facts: ReportFacts): ShiftReport {
  const { shift, sales, refunds, movements, at, by } = facts;
  return {
    shiftId: shift.id,
    openedAt: shift.openedAt.toISOString(),
    openedBy: shift.openedBy,
    at: at.toISOString(),
    by,
    float: shift.float,
    sales: sumOf(sales, (each) => each.sales),
    taken: sumOf(sales, (each) => each.paid),
    energy: sumOf(sales, (each) => each.energy),
    fixedCharge: sumOf(sales, (each) => each.fixedCharge),
    serviceFee: sumOf(sales, (each) => each.serviceFee),
    debt: sumOf(sales, (each) => each.debt),
    tax: sumOf(sales, (each) => each.tax),
    steps: sumOf(sales, (each) => each.steps),
    refunds: sumOf(refunds, (each) => each.refunds),
    refunded: sumOf(refunds, (each) => each.refunded),
    byKind: paymentKind.options
      .map((kind) => ({ kind, ...turnover(byKind(facts), ({ payment }) => payment === kind) }))
      .filter((each) => each.sales + each.refunds > 0),
    byOperator: peopleOf(facts).map(([operatorId, name]) => ({
      operatorId,
      name,
      ...turnover(facts, (each) => each.operatorId === operatorId),
    })),
    movements: movements.map(movementView),
    firstSale: receiptOf(sales, (each) => each.first, Math.min),
    lastSale: receiptOf(sales, (each) => each.last, Math.max),
    expected: expectedOf(facts),
  };
}

/** What should be there: of the cash in the drawer, of the rest what terminals and slips add up to. */
export function expectedOf(
  facts: Pick<ReportFacts, 'shift' | 'sales' | 'parts' | 'refunds' | 'movements'>,
): MoneyByKind {
  const net = (kind: PaymentKind) => {
    const { amount, refunded } = turnover(byKind(facts), ({ payment }) => payment === kind);
    return amount - refunded;
  };
  const moved = sumOf(facts.movements, ({ kind, amount }) => SIGN[kind] * amount);
  return {
    cash: facts.shift.float + net('cash') + moved,
    card: net('card'),
    'mobile-money': net('mobile-money'),
    account: net('account'),
  };
}

/** Kind by kind, counted minus expected. */
export function differenceOf(counted: MoneyByKind, expected: MoneyByKind): MoneyByKind {
  return {
    cash: counted.cash - expected.cash,
    card: counted.card - expected.card,
    'mobile-money': counted['mobile-money'] - expected['mobile-money'],
    account: counted.account - expected.account,
  };
}

/** A mixed payment counts with each of its kinds, by the part that was paid so. */
function byKind({ sales, parts, refunds }: Pick<ReportFacts, 'sales' | 'parts' | 'refunds'>) {
  return { sales: [...sales.filter(({ payment }) => payment !== 'mixed'), ...parts], refunds };
}

type Turnover = Omit<ShiftReport['byKind'][number], 'kind'>;

/** What either of the two sums is made for. */
type Of = Pick<SalesSum, 'operatorId' | 'payment'>;
type Sold = Of & Pick<SalesSum, 'sales' | 'paid'>;

function turnover(
  { sales, refunds }: { readonly sales: readonly Sold[]; readonly refunds: readonly RefundsSum[] },
  isWanted: (each: Of) => boolean,
): Turnover {
  const sold = sales.filter(isWanted);
  const back = refunds.filter(isWanted);
  return {
    sales: sumOf(sold, (each) => each.sales),
    amount: sumOf(sold, (each) => each.paid),
    refunds: sumOf(back, (each) => each.refunds),
    refunded: sumOf(back, (each) => each.refunded),
  };
}

/** Two people may have the same name: one who left, and one who came. */
function peopleOf({ sales, refunds }: ReportFacts): [id: number, name: string][] {
  const names = new Map([...sales, ...refunds].map((each) => [each.operatorId, each.operatorName]));
  return [...names].toSorted(([one], [other]) => one - other);
}

function movementView(movement: MovementRecord): CashMovement {
  const { id, at, operatorName, approvedBy, kind, amount, reason } = movement;
  return { id, at: new Date(at).toISOString(), operatorName, approvedBy, kind, amount, reason };
}

function receiptOf(
  sales: readonly SalesSum[],
  idOf: (each: SalesSum) => number,
  choose: (...ids: number[]) => number,
): string | null {
  return sales.length === 0 ? null : receiptNumber(choose(...sales.map(idOf)));
}

function sumOf<Each>(list: readonly Each[], amountOf: (each: Each) => number): number {
  return list.reduce((sum, each) => sum + amountOf(each), 0);
}
