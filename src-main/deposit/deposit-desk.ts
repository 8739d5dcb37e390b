import type { Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { DepositSettings, DepositState } from '../../src-shared/contract/shift-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { Counts, Deposits } from '../ledger/deposits.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { KeptDeposit, Settings } from '../ledger/settings.ts';
import { Refusal } from '../refusal.ts';

export interface DepositDeskParts {
  readonly deposits: Deposits;
  readonly settings: Settings;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  /** The shift that is running; null between two. */
  readonly runningShift: () => number | null;
  readonly clock: Clock;
  /** What is left may be another amount, or its limits are. */
  readonly onChange: () => void;
}

/** What is left of a deposit that is counted. */
export interface DepositLeft extends Omit<DepositSettings, 'counts'> {
  readonly counts: Counts;
  /** Minor units or steps of 0.1 kWh; below 0 on credit. */
  readonly left: number;
}

/** The amounts of a price that a deposit may be counted in. */
type Price = Pick<Quote, 'paid' | 'steps' | 'resource'>;

const OFF: KeptDeposit = { settings: { counts: 'off', warnAt: 0, stopAt: null }, afterSale: 0 };
const MOVEMENTS_SHOWN = 50;

/**
 * The vendor's deposit with the utility, counted down by what is sold. What is left is kept in memory,
 * so that a sale asks at no cost; it is what the ledger says: the movements, less the sales of the
 * running shift that were not refused. A refund gives nothing back: its token is used.
 */
export class DepositDesk {
  readonly #parts: DepositDeskParts;
  /** Read when first asked for: the start of the till waits for nothing here. */
  #kept: KeptDeposit | null = null;
  /** Null until it has been counted, and where it has to be counted anew. */
  #left: number | null = null;

  constructor(parts: DepositDeskParts) {
    this.#parts = parts;
  }

  /** Null where none is counted. */
  left(): DepositLeft | null {
    const { counts, warnAt, stopAt } = this.#known().settings;
    return counts === 'off' ? null : { counts, warnAt, stopAt, left: this.#count(counts) };
  }

  state(): DepositState {
    const { settings } = this.#known();
    const { counts } = settings;
    if (counts === 'off') return { settings, left: null, movements: [] };
    const movements = this.#parts.deposits.latest(counts, MOVEMENTS_SHOWN);
    return {
      settings,
      left: this.#count(counts),
      movements: movements.map(({ id, kind, amount, note, operatorName, approvedBy, at }) => ({
        id,
        at: at.toISOString(),
        operatorName,
        approvedBy,
        kind,
        amount,
        note,
      })),
    };
  }

  /**
   * To be asked before a sale is opened, or all that are paid for together.
   *
   * @throws Refusal `deposit.used-up-money`, `deposit.used-up-steps` where too little would be left
   */
  mustAllow(prices: readonly Price[]): void {
    const { counts, stopAt } = this.#known().settings;
    if (counts === 'off' || stopAt === null) return;
    const needed = prices.reduce((sum, price) => sum + takenBy(price, counts), 0);
    const open = this.#count(counts) - stopAt;
    if (needed <= open) return;
    const code = counts === 'money' ? 'deposit.used-up-money' : 'deposit.used-up-steps';
    throw new Refusal(code, { needed, open: Math.max(0, open) });
  }

  /** A sale was opened: it may come to a token, so it counts from now on. */
  took(price: Price): void {
    this.#change(price, -1);
  }

  /** A sale that was opened has ended without a token. */
  gaveBack(sale: { readonly id: number; readonly quote: Price }): void {
    if (sale.id > this.#known().afterSale) this.#change(sale.quote, 1);
  }

  /**
   * Puts a top-up or a correction into the books, once for each `requestId`.
   *
   * @throws Refusal `deposit.off`, `deposit.request-reused`
   */
  move(input: Parsed<'deposit.move'>, actor: Actor): DepositState {
    const { deposits, oneCommit, clock, onChange } = this.#parts;
    const known = deposits.byRequest(input.requestId);
    if (known) {
      const { kind, amount, note } = known;
      const same = kind === input.kind && amount === input.amount && note === input.note;
      if (!same) throw new Refusal('deposit.request-reused');
      return this.state();
    }
    const { counts } = this.#known().settings;
    if (counts === 'off') throw new Refusal('deposit.off');
    oneCommit.run(() => deposits.move({ ...input, counts }, actor, clock.now()));
    this.#left = null;
    onChange();
    return this.state();
  }

  /**
   * Says what is counted and what its limits are. What the running shift sold until now counts in what
   * was counted until now, and never in what is counted from now on.
   *
   * @throws Refusal `deposit.unfinished` where something else is to be counted while it is not known
   *   what becomes of a sale
   */
  save(settings: DepositSettings, actor: Actor): DepositState {
    const { deposits, settings: kept, audit, oneCommit, clock, onChange } = this.#parts;
    const before = this.#known();
    const isSame = before.settings.counts === settings.counts;
    if (!isSame && deposits.hasUnfinished()) throw new Refusal('deposit.unfinished');
    const afterSale = isSame ? before.afterSale : deposits.lastSale();
    oneCommit.run(() => {
      if (!isSame) this.#writeSold(this.#parts.runningShift(), actor);
      kept.saveDeposit({ settings, afterSale });
      const { counts, warnAt, stopAt } = settings;
      const stops = counts !== 'off' && stopAt !== null ? '-stops' : '';
      const facts = { stopAt, warnAt };
      audit.append({ what: `deposit.set-${counts}${stops}`, ...actor, facts, at: clock.now() });
    });
    this.#kept = null;
    this.#left = null;
    onChange();
    return this.state();
  }

  /** Writes down what a shift sold of it. To be called inside the transaction that closes the shift. */
  onClosing(shiftId: number, actor: Actor): void {
    this.#writeSold(shiftId, actor);
    // Counted anew: the transaction around this may yet be undone.
    this.#left = null;
  }

  #writeSold(shiftId: number | null, actor: Actor): void {
    const { deposits, clock } = this.#parts;
    const { settings, afterSale } = this.#known();
    if (settings.counts === 'off' || shiftId === null) return;
    const sold = deposits.soldInShift(shiftId, afterSale)[settings.counts];
    if (sold > 0) deposits.sold(settings.counts, -sold, shiftId, actor, clock.now());
  }

  #known(): KeptDeposit {
    this.#kept ??= this.#parts.settings.deposit() ?? OFF;
    return this.#kept;
  }

  #count(counts: Counts): number {
    const { deposits, runningShift } = this.#parts;
    if (this.#left !== null) return this.#left;
    const shiftId = runningShift();
    const { afterSale } = this.#known();
    const sold = shiftId === null ? 0 : deposits.soldInShift(shiftId, afterSale)[counts];
    this.#left = deposits.moved(counts) - sold;
    return this.#left;
  }

  /** What has not been counted yet is counted as it is, this sale with it. */
  #change(price: Price, sign: 1 | -1): void {
    const { counts } = this.#known().settings;
    if (counts !== 'off' && this.#left !== null) this.#left += sign * takenBy(price, counts);
  }
}

/** Money is what the customer pays, with everything in it; steps are of electricity and of nothing else. */
function takenBy({ paid, steps, resource }: Price, counts: Counts): number {
  if (counts === 'money') return paid;
  return resource === 'electricity' ? steps : 0;
}
