import { join } from 'node:path';
import type { Language, LinkSettings } from '../src-shared/contract/shapes.ts';
import { type FreeBytes, systemFreeBytes } from './alarms/disk-watch.ts';
import type { Clock } from './clock.ts';
import { FirstWords } from './first-words.ts';
import { type Books, openBooks } from './ledger/books.ts';
import type { LedgerChoice, LedgerKind } from './ledger/choice.ts';
import { wasLeftOpen } from './ledger/left-open.ts';
import { putRestored } from './ledger/restored.ts';
import { ledgerTrouble, takenByAnother } from './ledger/trouble.ts';
import type { Log } from './log.ts';
import type { Messages } from './messages.ts';
import { BuiltInModule } from './module/built-in.ts';
import { ModuleKeeper } from './module/keeper.ts';
import type { FindPorts } from './module/links/discover.ts';
import type { Link } from './module/links/link.ts';
import { ModuleReach } from './module/reach.ts';
import { type PrinterWays, systemWays } from './printing/links/open.ts';
import { Refusal } from './refusal.ts';
import { Sessions } from './sessions.ts';
import { Shop } from './shop.ts';
import { asRefusal, isOfTakenAway, missing, rescued, takenAway } from './trouble.ts';
import type { OnStep } from './vending/sale-steps.ts';

export interface ShopHolderParts {
  readonly dataFolder: string;
  readonly choice: LedgerChoice;
  readonly clock: Clock;
  readonly log: Log;
  readonly findPorts: FindPorts | undefined;
  readonly freeBytes: FreeBytes | undefined;
  readonly printerWays: PrinterWays | undefined;
  readonly onStep: OnStep | undefined;
}

/** How often the till looks after its ledger's file and its clock by itself, in milliseconds. */
const LOOK_MS = 1000;

/**
 * Which of the two shops is open, or what stands in its way. From the moment its ledger is in trouble
 * everything is answered with that, until it can be opened again.
 */
export class ShopHolder {
  readonly reach: ModuleReach;
  readonly sessions: Sessions;
  readonly #parts: ShopHolderParts;
  readonly #firstWords = new FirstWords();
  #builtIn: BuiltInModule | null = null;
  #shop: Shop | null = null;
  /** Why there is no shop although there is a ledger. */
  #trouble: Refusal | null = null;
  /** Which ledger was opened last, or was to be. */
  #kind: LedgerKind | null = null;
  #looking: NodeJS.Timeout | undefined;
  #logged: string | null = null;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: ShopHolderParts) {
    this.#parts = parts;
    this.reach = new ModuleReach({
      clock: parts.clock,
      builtIn: async () => this.#openBuiltIn(),
      inUse: () => this.#shop?.keeper.snapshot ?? null,
      findPorts: parts.findPorts,
    });
    this.sessions = new Sessions({
      clock: parts.clock,
      shop: () => this.#shop,
      onUnexpected: (what, error) => parts.log.error(what, error),
    });
  }

  /** The shop that is open; null before the set-up, and where its ledger is in trouble. */
  get shop(): Shop | null {
    return this.#shop;
  }

  get trouble(): Refusal | null {
    return this.#trouble;
  }

  get kind(): LedgerKind | null {
    return this.#kind;
  }

  /** @throws Refusal what stands in the way, or `set-up.first` */
  open(): Shop {
    if (this.#trouble) throw this.#trouble;
    if (!this.#shop) throw new Refusal('set-up.first');
    if (!this.#shop.books.place.isKept()) throw this.#stopTakenAway(this.#shop);
    return this.#shop;
  }

  get messages(): Messages {
    return this.#shop?.messages ?? this.#firstWords.messages;
  }

  /** What the screen speaks that sets a shop up. A shop that was there before speaks its own. */
  async speak(language: Language): Promise<void> {
    if (!this.#shop && !this.#trouble) await this.#firstWords.speak(language);
  }

  async start(): Promise<void> {
    this.#endRestores();
    const kind = this.#parts.choice.current();
    if (kind) await this.openLedger(kind);
    this.#looking = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#changing;
    await this.#shop?.close();
    this.#shop = null;
    this.#builtIn?.close();
  }

  /** Opening, setting up, switching and replacing happen one after the other. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }

  /** Resolves when the shop that is being closed is closed. */
  async settled(): Promise<void> {
    await this.#changing;
  }

  /** What stood in the way may be gone: a disk put back, another till closed. */
  async openAgain(): Promise<void> {
    const before = this.#trouble;
    const kind = this.#kind;
    if (!before || !kind) return;
    this.#trouble = null;
    await this.openLedger(kind);
    // Where it is still gone, what was saved of it is the better thing to tell.
    if (isOfTakenAway(before) && !this.#parts.choice.has(kind)) this.#trouble = before;
    this.sessions.startAnew();
  }

  /** Closes what is open and opens the ledger of `to`, where there is one or was one. */
  async change(to: LedgerKind): Promise<void> {
    await this.#leave();
    await this.#openIfKnown(to);
    this.#tellAnew();
  }

  /** Closes what is open, lets a restored ledger be put in its place, and opens that. */
  async replace(kind: LedgerKind, work: () => Promise<void>): Promise<void> {
    const before = this.#kind;
    await this.#leave();
    let next: LedgerKind | null = before;
    try {
      await work();
      next = kind;
    } finally {
      if (next) await this.#openIfKnown(next);
      this.#tellAnew();
    }
  }

  /** Opens a ledger. What stands in the way is kept, to be told to every screen that asks. */
  async openLedger(kind: LedgerKind): Promise<void> {
    const { choice, log } = this.#parts;
    const file = choice.file(kind);
    let books: Books | undefined;
    this.#kind = kind;
    try {
      // None is ever begun here: with the whole folder goes the note that there was one.
      if (!choice.has(kind)) throw missing(file);
      const stopped = wasLeftOpen(file);
      books = openBooks(file, choice.isSuspect(kind));
      await this.#openShop(kind, books, stopped);
    } catch (error) {
      this.#shop = null;
      books?.ledger.close();
      this.#trouble = asRefusal(error, file);
      const language = choice.language();
      // What a shop speaks stands in its ledger, which is not open.
      if (language) await this.#firstWords.speak(language);
      // It is tried again whenever a screen asks; the log needs it once.
      if (this.#trouble.code !== this.#logged) log.error('opening the ledger', error);
      this.#logged = this.#trouble.code;
    }
  }

  /** What is wrong with disk or file, where that is why something failed; null where it is not. */
  troubleOf(error: unknown): Refusal | null {
    const trouble = ledgerTrouble(error, this.#shop?.books.ledger.name ?? this.#parts.dataFolder);
    if (trouble?.code === 'ledger.damaged' && this.#shop) this.#stopDamaged(this.#shop, trouble);
    return trouble;
  }

  async #openShop(kind: LedgerKind, books: Books, stopped: boolean): Promise<void> {
    const { choice, clock, log, freeBytes, printerWays, onStep } = this.#parts;
    const link: LinkSettings = books.settings.link() ?? { kind: 'built-in' };
    const onUnexpected = (what: string, error: unknown) => log.error(what, error);
    const { openLink, hotPlug } = this.reach;
    const keeper = new ModuleKeeper(link, { openLink, clock, hotPlug, onUnexpected });
    const shop = await Shop.open({
      ...{ books, keeper, clock, stopped, onUnexpected, onStep },
      training: kind === 'training',
      emit: (event) => this.sessions.tell(event),
      freeBytes: freeBytes ?? systemFreeBytes,
      printerWays: printerWays ?? systemWays,
      isAttended: () => this.sessions.isAttended,
      onDamaged: (damaged, reason) => {
        const file = books.ledger.name;
        this.#stopDamaged(damaged, new Refusal('ledger.damaged', { file, reason }));
      },
    });
    this.#shop = shop;
    this.#noting('noting which ledger is open', () =>
      choice.remember(kind, shop.settings.language),
    );
    const started = keeper.start();
    // The built-in module answers at once: the first sale need not meet it half-read.
    if (link.kind === 'built-in') await started;
  }

  #openBuiltIn(): Link {
    const { dataFolder, clock, log } = this.#parts;
    this.#builtIn ??= new BuiltInModule(
      join(dataFolder, 'training-module.json'),
      () => clock.now(),
      (error) => log.error('keeping the training counter', error),
    );
    return this.#builtIn.openLink();
  }

  async #leave(): Promise<void> {
    const old = this.#shop;
    this.#shop = null;
    this.#trouble = null;
    await old?.close();
  }

  async #openIfKnown(kind: LedgerKind): Promise<void> {
    const { choice } = this.#parts;
    if (choice.has(kind) || choice.lacks(kind)) await this.openLedger(kind);
  }

  #tellAnew(): void {
    this.sessions.startAnew();
    this.sessions.tellAll();
  }

  /** A restore that a power cut interrupted is brought to its end. */
  #endRestores(): void {
    for (const kind of ['training', 'live'] as const) {
      this.#noting('ending a restore', () => putRestored(this.#parts.choice.file(kind)));
    }
  }

  /** What nobody asks for: the file is still there, the clock goes on as it did. */
  #look(): void {
    const shop = this.#shop;
    if (!shop || this.#trouble) return;
    if (!shop.books.place.isKept()) {
      this.#stopTakenAway(shop);
      return;
    }
    const other = takenByAnother(shop.books.ledger);
    if (other) this.#stop(shop, other);
    else void shop.selling.clockGuard.settle();
  }

  #stopDamaged(shop: Shop, trouble: Refusal): void {
    if (this.#trouble || shop !== this.#shop) return;
    this.#parts.log.error('a damaged ledger', trouble);
    // However large it is: before it sells again it is looked at whole.
    this.#noting('noting the damage', () => {
      this.#parts.choice.suspect(shop.training ? 'training' : 'live');
    });
    this.#stop(shop, trouble);
  }

  #stopTakenAway(shop: Shop): Refusal {
    const { ledger } = shop.books;
    const trouble = takenAway(ledger.name);
    this.#parts.log.error('a ledger without its file', trouble);
    this.#stop(shop, trouble, async () => {
      this.#trouble = await rescued(ledger, this.#parts.clock.now());
    });
    return trouble;
  }

  /** From now on everything is answered with the trouble. What is under way comes to its end first. */
  #stop(shop: Shop, trouble: Refusal, lastly?: () => Promise<void>): void {
    this.#trouble = trouble;
    this.#firstWords.keep(shop.messages);
    const closing = this.inTurn(async () => {
      await shop.close(lastly);
      this.#shop = null;
      this.#tellAnew();
    });
    closing.catch((error: unknown) => this.#parts.log.error('closing a shop in trouble', error));
  }

  /** A note that cannot be written keeps no shop shut. */
  #noting(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.log.error(what, error);
    }
  }
}
