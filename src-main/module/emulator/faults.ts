import { type FaultPlan, type LineFault, MODULE_FAULTS, type ModuleFault } from './fault-plan.ts';
import { below, type Chance, seededChance } from './seeded.ts';

/** What comes out of the line at its other end. Texts have one character per byte (latin1). */
export interface Arrival {
  /** What arrives now; empty where nothing does. */
  readonly text: string;
  /** What arrives by itself afterwards, however many milliseconds later; null where nothing does. */
  readonly late: { readonly text: string; readonly afterMs: number } | null;
  /** Whether the connection closes behind the text. */
  readonly closes: boolean;
}

type Direction = 'request' | 'response';

/** What waits for the next frame of its direction, to arrive just before it or just behind it. */
interface Held {
  readonly text: string;
  readonly behind: boolean;
}

const NOTHING_HELD: Held = { text: '', behind: false };
const LONGEST_GARBAGE = 12;
const MOST_FLIPS = 3;
const MOST_LOST = 3;

/**
 * A bad line between a host and a module, as a function: frame in, what arrives out. A plan with the
 * same seed does the same to the same frames. It knows no time and no transport: whoever carries the
 * bytes sees to {@link Arrival.late} and {@link Arrival.closes}.
 */
export class LineFaults {
  readonly #plan: FaultPlan;
  readonly #chance: Chance;
  readonly #held: Record<Direction, Held> = { request: NOTHING_HELD, response: NOTHING_HELD };
  readonly #counts = new Map<LineFault, number>();

  constructor(plan: FaultPlan) {
    this.#plan = plan;
    this.#chance = seededChance(`line:${plan.seed}`);
  }

  /** How often each fault has struck, in both directions. */
  get counts(): ReadonlyMap<LineFault, number> {
    return this.#counts;
  }

  /** A request with its CR, on its way to the module. A late one arrives before the next request. */
  request(frame: string): Arrival {
    return this.#carry(frame, 'request');
  }

  /**
   * A response with its CR, on its way back. A late one arrives just before the next response, just
   * behind it, or by itself.
   */
  response(frame: string): Arrival {
    return this.#carry(frame, 'response');
  }

  /** Forgets what is held back: the connection is gone, and with it what was on its way. */
  disconnected(): void {
    this.#held.request = NOTHING_HELD;
    this.#held.response = NOTHING_HELD;
  }

  #carry(frame: string, direction: Direction): Arrival {
    const held = this.#held[direction];
    this.#held[direction] = NOTHING_HELD;
    // Nobody notices a module that dies before it has been asked, so only replies are broken off.
    if (direction === 'response' && this.#strikes('dead')) {
      return { text: held.text + this.#front(frame), late: null, closes: true };
    }
    let text = frame;
    if (this.#strikes('lose')) text = this.#lose(text);
    if (this.#strikes('cut')) text = this.#front(text);
    if (this.#strikes('flip')) text = this.#flip(text);
    if (this.#strikes('garbage')) text = this.#garbage() + text;
    if (this.#strikes('double')) text += text;
    if (!this.#strikes('late')) {
      text = held.behind ? text + held.text : held.text + text;
      return { text, late: null, closes: false };
    }
    const how = direction === 'request' ? 0 : this.#draw(3);
    if (how === 2) {
      const afterMs = this.#draw(this.#plan.longestDelay + 1);
      return { text: held.text, late: { text, afterMs }, closes: false };
    }
    this.#held[direction] = { text, behind: how === 1 };
    return { text: held.text, late: null, closes: false };
  }

  #strikes(fault: LineFault): boolean {
    // Drawn even where it cannot strike, so that one probability does not move the others' frames.
    const strikes = this.#chance() < this.#plan.chances[fault];
    if (strikes) this.#counts.set(fault, (this.#counts.get(fault) ?? 0) + 1);
    return strikes;
  }

  #draw(count: number): number {
    return below(count, this.#chance);
  }

  /** The whole frame, or one to three bytes of it. */
  #lose(text: string): string {
    if (this.#draw(2) === 0) return '';
    const at = this.#draw(text.length);
    return text.slice(0, at) + text.slice(at + 1 + this.#draw(MOST_LOST));
  }

  /** What was sent when the other end broke off: all but the end, at least one byte of it. */
  #front(text: string): string {
    return text.slice(0, this.#draw(text.length));
  }

  #flip(text: string): string {
    if (text === '') return text;
    const bytes = Buffer.from(text, 'latin1');
    for (let flips = 1 + this.#draw(MOST_FLIPS); flips > 0; flips -= 1) {
      const at = this.#draw(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << this.#draw(8)), at);
    }
    return bytes.toString('latin1');
  }

  #garbage(): string {
    const bytes = Array.from({ length: 1 + this.#draw(LONGEST_GARBAGE) }, () => this.#draw(256));
    return String.fromCharCode(...bytes);
  }
}

/** What goes wrong inside the module when a request comes: events, then perhaps a forced status. */
export interface RequestFaults {
  readonly events: readonly ModuleFault[];
  /** The status to answer instead of carrying the command out; null where it is carried out. */
  readonly status: string | null;
}

/** The faults of a module itself, drawn request by request. */
export class ModuleFaults {
  readonly #plan: FaultPlan;
  readonly #chance: Chance;

  constructor(plan: FaultPlan) {
    this.#plan = plan;
    this.#chance = seededChance(`module:${plan.seed}`);
  }

  /** What happens before a request with this command, e.g. `SM?VC`, is carried out. */
  before(command: string): RequestFaults {
    const { chances, forced } = this.#plan;
    const events: ModuleFault[] = [];
    for (const fault of MODULE_FAULTS) if (this.#chance() < chances[fault]) events.push(fault);
    const status = forced.find(
      (entry) =>
        (entry.command === null || entry.command === command) && this.#chance() < entry.chance,
    );
    return { events, status: status?.status ?? null };
  }

  /** The module's clock when it is really `now`. */
  clock(now: Date): Date {
    return new Date(now.getTime() + this.#plan.clockOffset * 1000);
  }
}
