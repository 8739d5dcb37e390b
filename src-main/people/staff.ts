import type { Operator } from '../../src-shared/contract/shapes.ts';
import { Attempts } from '../audit/attempts.ts';
import type { Clock } from '../clock.ts';
import type { RefusedAttempt } from '../dispatch.ts';
import type { Books } from '../ledger/books.ts';
import { PeopleDesk } from './people-desk.ts';
import { SignIn } from './sign-in.ts';

export interface StaffParts {
  readonly books: Pick<Books, 'operators' | 'audit' | 'oneCommit'>;
  readonly clock: Clock;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/** A shop's people: who they are, who signs in and out, and what they were refused. */
export class Staff {
  readonly signIn: SignIn;
  readonly people: PeopleDesk;
  readonly #parts: StaffParts;
  readonly #attempts: Attempts;

  constructor(parts: StaffParts) {
    const { books, clock } = parts;
    const { operators, audit, oneCommit } = books;
    this.#parts = parts;
    this.signIn = new SignIn({ operators, audit, oneCommit, clock });
    this.people = new PeopleDesk({ operators, audit, oneCommit, signIn: this.signIn, clock });
    this.#attempts = new Attempts(audit, oneCommit, clock);
  }

  refused(attempt: RefusedAttempt): void {
    this.#noting('noting a refused attempt', () => this.#attempts.refused(attempt));
  }

  signedIn(operator: Operator): void {
    this.#note('people.signed-in', operator);
  }

  signedOut(operator: Operator): void {
    this.#note('people.signed-out', operator);
  }

  #note(what: string, { id }: Operator): void {
    const { books, clock } = this.#parts;
    const row = { what, operatorId: id, facts: {}, at: clock.now() };
    this.#noting(what, () => books.oneCommit.run(() => books.audit.append(row)));
  }

  /** Written down, and never in the way: a disk that is full keeps nobody from their till. */
  #noting(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.onUnexpected(what, error);
    }
  }
}
