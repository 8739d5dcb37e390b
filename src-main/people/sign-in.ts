import type {
  Approval,
  NewSecret,
  PersonToChoose,
} from '../../src-shared/contract/people-shapes.ts';
import { isAllowed, type Permission } from '../../src-shared/contract/permissions.ts';
import type { Operator } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Audit } from '../ledger/audit.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { OperatorRecord, Operators, SecretRecord } from '../ledger/operators.ts';
import { Refusal } from '../refusal.ts';
import { hashSecret, isSecret } from './secret.ts';

/** Wrong tries in a row before the till makes people wait. */
const FREE_TRIES = 4;
const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 15 * 60;

export interface SignInParts {
  readonly operators: Operators;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  readonly clock: Clock;
}

/**
 * Who may open the till, and who may approve. Guessing is slowed down for each person: every wrong try
 * after the fourth doubles the wait, and neither a restart nor another clock shortens it.
 */
export class SignIn {
  readonly #parts: SignInParts;
  /** Until when somebody has to wait, on the clock that nobody sets. */
  readonly #waitUntil = new Map<number, number>();
  /** Wrong tries in a row that the ledger may not have had room for. */
  readonly #wrongTries = new Map<number, number>();
  /** Secrets are checked one after another: guesses sent in parallel must not all be free. */
  #turn: Promise<unknown> = Promise.resolve();
  #closing = false;

  constructor(parts: SignInParts) {
    this.#parts = parts;
    for (const { id, wrongTries } of parts.operators.working()) this.#wait(id, wrongTries);
  }

  /** @throws Refusal `people.wrong-secret`, or `people.wait` with the seconds left */
  signIn(operatorId: number, secret: string): Promise<Operator> {
    return this.inTurn(() => this.#try(operatorId, secret));
  }

  /**
   * What takes its time with a secret is done one after the other, and is at its end before the ledger is
   * closed. Not to be nested.
   */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turn.then(() => {
      if (this.#closing) throw new Refusal('people.unknown');
      return work();
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Whoever approves proves who they are, as at the sign-in. @throws Refusal `people.may-not-approve`, or as {@link signIn} */
  async approver(given: Approval, permission: Permission): Promise<Operator> {
    const operator = await this.signIn(given.operatorId, given.secret);
    if (!isAllowed(operator.role, permission)) throw new Refusal('people.may-not-approve');
    return operator;
  }

  /** @throws Refusal as {@link signIn} where the old secret is wrong */
  changeSecret(operatorId: number, old: string, next: NewSecret): Promise<void> {
    return this.inTurn(async () => {
      await this.#try(operatorId, old);
      const secret = await keptSecret(next);
      const { operators, audit, oneCommit, clock } = this.#parts;
      oneCommit.run(() => {
        operators.setSecret(operatorId, secret);
        const facts = { id: operatorId, secret: secret.secretKind };
        audit.append({ what: 'people.secret-changed', operatorId, facts, at: clock.now() });
      });
    });
  }

  /** Who sits here where nobody is asked: only ever somebody who works alone. */
  alone(): Operator | null {
    const [first, ...others] = this.#parts.operators.working();
    return first && others.length === 0 ? present(first) : null;
  }

  /** The owner who set the shop up; for the session that did. */
  firstOwner(): Operator | null {
    const first = this.#parts.operators.working().find(({ role }) => role === 'owner');
    return first ? present(first) : null;
  }

  /** Who may sign in, or who of them may approve of something. */
  people(permission: Permission | null = null): PersonToChoose[] {
    return this.#parts.operators
      .working()
      .filter(({ role }) => permission === null || isAllowed(role, permission))
      .map((each) => ({
        id: each.id,
        name: each.name,
        role: each.role,
        secret: each.secretKind,
        wait: this.waitOf(each.id),
      }));
  }

  /** Seconds before the next try of somebody is heard. */
  waitOf(operatorId: number): number {
    const until = this.#waitUntil.get(operatorId) ?? 0;
    return Math.max(0, Math.ceil((until - this.#parts.clock.monotonic()) / 1000));
  }

  /** Ends somebody's wait. */
  forgive(operatorId: number): void {
    this.#waitUntil.delete(operatorId);
    this.#wrongTries.delete(operatorId);
  }

  /** Resolves when nobody's secret is being checked or changed any more. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  /** Ends what is under way; who comes after is not let in. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#turn;
  }

  async #try(operatorId: number, secret: string): Promise<Operator> {
    const { operators } = this.#parts;
    const found = operators.get(operatorId);
    if (!found || found.retiredAt !== null) throw new Refusal('people.unknown');
    const seconds = this.waitOf(operatorId);
    if (seconds > 0) throw new Refusal('people.wait', { seconds });
    const right = await isSecret(secret, found.secretHash);
    // Checking takes a moment, in which the owner may have let them go, or ended their wait.
    const now = operators.get(operatorId);
    if (!now || now.retiredAt !== null) throw new Refusal('people.unknown');
    if (!right) {
      this.#noteWrong(now);
      throw new Refusal('people.wrong-secret');
    }
    if (now.wrongTries > 0) operators.setWrongTries(operatorId, 0);
    this.forgive(operatorId);
    return present(now);
  }

  #noteWrong({ id, name, wrongTries }: OperatorRecord): void {
    const { operators, audit, oneCommit, clock } = this.#parts;
    const tries = Math.max(wrongTries, this.#wrongTries.get(id) ?? 0) + 1;
    // First in memory: a disk that is full must not make guessing free.
    this.#wrongTries.set(id, tries);
    this.#wait(id, tries);
    oneCommit.run(() => {
      operators.setWrongTries(id, tries);
      const facts = { id, name, tries };
      audit.append({ what: 'people.wrong-secret', operatorId: null, facts, at: clock.now() });
    });
  }

  #wait(operatorId: number, tries: number): void {
    if (tries < FREE_TRIES) return;
    const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** (tries - FREE_TRIES), LONGEST_WAIT_SECONDS);
    this.#waitUntil.set(operatorId, this.#parts.clock.monotonic() + seconds * 1000);
  }
}

/** A chosen secret as it is kept. Takes a few tenths of a second, so it comes before the transaction. */
export async function keptSecret({ kind, text }: NewSecret): Promise<SecretRecord> {
  return { secretKind: kind, secretHash: await hashSecret(text) };
}

function present({ id, name, role }: OperatorRecord): Operator {
  return { id, name, role };
}
