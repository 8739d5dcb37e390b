import { createHash } from 'node:crypto';
import type { Logo, LogoBlock, PaperWidth } from '../../src-shared/contract/logo-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Actor } from '../ledger/audit.ts';
import type { Books } from '../ledger/books.ts';
import { recorded } from '../ledger/recorded.ts';
import { Refusal } from '../refusal.ts';

export interface LogoDeskParts {
  readonly books: Pick<Books, 'settings' | 'audit' | 'oneCommit'>;
  readonly clock: Clock;
}

/** The shop's logo: kept in its ledger, and in memory from the first slip on. */
export class LogoDesk {
  readonly #parts: LogoDeskParts;
  #blocks: Readonly<Record<PaperWidth, LogoBlock>> | null | undefined;

  constructor(parts: LogoDeskParts) {
    this.#parts = parts;
  }

  get(): Logo | null {
    return this.#parts.books.settings.logo();
  }

  /** On a slip of that width; the same object for each slip, so that what is made of it is made once. */
  on(paper: PaperWidth): LogoBlock | null {
    // A till that is starting has other things to read.
    if (this.#blocks === undefined) this.#blocks = blocksOf(this.get());
    return this.#blocks?.[paper] ?? null;
  }

  save(logo: Logo, actor: Actor): void {
    const { books, clock } = this.#parts;
    const sha256 = createHash('sha256').update(logo[58].dots).update(logo[80].dots).digest('hex');
    recorded(
      books,
      { actor, at: clock.now() },
      () => books.settings.saveLogo(logo),
      () => ({ what: 'logo.changed', facts: { sha256 } }),
    );
    this.#blocks = blocksOf(logo);
  }

  /** @throws Refusal `logo.none` */
  remove(actor: Actor): void {
    const { books, clock } = this.#parts;
    if (!this.get()) throw new Refusal('logo.none');
    recorded(
      books,
      { actor, at: clock.now() },
      () => books.settings.saveLogo(null),
      () => ({ what: 'logo.removed', facts: {} }),
    );
    this.#blocks = null;
  }
}

function blocksOf(logo: Logo | null): Record<PaperWidth, LogoBlock> | null {
  return logo && { 58: { kind: 'logo', ...logo[58] }, 80: { kind: 'logo', ...logo[80] } };
}
