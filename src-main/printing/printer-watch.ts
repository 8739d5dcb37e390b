import type {
  PrinterCondition,
  PrinterSettings,
} from '../../src-shared/contract/printing-shapes.ts';
import type { Result } from '../../src-shared/result.ts';
import { type After, systemAfter } from '../module/timers.ts';
import type { Refusal } from '../refusal.ts';
import { troubleOf } from './links/open.ts';

export interface PrinterWatchParts {
  readonly settings: () => PrinterSettings;
  /**
   * Looks how the printer is, between two slips. `asking`: it may be taken from others for that. Null: it is
   * there, and was not asked.
   */
  readonly look: (asking: boolean) => Promise<Result<PrinterCondition | null, Refusal>>;
  /** Whether slips wait that are printed by themselves. */
  readonly hasWaiting: () => boolean;
  /** Prints those that wait; ends with the first that fails. */
  readonly printWaiting: () => Promise<void>;
  readonly onChange: () => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
  readonly after?: After;
}

/** The till has other things to do while it starts. */
const FIRST_MS = 3_000;
/** An idle printer is looked at seldom: some count every connection, and others print from there as well. */
const IDLE_MS = 20_000;
/** Somebody stands there with a new roll in hand. */
const WAITING_MS = 3_000;

/** Somebody else may be printing there just now: that is no trouble before it is so twice. */
const PASSING = ['printer.refused', 'printer.port-taken', 'printer.timeout'];

/**
 * Knows how the printer is: from each slip, and by asking while nothing is printed. When one that was
 * away is back, what waits is printed.
 */
export class PrinterWatch {
  readonly #parts: PrinterWatchParts;
  readonly #after: After;
  #cancel: () => void;
  #condition: PrinterCondition | null = null;
  #problem: Refusal | null = null;
  #passing = 0;
  #of = '';
  #closed = false;

  constructor(parts: PrinterWatchParts) {
    this.#parts = parts;
    this.#after = parts.after ?? systemAfter;
    this.#cancel = this.#after(FIRST_MS, () => void this.#tick());
  }

  /** As it was last found; null where nobody has looked yet, and where there is none. */
  get condition(): PrinterCondition | null {
    return this.#condition;
  }

  /** Why nothing can be printed; null where nothing is known to be in the way. */
  get problem(): Refusal | null {
    return this.#problem;
  }

  /** A slip was printed, or was not. */
  noted(outcome: Result<null, Refusal>): void {
    this.#passing = 0;
    if (outcome.ok) this.#set(this.#condition === 'paper-low' ? 'paper-low' : 'ready', null);
    else if (outcome.error.code.startsWith('printer.')) this.#set(null, outcome.error);
    if (!outcome.ok) this.#soon();
  }

  /** The printer is another one, or has to be looked at now. */
  changed(): void {
    this.#soon(0);
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #soon(milliseconds: number = WAITING_MS): void {
    if (this.#closed) return;
    this.#cancel();
    this.#cancel = this.#after(milliseconds, () => void this.#tick());
  }

  async #tick(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      this.#parts.onUnexpected('looking after the printer', error);
    }
    if (this.#closed) return;
    this.#cancel();
    const pause = this.#problem && this.#parts.hasWaiting() ? WAITING_MS : IDLE_MS;
    this.#cancel = this.#after(pause, () => void this.#tick());
  }

  async #look(): Promise<void> {
    const settings = this.#parts.settings();
    const key = JSON.stringify(settings);
    if (key !== this.#of) {
      this.#of = key;
      this.#set(null, null);
    }
    if (settings.kind === 'none') return;
    // One that was well is asked again before the next slip; until then others may have it.
    const asking = this.#condition === null || this.#problem !== null;
    const found = await this.#parts.look(asking);
    // Another printer may have been chosen meanwhile.
    if (this.#closed || JSON.stringify(this.#parts.settings()) !== key) return;
    if (!found.ok) {
      this.#passing = PASSING.includes(found.error.code) ? this.#passing + 1 : 2;
      if (this.#passing >= 2) this.#set(null, found.error);
      return;
    }
    this.#passing = 0;
    const trouble = found.value && troubleOf(found.value, settings);
    if (found.value) this.#set(found.value, trouble);
    if (!trouble && this.#parts.hasWaiting()) await this.#parts.printWaiting();
  }

  #set(condition: PrinterCondition | null, problem: Refusal | null): void {
    const same = condition === this.#condition && problem?.code === this.#problem?.code;
    this.#condition = condition;
    this.#problem = problem;
    if (!same) this.#parts.onChange();
  }
}
