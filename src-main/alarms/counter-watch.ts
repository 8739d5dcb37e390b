import type { Reconciliation } from '../../src-shared/contract/alarm-shapes.ts';
import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import type { Clock } from '../clock.ts';
import type { CounterReadings } from '../ledger/counter-readings.ts';
import type { ModuleSnapshot } from '../module/snapshot.ts';
import { receiptNumber } from '../vending/find.ts';
import { localDay } from './local-day.ts';
import { reconcile } from './reconcile.ts';

export interface CounterWatchParts {
  readonly readings: CounterReadings;
  readonly snapshot: () => ModuleSnapshot;
  readonly clock: Clock;
}

/** What a module's counter says now. */
interface Seen {
  readonly moduleId: string;
  readonly left: number;
}

const HOUR_MS = 3_600_000;
/** A month, and the days before it that a reading may be late. */
const READINGS_SHOWN = 31 * 26;

/**
 * Writes down what the module's counter says: when the module comes, each hour and each new day, when
 * the counter is not where this till's tokens put it, on both sides of a licence, and at the close.
 * Never while a sale waits.
 */
export class CounterWatch {
  readonly #parts: CounterWatchParts;
  /** The module and the time of the last reading; null while no module is ready. */
  #noted: { readonly moduleId: string; readonly at: Date } | null = null;

  constructor(parts: CounterWatchParts) {
    this.#parts = parts;
  }

  /** To be called after anything that may have moved the counter, and each minute. */
  look(): void {
    const { clock } = this.#parts;
    const seen = this.#seen();
    if (!seen) {
      this.#noted = null;
      return;
    }
    const now = clock.now();
    const known = this.#noted;
    const due =
      known?.moduleId !== seen.moduleId ||
      Math.abs(now.getTime() - known.at.getTime()) >= HOUR_MS ||
      localDay(now) !== localDay(known.at) ||
      !this.#isWhereItShouldBe(seen);
    if (!due) return;
    this.note(seen.moduleId, seen.left);
  }

  /** Writes down what a counter said just now. What is known of the module has to say the same. */
  note(moduleId: string, left: number): void {
    const at = this.#parts.clock.now();
    this.#parts.readings.note(moduleId, left, at);
    this.#noted = { moduleId, at };
  }

  /** The last reading, before the module is let go. */
  close(): void {
    const seen = this.#seen();
    if (seen) this.#parts.readings.note(seen.moduleId, seen.left, this.#parts.clock.now());
  }

  /** The accounts of the module in use, or of the one that was read last. */
  reconciliation(): Reconciliation {
    const { readings } = this.#parts;
    const seen = this.#seen();
    // The accounts of now: what was spent since the last reading belongs to them.
    if (seen && !this.#isAsRead(seen)) {
      readings.note(seen.moduleId, seen.left, this.#parts.clock.now());
    }
    const moduleId = seen?.moduleId ?? readings.lastModule();
    const latest = moduleId === null ? [] : readings.latest(moduleId, READINGS_SHOWN);
    const lost = moduleId !== null && latest[0] ? readings.lostAskings(moduleId, latest[0].id) : [];
    const { days, orphans, strangers } = reconcile(latest, lost);
    return {
      moduleId,
      unlimited: latest.at(-1)?.transactionsLeft === UNLIMITED_TRANSACTIONS,
      days: days.toReversed(),
      orphans: orphans.toReversed().map(({ saleId, openedAt, state }) => ({
        saleId,
        receiptNumber: receiptNumber(saleId),
        at: openedAt.toISOString(),
        state,
      })),
      strangers: strangers.toReversed().map(({ from, to, count }) => ({
        from: from.toISOString(),
        to: to.toISOString(),
        count,
      })),
    };
  }

  /** A module that is ready and says how many transactions it has left. */
  #seen(): Seen | null {
    const { state, identity, transactionsLeft } = this.#parts.snapshot();
    if (state !== 'ready' || !identity || transactionsLeft === null) return null;
    return { moduleId: identity.moduleId, left: transactionsLeft };
  }

  /** Whether nothing was spent since the last reading, here or elsewhere. */
  #isAsRead({ moduleId, left }: Seen): boolean {
    return this.#lastLeft(moduleId) === left && this.#parts.readings.expected(moduleId) === left;
  }

  /** Whether only this till spent since the last reading. */
  #isWhereItShouldBe({ moduleId, left }: Seen): boolean {
    // Nothing is counted down: every token makes the two differ.
    if (left === UNLIMITED_TRANSACTIONS && this.#lastLeft(moduleId) === left) return true;
    return this.#parts.readings.expected(moduleId) === left;
  }

  #lastLeft(moduleId: string): number | null {
    return this.#parts.readings.latest(moduleId, 1)[0]?.transactionsLeft ?? null;
  }
}
