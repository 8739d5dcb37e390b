import { type PaymentKind, paymentKind } from '../../src-shared/contract/payment.ts';
import type { Operator, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type {
  CashMovement,
  MoneyByKind,
  ShiftCount,
  ShiftReport,
  ShiftState,
  ZReport,
} from '../../src-shared/contract/shift-shapes.ts';
import { LARGEST_MONEY } from '../../src-shared/pricing/money.ts';
import type { Clock } from '../clock.ts';
import type { Actor } from '../ledger/audit.ts';
import type { Drawer, MovementDraft } from '../ledger/drawer.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { ShiftSums } from '../ledger/shift-sums.ts';
import type { RunningShift, Shifts } from '../ledger/shifts.ts';
import type { ZReports } from '../ledger/z-reports.ts';
import { Refusal } from '../refusal.ts';
import { differenceOf, expectedOf, reportOf } from './report.ts';
import { readZReport } from './z-report.ts';

export interface ShiftDeskParts {
  readonly shifts: Shifts;
  readonly sums: ShiftSums;
  readonly drawer: Drawer;
  readonly zReports: ZReports;
  readonly oneCommit: OneCommit;
  readonly settings: () => ShopSettings;
  readonly training: boolean;
  readonly clock: Clock;
  /** It was opened, counted or closed, or money was moved. */
  readonly onChange: (state: ShiftState) => void;
  /** Inside the transaction that closes a shift: what else has to be written with it. */
  readonly onClosing?: (shiftId: number, actor: Actor) => void;
  /** A shift is closed, and its Z report is on the disk. */
  readonly onClosed?: (report: ZReport) => void;
}

/** What somebody takes out of the drawer or puts into it. */
type Movement = Pick<CashMovement, 'kind' | 'amount' | 'reason'> & { readonly requestId: string };

/** The drawer: which shift is running, and what goes through its hands. */
export class ShiftDesk {
  readonly #parts: ShiftDeskParts;
  /** Read once: a sale asks each time. */
  #running: RunningShift | null;

  constructor(parts: ShiftDeskParts) {
    this.#parts = parts;
    this.#running = parts.shifts.running();
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /**
   * The shift a sale belongs to; where none is running, one is opened by itself unless the owner wants
   * floats to be counted.
   *
   * @throws Refusal `shift.none`, `shift.counted`
   */
  idForSale(operator: Operator): number {
    const running = this.#takesMoney();
    if (running) return running.id;
    const { left } = this.#parts.zReports.last();
    return this.#open(left, true, { operatorId: operator.id, approvedBy: null });
  }

  /**
   * The shift whose drawer a refund comes from: as for a sale, but cash has to be there.
   *
   * @throws Refusal `shift.none`, `shift.counted`, `shift.too-much`
   */
  idForRefund(operator: Operator, refund: { payment: PaymentKind; amount: number }): number {
    const running = this.#takesMoney();
    if (refund.payment === 'cash') {
      const cash = running ? this.#expected(running).cash : this.#parts.zReports.last().left;
      // Asked before a shift is opened for it.
      if (refund.amount > cash) throw new Refusal('shift.too-much');
    }
    return this.idForSale(operator);
  }

  state(): ShiftState {
    const { shifts, zReports } = this.#parts;
    const shift = this.#running;
    return {
      shift: shift && {
        id: shift.id,
        state: shift.state,
        openedAt: shift.openedAt.toISOString(),
        openedBy: shift.openedBy,
        float: shift.float,
        byItself: shift.byItself,
      },
      // Whoever counts must not know what should be there.
      count: shift?.state === 'counted' ? this.#countOf(shift) : null,
      lastLeft: zReports.last().left,
      unfinished: shifts.unfinishedSales(),
    };
  }

  /** @throws Refusal `shift.running`, `shift.not-written` */
  open(float: number, actor: Actor): ShiftState {
    if (this.#running) throw new Refusal('shift.running');
    writing(() => this.#open(float, false, actor));
    return this.state();
  }

  /**
   * Writes down what is taken out of the drawer or put into it, once for each `requestId`.
   *
   * @throws Refusal `shift.none`, `shift.counted`, `shift.too-much`, `shift.paid-in-too-much`,
   *   `shift.request-reused`, `shift.not-written`
   */
  move(movement: Movement, actor: Actor): ShiftState {
    const { drawer, oneCommit, clock } = this.#parts;
    const known = drawer.byRequest(movement.requestId);
    if (known) {
      mustBeSame(movement, known);
      return this.state();
    }
    const shift = this.#inState('open');
    this.#mustFit(shift, movement);
    const draft = { ...movement, shiftId: shift.id };
    writing(() => oneCommit.run(() => drawer.move(draft, actor, clock.now())));
    return this.#changed();
  }

  /**
   * Writes a blind count down. Nothing is sold from then on until the shift is closed.
   *
   * @throws Refusal `shift.none`, `shift.counted`, `shift.unfinished`, `shift.not-written`
   */
  count(counted: MoneyByKind, actor: Actor): ShiftState {
    const shift = this.#inState('open');
    // What is not decided yet may still come to money in the drawer.
    const unfinished = this.#parts.shifts.unfinishedSales();
    if (unfinished > 0) throw new Refusal('shift.unfinished', { count: unfinished });
    return this.#count(shift, counted, actor);
  }

  /** Another count, once the difference is known. @throws Refusal `shift.none`, `shift.not-counted`, `shift.not-written` */
  recount(counted: MoneyByKind, actor: Actor): ShiftState {
    return this.#count(this.#inState('counted'), counted, actor);
  }

  /**
   * Closes the counted shift with its Z report, in one commit.
   *
   * @throws Refusal `shift.none`, `shift.not-counted`, `shift.explain`, `shift.left-too-much`,
   *   `shift.not-written`
   */
  close(
    { explanation, left }: { readonly explanation: string; readonly left: number },
    operator: Operator,
    actor: Actor,
  ): ZReport {
    const { shifts, zReports, oneCommit, training, clock, onClosing, onClosed } = this.#parts;
    const shift = this.#inState('counted');
    const at = clock.now();
    const report = this.#report(shift, operator.name, at);
    const count = this.#countOf(shift);
    const differs = paymentKind.options.some((kind) => count.difference[kind] !== 0);
    if (differs && explanation === '') throw new Refusal('shift.explain');
    const { cash } = count.counted;
    if (left > cash) throw new Refusal('shift.left-too-much', { counted: cash });
    const written = writing(() =>
      oneCommit.run(() => {
        shifts.close(shift.id, actor, at);
        onClosing?.(shift.id, actor);
        const contents = { report, count, explanation, left, training };
        return zReports.write(shift.id, (number) => ({ number, ...contents }), actor, at);
      }),
    );
    this.#changed();
    const closed = readZReport(written);
    onClosed?.(closed);
    return closed;
  }

  /** What happened until now. @throws Refusal `shift.none` */
  xReport(operator: Operator): ShiftReport {
    return this.#report(this.#mustRun(), operator.name, this.#parts.clock.now());
  }

  #open(float: number, byItself: boolean, actor: Actor): number {
    const { shifts, clock } = this.#parts;
    const id = shifts.open(float, byItself, actor, clock.now());
    this.#changed();
    return id;
  }

  #count(shift: RunningShift, counted: MoneyByKind, actor: Actor): ShiftState {
    const { shifts, drawer, oneCommit, clock } = this.#parts;
    writing(() =>
      oneCommit.run(() => {
        shifts.setCounted(shift.id);
        drawer.count(shift.id, counted, actor, clock.now());
      }),
    );
    return this.#changed();
  }

  /** The shift that money goes into or comes from; null where one is to be opened for it. */
  #takesMoney(): RunningShift | null {
    if (this.#running?.state === 'counted') throw new Refusal('shift.counted');
    if (!this.#running && this.#parts.settings().shiftsByHand) throw new Refusal('shift.none');
    return this.#running;
  }

  #mustRun(): RunningShift {
    if (!this.#running) throw new Refusal('shift.none');
    return this.#running;
  }

  #inState(state: RunningShift['state']): RunningShift {
    const shift = this.#mustRun();
    if (shift.state === state) return shift;
    throw new Refusal(state === 'open' ? 'shift.counted' : 'shift.not-counted');
  }

  /** More than is there cannot be taken out; how much there is, a blind counter is not told. */
  #mustFit(shift: RunningShift, { kind, amount }: Movement): void {
    if (kind !== 'pay-in') {
      if (amount > this.#expected(shift).cash) throw new Refusal('shift.too-much');
      return;
    }
    // The sums of a shift have to stay numbers that a report can hold.
    const before = this.#parts.drawer.movements(shift.id).filter((each) => each.kind === kind);
    const paidIn = before.reduce((sum, each) => sum + each.amount, amount);
    if (paidIn <= LARGEST_MONEY) return;
    throw new Refusal('shift.paid-in-too-much', { largest: LARGEST_MONEY });
  }

  #report(shift: RunningShift, by: string, at: Date): ShiftReport {
    return reportOf({ ...this.#facts(shift), at, by });
  }

  #expected(shift: RunningShift): MoneyByKind {
    return expectedOf(this.#facts(shift));
  }

  #facts(shift: RunningShift) {
    const { sums, drawer } = this.#parts;
    return {
      shift,
      sales: sums.sales(shift),
      parts: sums.parts(shift),
      refunds: sums.refunds(shift),
      movements: drawer.movements(shift.id),
    };
  }

  #countOf(shift: RunningShift): ShiftCount {
    const last = this.#parts.drawer.lastCount(shift.id);
    if (!last) throw new Error(`shift ${shift.id} is counted, and there is no count of it`);
    const expected = this.#expected(shift);
    return {
      counted: last.counted,
      expected,
      difference: differenceOf(last.counted, expected),
      at: new Date(last.at).toISOString(),
      countedBy: last.countedBy,
      times: last.times,
    };
  }

  /** Reads anew what is kept in memory, and tells of it. */
  #changed(): ShiftState {
    this.#running = this.#parts.shifts.running();
    const state = this.state();
    this.#parts.onChange(state);
    return state;
  }
}

/** One id, one movement: an id that comes back with other contents is a fault of the caller. */
function mustBeSame(movement: Movement, known: MovementDraft): void {
  const { kind, amount, reason } = known;
  const same = movement.kind === kind && movement.amount === amount && movement.reason === reason;
  if (!same) throw new Refusal('shift.request-reused');
}

/** Runs a write; a disk that is full or gone becomes a sentence. Nothing of it is in the ledger then. */
function writing<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('shift.not-written', { reason }, { cause: error });
  }
}
