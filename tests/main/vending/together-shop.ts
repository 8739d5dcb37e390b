import { randomUUID } from 'node:crypto';
import type { PaymentPart, SalePayment } from '../../../src-shared/contract/payment.ts';
import type { DebtTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import type { Wanted } from '../../../src-shared/contract/together-shapes.ts';
import { flatTerms, forNow } from '../../shared/pricing/flat-terms.ts';
import type { TestTill } from '../till-fixture.ts';
import { configuration } from './meter-examples.ts';

const OTHERS = ['14070012340', '14070012357'] as const;

/** A customer with three meters, at R2 a kWh, and one with another. */
export class TogetherShop {
  readonly till: TestTill;
  readonly customerId: number;
  /** Of one customer, in the order in which they were added. */
  readonly meters: readonly number[];
  /** Of another customer. */
  readonly neighbour: number;

  private constructor(till: TestTill, customerId: number, meters: number[], neighbour: number) {
    this.till = till;
    this.customerId = customerId;
    this.meters = meters;
    this.neighbour = neighbour;
  }

  static async begin(till: TestTill): Promise<TogetherShop> {
    const { id, customerId, tariffId } = await till.meterOf('Nomsa Dlamini');
    const neighbour = await till.meterOf('Sipho Khumalo');
    for (const tariff of new Set([tariffId, neighbour.tariffId])) {
      await till.call('tariffs.save', {
        ...{ id: tariff, name: `Flat ${tariff}`, ...forNow },
        ...flatTerms({ price: 2_000_000 }),
      });
    }
    const meters = [id];
    for (const meterNumber of OTHERS) {
      const added = { customerId, configuration: configuration(meterNumber), tariffId };
      const file = await till.call('customers.addMeter', added);
      meters.push(file.meters.find(({ drn }) => drn === meterNumber)?.id ?? 0);
    }
    return new TogetherShop(till, customerId, meters, neighbour.id);
  }

  async owe(amount: number, terms: Partial<DebtTerms> = {}): Promise<number> {
    const { customerId } = this;
    const usual: DebtTerms = {
      ...{ name: 'Old arrears', kind: 'arrears', take: { kind: 'whole' } },
      ...{ perSaleCeiling: null, perMonthCeiling: null, priority: 50 },
    };
    const request = { requestId: randomUUID(), customerId, amount };
    return (await this.till.call('debts.add', { ...usual, ...terms, ...request })).id;
  }

  /** Money for the customer's meters, in their order, minor units. */
  money(...amounts: readonly number[]): Wanted[] {
    return amounts.map((amount, index) => ({
      meterId: this.meters[index] ?? 0,
      ask: { by: 'money', amount },
    }));
  }

  /** What `sale.sellTogether` wants, at the prices of now. */
  async order(
    lines: readonly Wanted[],
    payment: SalePayment = 'cash',
    parts: readonly PaymentPart[] = [],
  ): Promise<Input<'sale.sellTogether'>> {
    const quotes = await this.till.call('sale.quoteTogether', { lines: [...lines] });
    return {
      basket: randomUUID(),
      lines: lines.map((line, index) => ({
        ...line,
        requestId: randomUUID(),
        expected: { paid: quotes[index]?.paid ?? 0, steps: quotes[index]?.steps ?? 0 },
      })),
      payment,
      parts: [...parts],
    };
  }

  async sell(...amounts: readonly number[]) {
    return this.till.call('sale.sellTogether', await this.order(this.money(...amounts)));
  }
}
