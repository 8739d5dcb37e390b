import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_MONEY } from '../../../src-shared/pricing/money.ts';
import { flatTerms, forNow } from '../../shared/pricing/flat-terms.ts';
import { openedToken } from '../opened-token.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

let shop: TrainingShop;
let till: TestTill;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  till = await shop.open();
});
afterEach(() => till.close());

describe('a sale', () => {
  it.each([
    ['EA11, by money', 'Nomsa Dlamini', 11, { by: 'money', amount: 10_000 }],
    ['EA11, by units', 'Nomsa Dlamini', 11, { by: 'units', amount: 357 }],
    ['EA07, by money', 'Mrs Naidoo', 7, { by: 'money', amount: 4_321 }],
    ['EA07, by units', 'Mrs Naidoo', 7, { by: 'units', amount: 20_001 }],
  ] as const)('makes a token that the meter opens: %s', async (_, name, ea, ask) => {
    const meter = await till.meterOf(name);
    expect(meter.encryptionAlgorithm).toBe(ea);
    const sale = await till.call('sale.sell', await till.order(meter.id, ask));

    const token = openedToken(sale);
    expect(token).toMatchObject({ tokenClass: 0, subclass: 0, issuedAt: minuteOf(till) });
    const [row] = till.ledger<{ tid: number; steps: number; paid: number; digits: string }>(
      'SELECT tid, steps, paid, digits FROM sale JOIN token ON sale_id = sale.id',
    );
    expect(row).toEqual({
      tid: token.tid,
      steps: token.steps,
      paid: sale.quote.paid,
      digits: sale.token,
    });
    expect(sale).toMatchObject({ state: 'issued', training: true, operatorName: 'Thandi' });
  });

  it('gives the units asked for, rounded up to what a token can say', async () => {
    const meter = await till.meterOf('Nomsa Dlamini');
    const units = { by: 'units', amount: 16_385 } as const;
    const sale = await till.call('sale.sell', await till.order(meter.id, units));
    expect(openedToken(sale).steps).toBe(16_394);
    expect(sale.quote.steps).toBe(16_394);
  });

  it('costs what was asked, VAT and units from the price of 1 kWh', async () => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    // R 2.50 a kWh and 15 % on top: R 100 is R 86.96 and R 13.04, and 34.784 kWh round up.
    const quote = await till.call('sale.quote', {
      meterId: id,
      ask: { by: 'money', amount: 10_000 },
    });
    expect(quote).toMatchObject({ paid: 10_000, energy: 8_696, tax: 1_304, steps: 348 });
  });

  it('is made once for ten identical requests at the same time', async () => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    const before = await till.transactionsLeft();
    const order = await till.order(id, { by: 'money', amount: 5_000 });
    const sales = await Promise.all(
      Array.from({ length: 10 }, () => till.call('sale.sell', { ...order })),
    );
    expect(new Set(sales.map((sale) => `${sale.id} ${sale.tid} ${sale.token}`)).size).toBe(1);
    expect([till.count('sale'), till.count('token')]).toEqual([1, 1]);
    expect(await till.transactionsLeft()).toBe(Number(before) - 1);
  });

  it('is answered again when the same request comes later', async () => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(id, { by: 'money', amount: 5_000 });
    const sale = await till.call('sale.sell', order);
    till.clock.advance(3_600_000);
    expect(await till.call('sale.sell', order)).toEqual(sale);
    await till.restart();
    expect(await till.call('sale.sell', order)).toEqual(sale);
    expect(till.count('token')).toBe(1);
  });

  it.each(['at the same time', 'later'])(
    'refuses the request with other contents, %s',
    async (when) => {
      const nomsa = await till.meterOf('Nomsa Dlamini');
      const sipho = await till.meterOf('Sipho Khumalo');
      const order = await till.order(nomsa.id, { by: 'money', amount: 5_000 });
      const first = till.call('sale.sell', order);
      if (when === 'later') await first;
      const other = await till.order(sipho.id, { by: 'money', amount: 5_000 });
      const more = await till.order(nomsa.id, { by: 'money', amount: 5_001 });
      for (const { requestId: _, ...contents } of [other, more]) {
        const again = { ...contents, requestId: order.requestId };
        expect(await till.refusal('sale.sell', again)).toMatchObject({
          code: 'sale.request-reused',
        });
      }
      expect((await first).state).toBe('issued');
      expect(till.count('sale')).toBe(1);
    },
  );

  it('is refused where the price is no longer the one shown', async () => {
    const { id, tariffId } = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(id, { by: 'money', amount: 5_000 });
    const [tariff] = await till.call('tariffs.list', {});
    if (!tariff) return expect.fail('no tariff');
    expect(tariff.id).toBe(tariffId);
    const price = 2 * (tariff.blocks[0]?.price ?? 0);
    const blocks = [{ upTo: null, price }];
    await till.call('tariffs.save', { ...tariff, blocks, validFrom: null });
    expect((await till.refusal('sale.sell', order)).code).toBe('sale.price-changed');
    expect(till.count('sale')).toBe(0);

    const sold = await till.sell(id, 5_000);
    expect(sold.quote.lines[0]).toMatchObject({ kind: 'energy', price });
  });

  it('keeps the price it was made at', async () => {
    const { id, tariffId } = await till.meterOf('Nomsa Dlamini');
    const sold = await till.sell(id, 5_000);
    await till.call('tariffs.save', {
      id: tariffId,
      name: 'Dearer',
      ...forNow,
      ...flatTerms({ price: 9_999_999, charge: 100, included: true }),
    });
    expect(await till.call('sales.get', { saleId: sold.id })).toEqual(sold);
  });
});

describe('an amount that cannot be sold', () => {
  const bad: [string, unknown][] = [
    ['zero', 0],
    ['negative', -5_000],
    ['letters', '50a'],
    ['digits as a text', '5000'],
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['a fraction of a cent', 5_000.5],
    ['beyond all money', 1e15],
    ['missing', undefined],
    ['null', null],
    ['a list', [5_000]],
  ];
  it.each(bad)('is bad input and writes nothing: %s', async (_, amount) => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    const ask = { by: 'money', amount };
    const expected = { paid: 5_000, steps: 174 };
    const order = { requestId: randomUUID(), meterId: id, ask, expected };
    for (const [name, input] of [
      ['sale.sell', order],
      ['sale.quote', { meterId: id, ask }],
    ] as const) {
      expect(await till.refusal(name, input)).toMatchObject({
        code: 'bad-input',
        detail: { field: 'ask.amount' },
      });
    }
    expect(till.count('sale')).toBe(0);
  });

  it.each([
    [
      'more than a token can hold',
      { by: 'units', amount: 18_201_625 },
      'price.above-largest-units',
    ],
    ['more money than a token', { by: 'money', amount: 1e12 }, 'price.above-largest-money'],
    ['beyond all units', { by: 'units', amount: 2 ** 52 }, 'price.above-largest-units'],
    // The owner's limit is lower than a token's, as long as nobody raises it.
    ['more units than either', { by: 'units', amount: 18_201_625 }, 'sale.too-large'],
    ['over the largest sale', { by: 'money', amount: 1_000_001 }, 'sale.too-large'],
    ['over it by units', { by: 'units', amount: 400_000 }, 'sale.too-large'],
  ] as const)('is refused with a sentence: %s', async (_, ask, code) => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    if (code !== 'sale.too-large') await limit(LARGEST_MONEY);
    expect((await till.refusal('sale.quote', { meterId: id, ask })).code).toBe(code);
    const expected = { paid: 5_000, steps: 174 };
    const order = { requestId: randomUUID(), meterId: id, ask, expected };
    expect((await till.refusal('sale.sell', order)).code).toBe(code);
    expect(till.count('sale')).toBe(0);
  });

  it('names the limit of the owner, in money', async () => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    await limit(7_500);
    const ask = { by: 'money', amount: 7_501 };
    const refusal = await till.refusal('sale.quote', { meterId: id, ask });
    expect(refusal).toMatchObject({ code: 'sale.too-large', detail: { largest: 7_500 } });
    expect(refusal.message).toMatch(/: R\s?75.00\./);
    await till.call('sale.quote', { meterId: id, ask: { by: 'money', amount: 7_500 } });
  });

  it('lets whoever owes more than the limit of the owner pay it, and buy', async () => {
    const { id: meterId, customerId } = await till.meterOf('Nomsa Dlamini');
    await limit(7_500);
    await till.call('debts.add', {
      ...{ requestId: randomUUID(), customerId, amount: 20_000, name: 'Arrears', kind: 'arrears' },
      ...{ take: { kind: 'whole' }, perSaleCeiling: null, perMonthCeiling: null, priority: 1 },
    });
    const ask = { by: 'money', amount: 7_500 } as const;
    const refusal = await till.refusal('sale.quote', { meterId, ask });
    expect(refusal).toMatchObject({ code: 'price.below-debt', detail: { least: 20_001 } });
    const sale = await till.sell(meterId, 27_500);
    expect(sale).toMatchObject({ state: 'issued', quote: { debt: 20_000, paid: 27_500 } });
    const again = { meterId, ask: { by: 'money', amount: 7_501 } };
    expect(await till.refusal('sale.quote', again)).toMatchObject({
      code: 'sale.too-large',
      detail: { largest: 7_500 },
    });
  });

  it('is refused below the fixed charge, with the least that buys anything', async () => {
    const meter = await till.meterOf('Nomsa Dlamini');
    await till.call('tariffs.save', {
      id: meter.tariffId,
      name: 'With a charge',
      ...forNow,
      ...flatTerms({ price: 2_500_000, charge: 1_000, vat: 1_500 }),
    });
    const refusal = await till.refusal('sale.quote', {
      meterId: meter.id,
      ask: { by: 'money', amount: 900 },
    });
    expect(refusal.code).toBe('price.below-fixed-charge');
    const least = Number(refusal.detail.least);
    const quote = { meterId: meter.id, ask: { by: 'money', amount: least } } as const;
    expect((await till.call('sale.quote', quote)).fixedCharge).toBe(1_000);
  });
});

describe('what does not exist', () => {
  it.each([
    ['sale.quote', { meterId: 999, ask: { by: 'money', amount: 100 } }, 'meter.unknown'],
    ['meters.get', { meterId: 999 }, 'meter.unknown'],
    ['sales.get', { saleId: 999 }, 'sale.unknown'],
    ['sale.resume', { saleId: 999 }, 'sale.unknown'],
    ['sale.abandon', { saleId: 999 }, 'sale.unknown'],
    ['slip.preview', { saleId: 999, copy: false }, 'sale.unknown'],
    ['meters.get', { meterId: 2 ** 53 - 1 }, 'meter.unknown'],
  ])('%s of it is refused', async (name, input, code) => {
    expect((await till.refusal(name, input)).code).toBe(code);
  });

  it('a finished sale is neither resumed nor abandoned', async () => {
    const { id } = await till.meterOf('Nomsa Dlamini');
    const sale = await till.sell(id, 5_000);
    for (const name of ['sale.resume', 'sale.abandon']) {
      expect((await till.refusal(name, { saleId: sale.id })).code).toBe('sale.closed');
    }
    expect(await till.call('sales.get', { saleId: sale.id })).toEqual(sale);
  });
});

describe('the history', () => {
  it('finds a sale by receipt number, customer, meter and the end of the token', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    const naidoo = await till.meterOf('Mrs Naidoo');
    const first = await till.sell(nomsa.id, 5_000);
    const second = await till.sell(naidoo.id, 6_000);
    const third = await till.sell(nomsa.id, 7_000);
    const listed = async (text: string) =>
      (await till.call('sales.list', { text, before: null, limit: 50 })).sales.map(({ id }) => id);

    expect(await listed('')).toEqual([third.id, second.id, first.id]);
    expect(await listed('dlamini')).toEqual([third.id, first.id]);
    expect(await listed(second.receiptNumber)).toEqual([second.id]);
    expect(await listed(naidoo.drn)).toEqual([second.id]);
    expect(await listed(third.token?.slice(-6) ?? '')).toEqual([third.id]);
    expect(await listed('nobody of that name')).toEqual([]);
    expect(await listed('...')).toEqual([]);

    const page = await till.call('sales.list', { text: '', before: third.id, limit: 1 });
    expect(page).toMatchObject({ sales: [{ id: second.id }], more: true });
  });

  it('shows the customers of the last sales first, then those added last', async () => {
    const names = ['Nomsa Dlamini', 'Mrs Naidoo', 'Amina Hassan', 'Nomsa Dlamini'];
    for (const name of names) {
      till.clock.advance(60_000);
      await till.sell((await till.meterOf(name)).id, 5_000);
    }
    const recent = await till.call('meters.recent', { limit: 5 });
    expect(recent.map(({ customerName }) => customerName)).toEqual([
      'Nomsa Dlamini',
      'Amina Hassan',
      'Mrs Naidoo',
      'Peter van Wyk',
      'Zanele Ndlovu',
    ]);
    expect(recent[0]?.lastSale).toEqual({
      paid: 5_000,
      at: till.clock.now().toISOString(),
      ask: { by: 'money', amount: 5_000 },
    });
  });
});

function minuteOf({ clock }: TestTill): Date {
  return new Date(Math.floor(clock.now().getTime() / 60_000) * 60_000);
}

/** The owner changes the largest sale, minor units. */
async function limit(largestSale: number): Promise<void> {
  await till.set({ largestSale });
}
