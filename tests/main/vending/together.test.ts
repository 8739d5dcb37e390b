import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sales } from '../../../src-main/ledger/sales.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { PaymentPart } from '../../../src-shared/contract/payment.ts';
import { ModuleHost, once } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from './meter-examples.ts';
import { TogetherShop } from './together-shop.ts';

/* Several meters in one payment: all of it is opened or none of it, and each line has its own token. */

let training: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let shop: TogetherShop;
beforeAll(async () => {
  training = await TrainingShop.setUp();
});
afterAll(() => training.remove());
beforeEach(async () => {
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock);
  till = await training.open({ link: host.link, clock });
  shop = await TogetherShop.begin(till);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await till.close();
  await host.goAway();
});

const quote = (...amounts: number[]) =>
  till.call('sale.quoteTogether', { lines: shop.money(...amounts) });

describe('a quote for several meters', () => {
  it('prices each as if those before it were sold, and writes nothing', async () => {
    await shop.owe(5_000, { take: { kind: 'fixed', amount: 3_000 } });
    const before = till.ledger('SELECT * FROM debt_movement');
    const debts = (await quote(4_000, 4_000, 4_000)).map(({ debt }) => debt);
    expect(debts).toEqual([3_000, 2_000, 0]);
    expect(till.count('sale')).toBe(0);
    expect(till.ledger('SELECT * FROM debt_movement')).toEqual(before);
  });

  it('keeps to the ceiling of a month over all of them', async () => {
    await shop.owe(50_000, { perSaleCeiling: 800, perMonthCeiling: 1_000 });
    expect((await quote(4_000, 4_000, 4_000)).map(({ debt }) => debt)).toEqual([800, 200, 0]);
  });

  it('takes nothing of what another customer owes', async () => {
    await shop.owe(5_000, { take: { kind: 'fixed', amount: 3_000 } });
    const ask = { by: 'money', amount: 4_000 } as const;
    const lines = [{ meterId: shop.neighbour, ask }, ...shop.money(4_000)];
    const quotes = await till.call('sale.quoteTogether', { lines });
    expect(quotes.map(({ debt }) => debt)).toEqual([0, 3_000]);
  });

  it('names the meter that has no price', async () => {
    await shop.owe(5_000, { perSaleCeiling: 3_000 });
    const refusal = await till.refusal('sale.quoteTogether', { lines: shop.money(4_000, 1_000) });
    expect(refusal).toMatchObject({
      code: 'price.below-debt',
      detail: { atMeterId: shop.meters[1], atMeter: '14070012340' },
    });
    expect(refusal.message).toMatch(/^Meter 14070012340: /);
  });

  it.each([
    ['one meter', [0]],
    ['a meter twice', [0, 0]],
    ['nine', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ] as const)('is not given for %s', async (_, places) => {
    const lines = places.map((place) => ({
      meterId: shop.meters[place] ?? 900 + place,
      ask: { by: 'money', amount: 1_000 },
    }));
    expect((await till.refusal('sale.quoteTogether', { lines })).code).toBe('bad-input');
  });
});

describe('a payment for several meters', () => {
  it('makes a token for each, and costs what was quoted, whatever is owed', async () => {
    await shop.owe(20_000, { take: { kind: 'share', basisPoints: 2_500 }, perMonthCeiling: 6_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1_000, max: 9_000 }), { minLength: 2, maxLength: 3 }),
        async (amounts) => {
          const quotes = await quote(...amounts);
          const { sales, paid, giveBack } = await shop.sell(...amounts);
          expect(sales.map((sale) => sale.quote)).toEqual(quotes);
          expect(paid).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
          expect(giveBack).toBe(0);
          for (const sale of sales) {
            expect(openedToken(sale)).toMatchObject({ tid: sale.tid, steps: sale.quote.steps });
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is one payment: the same moment, shift and operator, and the ledger says so', async () => {
    const { sales, sentence } = await shop.sell(4_000, 5_000, 6_000);
    expect(new Set(sales.map(({ basket, at, shiftId }) => `${basket} ${at} ${shiftId}`)).size).toBe(
      1,
    );
    expect(sentence).toMatch(/^Sold to all 3 meters, for R\s150\.00 together\.$/);
    await till.till.close();
    expect(verifyLedger(`${till.folder}/training.sqlite`).problems).toEqual([]);
    await till.restart();
  });

  it('sells by units as well, and to meters of other customers', async () => {
    const lines = [
      { meterId: shop.neighbour, ask: { by: 'units', amount: 125 } } as const,
      ...shop.money(4_000),
    ];
    const { sales } = await till.call('sale.sellTogether', await shop.order(lines));
    expect(sales.map(({ quote: { steps, paid } }) => [steps, paid])).toEqual([
      [125, 2_500],
      [200, 4_000],
    ]);
    expect(sales.map(({ customerName }) => customerName)).toEqual([
      'Sipho Khumalo',
      'Nomsa Dlamini',
    ]);
  });

  it('that comes again is the same, from ten presses and after a restart', async () => {
    const order = await shop.order(shop.money(4_000, 5_000));
    const all = await Promise.all(
      Array.from({ length: 10 }, () => till.call('sale.sellTogether', order)),
    );
    expect(new Set(all.map((each) => JSON.stringify(each.sales.map(({ id }) => id)))).size).toBe(1);
    await till.restart();
    expect((await till.call('sale.sellTogether', order)).sales).toEqual(all[0]?.sales);
    expect([till.count('sale'), till.count('token')]).toEqual([2, 2]);
  });

  it.each([
    ['another amount', ([one, two]) => [{ ...one, ask: { by: 'money', amount: 4_001 } }, two]],
    ['another order', ([one, two]) => [two, one]],
    ['another id', ([one, two]) => [one, { ...two, requestId: randomUUID() }]],
  ] as readonly [string, (lines: object[]) => object[]][])(
    'that comes again with %s is refused',
    async (_, change) => {
      const order = await shop.order(shop.money(4_000, 5_000));
      const running = till.call('sale.sellTogether', order);
      const other = { ...order, lines: change(order.lines) };
      expect((await till.refusal('sale.sellTogether', other)).code).toBe('sale.request-reused');
      await running;
      expect((await till.refusal('sale.sellTogether', other)).code).toBe('sale.request-reused');
      expect(till.count('sale')).toBe(2);
    },
  );

  it('shares no request with a sale, before or meanwhile', async () => {
    const single = await till.order(shop.meters[0] ?? 0, { by: 'money', amount: 4_000 });
    const order = await shop.order(shop.money(4_000, 5_000));
    const [line, ...others] = order.lines;
    if (!line) return expect.fail('no line');
    const mixedUp = { ...order, lines: [{ ...line, requestId: single.requestId }, ...others] };
    const selling = till.call('sale.sell', single);
    expect((await till.refusal('sale.sellTogether', mixedUp)).code).toBe('sale.request-reused');
    await selling;
    expect((await till.refusal('sale.sellTogether', mixedUp)).code).toBe('sale.request-reused');
    const together = till.call('sale.sellTogether', order);
    const alone = { ...single, requestId: line.requestId };
    expect((await till.refusal('sale.sell', alone)).code).toBe('sale.request-reused');
    await together;
    expect((await till.refusal('sale.sell', alone)).code).toBe('sale.request-reused');
  });
});

describe('one line that is refused', () => {
  it('at a price nobody saw leaves nothing behind, and its meter is named', async () => {
    const order = await shop.order(shop.money(4_000, 5_000));
    await shop.owe(1_000);
    const refusal = await till.refusal('sale.sellTogether', order);
    expect(refusal).toMatchObject({
      code: 'sale.price-changed',
      detail: { atMeterId: shop.meters[0] },
    });
    expect(till.count('sale')).toBe(0);
  });

  it('because an earlier sale is open leaves nothing behind', async () => {
    host.behave = once('SM?VC', 'drop-before');
    const open = await till.sell(shop.meters[1] ?? 0, 1_000);
    const refusal = await till.refusal(
      'sale.sellTogether',
      await shop.order(shop.money(4_000, 5_000)),
    );
    expect(refusal).toMatchObject({
      code: 'sale.unfinished-first',
      detail: { saleId: open.id, atMeter: '14070012340' },
    });
    expect(till.count('sale')).toBe(1);
    await till.reconnect();
  });

  it('because the module has no key for it leaves nothing behind', async () => {
    const file = await till.call('customers.addMeter', {
      customerId: shop.customerId,
      configuration: { ...configuration('14070012365'), supplyGroupCode: '999999' },
      tariffId: (await till.meterOf('Sipho Khumalo')).tariffId,
    });
    const strange = file.meters.find(({ drn }) => drn === '14070012365')?.id ?? 0;
    const lines = [...shop.money(4_000), { meterId: strange, ask: { by: 'money', amount: 4_000 } }];
    const order = await shop.order(lines as Parameters<typeof shop.order>[0]);
    const refusal = await till.refusal('sale.sellTogether', order);
    expect(refusal).toMatchObject({ code: 'module.no-key', detail: { atMeter: '14070012365' } });
    expect([till.count('sale'), host.commands.includes('SM?VC')]).toEqual([0, false]);
  });

  it('inside the commit undoes those before it', async () => {
    const order = await shop.order(shop.money(4_000, 5_000));
    const reserve = vi.spyOn(Sales.prototype, 'reserve').mockImplementationOnce(function (
      this: Sales,
      wanted,
      inside,
    ) {
      reserve.mockRestore();
      return this.reserve(
        wanted.map((each, index) =>
          index === 0
            ? each
            : {
                ...each,
                decide: () => {
                  throw new Error('the disk is full');
                },
              },
        ),
        inside,
      );
    });
    await till.refusal('sale.sellTogether', order);
    expect(till.count('sale')).toBe(0);
    till.unforeseen.length = 0;
    expect((await till.call('sale.sellTogether', order)).sales).toHaveLength(2);
  });

  it('because the deposit covers each but not all leaves nothing behind', async () => {
    await till.call('deposit.save', { counts: 'money', warnAt: 0, stopAt: 0 });
    await till.call('deposit.move', {
      ...{ requestId: randomUUID(), kind: 'top-up', amount: 8_000, note: '' },
    });
    const refusal = await till.refusal(
      'sale.sellTogether',
      await shop.order(shop.money(4_000, 4_001)),
    );
    expect(refusal).toMatchObject({
      code: 'deposit.used-up-money',
      detail: { needed: 8_001, open: 8_000 },
    });
    expect(till.count('sale')).toBe(0);
    await shop.sell(4_000, 4_000);
    expect((await till.call('deposit.state', {})).left).toBe(0);
  });
});

describe('a mixed payment for several meters', () => {
  const parts: readonly PaymentPart[] = [
    { kind: 'card', amount: 5_000 },
    { kind: 'cash', amount: 4_500 },
  ];

  it('counts in its kinds, and is the same with its parts in another order', async () => {
    await till.call('shift.open', { float: 10_000 });
    const order = await shop.order(shop.money(4_000, 5_500), 'mixed', parts);
    const { sales } = await till.call('sale.sellTogether', order);
    expect(sales.map(({ payments }) => payments)).toEqual([
      [{ kind: 'cash', amount: 4_000 }],
      [
        { kind: 'card', amount: 5_000 },
        { kind: 'cash', amount: 500 },
      ],
    ]);
    const turned = { ...order, parts: parts.toReversed() };
    expect((await till.call('sale.sellTogether', turned)).sales).toEqual(sales);
    const { report } = await till.call('shift.xReport', {});
    expect(report.expected).toMatchObject({ cash: 14_500, card: 5_000 });
  });

  it('that does not come to the sum is refused', async () => {
    const order = await shop.order(shop.money(4_000, 5_501), 'mixed', parts);
    expect((await till.refusal('sale.sellTogether', order)).code).toBe('sale.parts-wrong');
    expect(till.count('sale')).toBe(0);
  });
});

describe('what a sale was paid for together with', () => {
  it('is told of each of them, and of no other sale', async () => {
    const { sales } = await shop.sell(4_000, 5_000);
    for (const { id } of sales) {
      expect((await till.call('sales.together', { saleId: id })).sales).toEqual(sales);
    }
    const alone = await till.sell(shop.neighbour, 1_000);
    expect((await till.refusal('sales.together', { saleId: alone.id })).code).toBe('sale.alone');
    expect((await till.refusal('sales.together', { saleId: 99 })).code).toBe('sale.unknown');
  });
});
