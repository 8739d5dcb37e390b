import { existsSync, statSync } from 'node:fs';
import { readdir, rename, rm, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RestoreLook } from '../../src-shared/contract/backup-shapes.ts';
import type { Clock } from '../clock.ts';
import type { LedgerChoice, LedgerKind } from '../ledger/choice.ts';
import { ClosedLedger, type SaleList, salesInCommon } from '../ledger/copy.ts';
import { holdClosed } from '../ledger/held-ledger.ts';
import { nativeBinding } from '../ledger/open.ts';
import { freeTime, putRestored, restoredName } from '../ledger/restored.ts';
import { openingTrouble } from '../ledger/trouble.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { readCopyName } from './file-names.ts';
import { mustBeFullPath } from './place.ts';
import { folderProblem } from './problems.ts';
import { readyToOpen } from './ready-to-open.ts';
import { type Held, restoreView } from './restore-view.ts';
import { syncFolderOf } from './stream-copy.ts';
import { factsOf, looksLike, removeTaken, shopByName, type TakenIn, takeIn } from './take-in.ts';

export interface RestoreDeskParts {
  readonly choice: LedgerChoice;
  readonly clock: Clock;
  readonly messages: () => Messages;
  /** The sales of the shop that is open now, if it is this one. */
  readonly openSales: (shop: LedgerKind) => SaleList | null;
}

/** What is asked when a copy has been found good, and before anything is touched. */
export interface Replacing {
  /** Who does it, for the audit trail. */
  readonly by: string;
  /** @throws Refusal where a ledger of this kind must not be replaced */
  readonly mayReplace: (shop: LedgerKind) => void;
  /** Closes what is open, does the work, opens what stands there then. */
  readonly replace: (shop: LedgerKind, work: () => Promise<void>) => Promise<void>;
}

/** Listed of a folder, at most. */
const MOST_LISTED = 60;

/** The way back from a copy: found, looked at, and put in the place of the ledger. */
export class RestoreDesk {
  readonly #parts: RestoreDeskParts;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: RestoreDeskParts) {
    this.#parts = parts;
  }

  /** The copies in a folder, the latest first, as far as they can be known without being read whole. */
  async find(folder: string): Promise<RestoreLook[]> {
    mustBeFullPath(folder);
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      throw folderProblem(error, folder);
    }
    const copies = names
      .filter((name) => shopByName(name) !== null)
      .toSorted((a, b) => timeOf(b) - timeOf(a))
      .slice(0, MOST_LISTED);
    const looks: RestoreLook[] = [];
    for (const name of copies) {
      const look = await this.#glance(join(folder, name)).catch(() => null);
      if (look) looks.push(look);
    }
    return looks;
  }

  /** Reads all of a copy and says what it holds, and what putting it here would do. */
  look(file: string, passphrase: string | null): Promise<RestoreLook> {
    return this.#inTurn(async () => {
      this.#mustNotBeOpen(file);
      const taken = await takeIn(file, passphrase, this.#draft);
      try {
        return await this.#view(taken.draft, taken);
      } finally {
        await removeTaken(taken.draft);
      }
    });
  }

  /** Puts a copy in the place of the ledger. @throws Refusal `restore.*` and what `mayReplace` throws */
  restore(file: string, passphrase: string | null, how: Replacing): Promise<void> {
    return this.#inTurn(async () => {
      this.#mustNotBeOpen(file);
      const taken = await takeIn(file, passphrase, this.#draft);
      try {
        how.mayReplace(taken.shop);
        const place = this.#parts.choice.file(taken.shop);
        await how.replace(taken.shop, () => this.#putInPlace(taken, place, how.by));
      } finally {
        await removeTaken(taken.draft);
      }
    });
  }

  async #putInPlace(taken: TakenIn, place: string, by: string): Promise<void> {
    const now = this.#parts.clock.now();
    const here = closedLedger(place);
    let held: { salesLost: number | null; latestTid: Date | null };
    try {
      held = compared(taken.draft, here);
    } finally {
      here?.close();
    }
    // Another till tries again and again to open it, and would sell with what is about to be put aside.
    const hold = holdPlace(place);
    try {
      readyToOpen(taken, { ...held, by, now });
      await this.#exchange(taken, place, now);
    } finally {
      hold.close();
    }
  }

  async #exchange(taken: TakenIn, place: string, now: Date): Promise<void> {
    const whole = restoredName(place);
    // Its time names what is kept of the ledger that stood here.
    const named = freeTime(place, now);
    await utimes(taken.draft, named, named);
    await rename(taken.draft, whole);
    try {
      await syncFolderOf(whole);
      putRestored(place);
    } catch (error) {
      // The ledger that stands there goes on: the next start must not replace it then. Where it is gone from
      // its place already, the next start ends what was begun.
      if (existsSync(place)) await rm(whole, { force: true });
      throw error;
    }
  }

  /**
   * Not even its head may be read: when a process closes a file, the system forgets each lock it has on it,
   * and another program could open the ledger as well.
   *
   * @throws Refusal `ledger.in-use`
   */
  #mustNotBeOpen(file: string): void {
    const { choice, openSales } = this.#parts;
    const isOpen = (['training', 'live'] as const).some(
      (kind) => openSales(kind) && isSameFile(file, choice.file(kind)),
    );
    if (isOpen) throw new Refusal('ledger.in-use', { file });
  }

  async #glance(file: string): Promise<RestoreLook> {
    this.#mustNotBeOpen(file);
    const { encrypted, purpose } = await looksLike(file);
    const name = readCopyName(basename(file));
    const unread = { file, encrypted, purpose, shop: shopByName(basename(file)), facts: null };
    if (encrypted || !name) return this.#view(null, unread);
    return this.#view(file, { ...unread, facts: factsOf(file) });
  }

  async #view(
    copyFile: string | null,
    held: Omit<Held, 'salesLost' | 'isFirst'>,
  ): Promise<RestoreLook> {
    const { choice, messages, openSales } = this.#parts;
    const { shop } = held;
    const isFirst = shop !== null && !choice.has(shop);
    let salesLost: number | null = null;
    if (copyFile !== null && shop !== null && !isFirst) {
      const open = openSales(shop);
      const here = open ? null : closedLedger(choice.file(shop));
      try {
        salesLost = compared(copyFile, open ?? here).salesLost;
      } finally {
        here?.close();
      }
    }
    return restoreView({ ...held, salesLost, isFirst }, messages());
  }

  get #draft(): string {
    return join(dirname(this.#parts.choice.file('live')), 'restoring.sqlite');
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/** @throws Refusal `ledger.in-use`: another till has taken it just now */
function holdPlace(place: string): { close(): void } {
  try {
    return holdClosed(place, { ...nativeBinding() });
  } catch (error) {
    throw openingTrouble(error, place) ?? error;
  }
}

/** Under whatever name. */
function isSameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.ino === b.ino && a.dev === b.dev;
  } catch {
    // One of them is not there, or is no name of a file at all.
    return false;
  }
}

function timeOf(name: string): number {
  return readCopyName(name)?.at.getTime() ?? 0;
}

/** What the ledger here has that a copy lacks. Nulls where there is none that can be read. */
function compared(
  copyFile: string,
  here: SaleList | null,
): { salesLost: number | null; latestTid: Date | null } {
  if (!here) return { salesLost: null, latestTid: null };
  const copy = ClosedLedger.open(copyFile);
  try {
    return { salesLost: here.sales - salesInCommon(copy, here), latestTid: here.latestTid() };
  } catch {
    // The ledger here is damaged.
    return { salesLost: null, latestTid: null };
  } finally {
    copy.close();
  }
}

/** @throws Refusal `ledger.in-use`: another till sells with it */
function closedLedger(file: string): ClosedLedger | null {
  try {
    return ClosedLedger.open(file);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ledger.in-use') throw error;
    return null;
  }
}
