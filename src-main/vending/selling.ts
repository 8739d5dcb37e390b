import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import type { Clock } from '../clock.ts';
import type { DepositDesk } from '../deposit/deposit-desk.ts';
import type { Books } from '../ledger/books.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Messages } from '../messages.ts';
import type { ModuleKeeper } from '../module/keeper.ts';
import type { ShiftDesk } from '../shifts/shift-desk.ts';
import { ClockGuard } from './clock-guard.ts';
import { DebtDesk } from './debt-desk.ts';
import { GiftDesk } from './gift-desk.ts';
import { HeldDesk } from './held-desk.ts';
import { ModuleDesk } from './module-desk.ts';
import { Recall } from './recall.ts';
import { RefundDesk, refundView } from './refund-desk.ts';
import type { OnStep } from './sale-steps.ts';
import { Seller } from './seller.ts';
import { Stories } from './stories.ts';
import { TakeUp } from './take-up.ts';
import { TokenDesk } from './token-desk.ts';

export interface SellingParts {
  readonly books: Books;
  readonly training: boolean;
  readonly keeper: ModuleKeeper;
  readonly clock: Clock;
  readonly settings: () => ShopSettings;
  readonly messages: () => Messages;
  readonly view: (sale: SaleRecord) => Sale;
  readonly shifts: Pick<ShiftDesk, 'isRunning' | 'idForSale' | 'idForRefund'>;
  readonly deposit: DepositDesk;
  /** A token is in the ledger: what a customer gets besides it. */
  readonly onIssued: (sale: SaleRecord) => void;
  /** All that its slip says is known. */
  readonly onSlipReady: (sale: SaleRecord) => void;
  readonly onRefunded: (refund: Refund) => void;
  /** Whether the module answers and did not go away since it was last looked at. */
  readonly isModuleStillThere: () => Promise<boolean>;
  readonly emit: (event: TillEvent) => void;
  /** Whether somebody is signed in at a screen. */
  readonly isAttended: () => boolean;
  readonly onUnexpected: (what: string, error: unknown) => void;
  readonly onStep?: OnStep | undefined;
}

/**
 * A shop's selling: sales, gifts and refunds, what customers owe, what is put aside, and the taking up of
 * what was left open.
 */
export class Selling {
  readonly clockGuard: ClockGuard;
  readonly seller: Seller;
  readonly gifts: GiftDesk;
  readonly refunds: RefundDesk;
  readonly debts: DebtDesk;
  readonly held: HeldDesk;
  readonly tokens: TokenDesk;
  readonly stories: Stories;
  readonly takeUp: TakeUp;
  readonly onStep: OnStep | undefined;
  readonly #shifts: SellingParts['shifts'];

  constructor(parts: SellingParts) {
    const { books, training, keeper, clock, messages, emit, onStep, onSlipReady } = parts;
    const { audit, oneCommit, meters, tariffs, sales, interruptions } = books;
    this.onStep = onStep;
    this.#shifts = parts.shifts;
    this.clockGuard = new ClockGuard({
      ...{ sales, audit, oneCommit, clock },
      settings: books.settings,
      module: () => keeper.snapshot,
      refreshModule: () => keeper.refresh(),
    });
    const module = new ModuleDesk(keeper, training);
    const onIssued = (sale: SaleRecord) => {
      parts.onIssued(sale);
      // A slip says what was paid for together, so it waits until that is known.
      const isDecided = sale.basket === null || !this.seller.together.isUnderWay(sale.basket);
      if (isDecided) onSlipReady(sale);
    };
    this.seller = new Seller({
      ...{ meters, tariffs, sales, module, clock, onIssued, onStep },
      baskets: books.baskets,
      meterMonths: books.meterMonths,
      debts: books.debts,
      shiftOf: (operator) => this.#inShift(() => parts.shifts.idForSale(operator)),
      deposit: parts.deposit,
      settleClock: () => this.clockGuard.settle(),
      clockEvidence: () => this.clockGuard.evidence(),
      largestSale: () => parts.settings().largestSale,
      deductionOrder: () => parts.settings().deductionOrder,
      onProgress: (requestId, step) => emit({ name: 'progress', value: { requestId, step } }),
      onDecided: (issued) => issued.forEach(onSlipReady),
      // A module that only failed to answer was never away, so its coming back takes no sale up.
      onInterrupted: async () => {
        if (await parts.isModuleStillThere()) this.takeUp.go();
      },
    });
    this.gifts = new GiftDesk({ meters, tariffs, sales, seller: this.seller });
    this.refunds = new RefundDesk({
      ...{ sales, clock },
      refunds: books.refunds,
      shiftFor: (operator, refund) =>
        this.#inShift(() => parts.shifts.idForRefund(operator, refund)),
      onRefunded: (refund) => parts.onRefunded(refundView(refund)),
    });
    this.debts = new DebtDesk({
      ...{ audit, oneCommit, clock },
      debts: books.debts,
      movements: books.debtMovements,
      customerOf: (id) => books.customers.get(id),
    });
    this.held = new HeldDesk({ ...{ audit, oneCommit, clock, meters }, settings: books.settings });
    this.tokens = new TokenDesk({ ...{ meters, module, messages }, pastTokens: books.pastTokens });
    this.stories = new Stories({
      ...{ sales, interruptions, audit, oneCommit, clock, onStep, messages },
    });
    this.takeUp = new TakeUp({
      ...{ emit, onStep, onIssued },
      seller: this.seller,
      stories: this.stories,
      view: parts.view,
      isAttended: parts.isAttended,
      onUnexpected: parts.onUnexpected,
    });
    const recall = new Recall({
      ...{ sales, interruptions, training, clock, onStep },
      expectedLeft: (moduleId) => books.counterReadings.expected(moduleId),
      isUnderWay: (sale) => this.seller.isUnderWay(sale),
      onRecalled: (sale) => this.takeUp.recalled(sale),
    });
    keeper.askFirst((found) => recall.begin(found));
  }

  /** No shift is opened by a clock that opens no sale. */
  #inShift(id: () => number): number {
    if (!this.#shifts.isRunning) this.clockGuard.mustBeRight();
    return id();
  }
}
