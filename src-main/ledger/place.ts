import { type Stats, statSync } from 'node:fs';
import type { Ledger } from './open.ts';

/** Milliseconds in which a look still holds: one sale asks half a dozen times. */
const HOLDS_MS = 10;

/**
 * Whether the file that is written to is still the one that stands at its place. An open file that
 * somebody deletes, or moves another over, can be written to for hours, and is gone when it is closed.
 */
export class LedgerPlace {
  readonly #names: readonly string[];
  readonly #first: readonly (Stats | undefined)[];
  #keptAt = Number.NEGATIVE_INFINITY;

  /** To be made once the ledger was written to, so that both of its files are there. */
  constructor(ledger: Ledger) {
    this.#names = ledger.memory ? [] : [ledger.name, `${ledger.name}-wal`];
    this.#first = this.#names.map(look);
  }

  /** To be asked before everything that is written. A look costs some microseconds, and holds for a moment. */
  isKept(): boolean {
    const now = performance.now();
    if (now - this.#keptAt < HOLDS_MS) return true;
    if (!this.#look()) return false;
    this.#keptAt = now;
    return true;
  }

  #look(): boolean {
    return this.#names.every((name, index) => {
      const first = this.#first[index];
      if (!first) return true;
      const now = look(name);
      // A till never makes its ledger smaller: another one was written over it. The log beside it is
      // emptied now and then.
      const isCut = index === 0 && (now?.size ?? 0) < first.size;
      return now?.ino === first.ino && now.dev === first.dev && !isCut;
    });
  }
}

function look(name: string): Stats | undefined {
  try {
    return statSync(name, { throwIfNoEntry: false });
  } catch {
    // In a folder that may not be looked into any more.
    return undefined;
  }
}
