import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSecret, isSecret } from '../../../src-main/people/secret.ts';
import { PIN, setUpInput, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

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

const WRONG = '1357';

describe('a PIN', () => {
  it('is kept as a salted scrypt hash at OWASP’s cost, and nowhere else', async () => {
    const kept = () =>
      till.ledger<{ secret_hash: string }>('SELECT secret_hash FROM operator')[0]?.secret_hash;
    const first = kept() ?? '';
    const newPin = '864297531';
    await till.call('people.changeSecret', { old: PIN, next: { kind: 'pin', text: newPin } });
    const hash = kept() ?? '';
    expect(hash).toMatch(/^scrypt\$131072\$8\$1\$[\w+/]{22}==\$[\w+/]{43}=$/);
    expect(await isSecret(newPin, hash)).toBe(true);
    expect((await hashSecret(newPin)).split('$')[4]).not.toBe(hash.split('$')[4]);

    await till.till.close();
    const file = await readFile(join(till.folder, 'training.sqlite'), 'latin1');
    expect(file).toContain(hash);
    for (const gone of [newPin, first]) expect(file).not.toContain(gone);
  });

  it('that nobody could have is bad input, and is not repeated', async () => {
    for (const secret of ['', 1234, null, 'x'.repeat(129)]) {
      const input = { operatorId: 1, secret };
      expect((await till.refusal('people.signIn', input)).code).toBe('bad-input');
    }
    const refusal = await till.refusal('people.signIn', {
      operatorId: 1,
      secret: 'secret'.repeat(30),
    });
    expect(JSON.stringify(refusal)).not.toContain('secret'.repeat(2));
  });

  it.each(['123', '1234567890123', '12a4', '', ' 1234', '１２３４'])('is not %j', async (text) => {
    const change = { old: PIN, next: { kind: 'pin', text } };
    expect((await till.refusal('people.changeSecret', change)).code).toBe('bad-input');
  });

  it('can be changed by who knows the old one', async () => {
    await till.call('people.signOut', {});
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    const change = { old: WRONG, next: { kind: 'pin', text: '8642' } };
    expect((await till.refusal('people.changeSecret', change)).code).toBe('people.wrong-secret');
    expect(
      await till.call('people.changeSecret', { old: PIN, next: { kind: 'pin', text: '8642' } }),
    ).toEqual({});
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: PIN })).code).toBe(
      'people.wrong-secret',
    );
    expect((await till.call('people.signIn', { operatorId: 1, secret: '8642' })).stage).toBe(
      'open',
    );
  });
});

describe('guessing', () => {
  it('has to wait after the fourth wrong PIN, longer each time, whatever the clock says', async () => {
    for (let tries = 0; tries < 4; tries += 1) {
      expect((await till.refusal('people.signIn', { operatorId: 1, secret: WRONG })).code).toBe(
        'people.wrong-secret',
      );
    }
    expect(await till.refusal('people.signIn', { operatorId: 1, secret: PIN })).toMatchObject({
      code: 'people.wait',
      detail: { seconds: 15 },
    });
    till.clock.set('2030-01-01T00:00:00Z');
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: PIN })).code).toBe(
      'people.wait',
    );
    till.clock.waited += 14_001;
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: PIN })).detail).toEqual({
      seconds: 1,
    });

    till.clock.waited += 999;
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: WRONG })).code).toBe(
      'people.wrong-secret',
    );
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: PIN })).detail).toEqual({
      seconds: 30,
    });
    till.clock.waited += 30_000;
    expect((await till.call('people.signIn', { operatorId: 1, secret: PIN })).operator?.name).toBe(
      'Thandi',
    );
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: WRONG })).code).toBe(
      'people.wrong-secret',
    );
    expect((await till.call('people.signIn', { operatorId: 1, secret: PIN })).stage).toBe('open');
  });

  it('in parallel has no free tries, nor by way of changing the PIN', async () => {
    const guesses = ['0000', '0001', '0002', '0003', '0004', '0005', '0006', PIN];
    const other = till.till.openSession();
    const codes = await Promise.all(
      guesses.map(async (pin, index) => {
        const input =
          index % 2 === 0
            ? { operatorId: 1, secret: pin }
            : { old: pin, next: { kind: 'pin', text: '1111' } };
        const name = index % 2 === 0 ? 'people.signIn' : 'people.changeSecret';
        return (await till.refusal(name, input, index % 3 === 0 ? other : till.session)).code;
      }),
    );
    const wrong = Array.from({ length: 4 }, () => 'people.wrong-secret');
    expect(codes).toEqual([...wrong, ...wrong.map(() => 'people.wait')]);
  });
});

describe('a session', () => {
  it('is the owner’s from the start where the PIN is off, and nobody’s where it is on', async () => {
    expect((await till.call('till.state', {})).stage).toBe('open');
    await till.set({ pinAtStart: true });
    expect((await till.call('till.state', {})).stage).toBe('open');
    await till.restart();
    expect(await till.call('till.state', {})).toMatchObject({ stage: 'locked', operator: null });
    expect((await till.refusal('meters.recent', { limit: 1 })).code).toBe('sign-in-first');
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    expect(await till.call('meters.recent', { limit: 1 })).toHaveLength(1);
  });

  it('is its own: signing out of one leaves the others', async () => {
    const other = till.till.openSession();
    expect((await till.call('people.signOut', {}, other)).stage).toBe('locked');
    expect((await till.call('till.state', {})).stage).toBe('open');
    expect((await till.refusal('tariffs.list', {}, other)).code).toBe('sign-in-first');
    till.till.closeSession(till.session);
    expect((await till.refusal('tariffs.list', {})).code).toBe('sign-in-first');
  });

  it('is not opened in another shop than the one whose PIN was typed', async () => {
    // At its full cost, which is what leaves the time for a switch.
    await till.call('people.changeSecret', { old: PIN, next: { kind: 'pin', text: PIN } });
    const other = till.till.openSession();
    await till.call('people.signOut', {}, other);
    const signingIn = till.till.dispatch(other, 'people.signIn', { operatorId: 1, secret: PIN });
    await till.call('till.switch', { to: 'live' });
    const link = { kind: 'tcp', host: '127.0.0.1', port: 1 } as const;
    await till.call('till.setUp', setUpInput({ ownerPin: '975310', link }));
    expect((await signingIn).ok).toBe(false);
    expect(other.operator).toBeNull();
  });
});
