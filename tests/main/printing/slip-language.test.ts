import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Language } from '../../../src-shared/contract/shapes.ts';
import { details } from '../customers/customer-examples.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* A customer's slip is in the language of who bought, whoever has the meter since. */

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

async function customerWho(name: string, language: Language): Promise<number> {
  const who = details({ name, language });
  const { customer } = await till.call('customers.save', { customerId: null, details: who });
  return customer.id;
}

/** What stands before the amount paid: a word of the slip's language. */
async function labels(saleId: number): Promise<string[]> {
  const { blocks } = await till.call('slip.preview', { saleId, copy: true });
  return blocks.flatMap((block) => (block.kind === 'pair' ? [block.label] : []));
}

it('a copy keeps the language of its buyer when the meter moves to another customer', async () => {
  const { id: meterId } = await till.meterOf('Nomsa Dlamini');
  const french = await customerWho('Awa Diop', 'fr');
  const portuguese = await customerWho('Ana Costa', 'pt');
  const first = await till.sell(meterId, 5000);
  await till.call('customers.moveMeter', { meterId, customerId: french });
  const second = await till.sell(meterId, 5000);
  await till.call('customers.moveMeter', { meterId, customerId: portuguese });
  const third = await till.sell(meterId, 5000);

  expect(await labels(first.id)).toContain('Amount paid');
  expect(await labels(second.id)).toContain('Montant payé');
  expect(await labels(third.id)).toContain('Valor pago');
});
