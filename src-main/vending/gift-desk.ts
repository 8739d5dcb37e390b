import type { Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Meter, Operator } from '../../src-shared/contract/shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import {
  decodeTransferAmount,
  encodeTransferAmount,
} from '../../src-shared/sts/transfer-amount.ts';
import type { MeterForSale } from '../ledger/meters.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Sales } from '../ledger/sales.ts';
import { Refusal } from '../refusal.ts';
import { meterToSell, type PriceParts, tariffOf } from './price.ts';
import type { Offer, Seller } from './seller.ts';

export interface GiftDeskParts extends Pick<PriceParts, 'meters' | 'tariffs'> {
  readonly sales: Sales;
  readonly seller: Seller;
}

/**
 * Tokens that nobody pays for: free issues, and replacements of tokens that came to nothing. They are sales
 * with a price of nothing, so they are as safe as those, and count neither as takings nor as units bought.
 */
export class GiftDesk {
  readonly #parts: GiftDeskParts;

  constructor(parts: GiftDeskParts) {
    this.#parts = parts;
  }

  /** @throws Refusal as {@link Seller.sell} does, but for prices */
  freeIssue(
    input: Parsed<'sale.freeIssue'>,
    operator: Operator,
    approver: Operator | null,
  ): Promise<SaleRecord> {
    const { requestId, meterId, steps, reason } = input;
    const gift = { kind: 'free-issue', reason, replaces: null } as const;
    return this.#give({ requestId, meterId, steps, ...gift }, operator, approver);
  }

  /**
   * @throws Refusal `sale.unknown`, `replace.not-issued`, `replace.refunded`, `replace.refunded-in-part`,
   *   `replace.done-already`, `replace.other-resource`, and as {@link Seller.sell} does, but for prices
   */
  replace(
    { requestId, saleId, reason }: Parsed<'sale.replace'>,
    operator: Operator,
    approver: Operator | null,
  ): Promise<SaleRecord> {
    const sale = this.#parts.sales.get(saleId);
    if (!sale) throw new Refusal('sale.unknown');
    const { steps, resource } = sale.quote;
    const made = this.#parts.sales.byRequest(requestId);
    // What was made before was for the meter of that time: another may have taken its place since.
    const meterId = made?.replaces === saleId ? made.meterId : this.#heirOf(sale.meterId);
    const gift = { kind: 'replacement', reason, replaces: saleId } as const;
    const mayBe = (meter: MeterForSale) => {
      this.#mustBeReplaceable(saleId);
      // As many steps of something else are worth something else.
      if (meter.resource !== resource) throw new Refusal('replace.other-resource');
    };
    return this.#give({ requestId, meterId, steps, ...gift }, operator, approver, mayBe);
  }

  #give(
    gift: Pick<SaleRecord, 'requestId' | 'meterId' | 'kind' | 'reason' | 'replaces'> & {
      readonly steps: number;
    },
    operator: Operator,
    approver: Operator | null,
    mayBe?: (meter: MeterForSale) => void,
  ): Promise<SaleRecord> {
    const { steps, ...order } = gift;
    const wanted = {
      ...order,
      ask: { by: 'units', amount: steps },
      payment: 'cash',
      parts: [],
      basket: null,
      approvedBy: approver?.id ?? null,
    } as const;
    return this.#parts.seller.sellAs(wanted, operator, (now) => {
      const meter = meterToSell(this.#parts, gift.meterId);
      mayBe?.(meter);
      return this.#offer(meter, steps, now);
    });
  }

  #offer(meter: MeterForSale, steps: number, now: Date): Offer {
    const tariff = tariffOf(this.#parts, meter, now);
    return { meter, tariff, quote: forNothing(steps, meter.resource, tariff.pricesIncludeTax) };
  }

  /** The meter, or the last of those that took its place one after the other. */
  #heirOf(meterId: number): number {
    const seen = new Set<number>();
    let meter: Meter | null = this.#parts.meters.get(meterId);
    while (meter?.replacedBy && !seen.has(meter.id)) {
      seen.add(meter.id);
      meter = this.#parts.meters.get(meter.replacedBy.id);
    }
    return meter?.id ?? meterId;
  }

  #mustBeReplaceable(saleId: number): void {
    const { sales } = this.#parts;
    const sale = sales.get(saleId);
    if (sale?.state !== 'issued') throw new Refusal('replace.not-issued');
    const { quote, refunded } = this.#paidFor(sale);
    if (refunded > 0) {
      const left = quote.paid - refunded;
      throw left === 0
        ? new Refusal('replace.refunded')
        : new Refusal('replace.refunded-in-part', { refunded });
    }
    const before = sales.replacementOf(saleId);
    if (before !== null) throw new Refusal('replace.done-already', { saleId: before });
  }

  /** The sale, or the one at the beginning where its token stands in for another. */
  #paidFor(sale: SaleRecord): SaleRecord {
    const before = sale.replaces === null ? null : this.#parts.sales.get(sale.replaces);
    return before ? this.#paidFor(before) : sale;
  }
}

/** What costs nothing: all of its parts are nothing, and there is no line to it. */
function forNothing(steps: number, resource: Resource, pricesIncludeTax: boolean): Quote {
  const transferAmount = encodeTransferAmount(steps);
  return {
    ...{ paid: 0, energy: 0, fixedCharge: 0, serviceFee: 0, debt: 0, tax: 0, lines: [] },
    steps: decodeTransferAmount(transferAmount),
    // Of what is given each month with a sale, which this is not.
    freeSteps: 0,
    ...{ transferAmount, resource, pricesIncludeTax, chargedUntil: null },
  };
}
