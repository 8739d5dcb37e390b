import type { TillEvent } from '../src-shared/contract/events.ts';
import type { Failure } from '../src-shared/contract/failure.ts';
import { isAllowed } from '../src-shared/contract/permissions.ts';
import type { Parsed } from '../src-shared/contract/procedures.ts';
import type { LinkSettings, TillState } from '../src-shared/contract/shapes.ts';
import type { FreeBytes } from './alarms/disk-watch.ts';
import type { RestoreDesk } from './backup/restore-desk.ts';
import { type Clock, systemClock } from './clock.ts';
import { actorOf, createDispatch, type Dispatch, type Handlers, type Session } from './dispatch.ts';
import { LedgerChoice, type LedgerKind } from './ledger/choice.ts';
import { createLog, type Log, logCrash } from './log.ts';
import { type FindPorts, findPorts } from './module/links/discover.ts';
import { findPrinters } from './printing/links/find.ts';
import type { PrinterWays } from './printing/links/open.ts';
import { alarmHandlers } from './procedures/alarms.ts';
import { auditHandlers } from './procedures/audit.ts';
import { backupHandlers } from './procedures/backup.ts';
import { clockHandlers } from './procedures/clock.ts';
import { customerHandlers } from './procedures/customers.ts';
import { giveHandlers } from './procedures/give.ts';
import { heldHandlers } from './procedures/held.ts';
import { importHandlers } from './procedures/imports.ts';
import { keyHandlers } from './procedures/keys.ts';
import { licenceHandlers } from './procedures/licences.ts';
import { logoHandlers } from './procedures/logo.ts';
import { moduleHandlers } from './procedures/module.ts';
import { moneyHandlers } from './procedures/money.ts';
import { peopleHandlers } from './procedures/people.ts';
import { printingHandlers } from './procedures/printing.ts';
import { reportHandlers } from './procedures/reports.ts';
import { shiftHandlers } from './procedures/shifts.ts';
import { tariffHandlers } from './procedures/tariffs.ts';
import { togetherHandlers } from './procedures/together.ts';
import { tokenHandlers } from './procedures/tokens.ts';
import { vendingHandlers } from './procedures/vending.ts';
import { Refusal } from './refusal.ts';
import type { Sessions } from './sessions.ts';
import { setUpShop } from './set-up.ts';
import { ShopHolder } from './shop-holder.ts';
import { missing } from './trouble.ts';
import type { OnStep } from './vending/sale-steps.ts';

export type { Session } from './dispatch.ts';

export interface TillOptions {
  /** Everything the till keeps is in here. */
  readonly dataFolder: string;
  readonly version: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** The serial ports of this computer. The tests bring others. */
  readonly findPorts?: FindPorts;
  /** How much room the disk has. The tests bring others. */
  readonly freeBytes?: FreeBytes;
  /** What printers are reached with. The tests bring others. */
  readonly printerWays?: PrinterWays;
  /** Parse what handlers answer, too: for the tests. */
  readonly checkOutputs?: boolean;
  /** Hears of each step of each sale, for the fault harness. */
  readonly onStep?: OnStep;
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
  /** The computer slept: what is known of the module is of another time. */
  woke(): void;
  /**
   * Something happened that nobody foresaw, outside of everything that was asked for. It is written down;
   * the till is to be closed. Answers the sentences for whoever sits there.
   */
  crashed(error: unknown): Failure;
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
  readonly #choice: LedgerChoice;
  readonly #holder: ShopHolder;
  readonly #sessions: Sessions;
  /** Who was told of which trouble: from then on, to ask is to want the shop opened again. */
  readonly #told = new WeakMap<Session, Refusal>();
  #restoreDesk: RestoreDesk | null = null;

  constructor(options: TillOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const log = options.log ?? createLog(options.dataFolder);
    this.#choice = new LedgerChoice(options.dataFolder);
    const { dataFolder, findPorts, freeBytes, printerWays, onStep } = options;
    this.#holder = new ShopHolder({
      ...{ dataFolder, findPorts, freeBytes, printerWays, onStep, log },
      choice: this.#choice,
      clock: this.#clock,
    });
    this.#sessions = this.#holder.sessions;
    this.dispatch = createDispatch({
      handlers: this.#handlers(),
      messages: () => this.#holder.messages,
      refresh: (session, isPerson) => this.#sessions.refresh(session, isPerson),
      approve: (given, permission) => this.#holder.open().staff.signIn.approver(given, permission),
      mayAct: (procedure) => this.#holder.shop?.mover.mayAct(procedure),
      onRefused: (attempt) => this.#holder.shop?.staff.refused(attempt),
      troubleOf: (error) => this.#holder.troubleOf(error),
      onUnexpected: (procedure, error) => log.error(procedure, error),
      checkOutputs: options.checkOutputs ?? false,
    });
  }

  start(): Promise<void> {
    return this.#holder.start();
  }

  woke(): void {
    void this.#holder.shop?.keeper.refresh();
  }

  crashed(error: unknown): Failure {
    logCrash(this.#options.dataFolder, error);
    return this.#holder.messages.failure('crashed', { folder: this.#options.dataFolder });
  }

  openSession(): Session {
    return this.#sessions.open();
  }

  closeSession(session: Session): void {
    this.#sessions.close(session);
  }

  onEvent(listener: (event: TillEvent) => void, session: () => Session | null): () => void {
    return this.#sessions.onEvent(listener, session);
  }

  close(): Promise<void> {
    return this.#holder.close();
  }

  #handlers(): Handlers {
    const holder = this.#holder;
    const shop = () => holder.open();
    return {
      'till.state': async (_, session) => {
        // What stood in the way may be gone: a disk put back, another till closed.
        if (holder.trouble) {
          const isTold = this.#told.get(session) === holder.trouble;
          if (isTold) await holder.inTurn(() => holder.openAgain());
          if (holder.trouble) this.#told.set(session, holder.trouble);
          await holder.settled();
        }
        return this.#state(session);
      },
      'till.speak': async ({ language }) => {
        await holder.speak(language);
        return {};
      },
      'till.setUp': (input, session) => holder.inTurn(() => this.#setUp(input, session)),
      'till.switch': ({ to }, session) => holder.inTurn(() => this.#switchTo(to, session)),
      'shop.save': async (settings, session, approver) => {
        const { currency } = shop().settings;
        await shop().saveSettings({ ...settings, currency }, actorOf(session, approver));
        return this.#state(session);
      },
      ...peopleHandlers({
        shop,
        hasShop: () => holder.shop !== null,
        stateOf: (session) => this.#state(session),
        peopleChanged: () => this.#sessions.peopleChanged(),
      }),
      ...shiftHandlers(shop),
      ...moneyHandlers(shop),
      ...tariffHandlers(shop),
      ...tokenHandlers(shop),
      ...heldHandlers(shop),
      ...togetherHandlers(shop),
      ...giveHandlers(shop),
      ...reportHandlers(shop),
      ...auditHandlers(shop),
      ...backupHandlers({
        shop,
        openShop: () => holder.shop,
        restoring: () => this.#restoring(),
        isInTrouble: (kind) => holder.trouble !== null && holder.kind === kind,
        has: (kind) => this.#choice.has(kind),
        replace: (kind, work) => holder.inTurn(() => holder.replace(kind, work)),
        stateOf: (session) => this.#state(session),
        tellAll: () => this.#sessions.tellAll(),
      }),
      ...clockHandlers(shop),
      ...moduleHandlers({
        shop,
        messages: () => holder.messages,
        reach: (session) => {
          if (holder.trouble) throw holder.trouble;
          this.#mustNotBeLocked(session);
          return holder.reach;
        },
      }),
      ...licenceHandlers(shop),
      ...logoHandlers(shop),
      ...keyHandlers(shop),
      ...vendingHandlers(shop),
      ...customerHandlers(shop),
      ...importHandlers(shop),
      ...printingHandlers({
        shop,
        findPrinters: () =>
          findPrinters(this.#options.findPorts ?? findPorts, this.#options.printerWays),
      }),
      ...alarmHandlers(shop),
    };
  }

  #state(session: Session): TillState {
    const { shop, trouble } = this.#holder;
    const kind = shop ? (shop.training ? 'training' : 'live') : null;
    if (trouble) throw this.#troubleToShow(trouble);
    return {
      version: this.#options.version,
      movedAt: shop?.mover.movedAt?.toISOString() ?? null,
      stage: !shop ? 'first-run' : session.operator ? 'open' : 'locked',
      training: shop?.training ?? false,
      shop: shop?.settings ?? null,
      currencyDigits: shop?.currencyDigits ?? 2,
      operator: session.operator,
      dataFolder: this.#options.dataFolder,
      otherShop: (['training', 'live'] as const).some(
        (each) => each !== kind && this.#choice.has(each),
      ),
    };
  }

  /** With what the screen needs to speak of it, and to offer the way to the other shop. */
  #troubleToShow({ code, detail }: Refusal): Refusal {
    const other = this.#holder.kind === 'training' ? 'live' : 'training';
    const otherShop = this.#choice.has(other) ? other : '';
    return new Refusal(code, { ...detail, otherShop, language: this.#choice.language() ?? '' });
  }

  async #setUp(input: Parsed<'till.setUp'>, session: Session): Promise<TillState> {
    const { trouble, shop, reach } = this.#holder;
    if (trouble) throw trouble;
    if (shop) throw new Refusal('set-up.done-already');
    await reach.whileFree(input.link, (link) => this.#setUpOn(link, input));
    session.operator = this.#holder.open().staff.signIn.firstOwner();
    return this.#state(session);
  }

  async #setUpOn(link: LinkSettings, input: Parsed<'till.setUp'>): Promise<void> {
    // What the module says it is decides whether this shop is for training.
    const training = link.kind === 'built-in' || (await this.#holder.reach.look(link)).emulated;
    const kind: LedgerKind = training ? 'training' : 'live';
    if (this.#choice.has(kind)) throw new Refusal(`set-up.${kind}-shop-exists`);
    const file = this.#choice.file(kind);
    // Its ledger was here: whoever begins anew without it would take TIDs twice.
    if (this.#choice.lacks(kind)) throw missing(file);
    await setUpShop(file, { ...input, link, training }, this.#clock.now());
    await this.#holder.openLedger(kind);
  }

  /** Training and real shop are two ledgers; the other one is opened, or set up if it is new. */
  async #switchTo(to: LedgerKind, session: Session): Promise<TillState> {
    this.#mustNotBeLocked(session);
    // To set another shop up is the owner's; from the set-up of one everybody may go back.
    const role = session.operator?.role;
    if (role && !this.#choice.has(to) && !isAllowed(role, 'manage-shop')) {
      throw new Refusal('not-allowed');
    }
    this.#sessions.signOutAll();
    await this.#holder.change(to);
    return this.#state(session);
  }

  /** Loaded when somebody wants to restore: a till does so once in its life. */
  async #restoring(): Promise<RestoreDesk> {
    const [{ RestoreDesk }, { saleList }] = await Promise.all([
      import('./backup/restore-desk.ts'),
      import('./ledger/copy.ts'),
    ]);
    this.#restoreDesk ??= new RestoreDesk({
      choice: this.#choice,
      clock: this.#clock,
      messages: () => this.#holder.messages,
      openSales: (kind) => {
        const { shop } = this.#holder;
        return shop && shop.training === (kind === 'training') ? saleList(shop.books.ledger) : null;
      },
    });
    return this.#restoreDesk;
  }

  #mustNotBeLocked(session: Session): void {
    if (this.#holder.shop && !session.operator) throw new Refusal('sign-in-first');
  }
}
