import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { employ, LERATO, noted, SIPHO, screenOf } from './people.ts';

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
  await till.ready();
});
afterEach(() => till.close());

const WRONG = '1357';
const names = async () => (await till.call('people.choose', {})).map(({ name }) => name);

describe('who may be chosen', () => {
  it('is told to nobody by name, role and kind of secret, and nothing more', async () => {
    await till.call('people.signOut', {});
    expect(await till.call('people.choose', {})).toEqual([
      { id: 1, name: 'Thandi', role: 'owner', secret: 'pin', wait: 0 },
      { id: 2, name: 'Sipho', role: 'supervisor', secret: 'pin', wait: 0 },
      { id: 3, name: 'Lerato', role: 'vendor', secret: 'pin', wait: 0 },
    ]);
  });

  it('is nobody who left, and they are told apart from nobody that never was', async () => {
    await till.call('people.retire', { operatorId: LERATO.id });
    expect(await names()).toEqual(['Thandi', 'Sipho']);
    const stranger = await till.refusal('people.signIn', { operatorId: 99, secret: WRONG });
    for (const secret of [LERATO.secret, WRONG]) {
      const left = await till.refusal('people.signIn', { operatorId: LERATO.id, secret });
      expect(left).toEqual(stranger);
    }
    expect(stranger.code).toBe('people.unknown');
  });

  it('is asked of whoever starts the till, also where the owner once worked alone', async () => {
    await till.set({ pinAtStart: false });
    await till.restart();
    expect((await till.call('till.state', {})).stage).toBe('locked');
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    for (const operatorId of [SIPHO.id, LERATO.id])
      await till.call('people.retire', { operatorId });
    await till.restart();
    expect(await till.call('till.state', {})).toMatchObject({
      stage: 'open',
      operator: { name: 'Thandi' },
    });
  });
});

describe('somebody new', () => {
  it('is added with a name of their own, a role and a secret, and can sign in', async () => {
    const secret = { kind: 'password', text: 'a long word' } as const;
    const draft = { id: null, name: ' Naledi ', role: 'vendor', secret } as const;
    const people = await till.call('people.save', draft);
    const naledi = people.find(({ name }) => name === 'Naledi');
    expect(naledi).toMatchObject({ role: 'vendor', secret: 'password', retiredAt: null });
    expect(noted(till, 'people.added')).toEqual([
      {
        what: 'people.added',
        operatorId: 1,
        approvedBy: null,
        facts: { id: naledi?.id, name: 'Naledi', role: 'vendor', secret: 'password' },
      },
    ]);
    const who = { operatorId: naledi?.id ?? 0, secret: secret.text };
    expect((await till.call('people.signIn', who)).operator).toMatchObject({ name: 'Naledi' });
  });

  it.each([
    ['a name that is taken', { name: 'lerato' }, 'people.name-taken'],
    ['no secret', { secret: null }, 'people.secret-needed'],
    ['a short password', { secret: { kind: 'password', text: '1234567' } }, 'bad-input'],
    ['a role there is not', { role: 'nobody' }, 'bad-input'],
    ['no name', { name: '  ' }, 'bad-input'],
  ])('is not added with %s', async (_, changed, code) => {
    const secret = { kind: 'pin', text: '8642' };
    const draft = { id: null, name: 'Naledi', role: 'vendor', secret, ...changed };
    expect((await till.refusal('people.save', draft)).code).toBe(code);
    expect(await names()).toEqual(['Thandi', 'Sipho', 'Lerato']);
    expect(noted(till, 'people.added')).toEqual([]);
  });

  it('may have the name of somebody who left', async () => {
    await till.call('people.retire', { operatorId: LERATO.id });
    const secret = { kind: 'pin', text: '8642' } as const;
    const people = await till.call('people.save', {
      id: null,
      name: 'Lerato',
      role: 'vendor',
      secret,
    });
    expect(people.filter(({ name }) => name === 'Lerato')).toHaveLength(2);
  });
});

describe('somebody who works here', () => {
  it('gets another name and role, at once and where they sit', async () => {
    const lerato = await screenOf(till, LERATO);
    const draft = { id: LERATO.id, name: 'Lerato M', role: 'supervisor', secret: null } as const;
    await till.call('people.save', draft);
    expect((await till.call('till.state', {}, lerato)).operator).toEqual({
      id: LERATO.id,
      name: 'Lerato M',
      role: 'supervisor',
    });
    // What a supervisor may, on the very session that began as a vendor's.
    await till.call('audit.list', { text: '', before: null, limit: 1 }, lerato);
    expect(noted(till, 'people.changed')[0]?.facts).toEqual({
      id: LERATO.id,
      name: 'Lerato M',
      role: 'supervisor',
      nameBefore: 'Lerato',
      roleBefore: 'vendor',
    });
    await till.call('people.save', { ...draft, role: 'vendor' });
    const refusal = await till.refusal('audit.list', { text: '', before: null, limit: 1 }, lerato);
    expect(refusal.code).toBe('not-allowed');
  });

  it('leaves: their screen is nobody’s at once, and what they did stays theirs', async () => {
    const lerato = await screenOf(till, LERATO);
    await till.call('people.retire', { operatorId: LERATO.id });
    expect((await till.call('till.state', {}, lerato)).stage).toBe('locked');
    expect((await till.refusal('meters.recent', { limit: 1 }, lerato)).code).toBe('sign-in-first');
    const gone = (await till.call('people.list', {})).at(-1);
    expect(gone).toMatchObject({ name: 'Lerato', retiredAt: expect.any(String) });
    const { entries } = await till.call('audit.list', { text: 'lerato', before: null, limit: 9 });
    expect(entries.map(({ what }) => what)).toContain('people.signed-in');
    for (const name of ['people.save', 'people.retire', 'people.unlock']) {
      const input = { operatorId: LERATO.id };
      const draft = { id: LERATO.id, name: 'Back', role: 'owner', secret: null };
      const refusal = await till.refusal(name, name === 'people.save' ? draft : input);
      expect(refusal.code).toBe('people.unknown');
    }
  });

  it('leaves while their PIN is looked at: they do not come in', async () => {
    // At its full cost, which is what leaves the time for it.
    const secret = { kind: 'pin', text: '8642' } as const;
    await till.call('people.save', { ...LERATO, secret });
    const session = till.till.openSession();
    const who = { operatorId: LERATO.id, secret: secret.text };
    const signingIn = till.till.dispatch(session, 'people.signIn', who);
    // It is being looked at by now.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await till.call('people.retire', { operatorId: LERATO.id });
    expect(await signingIn).toMatchObject({ ok: false, error: { code: 'people.unknown' } });
    expect(session.operator).toBeNull();
  });

  it('is not let in by a PIN that is being taken away', { timeout: 20_000 }, async () => {
    const session = till.till.openSession();
    const given = till.call('people.save', { ...LERATO, secret: { kind: 'pin', text: '9753' } });
    const who = { operatorId: LERATO.id, secret: LERATO.secret };
    const signingIn = till.till.dispatch(session, 'people.signIn', who);
    await given;
    expect(await signingIn).toMatchObject({ ok: false, error: { code: 'people.wrong-secret' } });
  });

  it('is an owner as long as there is no other', async () => {
    const thandi = { id: 1, name: 'Thandi', secret: null };
    for (const [name, input] of [
      ['people.retire', { operatorId: 1 }],
      ['people.save', { ...thandi, role: 'supervisor' }],
    ] as const) {
      expect((await till.refusal(name, input)).code).toBe('people.last-owner');
    }
    await till.call('people.save', { ...SIPHO, role: 'owner', secret: null });
    await till.call('people.save', { ...thandi, role: 'vendor' });
    expect((await till.refusal('people.list', {})).code).toBe('not-allowed');
  });

  it('may be another’s concern for owners only', async () => {
    for (const who of [SIPHO, LERATO]) {
      const session = await screenOf(till, who);
      for (const [name, input] of [
        ['people.list', {}],
        ['people.save', { ...LERATO, role: 'owner', secret: null }],
        ['people.retire', { operatorId: 1 }],
        ['people.unlock', { operatorId: who.id }],
      ] as const) {
        expect((await till.refusal(name, input, session)).code).toBe('not-allowed');
      }
    }
    expect(noted(till, 'attempt.refused').map(({ facts }) => facts.procedure)).toEqual([
      'people.save',
      'people.retire',
      'people.unlock',
      'people.save',
      'people.retire',
      'people.unlock',
    ]);
  });
});

describe('the wait after wrong tries', () => {
  const fail = async (operatorId: number, times = 4) => {
    for (let tries = 0; tries < times; tries += 1) {
      await till.refusal('people.signIn', { operatorId, secret: WRONG });
    }
  };
  const waits = async () => (await till.call('people.choose', {})).map(({ wait }) => wait);

  it('is each person’s own', async () => {
    await fail(LERATO.id);
    expect(await waits()).toEqual([0, 0, 15]);
    await screenOf(till, SIPHO);
    const lerato = { operatorId: LERATO.id, secret: LERATO.secret };
    expect((await till.refusal('people.signIn', lerato)).code).toBe('people.wait');
    // A wait that was knocked at is not made longer.
    expect(await waits()).toEqual([0, 0, 15]);
  });

  it('is never longer than a quarter of an hour', async () => {
    for (let tries = 0; tries < 14; tries += 1) {
      await fail(LERATO.id, 1);
      till.clock.advance(15 * 60_000);
    }
    await fail(LERATO.id, 1);
    expect(await waits()).toEqual([0, 0, 15 * 60]);
  });

  it('begins anew after a restart, and no other clock shortens it', async () => {
    await fail(LERATO.id);
    till.clock.advance(10_000);
    await till.restart();
    expect(await waits()).toEqual([0, 0, 15]);
    till.clock.set('2031-01-01T00:00:00Z');
    expect(await waits()).toEqual([0, 0, 15]);
    till.clock.waited += 15_000;
    await screenOf(till, LERATO);
    await till.restart();
    expect(await waits()).toEqual([0, 0, 0]);
  });

  it('is ended by an owner, and by another secret', async () => {
    await fail(LERATO.id);
    await till.call('people.unlock', { operatorId: LERATO.id });
    expect(await waits()).toEqual([0, 0, 0]);
    expect(noted(till, 'people.unlocked')[0]?.facts).toEqual({ id: LERATO.id, name: 'Lerato' });
    await screenOf(till, LERATO);
    await fail(LERATO.id);
    await till.call('people.save', { ...LERATO, secret: { kind: 'pin', text: '8642' } });
    expect(await waits()).toEqual([0, 0, 0]);
    await till.restart();
    expect(await waits()).toEqual([0, 0, 0]);
    expect(noted(till, 'people.secret-set')[0]?.facts).toEqual({
      id: LERATO.id,
      name: 'Lerato',
      secret: 'pin',
    });
  });

  it('stands in the trail, try by try, without what was typed', async () => {
    await fail(LERATO.id);
    const tries = noted(till, 'people.wrong-secret');
    expect(tries.map(({ facts }) => facts.tries)).toEqual([1, 2, 3, 4]);
    expect(tries[0]).toMatchObject({ operatorId: null, facts: { id: LERATO.id, name: 'Lerato' } });
    expect(JSON.stringify(noted(till, '%'))).not.toContain(WRONG);
  });
});

describe('whoever comes and goes', () => {
  it('is noted: in, out, and out for the one whose place is taken', async () => {
    const session = await screenOf(till, LERATO);
    await till.call('people.signIn', { operatorId: SIPHO.id, secret: SIPHO.secret }, session);
    expect((await till.call('till.state', {}, session)).operator?.name).toBe('Sipho');
    await till.call('people.signOut', {}, session);
    await till.call('people.signOut', {}, session);
    expect(
      noted(till, 'people.signed-%').map(({ what, operatorId }) => [what, operatorId]),
    ).toEqual([
      ['people.signed-in', 1],
      ['people.signed-in', LERATO.id],
      ['people.signed-out', LERATO.id],
      ['people.signed-in', SIPHO.id],
      ['people.signed-out', SIPHO.id],
    ]);
  });

  it('keeps the one who was there where the PIN of the next is wrong', async () => {
    const session = await screenOf(till, LERATO);
    await till.refusal('people.signIn', { operatorId: SIPHO.id, secret: WRONG }, session);
    expect((await till.call('till.state', {}, session)).operator?.name).toBe('Lerato');
  });
});
