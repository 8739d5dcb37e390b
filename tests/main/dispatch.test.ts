import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDispatch, type Handlers, type Session } from '../../src-main/dispatch.ts';
import { firstMessages } from '../../src-main/messages.ts';
import { Refusal } from '../../src-main/refusal.ts';
import { isAllowed } from '../../src-shared/contract/permissions.ts';
import { procedures } from '../../src-shared/contract/procedures.ts';
import { TestTill } from './till-fixture.ts';
import { TrainingShop } from './training-shop.ts';

/** What a session may ask for before anybody signed in. Anything added to this list is a decision. */
const FOR_NOBODY: readonly string[] = [
  'till.state',
  'till.speak',
  'till.setUp',
  'till.switch',
  'people.choose',
  'people.signIn',
  'restore.find',
  'restore.look',
  'restore.do',
  'people.signOut',
  'module.status',
  'backup.places',
  'module.probe',
  'module.search',
];

const names = Object.keys(procedures);
const closed = names.filter((name) => !FOR_NOBODY.includes(name));

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

let till: TestTill;
beforeEach(async () => {
  till = await shop.open();
});
afterEach(() => till.close());

describe('nobody', () => {
  it('may ask for what the list says, and no more', () => {
    const open = Object.entries(procedures)
      .filter(([, { permission }]) => isAllowed('nobody', permission))
      .map(([name]) => name);
    expect(open.toSorted()).toEqual(FOR_NOBODY.toSorted());
  });

  it.each([
    ['with a shop', true],
    ['without a shop', false],
  ])('is told to sign in, before the input is looked at: %s', async (_, withShop) => {
    await till.call('people.signOut', {});
    if (!withShop) {
      await till.close();
      till = await TestTill.open();
    }
    for (const name of closed) {
      for (const input of [undefined, null, {}, { saleId: 1 }, 'nonsense', trap()]) {
        expect((await till.refusal(name, input)).code).toBe('sign-in-first');
      }
    }
  });

  it('can neither look around nor change anything in a locked till', async () => {
    await till.call('people.signOut', {});
    const state = await till.call('till.state', {});
    for (const [name, input] of [
      ['till.switch', { to: 'live' }],
      ['till.switch', { to: 'training' }],
      ['module.probe', { link: { kind: 'built-in' } }],
    ] as const) {
      expect((await till.refusal(name, input)).code).toBe('sign-in-first');
    }
    expect(await till.call('till.state', {})).toEqual(state);
    expect((await till.call('module.status', {})).state).toBe('ready');
  });
});

describe('a name that is no procedure', () => {
  it.each(['', 'till', 'till.State', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'is refused: %j',
    async (name) => {
      for (const input of [{}, undefined]) {
        expect((await till.refusal(name, input)).code).toBe('no-such-procedure');
      }
    },
  );

  it('however long, is answered in short', async () => {
    const refusal = await till.refusal('x'.repeat(100_000), {});
    expect(refusal.code).toBe('no-such-procedure');
    expect(JSON.stringify(refusal).length).toBeLessThan(500);
  });
});

describe('an input', () => {
  it('with more in it than asked for is refused, and what nobody reads stays unread', async () => {
    const more = JSON.parse('{"limit": 5, "__proto__": {"operator": 1}}');
    expect((await till.refusal('meters.recent', more)).code).toBe('bad-input');
    expect((await till.refusal('meters.recent', { limit: 5, extra: 1 })).code).toBe('bad-input');
    expect(await till.call('meters.recent', { limit: 5 })).toHaveLength(5);
  });

  it('is named by its first wrong field, never by its value', async () => {
    const input = { meterId: 1, ask: { by: 'money', amount: 'R 4711' } };
    const refusal = await till.refusal('sale.quote', input);
    expect(refusal.detail).toEqual({ procedure: 'sale.quote', field: 'ask.amount' });
    expect(JSON.stringify(refusal)).not.toContain('4711');
  });
});

describe('what a handler does', () => {
  const session: Session = { operator: null };

  /** A dispatch whose `till.state` is `handler`, and what it did not foresee. */
  function dispatching(handler: () => never | object, checkOutputs = false) {
    const unforeseen: unknown[] = [];
    const nobody = () => expect.fail('not asked for');
    const all = Object.fromEntries(names.map((name) => [name, nobody]));
    const dispatch = createDispatch({
      // Only one of them is ever called.
      handlers: { ...all, 'till.state': handler } as unknown as Handlers,
      messages: firstMessages,
      refresh: () => {},
      approve: () => expect.fail('not asked for'),
      mayAct: () => {},
      onRefused: () => {},
      troubleOf: () => null,
      onUnexpected: (procedure, error) => unforeseen.push([procedure, error]),
      checkOutputs,
    });
    return { state: () => dispatch(session, 'till.state', {}), unforeseen };
  }

  it('that nobody foresaw is written down, and answered without its secrets', async () => {
    const cause = new Error('secret 1234');
    const { state, unforeseen } = dispatching(() => {
      throw cause;
    });
    const answer = await state();
    expect(answer).toMatchObject({ ok: false, error: { code: 'unexpected' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(unforeseen).toEqual([['till.state', cause]]);
  });

  it('that it refuses is answered with its code and facts', async () => {
    const { state, unforeseen } = dispatching(() => {
      throw new Refusal('people.wait', { seconds: 7 });
    });
    expect(await state()).toMatchObject({
      ok: false,
      error: { code: 'people.wait', detail: { seconds: 7 }, hint: expect.stringContaining('7') },
    });
    expect(unforeseen).toEqual([]);
  });

  it('is checked against the contract where that is asked for', async () => {
    const wrong = () => ({ version: 1 });
    expect((await dispatching(wrong).state()).ok).toBe(true);
    expect(await dispatching(wrong, true).state()).toMatchObject({ error: { code: 'unexpected' } });
  });
});

describe('what is approved of', () => {
  it('is not done where the shop was moved away while the secret was checked', async () => {
    const session: Session = { operator: { id: 2, name: 'Lerato', role: 'vendor' } };
    const done = vi.fn(() => ({}));
    let isMoved = false;
    const dispatch = createDispatch({
      // Only one of them is ever called.
      handlers: { 'shift.payOut': done } as unknown as Handlers,
      messages: firstMessages,
      refresh: () => {},
      approve: async () => {
        isMoved = true;
        return { id: 1, name: 'Thandi', role: 'owner' };
      },
      mayAct: () => {
        if (isMoved) throw new Refusal('shop.moving');
      },
      onRefused: () => {},
      troubleOf: () => null,
      onUnexpected: () => expect.fail('nothing is unexpected'),
      checkOutputs: false,
    });
    const answer = await dispatch(session, 'shift.payOut', {
      ...{ requestId: randomUUID(), amount: 100, reason: 'milk' },
      approval: { operatorId: 1, secret: '2468' },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'shop.moving' } });
    expect(done).not.toHaveBeenCalled();
  });
});

/** An input that tells when somebody looks into it. */
function trap(): object {
  const looked = () => expect.fail('the input was looked at');
  return new Proxy({}, { get: looked, has: looked, ownKeys: looked, getPrototypeOf: looked });
}
