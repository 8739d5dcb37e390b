import type { z } from 'zod';
import type { Person, personDraft } from '../../src-shared/contract/people-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import type { OperatorRecord, Operators, SecretRecord } from '../ledger/operators.ts';
import { Refusal } from '../refusal.ts';
import { keptSecret, type SignIn } from './sign-in.ts';

type Draft = z.output<typeof personDraft>;

export interface PeopleDeskParts {
  readonly operators: Operators;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  readonly signIn: SignIn;
  readonly clock: Clock;
}

/** The people of a shop: who comes, who leaves, and what each may do. */
export class PeopleDesk {
  readonly #parts: PeopleDeskParts;

  constructor(parts: PeopleDeskParts) {
    this.#parts = parts;
  }

  list(): Person[] {
    return this.#parts.operators.all().map((each) => ({
      id: each.id,
      name: each.name,
      role: each.role,
      secret: each.secretKind,
      wait: this.#parts.signIn.waitOf(each.id),
      createdAt: each.createdAt.toISOString(),
      retiredAt: each.retiredAt?.toISOString() ?? null,
    }));
  }

  /**
   * Adds somebody (`id` null) or changes a name, a role or a secret.
   *
   * @throws Refusal `people.unknown`, `people.name-taken`, `people.secret-needed`, `people.last-owner`
   */
  save(draft: Draft, actor: Actor): Promise<void> {
    return this.#parts.signIn.inTurn(async () => {
      this.#save(draft, draft.secret && (await keptSecret(draft.secret)), actor);
    });
  }

  #save(draft: Draft, secret: SecretRecord | null, actor: Actor): void {
    const { operators, audit, oneCommit, signIn, clock } = this.#parts;
    const { name, role } = draft;
    const namesake = operators.working().find((each) => sameName(each.name, name));
    if (namesake && namesake.id !== draft.id) throw new Refusal('people.name-taken', { name });
    if (draft.id === null && !secret) throw new Refusal('people.secret-needed', { name });
    const known = draft.id === null ? null : this.#working(draft.id);
    if (known?.role === 'owner' && role !== 'owner') this.#mustNotBeLastOwner(known);
    const at = clock.now();
    oneCommit.run(() => {
      if (known) {
        const { id } = known;
        if (known.name !== name || known.role !== role) {
          operators.change(id, name, role);
          const facts = { id, name, role, nameBefore: known.name, roleBefore: known.role };
          audit.append({ what: 'people.changed', ...actor, facts, at });
        }
        if (secret) {
          operators.setSecret(id, secret);
          const facts = { id, name, secret: secret.secretKind };
          audit.append({ what: 'people.secret-set', ...actor, facts, at });
        }
      } else if (secret) {
        const id = operators.add(name, role, secret, at);
        const facts = { id, name, role, secret: secret.secretKind };
        audit.append({ what: 'people.added', ...actor, facts, at });
      }
    });
    if (known && secret) signIn.forgive(known.id);
  }

  /** @throws Refusal `people.unknown`, `people.last-owner` */
  retire(operatorId: number, actor: Actor): void {
    const { operators, audit, oneCommit, clock } = this.#parts;
    const known = this.#working(operatorId);
    if (known.role === 'owner') this.#mustNotBeLastOwner(known);
    const at = clock.now();
    oneCommit.run(() => {
      operators.retire(operatorId, at);
      const facts = { id: operatorId, name: known.name };
      audit.append({ what: 'people.retired', ...actor, facts, at });
    });
  }

  /** Ends somebody's wait after wrong tries. @throws Refusal `people.unknown` */
  unlock(operatorId: number, actor: Actor): void {
    const { operators, audit, oneCommit, signIn, clock } = this.#parts;
    const { name } = this.#working(operatorId);
    oneCommit.run(() => {
      operators.setWrongTries(operatorId, 0);
      const facts = { id: operatorId, name };
      audit.append({ what: 'people.unlocked', ...actor, facts, at: clock.now() });
    });
    signIn.forgive(operatorId);
  }

  #working(operatorId: number): OperatorRecord {
    const known = this.#parts.operators.get(operatorId);
    if (!known || known.retiredAt !== null) throw new Refusal('people.unknown');
    return known;
  }

  /** Somebody has to be left who may do everything. */
  #mustNotBeLastOwner({ id }: OperatorRecord): void {
    const others = this.#parts.operators.working().filter((each) => each.id !== id);
    if (!others.some(({ role }) => role === 'owner')) throw new Refusal('people.last-owner');
  }
}

/** As the ledger's unique index compares them. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
