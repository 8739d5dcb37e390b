import type { Operator } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import type { OperatorRecord, Operators } from '../ledger/operators.ts';
import { Refusal } from '../refusal.ts';
import { hashPin, isPin } from './pin.ts';

/** Wrong PINs in a row before the till makes people wait. */
const FREE_TRIES = 4;
const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 15 * 60;

/** Who may open the till. Guessing is slowed down: each wrong PIN after the fourth doubles the wait. */
export class SignIn {
  readonly #operators: Operators;
  readonly #clock: Clock;
  #wrong = 0;
  #waitUntil = 0;
  /** PINs are checked one after another: guesses sent in parallel must not all be free. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(operators: Operators, clock: Clock) {
    this.#operators = operators;
    this.#clock = clock;
  }

  /** @throws Refusal `people.wrong-pin`, or `people.wait` with the seconds left. */
  withPin(pin: string): Promise<Operator> {
    const turn = this.#turn.then(() => this.#try(pin));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** @throws Refusal as {@link withPin} where the old PIN is wrong. */
  async changePin(operatorId: number, oldPin: string, newPin: string): Promise<void> {
    const operator = await this.withPin(oldPin);
    if (operator.id !== operatorId) throw new Refusal('people.wrong-pin');
    this.#operators.setPinHash(operatorId, await hashPin(newPin));
  }

  /** Who sits here when the owner has switched the PIN off. */
  owner(): Operator | null {
    const [first] = this.#operators.all();
    return first ? present(first) : null;
  }

  async #try(pin: string): Promise<Operator> {
    const now = this.#clock.monotonic();
    if (now < this.#waitUntil) {
      throw new Refusal('people.wait', { seconds: Math.ceil((this.#waitUntil - now) / 1000) });
    }
    for (const operator of this.#operators.all()) {
      if (!(await isPin(pin, operator.pinHash))) continue;
      this.#wrong = 0;
      return present(operator);
    }
    this.#wrong += 1;
    if (this.#wrong >= FREE_TRIES) {
      const seconds = Math.min(
        FIRST_WAIT_SECONDS * 2 ** (this.#wrong - FREE_TRIES),
        LONGEST_WAIT_SECONDS,
      );
      this.#waitUntil = this.#clock.monotonic() + seconds * 1000;
    }
    throw new Refusal('people.wrong-pin');
  }
}

function present(record: OperatorRecord): Operator {
  return { id: record.id, name: record.name, role: record.role };
}
