import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzzContract } from './fuzz-contract.ts';
import { KeptRows } from './kept-rows.ts';
import { ModelShop } from './roles.ts';

/* A short run of `npm run fuzz:contract`. */

let shop: ModelShop;
beforeAll(async () => {
  shop = await ModelShop.setUp();
}, 30_000);
afterAll(() => shop.remove());

describe('the contract', () => {
  it('answers whatever it is asked by whoever asks, and changes nothing without a right to', async () => {
    const figures = await fuzzContract({ shop, seed: 20_261_122, inputs: 20 });
    expect(figures.done).toBeGreaterThan(500);
    expect(figures.refusedAtTheDoor).toBeGreaterThan(2_000);
    expect(figures.codes.has('unexpected')).toBe(false);
  }, 120_000);

  it('is watched by something that sees a row change', async () => {
    const till = await shop.open();
    try {
      await till.seat('owner');
      const rows = new KeptRows(till.ledger);
      const [written, digest] = [rows.written(), rows.digest()];
      // What only leaves a row in the audit trail counts for nothing.
      expect((await till.ask('people.retire', { operatorId: 1 })).ok).toBe(false);
      expect([rows.written(), rows.digest()]).toEqual([written, digest]);
      expect((await till.ask('people.retire', { operatorId: 2 })).ok).toBe(true);
      expect(rows.written()).toBe(written + 1);
      expect(rows.digest()).not.toBe(digest);
    } finally {
      await till.close();
    }
  });
});
