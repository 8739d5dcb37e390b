import type { Alarms } from '../ledger/alarms.ts';
import { PACE_DAYS } from './forecast.ts';
import { localDay, startOfDay } from './local-day.ts';

/**
 * Tokens by local day over the last four weeks. Read from the ledger when first asked for and at each
 * new day; in between each sale is counted as it happens.
 */
export class Pace {
  readonly #alarms: Alarms;
  #today: string | null = null;
  #tokens = new Map<string, number>();

  constructor(alarms: Alarms) {
    this.#alarms = alarms;
  }

  /** A token was stored. @param openedAt when its sale was opened */
  count(openedAt: Date): void {
    if (this.#today !== null) this.#add(openedAt);
  }

  tokensOn(now: Date): ReadonlyMap<string, number> {
    const today = localDay(now);
    if (this.#today !== today) {
      this.#tokens = new Map();
      this.#today = today;
      for (const at of this.#alarms.issuedSince(startOfDay(now, PACE_DAYS - 1))) this.#add(at);
    }
    return this.#tokens;
  }

  #add(at: Date): void {
    const day = localDay(at);
    this.#tokens.set(day, (this.#tokens.get(day) ?? 0) + 1);
  }
}
