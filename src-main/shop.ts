import { dirname } from 'node:path';
import type { TillEvent } from '../src-shared/contract/events.ts';
import type { ModuleStatus, Sale, ShopSettings } from '../src-shared/contract/shapes.ts';
import { AlarmDesk } from './alarms/desk.ts';
import type { FreeBytes } from './alarms/disk-watch.ts';
import { AuditDesk } from './audit/audit-desk.ts';
import { VerifyDesk } from './audit/verify-desk.ts';
import { BackupDesk } from './backup/desk.ts';
import { Mover } from './backup/mover.ts';
import type { Clock } from './clock.ts';
import { CustomerDesk } from './customers/customer-desk.ts';
import { ImportDesk } from './customers/files/import-desk.ts';
import { DepositDesk } from './deposit/deposit-desk.ts';
import { KeyDesk } from './keys/key-desk.ts';
import { mustSpeak } from './languages.ts';
import type { Actor } from './ledger/audit.ts';
import type { Books } from './ledger/books.ts';
import { changesOf, recorded } from './ledger/recorded.ts';
import type { SaleRecord } from './ledger/sale-record.ts';
import { LicenceDesk } from './licences/licence-desk.ts';
import { type Messages, messagesIn } from './messages.ts';
import type { ModuleKeeper } from './module/keeper.ts';
import { moduleStatus } from './module/status-view.ts';
import { ModuleWatch } from './module-watch.ts';
import { Staff } from './people/staff.ts';
import type { PrinterWays } from './printing/links/open.ts';
import { Paper } from './printing/paper.ts';
import { Refusal } from './refusal.ts';
import { ReportMaker } from './reports/report-maker.ts';
import { ShiftDesk } from './shifts/shift-desk.ts';
import { refundView } from './vending/refund-desk.ts';
import type { OnStep } from './vending/sale-steps.ts';
import { saleView } from './vending/sale-view.ts';
import { Selling } from './vending/selling.ts';
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
  readonly freeBytes: FreeBytes;
  /** What printers are reached with. */
  readonly printerWays: PrinterWays;
  /** The till before ended without closing the ledger. */
  readonly stopped: boolean;
  /** The ledger is damaged: nothing may be sold with it. */
  readonly onDamaged: (shop: Shop, reason: string) => void;
  readonly onStep?: OnStep | undefined;
}

/** A shop whose ledger is open: its people, its books, its module, its paper. */
export class Shop {
  readonly books: Books;
  readonly training: boolean;
  readonly keeper: ModuleKeeper;
  readonly staff: Staff;
  readonly auditDesk: AuditDesk;
  readonly verifyDesk: VerifyDesk;
  readonly shifts: ShiftDesk;
  readonly deposit: DepositDesk;
  readonly customers: CustomerDesk;
  readonly imports: ImportDesk;
  readonly selling: Selling;
  readonly paper: Paper;
  readonly reportMaker: ReportMaker;
  readonly licences: LicenceDesk;
  readonly keys: KeyDesk;
  readonly backups: BackupDesk;
  readonly mover: Mover;
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
  readonly #watch: ModuleWatch;

  private constructor(parts: ShopParts, settings: ShopSettings, messages: Messages) {
    const { books, training, keeper, clock, emit, onStep } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.#messages = messages;
    this.books = books;
    this.training = training;
    this.keeper = keeper;
    this.clock = clock;
    this.currencyDigits = books.settings.currencyDigits() ?? currencyDigits(settings.currency) ?? 2;
    const { audit, oneCommit } = books;
    this.staff = new Staff({ books, clock, onUnexpected: parts.onUnexpected });
    this.auditDesk = new AuditDesk({ audit, messages: () => this.messages });
    this.verifyDesk = new VerifyDesk({
      ledger: books.ledger,
      messages: () => this.messages,
      onProgress: (done, of) => emit({ name: 'verify', value: { done, of } }),
      onDamaged: (reason) => parts.onDamaged(this, reason),
      onUnexpected: parts.onUnexpected,
    });
    // What was whole enough to be opened is looked at whole.
    if (parts.stopped) this.verifyDesk.checkSoon();
    this.shifts = new ShiftDesk({
      shifts: books.shifts,
      sums: books.shiftSums,
      drawer: books.drawer,
      zReports: books.zReports,
      oneCommit,
      settings: () => this.settings,
      training,
      clock,
      onChange: (state) => emit({ name: 'shift', value: state }),
      onClosing: (shiftId, actor) => this.deposit.onClosing(shiftId, actor),
      // The shift is closed whatever becomes of this.
      onClosed: (report) =>
        this.#noting('what follows a closed shift', () => {
          this.paper.reports.printNewZ(report);
          this.backups.shiftClosed();
        }),
    });
    this.deposit = new DepositDesk({
      deposits: books.deposits,
      settings: books.settings,
      audit,
      oneCommit,
      runningShift: () => books.shifts.running()?.id ?? null,
      clock,
      onChange: () => this.alarms.changed(),
    });
    this.paper = new Paper({
      ...{ books, training, clock },
      settings: () => this.settings,
      currencyDigits: () => this.currencyDigits,
      messages: () => this.messages,
      view: (sale) => this.view(sale),
      refund: (id) => refundView(this.selling.refunds.get(id)),
      licence: (id) => this.licences.get(id),
      printerWays: parts.printerWays,
      drawPdf: (document) => this.reportMaker.slipPdf(document),
      onChange: () => this.alarms.changed(),
      onUnexpected: parts.onUnexpected,
      emit: (event) => {
        if (event.name === 'print')
          onStep?.('print', event.value.state === 'printing' ? 'at' : 'after');
        emit(event);
      },
    });
    this.reportMaker = new ReportMaker({
      ...{ training, clock, ledger: books.ledger },
      slips: this.paper.slips,
      printing: this.paper.printing,
      settings: () => this.settings,
      currencyDigits: this.currencyDigits,
      messages: () => this.messages,
      depositCounts: () => this.deposit.left()?.counts ?? 'money',
    });
    this.customers = new CustomerDesk({ books, clock, messages: () => this.messages });
    this.imports = new ImportDesk({
      books,
      clock,
      messages: () => this.messages,
      onProgress: (importId, done, of) => emit({ name: 'import', value: { importId, done, of } }),
      onUnexpected: parts.onUnexpected,
    });
    this.selling = new Selling({
      ...{ books, training, keeper, clock, emit, onStep },
      settings: () => this.settings,
      messages: () => this.messages,
      view: (sale) => this.view(sale),
      shifts: this.shifts,
      deposit: this.deposit,
      onIssued: (sale) => {
        keeper.noteSpent();
        onStep?.('print', 'before');
        // The drawer first: change is given while the slip is printed.
        this.paper.drawer.sold(sale);
        this.alarms.sold(sale.openedAt);
      },
      onSlipReady: (sale) => this.paper.slips.printNewSale(sale),
      onRefunded: (refund) => this.paper.slips.printNewRefund(refund),
      isModuleStillThere: () => this.#watch.isStillThere(),
      isAttended: parts.isAttended,
      onUnexpected: parts.onUnexpected,
    });
    // A disk that is full must not keep the shop shut; the sale is seen to when it is taken up.
    this.#noting('noting what was left open', () => this.selling.stories.begin(parts.stopped));
    if (parts.stopped) {
      this.#noting('noting what was not printed', () => this.paper.slips.afterStop());
    }
    this.alarms = new AlarmDesk({
      alarms: books.alarms,
      readings: books.counterReadings,
      licences: books.licences,
      settings: books.settings,
      messages: () => this.messages,
      snapshot: () => keeper.snapshot,
      refresh: () => keeper.refresh(),
      deposit: () => this.deposit.left(),
      backup: () => this.backups.facts(),
      printer: () => this.paper.printing.facts(),
      freeBytes: () => parts.freeBytes(dirname(books.ledger.name)),
      clock,
      onChange: (alarms) => emit({ name: 'alarms', value: alarms }),
      onStanding: (standing) => emit({ name: 'standing', value: standing }),
      onUnexpected: parts.onUnexpected,
    });
    const kind = training ? 'training' : 'live';
    this.backups = new BackupDesk({
      ...{ books, kind, clock },
      messages: () => this.messages,
      onChange: (state) => {
        if (!state.running && state.problem?.code === 'backup.damaged') this.verifyDesk.checkSoon();
        this.alarms.changed();
        emit({ name: 'backup', value: state });
      },
      onUnexpected: parts.onUnexpected,
    });
    this.mover = new Mover({
      ...{ books, kind, clock, desk: this.backups },
      idle: () => this.#idle(),
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
        if (this.#watch.isReady) this.selling.takeUp.go();
      },
    });
    this.#watch = new ModuleWatch({
      ...{ keeper, clock, modules: books.modules },
      tell: () => emit({ name: 'module', value: this.moduleStatus() }),
      onChange: () => this.alarms.changed(),
      onCame: () => {
        this.settleLicences();
        this.selling.takeUp.go();
      },
    });
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

  /** @throws Refusal `bad-input` for a language there is none of */
  async saveSettings(settings: ShopSettings, actor: Actor): Promise<void> {
    mustSpeak(settings.language);
    const messages = await messagesIn(settings.language, settings.currency);
    const facts = changesOf(this.#settings, settings);
    recorded(
      this.books,
      { actor, at: this.clock.now() },
      () => this.books.settings.saveShop(settings),
      () => ({ what: 'shop.changed', facts }),
    );
    this.#settings = settings;
    this.#messages = messages;
    this.paper.printing.settingsChanged();
  }

  /** A sale as the screen gets it. */
  view(sale: SaleRecord): Sale {
    return saleView(sale, this.#messages, this.training);
  }

  /** The sales left open, for a screen that has just come; they are taken up once it knows of them. */
  unfinished(): Sale[] {
    const sales = this.books.sales.unfinished().map((sale) => this.view(sale));
    this.selling.takeUp.watched();
    const isWork = sales.length > 0 || this.selling.takeUp.isWaiting;
    if (isWork && this.#watch.isReady) setImmediate(() => this.selling.takeUp.go());
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

  /**
   * Ends what is under way; the ledger is closed last.
   *
   * @param lastly done with the ledger when nothing is written to it any more
   */
  async close(lastly?: () => Promise<void>): Promise<void> {
    const lastRound = this.selling.takeUp.close();
    this.#watch.close();
    this.alarms.close();
    await this.reportMaker.close();
    await this.imports.close();
    await this.verifyDesk.close();
    await this.backups.close();
    await this.paper.close();
    await this.keeper.close();
    // What was being asked for has its end now, and that is still to be written.
    await lastRound;
    await Promise.all([this.staff.signIn.close(), this.#idle()]);
    await lastly?.();
    // Where there is no room for it everything stays in the log beside the file, and counts.
    this.#noting('moving the log into the ledger', () => this.books.sales.checkpoint());
    this.books.ledger.close();
  }

  /** Resolves when nothing that is still to be written is under way. */
  async #idle(): Promise<void> {
    await Promise.all([
      this.staff.signIn.idle(),
      this.selling.seller.idle(),
      this.licences.idle(),
      this.keys.idle(),
    ]);
  }

  #noting(what: string, work: () => unknown): void {
    try {
      work();
    } catch (error) {
      this.#parts.onUnexpected(what, error);
    }
  }
}
