import { dirname } from 'node:path';
import type { z } from 'zod';
import type {
  BackupFile,
  BackupState,
  backupSettings,
} from '../../src-shared/contract/backup-shapes.ts';
import { localDay } from '../alarms/local-day.ts';
import type { BackupFacts } from '../alarms/source.ts';
import type { Clock } from '../clock.ts';
import type { Actor } from '../ledger/audit.ts';
import type { Books } from '../ledger/books.ts';
import type { LedgerKind } from '../ledger/choice.ts';
import type { KeptBackup } from '../ledger/settings.ts';
import type { Messages } from '../messages.ts';
import { type After, systemAfter } from '../module/timers.ts';
import { Refusal } from '../refusal.ts';
import type { CopyMade } from './make-copy.ts';
import {
  choose,
  copiesIn,
  isOnOtherDisk,
  keptKey,
  keyToKeep,
  mustBeThere,
  newMark,
  removeDeadDrafts,
} from './place.ts';
import { reasonOf } from './problems.ts';
import { removeOutdated } from './remove-outdated.ts';

export interface BackupDeskParts {
  readonly books: Pick<Books, 'ledger' | 'oneCommit' | 'audit' | 'settings' | 'backups'>;
  readonly kind: LedgerKind;
  readonly messages: () => Messages;
  readonly clock: Clock;
  readonly after?: After;
  /** A backup began or ended, or where they go was changed. */
  readonly onChange: (state: BackupState) => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/** The till has other things to do while it starts. */
const FIRST_LOOK_MS = 3 * 60_000;
const LOOK_MS = 60_000;
/** After what is not just a folder that is not there. */
const RETRY_MS = 15 * 60_000;

const BY_ITSELF: Actor = { operatorId: null, approvedBy: null };

/** Copies of the ledger: each day, when a shift is closed and when somebody asks, one after the other. */
export class BackupDesk {
  readonly #parts: BackupDeskParts;
  readonly #after: After;
  #cancelLook: () => void;
  readonly #closing = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #running = false;
  #problem: Refusal | null = null;
  /** A copy that was wanted and could not be made. */
  #isOwed = false;
  #lastTry = Number.NEGATIVE_INFINITY;

  constructor(parts: BackupDeskParts) {
    this.#parts = parts;
    this.#after = parts.after ?? systemAfter;
    this.#cancelLook = this.#after(FIRST_LOOK_MS, () => void this.#look());
  }

  /** What alarms are made from. Reads no disk but the ledger's. */
  facts(): BackupFacts {
    const { backups, settings } = this.#parts.books;
    const isMissing = this.#problem?.code === 'backup.folder-missing';
    return {
      folder: settings.backup()?.folder ?? null,
      lastGoodAt: backups.lastGood()?.at ?? null,
      problem: this.#problem ? (isMissing ? 'folder-missing' : 'failed') : null,
    };
  }

  async state(): Promise<BackupState> {
    const { books, kind, messages } = this.#parts;
    const kept = books.settings.backup();
    const good = books.backups.lastGood();
    const folder = kept?.folder ?? null;
    const files: BackupFile[] = folder === null ? [] : await copiesIn(folder, kind);
    return {
      folder,
      sameDisk: folder !== null && (await this.#isOnThisDisk(folder)),
      encrypted: (kept?.key ?? null) !== null,
      running: this.#running,
      lastGood: good && {
        at: good.at.toISOString(),
        file: good.file,
        bytes: good.bytes,
        sales: good.sales,
      },
      problem: this.#problem && messages().failure(this.#problem.code, this.#problem.detail),
      files,
    };
  }

  /** @throws Refusal `backup.*` where the folder cannot be used */
  async save(input: z.output<typeof backupSettings>, actor: Actor): Promise<void> {
    const { settings, audit, oneCommit, ledger } = this.#parts.books;
    const { folder, passphrase } = input;
    const otherDisk = folder !== null && (await choose(folder, dirname(ledger.name)));
    const key = passphrase ? await keyFrom(passphrase) : null;
    const before = settings.backup();
    const kept: KeptBackup = {
      folder,
      otherDisk,
      mark: before?.mark ?? newMark(),
      key: passphrase === null ? (before?.key ?? null) : key,
    };
    oneCommit.run(() => {
      settings.saveBackup(kept);
      const facts = { encrypted: kept.key !== null, folder: folder ?? '' };
      audit.append({ what: 'backup.settings', ...actor, facts, at: this.#parts.clock.now() });
    });
    this.#problem = null;
    this.#isOwed = false;
    await this.#tell();
  }

  /** Makes a copy. What goes wrong is in the state. */
  now(actor: Actor): Promise<void> {
    return this.inTurn(() => this.#make(actor));
  }

  /** The day's takings are counted: what is worth keeping is worth keeping twice. */
  shiftClosed(): void {
    if (this.#parts.books.settings.backup()?.folder) void this.now(BY_ITSELF);
  }

  /** One copy of a ledger is made at a time. */
  inTurn<Value>(work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const { signal } = this.#closing;
    const done = this.#queue.then(() => {
      signal.throwIfAborted();
      return work(signal);
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** A copy under way is given up: the ledger is about to be closed. */
  async close(): Promise<void> {
    this.#cancelLook();
    this.#closing.abort(new Refusal('backup.till-closed'));
    await this.#queue;
  }

  async #look(): Promise<void> {
    this.#cancelLook = this.#after(LOOK_MS, () => void this.#look());
    try {
      if (this.#isTime()) await this.inTurn(() => this.#make(BY_ITSELF));
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#parts.onUnexpected('looking for a backup', error);
    }
  }

  #isTime(): boolean {
    const { books, clock } = this.#parts;
    if (!books.settings.backup()?.folder || books.settings.movedAt() || this.#running) return false;
    const isFolderGone = this.#problem?.code === 'backup.folder-missing';
    if (this.#problem && !isFolderGone && clock.monotonic() - this.#lastTry < RETRY_MS)
      return false;
    const last = books.backups.lastGood();
    return this.#isOwed || !last || localDay(last.at) !== localDay(clock.now());
  }

  async #make(actor: Actor): Promise<void> {
    const { books, kind, clock, onUnexpected } = this.#parts;
    const { ledger, settings } = books;
    this.#isOwed = true;
    this.#lastTry = clock.monotonic();
    try {
      const kept = settings.backup();
      const folder = await mustBeThere(kept, ledger.name);
      if (!kept) throw new Refusal('backup.no-folder');
      this.#running = true;
      await this.#tell();
      await removeDeadDrafts(folder, kept.mark);
      // Loaded when there is something to copy: the till has other things to do while it starts.
      const { makeCopy } = await import('./make-copy.ts');
      const at = clock.now();
      const made = await makeCopy({
        ledger,
        folder,
        name: { kind, mark: kept.mark, at, purpose: 'backup' },
        key: keptKey(kept),
        signal: this.#closing.signal,
      });
      this.#note(made, kept, at, actor);
      this.#isOwed = false;
      this.#problem = made.inOrder ? null : new Refusal('backup.not-in-order', { file: made.file });
      await removeOutdated(folder, books.backups.all());
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      if (!(error instanceof Refusal)) onUnexpected('making a backup', error);
      this.#problem =
        error instanceof Refusal
          ? error
          : new Refusal('backup.broke-off', {
              folder: settings.backup()?.folder ?? '',
              reason: reasonOf(error),
            });
    } finally {
      this.#running = false;
    }
    await this.#tell();
  }

  #note(made: CopyMade, kept: KeptBackup, at: Date, actor: Actor): void {
    const { backups, audit, oneCommit } = this.#parts.books;
    const { file, bytes, sales, inOrder } = made;
    const encrypted = kept.key !== null;
    oneCommit.run(() => {
      backups.add({ at, file, bytes, encrypted, sales, inOrder });
      audit.append({ what: 'backup.made', ...actor, facts: { bytes, encrypted, file, sales }, at });
    });
  }

  async #isOnThisDisk(folder: string): Promise<boolean> {
    try {
      return !(await isOnOtherDisk(folder, dirname(this.#parts.books.ledger.name)));
    } catch {
      return false;
    }
  }

  async #tell(): Promise<void> {
    const state = await this.state();
    if (!this.#closing.signal.aborted) this.#parts.onChange(state);
  }
}

async function keyFrom(passphrase: string): Promise<KeptBackup['key']> {
  const { newPassphraseKey } = await import('./passphrase-key.ts');
  return keyToKeep(await newPassphraseKey(passphrase));
}
