import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAllowed } from '../../../src-shared/contract/permissions.ts';
import { procedures } from '../../../src-shared/contract/procedures.ts';
import { PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { employ, LERATO, noted, screenOf } from './people.ts';

/* A till that nobody touches belongs to nobody, whatever its screen says. */

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

const lockAfter = async (autoLockMinutes: number) => {
  await till.set({ autoLockMinutes });
};
const stage = async () => (await till.call('till.state', {})).stage;
const MINUTE = 60_000;

describe('a till that nobody touches', () => {
  it('is locked after the time the owner chose, and that is noted', async () => {
    await lockAfter(2);
    till.clock.advance(2 * MINUTE - 1);
    expect(await stage()).toBe('open');
    till.clock.advance(1);
    expect((await till.refusal('meters.find', { text: 'n', limit: 5 })).code).toBe('sign-in-first');
    expect(await stage()).toBe('locked');
    expect(noted(till, 'people.signed-out')[0]).toMatchObject({ operatorId: 1 });
  });

  it('stays open where the owner wants no lock', async () => {
    await lockAfter(0);
    till.clock.advance(24 * 60 * MINUTE);
    expect(await stage()).toBe('open');
  });

  it('is kept open by whoever asks for something, or is seen', async () => {
    await lockAfter(1);
    for (const [name, input] of [
      ['meters.find', { text: 'n', limit: 5 }],
      ['people.here', {}],
      ['module.refresh', {}],
    ] as const) {
      till.clock.advance(MINUTE - 1);
      await till.call(name, input);
    }
    expect(await stage()).toBe('open');
  });

  it('is not kept open by what the screen asks by itself', async () => {
    await lockAfter(1);
    for (let seconds = 0; seconds < 60; seconds += 5) {
      till.clock.advance(5000);
      await till.till.dispatch(till.session, 'till.state', {});
      for (const name of ['module.status', 'people.choose', 'alarms.list', 'sale.unfinished']) {
        await till.till.dispatch(till.session, name, {});
      }
      await till.till.dispatch(till.session, 'meters.recent', { limit: 5 });
    }
    expect(await stage()).toBe('locked');
  });

  it('tells its screen, which would go on showing what is not its own', async () => {
    await lockAfter(1);
    till.clock.advance(MINUTE);
    const before = till.heard('state').length;
    await till.refusal('meters.recent', { limit: 5 });
    expect(till.heard('state').length).toBe(before + 1);
  });

  it('is locked for its own screen, not for others', async () => {
    await lockAfter(1);
    const lerato = await screenOf(till, LERATO);
    till.clock.advance(MINUTE - 1);
    await till.call('people.here', {}, lerato);
    till.clock.advance(1);
    expect(await stage()).toBe('locked');
    expect((await till.call('till.state', {}, lerato)).stage).toBe('open');
  });

  it('loses no sale that was begun', async () => {
    await lockAfter(1);
    const { id } = await till.meterOf('Nomsa');
    const order = await till.order(id, { by: 'money', amount: 5000 });
    till.clock.advance(MINUTE);
    expect((await till.refusal('sale.sell', order)).code).toBe('sign-in-first');
    expect(till.count('sale')).toBe(0);
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });
});

describe('what the screen asks by itself', () => {
  // Asked on a timer, after an event, or to draw itself. Anything missing here keeps an empty till open.
  it.each([
    'till.state',
    'people.choose',
    'module.status',
    'alarms.list',
    'meters.recent',
    'sale.unfinished',
    'shift.state',
    'backup.state',
  ] as const)('proves nobody: %s', (name) => {
    expect(procedures[name].manner).toBe('looks');
  });

  it('changes nothing, and what changes something is asked by a person', () => {
    const acting =
      /^(?!slip\.).*\.(save|load|sell|signIn|signOut|open|close|refund|use|switch|setUp|retire)$/;
    const wrong = Object.entries(procedures).filter(
      ([name, { manner }]) => acting.test(name) && manner !== 'acts',
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
    expect(isAllowed('nobody', procedures['people.here'].permission)).toBe(false);
  });
});
