import type { Result } from '../../src-shared/result.ts';
import type { SlipSubject, WaitingSlip, WaitingSlips } from '../ledger/waiting-slips.ts';
import type { Refusal } from '../refusal.ts';
import { isPerhapsOnPaper } from './links/link.ts';

/** Torn this often it is printed by hand only: a printer that breaks off each time eats the roll. */
const MOST_TORN = 2;

/** One slip on its way to paper, as far as the list of those that wait is concerned. */
export interface SlipOnItsWay {
  /** It was taken off the list, and it waits there no longer. */
  readonly isGone: () => boolean;
  /** It may be on paper already, or part of it, so that what is printed now is a copy. */
  readonly isTorn: () => boolean;
  /** To be called right before it is sent. */
  readonly sending: () => void;
  /** Whether it is on paper, or part of it may be: a printer that is only asked how it is prints nothing. */
  readonly isPerhapsOnPaper: (outcome: Result<null, Refusal>) => boolean;
  /** To be called with what became of it. */
  readonly ended: (outcome: Result<null, Refusal>) => void;
}

/** Slips that could not be printed wait: in the ledger, until they are on paper or nobody wants them. */
export class WaitingList {
  readonly #slips: WaitingSlips;
  readonly #now: () => Date;
  readonly #onChange: () => void;
  /** Those whose bytes are on their way just now. */
  readonly #sent = new Set<string>();

  constructor(slips: WaitingSlips, now: () => Date, onChange: () => void) {
    this.#slips = slips;
    this.#now = now;
    this.#onChange = onChange;
  }

  /**
   * @param copy asked for as a copy
   * @param from its place on the list, where it is that one and no other that is wanted
   */
  take(slip: SlipSubject, copy: boolean, from: number | null = null): SlipOnItsWay {
    const key = `${slip.kind} ${slip.subject}`;
    let before: WaitingSlip | null = null;
    let sent = false;
    const isOnPaper = (outcome: Result<null, Refusal>) =>
      outcome.ok || (sent && isPerhapsOnPaper(outcome.error));
    return {
      isGone: () => from !== null && this.#slips.of(slip)?.id !== from,
      isTorn: () => this.#sent.has(key) || (this.#slips.of(slip)?.torn ?? 0) > 0,
      isPerhapsOnPaper: isOnPaper,
      sending: () => {
        sent = true;
        this.#sent.add(key);
        before = this.#slips.of(slip);
        if (before) this.#slips.sending(slip);
      },
      ended: (outcome) => {
        if (sent) this.#sent.delete(key);
        const waiting = this.#slips.of(slip);
        if (outcome.ok) {
          if (!waiting) return;
          this.#slips.done(slip);
        } else {
          const { code, detail } = outcome.error;
          // Without a printer nobody waits for paper, nor for a slip that was given another way.
          if (code === 'printer.none' || code === 'slip.gone') return;
          const torn = (before ?? waiting)?.torn ?? 0;
          const tornNow = torn + (isOnPaper(outcome) ? 1 : 0);
          this.#slips.wait(slip, copy, { code, detail }, tornNow, this.#now());
        }
        this.#onChange();
      },
    };
  }

  /** Those that are printed by themselves once the printer is back, oldest first. */
  automatic(): WaitingSlip[] {
    return this.#slips.all().filter(({ torn }) => torn < MOST_TORN);
  }

  /** It left another way. */
  done(slip: SlipSubject): void {
    if (!this.#slips.of(slip)) return;
    this.#slips.done(slip);
    this.#onChange();
  }
}
