import { join } from 'node:path';
import type { TillEvent } from '../src-shared/contract/events.ts';
import type { Parsed } from '../src-shared/contract/procedures.ts';
import type { LinkSettings, TillState } from '../src-shared/contract/shapes.ts';
import { type Clock, systemClock } from './clock.ts';
import { createDispatch, type Dispatch, type Handlers, type Session } from './dispatch.ts';
import { type Books, openBooks } from './ledger/books.ts';
import { LedgerChoice, type LedgerKind } from './ledger/choice.ts';
import { createLog, type Log } from './log.ts';
import { firstMessages, type Messages } from './messages.ts';
import { BuiltInModule } from './module/built-in.ts';
import { ModuleKeeper } from './module/keeper.ts';
import type { FindPorts } from './module/links/discover.ts';
import type { Link } from './module/links/link.ts';
import { ModuleReach } from './module/reach.ts';
import { alarmHandlers } from './procedures/alarms.ts';
import { keyHandlers } from './procedures/keys.ts';
import { licenceHandlers } from './procedures/licences.ts';
import { moduleHandlers } from './procedures/module.ts';
import { peopleHandlers } from './procedures/people.ts';
import { printingHandlers } from './procedures/printing.ts';
import { vendingHandlers } from './procedures/vending.ts';
import { Refusal } from './refusal.ts';
import { setUpShop } from './set-up.ts';
import { Shop } from './shop.ts';

export type { Session } from './dispatch.ts';

export interface TillOptions {
  /** Everything the till keeps is in here. */
  readonly dataFolder: string;
  readonly version: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** The serial ports of this computer. The tests bring others. */
  readonly findPorts?: FindPorts;
  /** Parse what handlers answer, too: for the tests. */
  readonly checkOutputs?: boolean;
}

/** The till without a screen. Both shells use nothing else. */
export interface Till {
  readonly dispatch: Dispatch;
  openSession(): Session;
  closeSession(session: Session): void;
  /**
   * Tells a screen what happens while somebody is signed in there. Answers the function that stops it.
   *
   * @param session the screen's session at that moment; null while it has none
   */
  onEvent(listener: (event: TillEvent) => void, session: () => Session | null): () => void;
  close(): Promise<void>;
}

/** Opens the till on a data folder. A ledger that cannot be opened is told through `dispatch`. */
export async function openTill(options: TillOptions): Promise<Till> {
  const till = new LocalTill(options);
  await till.start();
  return till;
}

class LocalTill implements Till {
  readonly dispatch: Dispatch;
  readonly #options: TillOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #choice: LedgerChoice;
  readonly #listeners = new Map<(event: TillEvent) => void, () => Session | null>();
  readonly #sessions = new Set<Session>();
  #firstMessages: Messages | null = null;
  #builtIn: BuiltInModule | null = null;
  readonly #reach: ModuleReach;
  #shop: Shop | null = null;
  /** Why there is no shop although there is a ledger. */
  #trouble: Refusal | null = null;
  #logged: string | null = null;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: TillOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#log = options.log ?? createLog(options.dataFolder);
    this.#choice = new LedgerChoice(options.dataFolder);
    this.#reach = new ModuleReach({
      clock: this.#clock,
      builtIn: async () => this.#openBuiltIn(),
      inUse: () => this.#shop?.keeper.snapshot ?? null,
      findPorts: options.findPorts,
    });
    this.dispatch = createDispatch({
      handlers: this.#handlers(),
      messages: () => this.#messages(),
      onUnexpected: (procedure, error) => this.#log.error(procedure, error),
      checkOutputs: options.checkOutputs ?? false,
    });
  }

  async start(): Promise<void> {
    const kind = this.#choice.current();
    if (kind) await this.#open(kind);
  }

  async #openAgain(): Promise<void> {
    if (!this.#trouble) return;
    this.#trouble = null;
    await this.start();
    for (const session of this.#sessions) session.operator = this.#whoSitsHere();
  }

  openSession(): Session {
    const session: Session = { operator: this.#whoSitsHere() };
    this.#sessions.add(session);
    return session;
  }

  closeSession(session: Session): void {
    session.operator = null;
    this.#sessions.delete(session);
  }

  onEvent(listener: (event: TillEvent) => void, session: () => Session | null): () => void {
    this.#listeners.set(listener, session);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#changing;
    await this.#shop?.close();
    this.#shop = null;
    this.#builtIn?.close();
  }

  #handlers(): Handlers {
    const shop = () => this.#openShop();
    return {
      'till.state': async (_, session) => {
        // What stood in the way may be gone: a disk put back, another till closed.
        if (this.#trouble) await this.#inTurn(() => this.#openAgain());
        return this.#state(session);
      },
      'till.setUp': (input, session) => this.#inTurn(() => this.#setUp(input, session)),
      'till.switch': ({ to }, session) => this.#inTurn(() => this.#switchTo(to, session)),
      'shop.save': async (settings, session) => {
        await shop().saveSettings({ ...settings, currency: shop().settings.currency });
        return this.#state(session);
      },
      ...peopleHandlers(shop, (session) => this.#state(session)),
      ...moduleHandlers({
        shop,
        messages: () => this.#messages(),
        reach: (session) => {
          if (this.#trouble) throw this.#trouble;
          this.#mustNotBeLocked(session);
          return this.#reach;
        },
      }),
      ...licenceHandlers(shop),
      ...keyHandlers(shop),
      ...vendingHandlers(shop),
      ...printingHandlers(shop),
      ...alarmHandlers(shop),
    };
  }

  #state(session: Session): TillState {
    const kind = this.#shop ? (this.#shop.training ? 'training' : 'live') : null;
    if (this.#trouble) throw this.#trouble;
    return {
      version: this.#options.version,
      stage: !this.#shop ? 'first-run' : session.operator ? 'open' : 'locked',
      training: this.#shop?.training ?? false,
      shop: this.#shop?.settings ?? null,
      currencyDigits: this.#shop?.currencyDigits ?? 2,
      operator: session.operator,
      dataFolder: this.#options.dataFolder,
      otherShop: (['training', 'live'] as const).some(
        (each) => each !== kind && this.#choice.has(each),
      ),
    };
  }

  async #setUp(input: Parsed<'till.setUp'>, session: Session): Promise<TillState> {
    if (this.#trouble) throw this.#trouble;
    if (this.#shop) throw new Refusal('set-up.done-already');
    await this.#reach.whileFree(input.link, (link) => this.#setUpOn(link, input));
    session.operator = this.#openShop().signIn.owner();
    return this.#state(session);
  }

  async #setUpOn(link: LinkSettings, input: Parsed<'till.setUp'>): Promise<void> {
    // What the module says it is decides whether this shop is for training.
    const training = link.kind === 'built-in' || (await this.#reach.look(link)).emulated;
    const kind: LedgerKind = training ? 'training' : 'live';
    if (this.#choice.has(kind)) throw new Refusal(`set-up.${kind}-shop-exists`);
    const file = this.#choice.file(kind);
    await setUpShop(file, { ...input, link, training }, this.#clock.now());
    await this.#open(kind);
  }

  /** Training and real shop are two ledgers; the other one is opened, or set up if it is new. */
  async #switchTo(to: LedgerKind, session: Session): Promise<TillState> {
    this.#mustNotBeLocked(session);
    const old = this.#shop;
    this.#shop = null;
    this.#trouble = null;
    await old?.close();
    if (this.#choice.has(to)) await this.#open(to);
    for (const each of this.#sessions) each.operator = this.#whoSitsHere();
    this.#emit({ name: 'state', value: {} });
    return this.#state(session);
  }

  async #open(kind: LedgerKind): Promise<void> {
    const training = kind === 'training';
    const file = this.#choice.file(kind);
    let books: Books | undefined;
    try {
      books = openBooks(file);
      const link: LinkSettings = books.settings.link() ?? { kind: 'built-in' };
      const keeper = new ModuleKeeper(link, {
        openLink: this.#reach.openLink,
        clock: this.#clock,
        hotPlug: this.#reach.hotPlug,
        onUnexpected: (what, error) => this.#log.error(what, error),
      });
      this.#shop = await Shop.open({
        books,
        training,
        keeper,
        clock: this.#clock,
        emit: (event) => this.#emit(event),
        isAttended: () => [...this.#sessions].some((session) => session.operator !== null),
        onUnexpected: (what, error) => this.#log.error(what, error),
      });
      this.#choice.remember(kind);
      const started = keeper.start();
      // The built-in module answers at once: the first sale need not meet it half-read.
      if (link.kind === 'built-in') await started;
    } catch (error) {
      this.#shop = null;
      books?.ledger.close();
      this.#trouble = asRefusal(error, file);
      // It is tried again whenever a screen asks; the log needs it once.
      if (this.#trouble.code !== this.#logged) this.#log.error('opening the ledger', error);
      this.#logged = this.#trouble.code;
    }
  }

  #openBuiltIn(): Link {
    this.#builtIn ??= new BuiltInModule(
      join(this.#options.dataFolder, 'training-module.json'),
      () => this.#clock.now(),
      (error) => this.#log.error('keeping the training counter', error),
    );
    return this.#builtIn.openLink();
  }

  #openShop(): Shop {
    if (this.#trouble) throw this.#trouble;
    if (!this.#shop) throw new Refusal('set-up.first');
    return this.#shop;
  }

  #messages(): Messages {
    if (this.#shop) return this.#shop.messages;
    this.#firstMessages ??= firstMessages();
    return this.#firstMessages;
  }

  #mustNotBeLocked(session: Session): void {
    if (this.#shop && !session.operator) throw new Refusal('sign-in-first');
  }

  #whoSitsHere(): Session['operator'] {
    const shop = this.#shop;
    return shop && !shop.settings.pinAtStart ? shop.signIn.owner() : null;
  }

  #emit(event: TillEvent): void {
    for (const [listener, session] of this.#listeners) {
      // Sales carry tokens and names: a screen nobody signed in to learns only that it has to look again.
      if (event.name !== 'state' && !session()?.operator) continue;
      try {
        listener(event);
      } catch (error) {
        // A screen that is gone must not stop a sale.
        this.#log.error(`telling a screen about ${event.name}`, error);
      }
    }
  }

  /** Setting up and switching happen one after the other. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }
}

/** Whatever stands in the way of a ledger is told to the screen, or nobody could act on it. */
function asRefusal(error: unknown, file: string): Refusal {
  if (error instanceof Refusal) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal('ledger.unreadable', { file, reason }, { cause: error });
}
