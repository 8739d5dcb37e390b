import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src-main/dispatch.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import { PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { type Colleague, employ, LERATO, newPhone, noted, SIPHO, screenOf } from './people.ts';

const OTHER_VENDOR: Colleague = { id: 4, name: 'Naledi', role: 'vendor', secret: '6482' };
const WRONG = '1357';

let shop: TrainingShop;
let till: TestTill;
let lerato: Session;
let change: Input<'meters.save'>;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  const folder = await shop.copy();
  employ(folder, [SIPHO, LERATO, OTHER_VENDOR]);
  till = await TestTill.open({ folder });
  await till.call('people.signIn', { operatorId: 1, secret: PIN });
  change = await newPhone(till, '082 555 0199');
  lerato = await screenOf(till, LERATO);
});
afterEach(() => till.close());

const phone = async () => (await till.meterOf('Nomsa')).phone;
const approvedBy = ({ id, secret }: Pick<Colleague, 'id' | 'secret'>) => ({
  ...change,
  approval: { operatorId: id, secret },
});

describe('what a vendor may do only with somebody beside them', () => {
  it('is not done without, and says what it is; that is no refused attempt', async () => {
    expect(await till.refusal('meters.save', change, lerato)).toMatchObject({
      code: 'approval-needed',
      detail: { procedure: 'meters.save', permission: 'manage-customers' },
    });
    expect(await phone()).not.toBe(change.customer.phone);
    expect(noted(till, 'attempt.refused')).toEqual([]);
  });

  it('is done with a supervisor’s or owner’s PIN, and both stand in the trail', async () => {
    for (const who of [SIPHO, { id: 1, secret: PIN }]) {
      change.customer.phone = `082 555 010${who.id}`;
      await till.call('meters.save', approvedBy(who), lerato);
      expect(await phone()).toBe(change.customer.phone);
      expect(noted(till, 'meter.changed').at(-1)).toMatchObject({
        operatorId: LERATO.id,
        approvedBy: who.id,
      });
    }
    expect((await till.call('till.state', {}, lerato)).operator?.name).toBe('Lerato');
  });

  it('is approved of each time: one approval is for one thing', async () => {
    await till.call('meters.save', approvedBy(SIPHO), lerato);
    expect((await till.refusal('meters.save', change, lerato)).code).toBe('approval-needed');
  });

  it.each([
    ['by themselves', LERATO, 'people.may-not-approve'],
    ['by another vendor', OTHER_VENDOR, 'people.may-not-approve'],
    ['with a wrong PIN', { id: SIPHO.id, secret: WRONG }, 'people.wrong-secret'],
    [
      'with the owner’s PIN under another name',
      { id: SIPHO.id, secret: PIN },
      'people.wrong-secret',
    ],
    ['by nobody', { id: 99, secret: PIN }, 'people.unknown'],
  ])('is not approved of %s', async (_, who, code) => {
    expect((await till.refusal('meters.save', approvedBy(who), lerato)).code).toBe(code);
    expect(await phone()).not.toBe(change.customer.phone);
    expect(noted(till, 'attempt.refused')[0]).toMatchObject({
      operatorId: LERATO.id,
      facts: { procedure: 'meters.save', code },
    });
  });

  it.each([[null], ['2468'], [{ operatorId: 1 }], [{ operatorId: 1, secret: PIN, role: 'owner' }]])(
    'is not approved of by what is no approval: %j',
    async (approval) => {
      const input = { ...change, approval };
      expect((await till.refusal('meters.save', input, lerato)).code).toBe('bad-input');
      expect(await phone()).not.toBe(change.customer.phone);
    },
  );

  it('is not looked at by anybody’s PIN before it is well-formed', async () => {
    const input = { ...approvedBy({ id: SIPHO.id, secret: WRONG }), meterId: 'x' };
    for (let tries = 0; tries < 6; tries += 1) {
      expect((await till.refusal('meters.save', input, lerato)).code).toBe('bad-input');
    }
    expect(noted(till, 'people.wrong-secret')).toEqual([]);
  });

  it('is not done for whoever sits down while the approval is looked at', async () => {
    await till.call('people.save', { ...SIPHO, secret: { kind: 'pin', text: SIPHO.secret } });
    const saving = till.till.dispatch(lerato, 'meters.save', approvedBy(SIPHO));
    await till.call('people.signOut', {}, lerato);
    expect(await saving).toMatchObject({ ok: false, error: { code: 'sign-in-first' } });
    expect(await phone()).not.toBe(change.customer.phone);
  });
});

describe('guessing by way of approvals', () => {
  it('counts as trying, together with the sign-in', async () => {
    for (const guess of ['0001', '0002']) {
      await till.refusal('meters.save', approvedBy({ id: SIPHO.id, secret: guess }), lerato);
      await till.refusal('people.signIn', { operatorId: SIPHO.id, secret: guess });
    }
    expect(await till.refusal('meters.save', approvedBy(SIPHO), lerato)).toMatchObject({
      code: 'people.wait',
      detail: { seconds: 15 },
    });
    till.clock.advance(15_000);
    await till.call('meters.save', approvedBy(SIPHO), lerato);
  });

  it('has no free tries in parallel', async () => {
    const guesses = ['0001', '0002', '0003', '0004', '0005', '0006', SIPHO.secret];
    const codes = await Promise.all(
      guesses.map(async (secret) => {
        const input = approvedBy({ id: SIPHO.id, secret });
        return (await till.refusal('meters.save', input, lerato)).code;
      }),
    );
    expect(codes.slice(4)).toEqual(['people.wait', 'people.wait', 'people.wait']);
  });
});

describe('those who may approve', () => {
  it('are listed for whoever asks, without themselves', async () => {
    const names = async (procedure: string, session?: Session) => {
      const people = await till.call('people.approvers', { procedure }, session);
      return people.map(({ name }) => name);
    };
    expect(await names('meters.save', lerato)).toEqual(['Thandi', 'Sipho']);
    expect(await names('deposit.move', await screenOf(till, SIPHO))).toEqual(['Thandi']);
    expect(await names('meters.save')).toEqual(['Sipho']);
    expect((await till.refusal('people.approvers', { procedure: 'no' }, lerato)).code).toBe(
      'no-such-procedure',
    );
  });
});

describe('an approval nobody asked for', () => {
  it('is bad input, from whoever needs none and for what nobody can approve of', async () => {
    const approval = { operatorId: SIPHO.id, secret: SIPHO.secret };
    expect((await till.refusal('meters.save', { ...change, approval })).code).toBe('bad-input');
    const recent = { limit: 5, approval };
    expect((await till.refusal('meters.recent', recent, lerato)).code).toBe('bad-input');
    const list = { approval };
    expect((await till.refusal('people.list', list, lerato)).code).toBe('not-allowed');
  });
});
