import type { Clock } from '../clock.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { Sales } from '../ledger/sales.ts';
import type { ClockConfirmed, Settings } from '../ledger/settings.ts';
import type { ModuleSnapshot } from '../module/snapshot.ts';
import { Refusal } from '../refusal.ts';
import { type ClockEvidence, mustBeRight } from './opening-rules.ts';

export interface ClockGuardParts {
  readonly settings: Settings;
  readonly sales: Sales;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  readonly clock: Clock;
  readonly module: () => ModuleSnapshot;
  /** Reads the module anew. Rejects for nothing a module does. */
  readonly refreshModule: () => Promise<void>;
}

/** The time of day went so much further than the clock that nobody sets: it was set, or the computer slept. */
const JUMP_MS = 60_000;

/** Knows what speaks for and against this computer's clock. What a sale needs of it is kept in memory. */
export class ClockGuard {
  readonly #parts: ClockGuardParts;
  readonly #tidsAfter: Date | null;
  #confirmed: ClockConfirmed | null;
  /** The time of day minus the clock that nobody sets, when the module was last asked because of it. */
  #offset: number;
  #looking: Promise<void> | null = null;

  /** @throws Refusal `ledger.unreadable` where the ledger holds settings that cannot be read */
  constructor(parts: ClockGuardParts) {
    this.#parts = parts;
    this.#tidsAfter = parts.settings.tidsAfter();
    this.#confirmed = parts.settings.clockConfirmed();
    this.#offset = this.#offsetNow();
  }

  evidence(): ClockEvidence {
    const { settings, clockDifferenceSeconds } = this.#parts.module();
    return {
      // The built-in module has no clock but this computer's.
      moduleAheadSeconds: settings.kind === 'built-in' ? null : clockDifferenceSeconds,
      confirmed: this.#confirmed,
      tidsAfter: this.#tidsAfter,
    };
  }

  /**
   * Where the clock has jumped, what is known of the module is of another time: it is read anew. Null
   * where there is nothing to wait for.
   */
  settle(): Promise<void> | null {
    const offset = this.#offsetNow();
    if (Math.abs(offset - this.#offset) > JUMP_MS) {
      this.#offset = offset;
      const looking = this.#parts.refreshModule().finally(() => {
        if (this.#looking === looking) this.#looking = null;
      });
      this.#looking = looking;
    }
    return this.#looking;
  }

  /**
   * Somebody looked at the clock and says that it is right although the last sale speaks against it; what
   * nothing speaks against needs no word.
   *
   * @throws Refusal `clock.differs` where the module's clock speaks against it: one of the two is wrong
   */
  async confirm(actor: Actor): Promise<void> {
    await this.settle();
    const { settings, sales, audit, oneCommit, clock } = this.#parts;
    const at = clock.now();
    const lastSale = sales.latestOpening();
    if (!lastSale || this.#isRight()) return;
    const confirmed = { at, lastSale };
    oneCommit.run(() => {
      settings.saveClockConfirmed(confirmed);
      const facts = { clock: at.toISOString(), lastSale: lastSale.toISOString() };
      audit.append({ what: 'clock.confirmed', ...actor, facts, at });
    });
    this.#confirmed = confirmed;
  }

  /** @throws Refusal where a sale would be refused for the clock */
  mustBeRight(): void {
    const { sales, clock } = this.#parts;
    mustBeRight(clock.now(), sales.latestOpening(), this.evidence());
  }

  #isRight(): boolean {
    try {
      this.mustBeRight();
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.code !== 'clock.differs') return false;
      throw error;
    }
  }

  #offsetNow(): number {
    const { clock } = this.#parts;
    return clock.now().getTime() - clock.monotonic();
  }
}
