import type { TillEvent } from '../src-shared/contract/events.ts';
import type { Operator } from '../src-shared/contract/shapes.ts';
import type { Clock } from './clock.ts';
import type { Session } from './dispatch.ts';
import type { Shop } from './shop.ts';

export interface SessionsParts {
  readonly clock: Clock;
  /** Null while there is none, or its ledger cannot be opened. */
  readonly shop: () => Shop | null;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/** The screens of a till: who sits at each, since when nobody has, and what they are told. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #all = new Set<Session>();
  readonly #listeners = new Map<(event: TillEvent) => void, () => Session | null>();

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  open(): Session {
    const session: Session = { operator: this.#whoSitsHere() };
    this.#all.add(session);
    return session;
  }

  close(session: Session): void {
    session.operator = null;
    this.#all.delete(session);
  }

  /** Answers the function that stops it. */
  onEvent(listener: (event: TillEvent) => void, session: () => Session | null): () => void {
    this.#listeners.set(listener, session);
    return () => this.#listeners.delete(listener);
  }

  /** Whether somebody is signed in at a screen. */
  get isAttended(): boolean {
    return [...this.#all].some(({ operator }) => operator !== null);
  }

  /** A session that nobody has used for long is nobody's. What the screen asks by itself is no use. */
  refresh(session: Session, isPerson: boolean): void {
    const shop = this.#parts.shop();
    const now = this.#parts.clock.monotonic();
    const minutes = shop?.settings.autoLockMinutes ?? 0;
    const idle = now - (session.lastAsked ?? now);
    if (session.operator && minutes > 0 && idle >= minutes * 60_000) {
      shop?.staff.signedOut(session.operator);
      session.operator = null;
      // A screen that asked by itself has to learn of it.
      this.tellAll();
    }
    if (isPerson || session.lastAsked === undefined) session.lastAsked = now;
  }

  /** Who left loses their till; who was given another role has it at once. */
  peopleChanged(): void {
    const working = this.#parts.shop()?.books.operators.working() ?? [];
    for (const session of this.#all) {
      const { operator } = session;
      const now = operator && working.find(({ id }) => id === operator.id);
      session.operator = now ? { id: now.id, name: now.name, role: now.role } : null;
    }
    this.tellAll();
  }

  /** Another shop is behind the screens, or none: whoever sat there has to sign in to it. */
  startAnew(): void {
    for (const session of this.#all) session.operator = this.#whoSitsHere();
  }

  /** Everybody leaves. */
  signOutAll(): void {
    const shop = this.#parts.shop();
    for (const { operator } of this.#all) if (operator) shop?.staff.signedOut(operator);
  }

  /** The screens have to ask anew what the till is. */
  tellAll(): void {
    this.tell({ name: 'state', value: {} });
  }

  tell(event: TillEvent): void {
    for (const [listener, session] of this.#listeners) {
      // Sales carry tokens and names: a screen nobody signed in to learns only that it has to look again.
      if (event.name !== 'state' && !session()?.operator) continue;
      try {
        listener(event);
      } catch (error) {
        // A screen that is gone must not stop a sale.
        this.#parts.onUnexpected(`telling a screen about ${event.name}`, error);
      }
    }
  }

  #whoSitsHere(): Operator | null {
    const shop = this.#parts.shop();
    return shop && !shop.settings.pinAtStart ? shop.staff.signIn.alone() : null;
  }
}
