import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentKind } from '../../../src-shared/contract/payment.ts';
import type { DrawerSettings } from '../../../src-shared/contract/printing-shapes.ts';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* The cash drawer opens for cash, and is never in the way of anything. */

const KICK = Uint8Array.of(0x1b, 0x70, 0, 60, 250);

let shop: TrainingShop;
let till: TestTill;
let printer: PaperSink;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  till = await shop.open();
});
afterEach(async () => {
  await till.close();
  await printer.close();
});

async function set(drawer: Partial<DrawerSettings>, printEachSale = true): Promise<void> {
  const settings = await till.settings();
  await till.call('shop.save', {
    ...settings,
    printer: printer.address,
    printEachSale,
    drawer: { ...settings.drawer, ...drawer },
  });
}

async function sell(payment: PaymentKind) {
  const { id } = await till.meterOf('Nomsa Dlamini');
  const order = await till.order(id, { by: 'money', amount: 5000 });
  return till.call('sale.sell', { ...order, payment });
}

describe('the drawer', () => {
  it('is off until somebody has set it up', async () => {
    await set({});
    await sell('cash');
    await printer.waitForSlip();
    expect(printer.kicks()).toEqual([]);
    expect((await till.refusal('drawer.open', { reason: 'x' })).code).toBe('drawer.none');
  });

  it('opens for cash and for nothing else, printed or not', async () => {
    await set({ opens: true });
    await sell('card');
    await printer.waitForSlip();
    expect(printer.kicks()).toEqual([]);
    await sell('cash');
    await printer.waitForSlip();
    expect(printer.kicks()).toEqual([KICK]);
    await set({ opens: true, pin: 5, pulse: 200 }, false);
    await sell('cash');
    await eventually(() =>
      expect(printer.kicks()).toEqual([KICK, Uint8Array.of(0x1b, 0x70, 1, 100, 250)]),
    );
  });

  it('opens although there is no paper', async () => {
    await set({ opens: true });
    printer.condition = 'paper-out';
    await sell('cash');
    await eventually(() => expect(printer.kicks()).toEqual([KICK]));
  });

  it('that does not open is told of, and the sale stands', async () => {
    await set({ opens: true });
    await printer.close();
    const sale = await sell('cash');
    expect(sale).toMatchObject({ state: 'issued', payment: 'cash' });
    await eventually(() =>
      expect(till.heard('drawer')).toMatchObject([
        { saleId: sale.id, problem: { code: 'drawer.stuck' } },
      ]),
    );
    printer = await startPaperSink(printer.port);
  });

  it('opens without a sale for a reason, which is kept before it opens', async () => {
    await set({ opens: true });
    await till.call('drawer.open', { reason: 'change for R 200' });
    expect(printer.kicks()).toEqual([KICK]);
    await printer.close();
    const refusal = await till.refusal('drawer.open', { reason: 'again' });
    expect(refusal.code).toBe('drawer.not-opened');
    const kept = till.ledger<{ facts: string }>(
      `SELECT facts FROM audit WHERE what = 'drawer.opened' ORDER BY sequence`,
    );
    expect(kept.map(({ facts }) => JSON.parse(facts))).toEqual([
      { reason: 'change for R 200' },
      { reason: 'again' },
    ]);
    printer = await startPaperSink(printer.port);
  });

  it('can be tried before it is saved', async () => {
    await till.call('drawer.test', {
      printer: printer.address,
      drawer: { opens: true, pin: 5, pulse: 50 },
    });
    expect(printer.kicks()).toEqual([Uint8Array.of(0x1b, 0x70, 1, 25, 250)]);
  });
});
