import type { Operator } from '../../src-shared/contract/shapes.ts';
import type { DepositDesk } from '../deposit/deposit-desk.ts';
import type { Opening } from '../ledger/sale-insert.ts';
import type { SaleDraft } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import { Refusal } from '../refusal.ts';
import type { OpenSale } from './asker.ts';
import { type AtMeter, forMeter } from './at-meter.ts';
import type { ModuleDesk, SellingKey } from './module-desk.ts';
import { type ClockEvidence, decideOpening } from './opening-rules.ts';
import type { Order } from './order.ts';
import type { Priced } from './price.ts';
import type { OnStep } from './sale-steps.ts';

export interface OpenerParts extends AtMeter {
  readonly sales: Sales;
  readonly module: ModuleDesk;
  /** The shift a sale belongs to. @throws Refusal where nothing may be sold now */
  readonly shiftOf: (operator: Operator) => number;
  readonly clockEvidence: () => ClockEvidence;
  /** The vendor's deposit with the utility, which what is sold comes out of. */
  readonly deposit: Pick<DepositDesk, 'mustAllow' | 'took'>;
  readonly onStep?: OnStep | undefined;
}

/** An order, and what it comes to. */
export interface Ordered {
  readonly order: Order;
  readonly offer: Priced;
}

/** A sale that has its TID, and the key for its token. */
export interface Opened {
  readonly sale: SaleDraft & OpenSale;
  readonly key: SellingKey;
}

/** Opens sales: what is paid for together is opened in one commit, or none of it. */
export class Opener {
  readonly #parts: OpenerParts;

  constructor(parts: OpenerParts) {
    this.#parts = parts;
  }

  /**
   * Takes the TIDs of one sale, or of all that are paid for together, and writes them down.
   *
   * @param now when the offers were made: a month that changes in between would be priced as another
   * @throws Refusal `sale.unfinished-first`, `sale.price-changed`, `module.*`, `deposit.*`, `shift.*`,
   *   `clock.*` and as {@link decideOpening} does; nothing was written and nothing spent
   */
  open(ordered: readonly Ordered[], operator: Operator, now: Date): Opened[] {
    const { sales, module, deposit, clockEvidence, onStep } = this.#parts;
    const isOneOfMany = ordered.length > 1;
    const at = <Value>(meterId: number, work: () => Value): Value =>
      isOneOfMany ? forMeter(this.#parts, meterId, work) : work();
    const meters = ordered.map(({ offer }) => offer.meter);
    for (const { id } of meters) at(id, () => this.#mustBeFree(id));
    const keys = meters.map((meter) => at(meter.id, () => module.keyFor(meter, now)));
    deposit.mustAllow(ordered.map(({ offer }) => offer.quote));
    onStep?.('reserve', 'before');
    const shiftId = this.#parts.shiftOf(operator);
    const wanted = ordered.map((each, index) => {
      const key = keys[index];
      if (!key) throw new Error('an order without a key');
      return { key, pan: each.offer.meter.pan, draft: draftOf(each, key, operator, shiftId) };
    });
    // What goes wrong with the disk here leaves nothing behind, and dispatch has a sentence for it.
    const opened = sales.reserve(
      wanted.map(({ key, draft }) => ({
        draft,
        decide: (before) =>
          at(draft.meterId, () =>
            mustBePriced(decideOpening(before, key, now, clockEvidence()), now),
          ),
      })),
      () => onStep?.('reserve', 'at'),
    );
    onStep?.('reserve', 'after');
    return wanted.flatMap(({ key, pan, draft }, index) => {
      const sale = opened[index];
      if (!sale) return [];
      deposit.took(draft.quote);
      return [{ key, sale: { ...draft, id: sale.id, tid: sale.tid, pan } }];
    });
  }

  #mustBeFree(meterId: number): void {
    const saleId = this.#parts.sales.unfinishedOfMeter(meterId);
    if (saleId !== null) throw new Refusal('sale.unfinished-first', { saleId });
  }
}

function draftOf(
  { order, offer }: Ordered,
  { baseDate }: SellingKey,
  operator: Operator,
  shiftId: number,
): SaleDraft {
  const { requestId, ask, payment, parts, kind, basket, reason, approvedBy, replaces } = order;
  const { meter, tariff, quote } = offer;
  return {
    ...{ requestId, ask, payment, parts, kind, basket, reason, approvedBy, replaces },
    operatorId: operator.id,
    meterId: meter.id,
    tariffVersionId: tariff.versionId,
    supplyGroupCode: meter.supplyGroupCode,
    keyRevisionNumber: meter.keyRevisionNumber,
    tariffIndex: meter.tariffIndex,
    encryptionAlgorithm: meter.encryptionAlgorithm,
    tokenCarrierType: meter.tokenCarrierType,
    baseDate,
    quote,
    shiftId,
  };
}

/**
 * A clock that is a little behind opens a sale at the time of the last one. Where that is another day, its
 * charges are others, and so may its month be.
 */
function mustBePriced(opening: Opening, pricedAt: Date): Opening {
  const same = opening.openedAt.toDateString() === pricedAt.toDateString();
  if (!same) throw new Refusal('sale.price-changed');
  return opening;
}
