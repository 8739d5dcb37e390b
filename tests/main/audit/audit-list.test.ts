import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { employ, LERATO, newPhone, SIPHO, screenOf } from '../people/people.ts';
import { PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

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
afterEach(() => till.close());

const list = async (text: string, limit = 200) =>
  (await till.call('audit.list', { text, before: null, limit })).entries;

describe('the audit trail, as it is read', () => {
  it('says who did what in words, the latest first, with what stands in the ledger', async () => {
    await till.call('people.save', {
      ...LERATO,
      name: 'Lerato M',
      role: 'supervisor',
      secret: null,
    });
    const [latest, before] = await list('');
    expect(latest).toMatchObject({
      operatorName: 'Thandi',
      approvedBy: null,
      what: 'people.changed',
      sentence: 'Changed Lerato (vendor) to Lerato M (supervisor)',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(latest?.facts ?? '')).toMatchObject({ id: LERATO.id, name: 'Lerato M' });
    expect(before).toMatchObject({ what: 'people.signed-in', sentence: 'Signed in' });
    const all = await list('');
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => all.length - index));
    expect(all.at(-1)).toMatchObject({ what: 'shop.set-up', operatorName: 'Thandi' });
  });

  it('names who approved', async () => {
    const lerato = await screenOf(till, LERATO);
    const approval = { operatorId: SIPHO.id, secret: SIPHO.secret };
    const input = { ...(await newPhone(till, '082 555 0199')), approval };
    await till.call('meters.save', input, lerato);
    expect((await list('meter'))[0]).toMatchObject({ operatorName: 'Lerato', approvedBy: 'Sipho' });
  });

  it('is in the shop’s language', async () => {
    await till.set({ language: 'fr' });
    expect((await list('people.signed-in'))[0]?.sentence).toBe('S’est connecté');
    await till.call('people.save', { ...LERATO, role: 'supervisor', secret: null });
    expect((await list(''))[0]?.sentence).toContain('(vendeur)');
  });

  it('is searched in sentences, names, facts, and by all words at once', async () => {
    await screenOf(till, LERATO);
    await till.refusal('people.signIn', { operatorId: SIPHO.id, secret: '0000' });
    for (const text of ['wrong pin', 'SIPHO wrong', 'people.wrong', '"tries":1', 'row sipho']) {
      const found = await list(text);
      expect(
        found.map(({ what }) => what),
        text,
      ).toContain('people.wrong-secret');
      expect(found.every(({ what }) => what !== 'people.signed-in')).toBe(true);
    }
    expect((await list('signed lerato')).map(({ operatorName }) => operatorName)).toEqual([
      'Lerato',
    ]);
    expect(await list('nothing of the kind')).toEqual([]);
    // Signs that mean something to SQL or to patterns are signs like others.
    for (const text of ["'", '%', '_x_', '.*', '\\', '"; DROP TABLE audit']) {
      expect(await list(`${text}zzz`), text).toEqual([]);
    }
  });

  it('comes in pages that leave nothing out and nothing twice', async () => {
    for (let times = 0; times < 23; times += 1) {
      await till.call('people.signOut', {});
      await till.call('people.signIn', { operatorId: 1, secret: PIN });
    }
    for (const text of ['', 'signed']) {
      const all = (await list(text)).map(({ sequence }) => sequence);
      const paged: number[] = [];
      let before: number | null = null;
      do {
        const page: { entries: { sequence: number }[]; next: number | null } = await till.call(
          'audit.list',
          { text, before, limit: 10 },
        );
        paged.push(...page.entries.map(({ sequence }) => sequence));
        before = page.next;
      } while (before !== null);
      expect(paged).toEqual(all);
      expect(all.length).toBeGreaterThan(40);
    }
  });

  it('can be read by those who lead, and by nobody else', async () => {
    const question = { text: '', before: null, limit: 5 };
    await till.call('audit.list', question, await screenOf(till, SIPHO));
    const vendor = await screenOf(till, LERATO);
    expect((await till.refusal('audit.list', question, vendor)).code).toBe('not-allowed');
    await till.call('people.signOut', {});
    expect((await till.refusal('audit.list', question)).code).toBe('sign-in-first');
  });
});
