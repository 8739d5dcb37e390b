import type { ProcedureName } from '../../src-shared/contract/procedures.ts';
import type { Clock } from '../clock.ts';
import type { Actor } from '../ledger/audit.ts';
import type { Books } from '../ledger/books.ts';
import type { LedgerKind } from '../ledger/choice.ts';
import { Refusal } from '../refusal.ts';
import type { BackupDesk } from './desk.ts';
import { choose, newMark, removeDeadDrafts } from './place.ts';

export interface MoverParts {
  readonly books: Pick<Books, 'ledger' | 'oneCommit' | 'audit' | 'settings' | 'sales'>;
  readonly kind: LedgerKind;
  readonly clock: Clock;
  readonly desk: Pick<BackupDesk, 'inTurn'>;
  /** Resolves when nothing is being sold, loaded or changed any more. */
  readonly idle: () => Promise<void>;
}

/** What a shop that was moved away still does: it is looked at, printed from, and written out again. */
const STILL_DONE: ReadonlySet<ProcedureName> = new Set<ProcedureName>([
  'till.setUp',
  'till.switch',
  'people.signIn',
  'people.signOut',
  'module.refresh',
  'slip.print',
  'slip.pdf',
  'sale.seen',
  'slip.printRefund',
  'shift.printX',
  'shift.printZ',
  'shift.zPdf',
  'audit.verify',
  'restore.do',
  'move.export',
]);

/** Writes the shop into one file for another computer, and retires it here. */
export class Mover {
  readonly #parts: MoverParts;
  #movedAt: Date | null;
  #isMoving = false;

  constructor(parts: MoverParts) {
    this.#parts = parts;
    this.#movedAt = parts.books.settings.movedAt();
  }

  /** When the shop was moved away; null while it is here. */
  get movedAt(): Date | null {
    return this.#movedAt;
  }

  /** Asked before anything is changed. @throws Refusal `shop.moved`, `shop.moving` */
  mayAct(procedure: ProcedureName): void {
    if (!this.#movedAt && !this.#isMoving) return;
    if (STILL_DONE.has(procedure)) return;
    throw this.#movedAt
      ? new Refusal('shop.moved', { at: this.#movedAt.toISOString() })
      : new Refusal('shop.moving');
  }

  /**
   * Writes the file, and only where it is whole, on the disk and reads back as it should, ends the shop
   * here. What fails before leaves it as it was. A shop that was moved can be written again: the stick
   * may be lost on the way.
   *
   * @returns the file
   * @throws Refusal `move.unfinished`, `backup.*`
   */
  async export(folder: string, passphrase: string, actor: Actor): Promise<string> {
    if (this.#isMoving) throw new Refusal('shop.moving');
    this.#isMoving = true;
    try {
      await this.#parts.idle();
      return await this.#parts.desk.inTurn((signal) =>
        this.#write(folder, passphrase, actor, signal),
      );
    } finally {
      this.#isMoving = false;
    }
  }

  async #write(
    folder: string,
    passphrase: string,
    actor: Actor,
    signal: AbortSignal,
  ): Promise<string> {
    const { books, kind, clock } = this.#parts;
    const count = books.sales.unfinished().length;
    if (count > 0) throw new Refusal('move.unfinished', { count });
    await choose(folder, folder);
    const mark = books.settings.backup()?.mark ?? newMark();
    await removeDeadDrafts(folder, mark);
    const [{ makeCopy }, { newPassphraseKey }] = await Promise.all([
      import('./make-copy.ts'),
      import('./passphrase-key.ts'),
    ]);
    const key = await newPassphraseKey(passphrase);
    const at = clock.now();
    const before = this.#movedAt;
    try {
      const { file } = await makeCopy({
        ledger: books.ledger,
        folder,
        name: { kind, mark, at, purpose: 'move' },
        key,
        signal,
        // First it ends here, then the file can be opened there: a power cut in between leaves a shop
        // that can be written out again, and never one that sells on two computers.
        beforeNamed: () => {
          if (!before) this.#retire(at, folder, actor);
        },
      });
      return file;
    } catch (error) {
      if (!before && this.#movedAt) this.#takeBack(actor);
      throw error;
    }
  }

  #retire(at: Date, folder: string, actor: Actor): void {
    const { settings, audit, oneCommit } = this.#parts.books;
    oneCommit.run(() => {
      settings.saveMovedAt(at);
      audit.append({ what: 'shop.moved', ...actor, facts: { folder }, at });
    });
    this.#movedAt = at;
  }

  /** The file could not be given its name, so there is nothing to go on with elsewhere. */
  #takeBack(actor: Actor): void {
    const { settings, audit, oneCommit } = this.#parts.books;
    oneCommit.run(() => {
      settings.saveMovedAt(null);
      audit.append({ what: 'shop.not-moved', ...actor, facts: {}, at: this.#parts.clock.now() });
    });
    this.#movedAt = null;
  }
}
