import type { Clock } from '../clock.ts';
import type { RefusedAttempt } from '../dispatch.ts';
import type { Audit } from '../ledger/audit.ts';
import type { OneCommit } from '../ledger/one-commit.ts';

/** The same attempt again within this time is counted, not written down each time. */
const TOGETHER_MS = 60_000;

interface Repeated {
  readonly since: number;
  times: number;
}

/**
 * Writes down what somebody wanted to change and was told no. A screen that asks in a loop must not fill
 * the disk: what is repeated is one row when it begins, and one with how often when it goes on later.
 */
export class Attempts {
  readonly #audit: Audit;
  readonly #oneCommit: OneCommit;
  readonly #clock: Clock;
  readonly #lately = new Map<string, Repeated>();

  constructor(audit: Audit, oneCommit: OneCommit, clock: Clock) {
    this.#audit = audit;
    this.#oneCommit = oneCommit;
    this.#clock = clock;
  }

  refused({ procedure, code, operatorId }: RefusedAttempt): void {
    const key = `${operatorId}/${procedure}/${code}`;
    const now = this.#clock.monotonic();
    const before = this.#lately.get(key);
    if (before && now - before.since < TOGETHER_MS) {
      before.times += 1;
      return;
    }
    // What came between was only counted.
    const unwritten = before?.times ?? 0;
    const facts = { code, procedure, unwritten };
    // Where this cannot be written down, the next one is, and says so.
    this.#lately.set(key, { since: Number.NEGATIVE_INFINITY, times: unwritten + 1 });
    this.#oneCommit.run(() =>
      this.#audit.append({ what: 'attempt.refused', operatorId, facts, at: this.#clock.now() }),
    );
    this.#lately.set(key, { since: now, times: 0 });
  }
}
