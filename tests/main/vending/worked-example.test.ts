import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/** R 1.00 for the first 50 kWh of a month, R 2.00 above; 10 free; R 11.50 a month, all with VAT. */
const terms: TariffTerms = {
  blocks: [
    { upTo: 500, price: 1_000_000 },
    { upTo: null, price: 2_000_000 },
  ],
  freeSteps: 100,
  fixedCharges: [{ name: 'Network', every: 'month', amount: 1_150, arrears: true }],
  serviceFee: { amount: 0, basisPoints: 1_000 },
  taxes: [{ name: 'VAT', basisPoints: 1_500, on: ['energy', 'fixed-charge', 'service-fee'] }],
  pricesIncludeTax: true,
  minimumSale: 0,
  maximumSale: null,
};

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

const tried = (bought: number, paid = 10_000) =>
  till.call('tariffs.try', { terms, resource: 'electricity', paid, bought });

describe('a price that is tried', () => {
  it('is that of a first sale in a month, with each charge once and free units', async () => {
    const { steps, lines } = await tried(0);
    // R 10.00 fee, R 11.50 charge; of R 78.50, R 40.00 buys the rest of the first block.
    expect(steps).toBe(100 + 400 + 193);
    expect(lines.map(({ kind, steps: got }) => [kind, got])).toEqual([
      ['free-units', 100],
      ['energy', 400],
      ['energy', 193],
      ['fixed-charge', null],
      ['service-fee', null],
      ['tax', null],
    ]);
  });

  it('counts what was had before, and gives free units no second time', async () => {
    const { steps, freeSteps } = await tried(500);
    expect([steps, freeSteps]).toEqual([393, 0]);
  });

  it('takes the deductions in the owner’s order', async () => {
    const { shop: settings } = await till.call('till.state', {});
    if (!settings) throw new Error('no shop');
    const order = ['fixed-charge', 'debt', 'service-fee'] as const;
    await till.call('shop.save', { ...settings, deductionOrder: [...order] });
    // A tenth of R 88.50 rather than of R 100.00.
    expect((await tried(500)).serviceFee).toBe(770);
  });

  it('says what is needed, saves nothing', async () => {
    const before = await till.call('tariffs.list', {});
    const input = { terms, resource: 'electricity', paid: 500, bought: 0 } as const;
    const refusal = await till.refusal('tariffs.try', input);
    expect(refusal.code).toBe('price.below-fixed-charge');
    expect((await tried(0, Number(refusal.detail.least))).steps).toBeGreaterThan(100);
    expect(await till.call('tariffs.list', {})).toEqual(before);
  });
});
