import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentKind } from '../../../src-shared/contract/payment.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ModuleHost, once } from '../module-host.ts';
import { readEscPos } from '../printing/escpos-reader.ts';
import { type PaperSink, startPaperSink } from '../printing/paper-sink.ts';
import { Counter, NOTHING } from '../shifts/counter.ts';
import { TrainingShop } from '../training-shop.ts';

/* Money that is given back: at most what was paid, once for each request, and never the token. */

let shop: TrainingShop;
let counter: Counter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  counter = await Counter.open(shop);
});
afterEach(() => counter.till.close());

interface Row {
  amount: number;
  payment: PaymentKind;
  reason: string;
  operator_id: number;
  approved_by: number | null;
  shift_id: number;
}

function order(sale: Sale, amount: number, changed: Partial<Input<'sale.refund'>> = {}) {
  const usual = { requestId: randomUUID(), saleId: sale.id, amount, payment: 'cash' } as const;
  return { ...usual, reason: 'sold to the wrong meter', ...changed };
}

const refund = (given: Input<'sale.refund'>) => counter.till.call('sale.refund', given);
const refusal = async (given: Input<'sale.refund'>) =>
  (await counter.till.refusal('sale.refund', given)).code;
const rows = () => counter.till.ledger<Row>('SELECT * FROM refund ORDER BY id');
const trail = () =>
  counter.till.ledger<{ operator_id: number; approved_by: number | null; facts: string }>(
    `SELECT * FROM audit WHERE what = 'sale.refunded' ORDER BY sequence`,
  );

/** Counts the drawer as it should be and closes the shift. */
async function closeShift(): Promise<void> {
  const { expected } = await counter.x();
  const { cash, card, account } = expected;
  const counted = { ...NOTHING, cash, card, account, 'mobile-money': expected['mobile-money'] };
  await counter.till.call('shift.count', { counted });
  await counter.till.call('shift.close', { explanation: '', left: cash });
}

describe('a refund', () => {
  it('gives money back and leaves the sale and its token as they were', async () => {
    const sale = await counter.sell(5_000);
    expect(await refund(order(sale, 2_000))).toEqual({ ...sale, refunded: 2_000 });
    expect(await counter.till.call('sales.get', { saleId: sale.id })).toMatchObject({
      state: 'issued',
      token: sale.token,
      tid: sale.tid,
      refunded: 2_000,
    });
    expect(rows()).toMatchObject([
      { amount: 2_000, operator_id: 1, approved_by: null, shift_id: sale.shiftId },
    ]);
  });

  it('is listed with who gave it, why, and who approved', async () => {
    const sale = await counter.sell(5_000);
    await counter.sit('sipho');
    const given = order(sale, 5_000, { reason: 'the meter is broken' });
    expect(await refusal(given)).toBe('approval-needed');
    expect(rows()).toEqual([]);
    await refund({ ...given, ...counter.approvedBy('lindiwe') });
    const [first, ...others] = await counter.till.call('sale.refunds', { saleId: sale.id });
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      saleId: sale.id,
      amount: 5_000,
      payment: 'cash',
      reason: 'the meter is broken',
      operatorName: 'Sipho',
      approvedBy: 'Lindiwe',
    });
    const [row] = trail();
    expect(row).toMatchObject({ operator_id: 2, approved_by: 3 });
    expect(JSON.parse(row?.facts ?? '')).toMatchObject({
      amount: 5_000,
      payment: 'cash',
      reason: 'the meter is broken',
      refundId: 1,
      saleId: sale.id,
      shiftId: sale.shiftId,
      sha256: expect.stringMatching(/^[\da-f]{64}$/),
    });
  });

  it('needs a sale, and one that ended with a token', async () => {
    const sale = await counter.sell(5_000);
    expect(await refusal(order({ ...sale, id: 4_711 }, 100))).toBe('sale.unknown');
    const host = await ModuleHost.start(counter.till.clock);
    await counter.till.call('module.use', { link: host.link });
    await counter.till.ready();
    host.behave = once('SM?VC', 'unplug');
    const open = await counter.sell(5_000);
    expect(open.state).toBe('asked');
    expect(await refusal(order(open, 100))).toBe('refund.not-issued');
    await counter.till.call('sale.abandon', { saleId: open.id });
    expect(await refusal(order(open, 100))).toBe('refund.not-issued');
    expect(rows()).toEqual([]);
    await host.goAway();
  });

  it('is at most what is left of what was paid', async () => {
    const sale = await counter.sell(5_000);
    await counter.sell(5_000);
    expect(await refusal(order(sale, 5_001))).toBe('refund.too-much');
    await refund(order(sale, 4_999));
    const { code, detail } = await counter.till.refusal('sale.refund', order(sale, 2));
    expect({ code, detail }).toEqual({ code: 'refund.too-much', detail: { left: 1 } });
    await refund(order(sale, 1));
    expect(await refusal(order(sale, 1))).toBe('refund.nothing-left');
    expect(rows()).toHaveLength(2);
  });

  it('of a sale on account is taken off the account', async () => {
    const sale = await counter.sell(5_000, 'account');
    await counter.sell(5_000);
    for (const payment of ['cash', 'card', 'mobile-money'] as const) {
      expect(await refusal(order(sale, 100, { payment }))).toBe('refund.account-only');
    }
    expect((await refund(order(sale, 100, { payment: 'account' }))).refunded).toBe(100);
  });

  it('of a sale by card may go out in any kind', async () => {
    const sale = await counter.sell(5_000, 'card');
    await counter.sell(5_000);
    for (const payment of ['cash', 'card', 'mobile-money', 'account'] as const) {
      await refund(order(sale, 100, { payment }));
    }
    expect(rows().map(({ payment }) => payment)).toEqual([
      'cash',
      'card',
      'mobile-money',
      'account',
    ]);
  });
});

describe('the same request', () => {
  it('is one refund, however often it comes, and after a restart too', async () => {
    const sale = await counter.sell(5_000);
    const given = order(sale, 2_000);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refund(given)));
    expect(new Set(answers.map(({ refunded }) => refunded))).toEqual(new Set([2_000]));
    await counter.restart('thandi');
    expect((await refund(given)).refunded).toBe(2_000);
    expect(rows()).toHaveLength(1);
    expect(trail()).toHaveLength(1);
  });

  it.each([
    ['amount', { amount: 1_999 }],
    ['kind', { payment: 'card' }],
    ['reason', { reason: 'another' }],
  ] as const)('with another %s is refused', async (_, changed) => {
    const given = order(await counter.sell(5_000), 2_000);
    await refund(given);
    expect(await refusal({ ...given, ...changed })).toBe('refund.request-reused');
    expect(rows()).toHaveLength(1);
  });
});

describe('the shift', () => {
  it('a refund belongs to is the running one, not the one of the sale', async () => {
    const sale = await counter.sell(5_000);
    await closeShift();
    const later = await counter.sell(1_000, 'card');
    await refund(order(sale, 2_000));
    expect(later.shiftId).toBe((sale.shiftId ?? 0) + 1);
    expect(rows()).toMatchObject([{ shift_id: later.shiftId }]);
    const { byKind } = await counter.x();
    expect(byKind.find(({ kind }) => kind === 'cash')).toMatchObject({
      amount: 0,
      refunds: 1,
      refunded: 2_000,
    });
  });

  it('is opened by a refund as by a sale', async () => {
    const sale = await counter.sell(5_000);
    await closeShift();
    await refund(order(sale, 5_000));
    expect(rows()).toMatchObject([{ shift_id: (sale.shiftId ?? 0) + 1 }]);
    expect((await counter.x()).expected.cash).toBe(0);
  });

  it('has to be opened by hand where the owner wants that, and must not be counted', async () => {
    const sale = await counter.sell(5_000);
    await counter.till.call('shift.count', { counted: { ...NOTHING, cash: 5_000 } });
    expect(await refusal(order(sale, 100))).toBe('shift.counted');
    await counter.till.call('shift.close', { explanation: '', left: 0 });
    await counter.change({ shiftsByHand: true });
    expect(await refusal(order(sale, 100))).toBe('shift.none');
    expect(rows()).toEqual([]);
  });
});

describe('the slip', () => {
  let printer: PaperSink;
  beforeEach(async () => {
    printer = await startPaperSink();
  });
  afterEach(() => printer.close());

  async function printsTo(printEachSale: boolean): Promise<void> {
    await counter.change({ printer: printer.address, printEachSale });
  }

  const next = async () =>
    readEscPos(await printer.waitForSlip()).lines.map(({ text }) => text.trim());

  it('is printed by itself and says that the token stays valid', async () => {
    await printsTo(true);
    const sale = await counter.sell(5_000);
    await printer.waitForSlip();
    await refund(order(sale, 2_000));
    const lines = await next();
    expect(lines).toContain('REFUND');
    expect(lines).not.toContain('COPY');
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('The token of this sale stays valid. It was not taken back.');
    expect(text).toContain(sale.receiptNumber);
    expect(text).toContain('R 20.00');
    expect(text).toContain('sold to the wrong meter');
    expect(text).not.toContain(sale.token?.slice(0, 4));
  });

  it('is a copy when it is printed again, and not printed by itself where nothing is', async () => {
    await printsTo(false);
    const sale = await counter.sell(5_000);
    await refund(order(sale, 2_000));
    await counter.till.call('slip.printRefund', { refundId: 1 });
    expect(await next()).toEqual(expect.arrayContaining(['REFUND', 'COPY']));
    expect(printer.slips()).toHaveLength(1);
    expect((await counter.till.refusal('slip.printRefund', { refundId: 2 })).code).toBe(
      'refund.unknown',
    );
  });

  it('names who approved', async () => {
    const sale = await counter.sell(5_000);
    await counter.sit('sipho');
    await refund({ ...order(sale, 2_000), ...counter.approvedBy('lindiwe') });
    const { blocks } = await counter.till.call('slip.refund', { refundId: 1 });
    const pairs = blocks.flatMap((block) => (block.kind === 'pair' ? [block] : []));
    expect(pairs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'Served by', value: 'Sipho' }),
        expect.objectContaining({ label: 'Approved by', value: 'Lindiwe' }),
        expect.objectContaining({ label: 'Given back', value: 'R 20.00', strong: true }),
      ]),
    );
  });

  it('of the sale says from then on what was given back', async () => {
    const sale = await counter.sell(5_000, 'card');
    await refund(order(sale, 2_000, { payment: 'card' }));
    const { blocks } = await counter.till.call('slip.preview', { saleId: sale.id, copy: true });
    expect(blocks).toContainEqual({
      kind: 'pair',
      label: 'Given back',
      value: 'R 20.00',
      strong: false,
    });
    expect(blocks).toContainEqual({ kind: 'pair', label: 'Payment', value: 'Card', strong: false });
  });
});

it('never gives back more than was paid, in whatever order, again and again, and all at once', async () => {
  // Money enough in the drawer that only the sale itself sets the limit.
  await counter.sell(50_000);
  const attempt = fc.record({
    amount: fc.integer({ min: 1, max: 4_000 }),
    payment: fc.constantFrom<PaymentKind>('cash', 'card', 'mobile-money', 'account'),
    twice: fc.boolean(),
    atOnce: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 8 }), async (attempts) => {
      const sale = await counter.sell(5_000);
      const before = rows().length;
      let running: Promise<unknown>[] = [];
      for (const { amount, payment, twice, atOnce } of attempts) {
        const given = order(sale, amount, { payment });
        for (const each of twice ? [given, given] : [given]) {
          running.push(counter.till.till.dispatch(counter.till.session, 'sale.refund', each));
        }
        if (atOnce) continue;
        await Promise.all(running);
        running = [];
      }
      await Promise.all(running);
      const written = rows().slice(before);
      // First come, first served: what fits is given, and nothing else.
      const expected: number[] = [];
      for (const { amount } of attempts) {
        const left = 5_000 - expected.reduce((sum, each) => sum + each, 0);
        if (amount <= left) expected.push(amount);
      }
      expect(written.map(({ amount }) => amount)).toEqual(expected);
      const { refunded } = await counter.till.call('sales.get', { saleId: sale.id });
      expect(refunded).toBe(expected.reduce((sum, each) => sum + each, 0));
      expect(refunded).toBeLessThanOrEqual(5_000);
    }),
    { numRuns: 25 },
  );
});
