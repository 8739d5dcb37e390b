import type { TillEvent } from '../src-shared/contract/events.ts';
import type { ModuleStatus, Sale, ShopSettings } from '../src-shared/contract/shapes.ts';
import { AlarmDesk } from './alarms/desk.ts';
import type { Clock } from './clock.ts';
import { KeyDesk } from './keys/key-desk.ts';
import type { Books } from './ledger/books.ts';
import type { SaleRecord } from './ledger/sale-record.ts';
import { LicenceDesk } from './licences/licence-desk.ts';
import { type Messages, messagesIn } from './messages.ts';
import type { ModuleKeeper } from './module/keeper.ts';
import { moduleStatus } from './module/status-view.ts';
import { SignIn } from './people/sign-in.ts';
import { SlipDesk } from './printing/slip-desk.ts';
import { Refusal } from './refusal.ts';
import { ModuleDesk } from './vending/module-desk.ts';
import { saleView } from './vending/sale-view.ts';
import { Seller } from './vending/seller.ts';
import { currencyDigits } from './vending/shop-defaults.ts';

export interface ShopParts {
  readonly books: Books;
  readonly training: boolean;
  readonly keeper: ModuleKeeper;
  readonly clock: Clock;
  readonly emit: (event: TillEvent) => void;
  /** Whether somebody is signed in at a screen. */
  readonly isAttended: () => boolean;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/** A shop whose ledger is open: its people, its books, its module, its paper. */
export class Shop {
  readonly books: Books;
  readonly training: boolean;
  readonly keeper: ModuleKeeper;
  readonly signIn: SignIn;
  readonly seller: Seller;
  readonly slips: SlipDesk;
  readonly licences: LicenceDesk;
  readonly keys: KeyDesk;
  readonly alarms: AlarmDesk;
  readonly clock: Clock;
  /**
   * Of the currency. Kept with the ledger: its amounts must mean the same whatever a later Intl says, and
   * Intl is slow to answer.
   */
  readonly currencyDigits: number;
  readonly #parts: ShopParts;
  #settings: ShopSettings;
  #messages: Messages;
  #stopListening: () => void;
  #telling: NodeJS.Immediate | null = null;
  /** Whether a screen has asked what was left open, and so listens to what becomes of it. */
  #isWatched = false;
  #moduleState: ModuleStatus['state'] = 'looking';
  #moduleSeen: string | null = null;
  /** How often the module came (back). */
  #comings = 0;
  #takingUp: Promise<void> = Promise.resolve();
  #closing = false;

  private constructor(parts: ShopParts, settings: ShopSettings, messages: Messages) {
    const { books, training, keeper, clock, emit } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.#messages = messages;
    this.books = books;
    this.training = training;
    this.keeper = keeper;
    this.clock = clock;
    this.currencyDigits = books.settings.currencyDigits() ?? currencyDigits(settings.currency) ?? 2;
    this.signIn = new SignIn(books.operators, clock);
    this.slips = new SlipDesk({
      sales: books.sales,
      settings: () => this.settings,
      messages: () => this.messages,
      currencyDigits: () => this.currencyDigits,
      view: (sale) => this.view(sale),
      now: () => clock.now(),
      emit,
    });
    this.seller = new Seller({
      meters: books.meters,
      tariffs: books.tariffs,
      sales: books.sales,
      module: new ModuleDesk(keeper, training),
      clock,
      largestSale: () => this.settings.largestSale,
      onProgress: (requestId, step) => emit({ name: 'progress', value: { requestId, step } }),
      onIssued: (sale) => {
        keeper.noteSpent();
        this.slips.printNewSale(sale);
        this.alarms.sold(sale.openedAt);
      },
      onInterrupted: () => void this.#takeUpIfThere(),
    });
    this.#noteReserved();
    this.alarms = new AlarmDesk({
      alarms: books.alarms,
      readings: books.counterReadings,
      licences: books.licences,
      settings: books.settings,
      messages: () => this.messages,
      snapshot: () => keeper.snapshot,
      refresh: () => keeper.refresh(),
      clock,
      onChange: (alarms) => emit({ name: 'alarms', value: alarms }),
      onUnexpected: parts.onUnexpected,
    });
    this.licences = new LicenceDesk({
      licences: books.licences,
      keeper,
      clock,
      messages: () => this.messages,
      onSettled: (load) => emit({ name: 'licence', value: load }),
      onCounter: (moduleId, left) => this.alarms.counterWas(moduleId, left),
    });
    this.keys = new KeyDesk({
      loads: books.keyLoads,
      keeper,
      clock,
      messages: () => this.messages,
      onProgress: (done, of) => emit({ name: 'keyLoad', value: { done, of } }),
      // What was taken up meanwhile was not asked for.
      onEnded: () => {
        if (this.#moduleState === 'ready') this.#takeUp();
      },
    });
    this.#stopListening = keeper.onChange(() => this.#moduleChanged());
  }

  /** @throws Refusal `ledger.no-shop` for a ledger that was never set up */
  static async open(parts: ShopParts): Promise<Shop> {
    const settings = parts.books.settings.shop();
    if (!settings) throw new Refusal('ledger.no-shop');
    return new Shop(parts, settings, await messagesIn(settings.language, settings.currency));
  }

  get settings(): ShopSettings {
    return this.#settings;
  }

  get messages(): Messages {
    return this.#messages;
  }

  async saveSettings(settings: ShopSettings): Promise<void> {
    const messages = await messagesIn(settings.language, settings.currency);
    this.books.settings.saveShop(settings);
    this.#settings = settings;
    this.#messages = messages;
  }

  /** A sale as the screen gets it. */
  view(sale: SaleRecord): Sale {
    return saleView(sale, this.#messages, this.training);
  }

  /** The sales left open, for a screen that has just come; they are taken up once it knows of them. */
  unfinished(): Sale[] {
    const sales = this.books.sales.unfinished().map((sale) => this.view(sale));
    this.#isWatched = true;
    if (sales.length > 0 && this.#moduleState === 'ready') setImmediate(() => this.#takeUp());
    return sales;
  }

  moduleStatus(): ModuleStatus {
    return moduleStatus(this.keeper.snapshot, this.#messages);
  }

  /** Looks, beside what else is done, what became of licences whose answer was lost. */
  settleLicences(): void {
    this.licences.settle().catch((error: unknown) => {
      this.#parts.onUnexpected('settling licences', error);
    });
  }

  /** Ends what is under way; the ledger is closed last. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#stopListening();
    clearImmediate(this.#telling ?? undefined);
    this.alarms.close();
    await this.slips.close();
    await this.keeper.close();
    // What was being asked for has its end now, and that is still to be written.
    await this.#takingUp;
    await Promise.all([this.seller.idle(), this.licences.idle(), this.keys.idle()]);
    try {
      this.books.sales.checkpoint();
    } finally {
      this.books.ledger.close();
    }
  }

  /** A disk that is full must not keep the shop shut; the sale is seen to when it is taken up. */
  #noteReserved(): void {
    try {
      this.books.sales.noteReserved();
    } catch (error) {
      this.#parts.onUnexpected('noting sales that were reserved', error);
    }
  }

  #moduleChanged(): void {
    const { books, clock } = this.#parts;
    this.#tellOfModule();
    this.alarms.changed();
    const { state, identity, emulated } = this.keeper.snapshot;
    const cameBack = state === 'ready' && this.#moduleState !== 'ready';
    this.#moduleState = state;
    if (state !== 'ready' || !identity) return;
    // A module host may put another module behind a connection that stays open.
    if (cameBack || identity.moduleId !== this.#moduleSeen) {
      books.modules.saw({ ...identity, emulated }, clock.now());
      this.#moduleSeen = identity.moduleId;
    }
    if (!cameBack) return;
    this.#comings += 1;
    this.settleLicences();
    this.#takeUp();
  }

  /** After what is being done now: the counter falls with each sale, and no sale waits for the strip. */
  #tellOfModule(): void {
    this.#telling ??= setImmediate(() => {
      this.#telling = null;
      this.#parts.emit({ name: 'module', value: this.moduleStatus() });
    });
  }

  /** A module that only failed to answer was never away, so its coming back takes no sale up. */
  async #takeUpIfThere(): Promise<void> {
    const comings = this.#comings;
    if (this.#moduleState !== 'ready') return;
    await this.keeper.refresh();
    if (this.#moduleState === 'ready' && this.#comings === comings) this.#takeUp();
  }

  /**
   * Takes unfinished sales up, one round after the other. Only while somebody is there to be told: a
   * token made and printed at a locked till is one that nobody hands over.
   */
  #takeUp(): void {
    const { emit, isAttended, onUnexpected } = this.#parts;
    const tell = (sale: SaleRecord) => emit({ name: 'sale', value: this.view(sale) });
    this.#takingUp = this.#takingUp
      .then(async () => {
        if (!this.#closing && this.#isWatched && isAttended()) await this.seller.resumeAll(tell);
      })
      .catch((error: unknown) => onUnexpected('taking up unfinished sales', error));
  }
}
