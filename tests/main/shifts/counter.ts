import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { PaymentKind } from '../../../src-shared/contract/payment.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import type { Sale, ShopSettings } from '../../../src-shared/contract/shapes.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, PIN, TestTill } from '../till-fixture.ts';
import type { TrainingShop } from '../training-shop.ts';

/** Who works in the shop; everybody has the same PIN. */
export const people = { thandi: 1, sipho: 2, lindiwe: 3 } as const;
export type Somebody = keyof typeof people;

export const NOTHING = { cash: 0, card: 0, 'mobile-money': 0, account: 0 } as const;

/** A counter at which an owner, a vendor and a supervisor work, one after the other at one till. */
export class Counter {
  readonly till: TestTill;

  private constructor(till: TestTill) {
    this.till = till;
  }

  static async open(shop: TrainingShop, clock = new TestClock(MORNING)): Promise<Counter> {
    const folder = await shop.copy();
    const ledger = new Database(join(folder, 'training.sqlite'));
    const add = ledger.prepare(
      `INSERT INTO operator (id, name, role, secret_kind, secret_hash, created_at)
       SELECT ?, ?, ?, secret_kind, secret_hash, created_at FROM operator WHERE id = 1`,
    );
    add.run(people.sipho, 'Sipho', 'vendor');
    add.run(people.lindiwe, 'Lindiwe', 'supervisor');
    ledger.close();
    const counter = new Counter(await TestTill.open({ folder, clock }));
    await counter.sit('thandi');
    await counter.till.ready();
    return counter;
  }

  /** Whoever was at the till leaves it to somebody else. */
  async sit(who: Somebody): Promise<void> {
    await this.till.call('people.signIn', { operatorId: people[who], secret: PIN });
    await this.till.call('sale.unfinished', {});
  }

  /** What the till hands on where somebody beside approves. */
  approvedBy(who: Somebody): object {
    return { approval: { operatorId: people[who], secret: PIN } };
  }

  async restart(who: Somebody): Promise<void> {
    await this.till.restart();
    await this.sit(who);
    await this.till.ready();
  }

  async change(settings: Partial<ShopSettings>): Promise<void> {
    const { shop } = await this.till.call('till.state', {});
    if (shop) await this.till.call('shop.save', { ...shop, ...settings });
  }

  async sell(amount: number, payment: PaymentKind = 'cash'): Promise<Sale> {
    const meter = await this.till.meterOf('Nomsa Dlamini');
    const order = await this.till.order(meter.id, { by: 'money', amount });
    return this.till.call('sale.sell', { ...order, payment });
  }

  /** Money that is taken out or put in, by whoever sits here and may. */
  async move(
    kind: 'drop' | 'payIn' | 'payOut',
    amount: number,
    reason = 'because',
  ): Promise<Output<'shift.state'>> {
    return this.till.call(`shift.${kind}`, { requestId: randomUUID(), amount, reason });
  }

  x(): Promise<Output<'shift.xReport'>['report']> {
    return this.till.call('shift.xReport', {}).then(({ report }) => report);
  }

  /** Counts exactly what should be there and closes the shift. */
  async close(left = 0): Promise<Output<'shift.close'>> {
    const { expected } = await this.x();
    await this.till.call('shift.count', { counted: expected });
    return this.till.call('shift.close', { explanation: '', left });
  }

  /** The trail's rows about shifts, oldest first. */
  trail(): { what: string; operator_id: number; approved_by: number | null; facts: string }[] {
    return this.till.ledger(
      `SELECT what, operator_id, approved_by, facts FROM audit WHERE what LIKE 'shift.%'
       ORDER BY sequence`,
    );
  }
}
