import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SaleDraft } from '../../../src-shared/contract/held-shapes.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Sales that wait for their customers. */

let shop: TrainingShop;
let till: TestTill;
let draft: SaleDraft;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  till = await shop.open();
  draft = await draftFor('Nomsa Dlamini');
});
afterEach(() => till.close());

const noSplit = { cash: '', card: '', 'mobile-money': '', account: '' };

async function draftFor(name: string): Promise<SaleDraft> {
  const { id: meterId } = await till.meterOf(name);
  return {
    meterId,
    by: 'money',
    amountText: '62.50',
    others: [],
    place: 0,
    payment: 'card',
    split: noSplit,
    cashText: '',
  };
}

const put = (of: SaleDraft, id: string = randomUUID()) => till.call('held.put', { id, draft: of });

describe('a sale on hold', () => {
  it('is what it was when it is taken up, and waits no longer', async () => {
    const id = randomUUID();
    expect(await put(draft, id)).toMatchObject([
      { id, draft, meter: { customerName: 'Nomsa Dlamini' }, operatorName: 'Thandi' },
    ]);
    expect(await till.call('held.take', { id })).toMatchObject({ id, draft });
    expect(await till.call('held.list', {})).toEqual([]);
  });

  it('waits with all that is to be paid for together', async () => {
    const { id: meterId } = await till.meterOf('Mrs Naidoo');
    const other = { meterId, by: 'units', amountText: '12.5' } as const;
    const whole = { ...draft, others: [other], place: 1 };
    const id = randomUUID();
    expect(await put(whole, id)).toMatchObject([
      { draft: whole, meter: { customerName: 'Nomsa Dlamini' }, others: [{ id: meterId }] },
    ]);
    expect(await till.call('held.take', { id })).toMatchObject({ draft: whole });
    const nobodys = { ...whole, others: [{ ...other, meterId: 999 }] };
    const refused = { id: randomUUID(), draft: nobodys };
    expect((await till.refusal('held.put', refused)).code).toBe('meter.unknown');
  });

  it('that was put aside before several could be paid together waits as it did', async () => {
    const id = randomUUID();
    await put(draft, id);
    await till.till.close();
    till.change(`UPDATE setting SET value = json_remove(value, '$[0].draft.others',
                   '$[0].draft.place') WHERE name = 'held'`);
    await till.restart();
    expect(await till.call('held.take', { id })).toMatchObject({ draft, others: [] });
  });

  it('waits over a restart, behind those that wait longer', async () => {
    const units = {
      ...(await draftFor('Sipho Khumalo')),
      by: 'units',
      amountText: '12.5',
    } as const;
    await put(draft);
    await put(units);
    await till.restart();
    const held = await till.call('held.list', {});
    expect(held.map((each) => each.draft)).toEqual([draft, units]);
  });

  it('waits whoever sits at the till', async () => {
    await put(draft);
    await till.call('people.signOut', {});
    expect((await till.refusal('held.list', {})).code).toBe('sign-in-first');
    const session = till.till.openSession();
    expect(await till.call('held.list', {}, session)).toHaveLength(1);
  });

  it('comes to nothing where it is given up', async () => {
    const id = randomUUID();
    await put(draft, id);
    expect(await till.call('held.drop', { id })).toEqual([]);
    expect(till.count('sale')).toBe(0);
    expect((await till.refusal('held.take', { id })).code).toBe('held.gone');
    expect((await till.refusal('held.drop', { id })).code).toBe('held.gone');
  });

  it('is one, however often it is put there, and taken by one screen only', async () => {
    const id = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => put(draft, id)));
    expect(await till.call('held.list', {})).toHaveLength(1);
    const other = { id, draft: { ...draft, amountText: '70' } };
    expect((await till.refusal('held.put', other)).code).toBe('held.request-reused');
    const takes = await Promise.all(
      [1, 2, 3].map(() => till.till.dispatch(till.session, 'held.take', { id })),
    );
    expect(takes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is for a meter that there is, and one of nine at the most', async () => {
    const nobody = { id: randomUUID(), draft: { ...draft, meterId: 999 } };
    expect((await till.refusal('held.put', nobody)).code).toBe('meter.unknown');
    for (let count = 0; count < 9; count += 1) await put(draft);
    const tenth = { id: randomUUID(), draft };
    expect(await till.refusal('held.put', tenth)).toMatchObject({ code: 'held.full' });
    expect(await till.call('held.list', {})).toHaveLength(9);
  });

  it('is in the audit trail with its meter', async () => {
    const id = randomUUID();
    await put(draft, id);
    await till.call('held.take', { id });
    const { entries } = await till.call('audit.list', { text: 'hold', before: null, limit: 5 });
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^Sale for meter \d{11} taken up again from hold$/),
      expect.stringMatching(/^Sale for meter \d{11} put on hold$/),
    ]);
  });
});
