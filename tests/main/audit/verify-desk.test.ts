import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSentence } from '../../../src-main/audit/verify-view.ts';
import { VERIFY_RULES } from '../../../src-main/ledger/verify/report.ts';
import { messagesIn } from '../../../src-main/messages.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/** All that any rule tells. */
const FACTS = {
  reason: 'torn',
  type: 'index',
  name: 'sale_tid',
  parent: 'sale',
  found: 8,
  sequence: 7,
  last: 6,
  names: 'taken',
  hash: 'ab',
};

let shop: TrainingShop;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

describe('the check of the ledger at the till', () => {
  it('finds everything right that the till has written: sales, refunds, drawer, Z reports', async () => {
    const till = await shop.open();
    await day(till);
    const result = await till.call('audit.verify', {});
    expect(result).toMatchObject({ ok: true, problems: [] });
    expect(result.auditHash).toMatch(/^[\da-f]{64}$/);
    const told = till.events.filter(({ name }) => name === 'verify');
    expect(told.length).toBeGreaterThan(1);
    // The copy that was checked is gone.
    expect(readdirSync(till.folder).filter((name) => name.includes('checking'))).toEqual([]);
    await till.close();
  });

  it('goes on beside the selling, and once for all who ask', async () => {
    const till = await shop.open();
    const meter = await till.meterOf('Nomsa');
    const [one, other, sale] = await Promise.all([
      till.call('audit.verify', {}),
      till.call('audit.verify', {}),
      till.sell(meter.id, 5000),
    ]);
    expect(sale.state).toBe('issued');
    expect(other.seconds).toBe(one.seconds);
    expect(one.ok).toBe(true);
    await till.close();
  });

  it('names what was changed by hand, in words', async () => {
    const till = await shop.open();
    await day(till);
    await till.till.close();
    const ledger = new Database(join(till.folder, 'training.sqlite'));
    const trigger = ledger
      .prepare(`SELECT sql FROM sqlite_schema WHERE name = 'refund_unchanged'`)
      .pluck()
      .get();
    ledger.exec(`DROP TRIGGER refund_unchanged; UPDATE refund SET amount = amount - 1; ${trigger}`);
    ledger.close();
    await till.restart();
    const { ok, problems } = await till.call('audit.verify', {});
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({
      rule: 'row.changed',
      place: 'refund 1',
      message: expect.stringMatching(/was changed/),
    });
    await till.close();
  });

  it('does not keep the till from closing', async () => {
    const till = await shop.open();
    const check = till.refusal('audit.verify', {});
    await till.close();
    expect(await check).toMatchObject({ code: 'verify.stopped' });
  });
});

describe.each(['en', 'fr', 'pt', 'sw'] as const)('the rules in %s', (language) => {
  it.each(VERIFY_RULES)('have a sentence for %s', async (rule) => {
    const messages = await messagesIn(language, 'ZAR');
    const sentence = problemSentence(messages, { rule, table: 'sale', row: 1, facts: FACTS });
    expect(sentence).toMatch(/^[\p{Lu}].*[.]$/u);
    expect(sentence).not.toMatch(/verify\.|\{\{/);
  });
});

/** A shift with a sale, a refund and a drop, closed. */
async function day(till: TestTill): Promise<void> {
  const meter = await till.meterOf('Nomsa');
  const sale = await till.sell(meter.id, 20_000);
  await till.sell(meter.id, 30_000);
  await till.call('shift.drop', {
    requestId: crypto.randomUUID(),
    amount: 10_000,
    reason: 'To the safe',
  });
  await till.call('sale.refund', {
    requestId: crypto.randomUUID(),
    saleId: sale.id,
    amount: 1000,
    payment: 'cash',
    reason: 'Too much',
  });
  const counted = { cash: 39_000, card: 0, 'mobile-money': 0, account: 0 };
  await till.call('shift.count', { counted });
  await till.call('shift.close', { explanation: '', left: 5000 });
  await till.sell(meter.id, 5000);
}
