import { below, type Chance } from '../../../src-main/module/emulator/seeded.ts';
import {
  PHASES,
  SALE_STEPS,
  type SaleStep,
  TAKE_UP_STEPS,
} from '../../../src-main/vending/sale-steps.ts';
import type { KillPoint } from './protocol.ts';

/** What a till finds when it comes back: nothing open, or a sale whose token the module still has or not. */
export type Open = 'nothing' | 'recallable' | 'unasked';

/** Somewhere in a step, or at any moment, which the parent chooses. */
export type Target = KillPoint | 'any-moment';

/** How many of the kills are at any moment, for each one at a step. */
const ANY_MOMENT_SHARE = 0.25;

/** What has to be open so that a step of taking up is reached; null where anything will do. */
const NEEDS: Readonly<Partial<Record<SaleStep, Exclude<Open, 'nothing'>>>> = {
  verify: 'recallable',
  keep: 'recallable',
  note: 'unasked',
  'ask-again': 'unasked',
  'issue-again': 'unasked',
};

/** Where a sale is left so that it is open in this way. */
const LEAVES: Readonly<Record<Exclude<Open, 'nothing'>, readonly KillPoint[]>> = {
  recallable: [
    { step: 'ask', phase: 'at' },
    { step: 'ask', phase: 'after' },
    { step: 'issue', phase: 'before' },
    { step: 'issue', phase: 'at' },
  ],
  unasked: [
    { step: 'reserve', phase: 'after' },
    { step: 'ask', phase: 'before' },
  ],
};

export const ALL_POINTS: readonly KillPoint[] = [...SALE_STEPS, ...TAKE_UP_STEPS].flatMap((step) =>
  PHASES.map((phase) => ({ step, phase })),
);

export function nameOf({ step, phase }: KillPoint): string {
  return `${step} ${phase}`;
}

/** Whether a till meets the step while it takes up what was left open, and not in a sale. */
export function isOfTakeUp({ step }: KillPoint): boolean {
  return (TAKE_UP_STEPS as readonly SaleStep[]).includes(step);
}

/** How what is open changes by a kill. */
export function openAfter({ step, phase }: KillPoint, before: Open): Open {
  const wasWritten = phase === 'after';
  switch (step) {
    case 'price':
      return before;
    case 'reserve':
      return wasWritten ? 'unasked' : before;
    case 'ask':
    case 'ask-again':
      return phase === 'before' ? 'unasked' : 'recallable';
    case 'issue':
    case 'keep':
    case 'issue-again':
      if (wasWritten) return 'nothing';
      // The module has been read since it was asked for its last answer.
      return step === 'keep' ? 'unasked' : 'recallable';
    case 'find':
    case 'recall':
      return before;
    case 'verify':
    case 'note':
      return 'unasked';
    default:
      return 'nothing';
  }
}

/** Deals kill points: each once before any comes a second time, in an order that chance decides. */
export class KillPlan {
  readonly #chance: Chance;
  #deck: KillPoint[] = [];

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  next(): Target {
    if (this.#chance() < ANY_MOMENT_SHARE) return 'any-moment';
    if (this.#deck.length === 0) this.#deck = this.#shuffled();
    return this.#deck.pop() ?? 'any-moment';
  }

  /** A kill that was needed for another one: it need not come again by itself. */
  wasHit(point: KillPoint): void {
    this.#deck = this.#deck.filter((each) => nameOf(each) !== nameOf(point));
  }

  /** Where a sale has to be left before a step can be met; null where it can be met as it is. */
  before(point: KillPoint, open: Open): KillPoint | null {
    if (!isOfTakeUp(point)) return null;
    const need = NEEDS[point.step];
    if (open !== 'nothing' && (need === undefined || need === open)) return null;
    return this.#one(LEAVES[need ?? this.#one(['recallable', 'unasked'] as const)]);
  }

  #shuffled(): KillPoint[] {
    const deck = [...ALL_POINTS];
    for (let at = deck.length - 1; at > 0; at -= 1) {
      const [card] = deck.splice(below(at + 1, this.#chance), 1);
      if (card) deck.push(card);
    }
    return deck;
  }

  #one<Value>(values: readonly Value[]): Value {
    const value = values[below(values.length, this.#chance)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }
}
