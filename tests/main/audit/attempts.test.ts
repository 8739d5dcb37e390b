import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Audit } from '../../../src-main/ledger/audit.ts';
import { employ, LERATO, noted, screenOf } from '../people/people.ts';
import { PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Whoever wants to change something and is told no stands in the trail, and cannot fill the disk with it. */

let shop: TrainingShop;
let till: TestTill;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  const folder = await shop.copy();
  employ(folder);
  till = await TestTill.open({ folder });
  await till.call('people.signIn', { operatorId: 1, secret: PIN });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await till.close();
});

const facts = () => noted(till, 'attempt.refused').map((row) => row.facts);

describe('a refused attempt', () => {
  it('is noted with who, what and why, and not with what was typed', async () => {
    const lerato = await screenOf(till, LERATO);
    const secret = { kind: 'pin', text: '753159' };
    const input = { id: null, name: 'Mallory', role: 'owner', secret };
    await till.refusal('people.save', input, lerato);
    expect(noted(till, 'attempt.refused')).toEqual([
      {
        what: 'attempt.refused',
        operatorId: LERATO.id,
        approvedBy: null,
        facts: { code: 'not-allowed', procedure: 'people.save', unwritten: 0 },
      },
    ]);
    expect(JSON.stringify(noted(till, '%'))).not.toMatch(/Mallory|753159/);
  });

  it('of nobody is noted as nobody’s', async () => {
    const nobody = till.till.openSession();
    await till.refusal('tariffs.save', {}, nobody);
    expect(noted(till, 'attempt.refused')[0]).toMatchObject({
      operatorId: null,
      facts: { code: 'sign-in-first', procedure: 'tariffs.save' },
    });
  });

  it('to know something is not noted', async () => {
    const lerato = await screenOf(till, LERATO);
    await till.refusal('people.list', {}, lerato);
    await till.refusal('audit.list', { text: '', before: null, limit: 5 }, lerato);
    expect(facts()).toEqual([]);
  });

  it('that could not be written down is not forgotten: the next one says so', async () => {
    const nobody = till.till.openSession();
    vi.spyOn(Audit.prototype, 'append').mockImplementationOnce(() => {
      throw new Error('database or disk is full');
    });
    for (let times = 0; times < 2; times += 1) await till.refusal('tariffs.save', {}, nobody);
    expect(facts()).toMatchObject([{ procedure: 'tariffs.save', unwritten: 1 }]);
    expect(till.unforeseen.splice(0)).toHaveLength(1);
  });

  it('in a loop is two rows, of which the second says how many there were between', async () => {
    const nobody = till.till.openSession();
    for (let times = 0; times < 500; times += 1) {
      await till.refusal('people.retire', { operatorId: 1 }, nobody);
    }
    expect(facts()).toHaveLength(1);
    till.clock.advance(60_000);
    await till.refusal('people.retire', { operatorId: 1 }, nobody);
    expect(facts().map(({ unwritten }) => unwritten)).toEqual([0, 499]);
  });

  it('in a loop hides no other', async () => {
    const lerato = await screenOf(till, LERATO);
    const nobody = till.till.openSession();
    for (let times = 0; times < 20; times += 1) {
      await till.refusal('people.retire', { operatorId: 1 }, nobody);
      await till.refusal('people.retire', { operatorId: 1 }, lerato);
      await till.refusal('people.unlock', { operatorId: 1 }, lerato);
      await till.refusal('people.unlock', { operatorId: 'x' });
    }
    expect(facts().map(({ code, procedure }) => `${code} ${procedure}`)).toEqual([
      'sign-in-first people.retire',
      'not-allowed people.retire',
      'not-allowed people.unlock',
      'bad-input people.unlock',
    ]);
  });
});
