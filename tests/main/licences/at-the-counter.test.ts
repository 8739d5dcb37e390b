import { describe, expect, it } from 'vitest';
import { openCounter } from '../../../src-main/counter.ts';
import { LONGEST_PASTE } from '../../../src-shared/pasted.ts';
import { CounterClient } from '../counter-client.ts';
import { TrainingShop } from '../training-shop.ts';

describe('a mail that is pasted in the browser', () => {
  it('is carried, however long, and refused for that with a sentence', async () => {
    const shop = await TrainingShop.setUp();
    const till = await shop.open();
    const counter = await openCounter({ till: till.till, screenFolder: till.folder, port: 0 });
    const client = await CounterClient.open(counter.url);
    // The sign that takes most room on its way.
    for (const text of ['\u0001'.repeat(LONGEST_PASTE), 'x'.repeat(LONGEST_PASTE)]) {
      const answer = await client.call('licences.read', { text });
      expect(answer).toMatchObject({ ok: false, error: { code: 'licence.too-long' } });
    }
    client.socket.terminate();
    await counter.close();
    await till.close();
    await shop.remove();
  });
});
