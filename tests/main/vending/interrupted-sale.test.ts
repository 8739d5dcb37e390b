import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sales } from '../../../src-main/ledger/sales.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { type Behaviour, ModuleHost, once } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, freshFolder, MORNING, PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* A module that fails in the middle of a sale: one sale, one TID, one token, whatever happens. */

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let nomsa: number;
let naidoo: number;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock);
  till = await shop.open({ link: host.link, clock });
  nomsa = (await till.meterOf('Nomsa Dlamini')).id;
  naidoo = (await till.meterOf('Mrs Naidoo')).id;
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await till.close();
  await host.goAway();
});

describe('a module that goes while it is asked', () => {
  it.each([
    ['drop-before', 2],
    ['drop-after', 1],
  ] as const)(
    'leaves a sale that is taken up by itself when it is back (%s), asked %d times',
    async (behaviour, times) => {
      host.behave = once('SM?VC', behaviour);
      const sale = await till.sell(nomsa, 5_000);
      expect(sale).toMatchObject({
        state: 'asked',
        token: null,
        problem: { code: 'module.unplugged' },
      });

      const issued = await issuedByItself(sale);
      expect(issued.tid).toBe(sale.tid);
      expect(openedToken(issued)).toMatchObject({ tid: sale.tid, steps: sale.quote.steps });
      expect(asked('SM?VC')).toBe(times);
      expect(await till.call('sale.unfinished', {})).toEqual([]);
      expect(till.heard('sale').map(({ id }) => id)).toEqual([sale.id]);
    },
  );

  it('lets the till be closed and opened before it comes back', async () => {
    host.behave = once('SM?VC', 'unplug');
    const order = await till.order(nomsa, { by: 'money', amount: 5_000 });
    const sale = await till.call('sale.sell', order);
    expect(sale.state).toBe('asked');

    await till.restart();
    await till.moduleIs('gone');
    expect(await till.call('sale.unfinished', {})).toMatchObject([{ id: sale.id, tid: sale.tid }]);
    expect(await till.call('sale.sell', order)).toMatchObject({ id: sale.id, token: null });
    await plugIn();
    const issued = await issuedByItself(sale);
    expect(await till.call('sale.sell', order)).toEqual(issued);
    expect(openedToken(issued).tid).toBe(sale.tid);
  });

  it('leaves a till that died in the middle able to go on, at the price of one transaction', async () => {
    const left = Number(await till.transactionsLeft());
    host.behave = (command) => (command === 'SM?VC' ? 'lose' : 'answer');
    const order = await till.order(nomsa, { by: 'money', amount: 5_000 });
    const selling = till.call('sale.sell', order);
    await eventually(() => expect(asked('SM?VC')).toBe(1));
    // What a power cut at this moment leaves behind.
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    host.behave = () => 'answer';

    const after = await TestTill.open({ folder, clock: till.clock });
    const [sale] = after.ledger<{ id: number; state: string; tid: number }>('SELECT * FROM sale');
    expect(sale?.state).toBe('reserved');
    const issued = await eventually(async () => {
      const now = await after.call('sales.get', { saleId: sale?.id ?? 0 });
      expect(now.state).toBe('issued');
      return now;
    });
    expect(openedToken(issued).tid).toBe(sale?.tid);
    expect([after.count('sale'), after.count('token')]).toEqual([1, 1]);
    // The module had made the token: it was asked for its last answer, and for nothing before that.
    expect(asked('SM?VC')).toBe(1);
    expect(host.commands.slice(host.commands.lastIndexOf('GL?RR'))[1]).toBe('GL?EC');
    expect(await after.transactionsLeft()).toBe(left - 1);
    const lost = after.ledger('SELECT * FROM lost_asking');
    expect(lost).toEqual([]);
    await eventually(() => expect(after.heard('told')).toHaveLength(1));
    expect(after.heard('told')).toEqual(await after.call('sale.told', {}));
    expect(after.heard('told')[0]?.sentence).toMatch(
      /^The till stopped during the sale of R\s50\.00 for Nomsa Dlamini \(0*1\)\. The module still had the token/,
    );
    await after.call('sale.seen', { saleId: issued.id });
    expect(await after.call('sale.told', {})).toEqual([]);
    await after.close();

    // The first till lives on here; its own answer is still to be had.
    await host.goAway();
    expect((await selling).state).toBe('asked');
  });

  it('is told apart from a module that was gone before: nothing is written then', async () => {
    const order = await till.order(nomsa, { by: 'money', amount: 5_000 });
    await host.goAway();
    await till.moduleIs('gone');
    expect((await till.refusal('sale.sell', order)).code).toMatch(
      /^module\.(unplugged|not-found)$/,
    );
    expect(till.count('sale')).toBe(0);

    await plugIn();
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });

  it('keeps further sales from that meter, and from no other', async () => {
    host.behave = once('SM?VC', 'drop-before');
    vi.spyOn(Sales.prototype, 'unfinished').mockReturnValue([]);
    const sale = await till.sell(nomsa, 5_000);
    await till.ready();
    const refusal = await till.refusal(
      'sale.sell',
      await till.order(nomsa, { by: 'money', amount: 100 }),
    );
    expect(refusal).toMatchObject({ code: 'sale.unfinished-first', detail: { saleId: sale.id } });
    expect((await till.sell(naidoo, 5_000)).state).toBe('issued');
  });

  it('lets the sale be abandoned, and a new one be made', async () => {
    host.behave = once('SM?VC', 'unplug');
    const order = await till.order(nomsa, { by: 'money', amount: 5_000 });
    const sale = await till.call('sale.sell', order);

    const abandoned = await till.call('sale.abandon', { saleId: sale.id });
    expect(abandoned).toMatchObject({ state: 'refused', problem: { code: 'sale.abandoned' } });
    expect((await till.refusal('sale.resume', { saleId: sale.id })).code).toBe('sale.closed');
    expect((await till.refusal('slip.preview', { saleId: sale.id, copy: false })).code).toBe(
      'sale.no-slip',
    );
    await plugIn();
    const next = await till.sell(nomsa, 5_000);
    expect(openedToken(next).tid).toBe((sale.tid ?? 0) + 1);
    expect(till.count('token')).toBe(1);
    expect(await till.call('sale.sell', order)).toMatchObject({ id: sale.id, state: 'refused' });
  });

  it('has its sales taken up oldest first', async () => {
    host.behave = (command) => (command === 'SM?VC' ? 'drop-before' : 'answer');
    vi.spyOn(Sales.prototype, 'unfinished').mockReturnValue([]);
    const first = await till.sell(nomsa, 5_000);
    await till.call('module.refresh', {});
    const second = await till.sell(naidoo, 6_000);
    vi.restoreAllMocks();
    await host.goAway();
    host.behave = () => 'answer';
    await plugIn();
    await eventually(() => expect(till.heard('sale')).toHaveLength(2));
    expect(till.heard('sale').map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'issued'],
      [second.id, 'issued'],
    ]);
  });
});

describe('a module that says nothing', () => {
  it('leaves a sale that is taken up by itself once it speaks again', async () => {
    host.behave = (command) => (/VC|RR/.test(command) ? 'lose' : 'answer');
    waitInNoTime();
    const sale = await till.sell(nomsa, 5_000);
    expect(sale).toMatchObject({ state: 'asked', problem: { code: 'module.silent' } });
    expect(asked('SM?VC')).toBe(1);
    host.behave = () => 'answer';
    const issued = await issuedByItself(sale);
    expect(issued.tid).toBe(sale.tid);
    expect(till.count('token')).toBe(1);
  });

  it('that was only late costs nothing more', async () => {
    host.behave = once('SM?VC', 'lose');
    waitInNoTime();
    const left = Number(await till.transactionsLeft());
    const sale = await till.sell(nomsa, 5_000);
    expect(openedToken(sale).tid).toBe(sale.tid);
    expect(asked('SM?VC')).toBe(1);
    expect(await till.transactionsLeft()).toBe(left - 1);
  });
});

describe('a module that says no', () => {
  it('to a clock that was fast leaves nothing behind that stops the shop once it is right', async () => {
    till.clock.set(new Date(till.clock.now().getTime() + 3 * 24 * 3_600_000).toISOString());
    host.behave = once('SM?VC', { status: '44' });
    expect(await till.sell(nomsa, 5_000)).toMatchObject({ state: 'refused', tid: null });
    till.clock.set(MORNING);
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
    expect((await till.sell(naidoo, 5_000)).state).toBe('issued');
  });

  it.each([
    ['40', /do not fit the key/],
    ['57', /opened or tampered/],
    ['99', /code 99/],
  ])('has the sale refused with a sentence: %s', async (status, sentence) => {
    host.behave = once('SM?VC', { status });
    const sale = await till.sell(nomsa, 5_000);
    expect(sale).toMatchObject({
      state: 'refused',
      token: null,
      problem: { code: `module.status.${status}` },
    });
    expect(sale.problem?.message).toMatch(sentence);
    expect(till.count('token')).toBe(0);

    await till.ready();
    const next = await till.sell(nomsa, 5_000);
    // It made nothing under its TID, which is free again.
    expect(sale.tid).toBeNull();
    expect(openedToken(next).tid).toBe(next.tid);
  });

  it('to a sale taken up again leaves it to a person, for the first asking may have been heard', async () => {
    const answers = ['drop-before', { status: '40' }] as const;
    let turn = 0;
    host.behave = (command) => (command === 'SM?VC' ? (answers[turn++] ?? 'answer') : 'answer');
    const sale = await till.sell(nomsa, 5_000);
    const left = await eventually(async () => {
      const now = await till.call('sales.get', { saleId: sale.id });
      expect(now.problem?.code).toBe('module.status.40');
      return now;
    });
    expect(left.state).toBe('asked');
    const issued = await till.call('sale.resume', { saleId: sale.id });
    expect(openedToken(issued).tid).toBe(sale.tid);
  });
});

function asked(command: string): number {
  return host.commands.filter((each) => each === command).length;
}

async function plugIn(): Promise<void> {
  await host.comeBack();
  await till.reconnect();
}

/** The sale once the till has finished it without being asked to. */
function issuedByItself(sale: Sale): Promise<Sale> {
  return eventually(async () => {
    const now = await till.call('sales.get', { saleId: sale.id });
    expect(now.state).toBe('issued');
    return now;
  });
}

/** From here on the driver's patience ends as soon as the host says nothing. */
function waitInNoTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  host.onSilence = () => vi.advanceTimersByTime(3000);
}

describe('a till that stopped in the middle', () => {
  /** What is left of a till that dies while its module carries a sale out. */
  async function died(behave: (command: string) => Behaviour): Promise<string> {
    host.behave = behave;
    const selling = till.call('sale.sell', await till.order(nomsa, { by: 'money', amount: 5_000 }));
    await eventually(() => expect(asked('SM?VC')).toBe(1));
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    host.behave = () => 'answer';
    await host.goAway();
    await selling;
    await till.till.close();
    host.commands.length = 0;
    return folder;
  }

  it('does not take the token of another program for its own', async () => {
    const folder = await died((command) => (command === 'SM?VC' ? 'lose' : 'answer'));
    // Another till sold through the same module meanwhile: that answer is the last one now.
    const other = await shop.open({ clock: till.clock });
    await host.comeBack();
    await other.call('module.use', { link: host.link });
    await other.ready();
    const theirs = await other.sell((await other.meterOf('Mrs Naidoo')).id, 5_000);
    await other.close();

    const after = await TestTill.open({ folder, clock: till.clock });
    const [issued] = await eventually(async () => {
      const { sales } = await after.call('sales.list', { text: '', before: null, limit: 9 });
      expect(sales.map(({ state }) => state)).toEqual(['issued']);
      return sales;
    });
    expect(issued?.token).not.toBe(theirs.token);
    expect(issued && openedToken(issued).tid).toBe(issued?.tid);
    await eventually(() => expect(after.heard('told')).toHaveLength(1));
    expect(after.heard('told')[0]?.sentence).toMatch(/takes only this one/);
    await after.close();
  });

  it('says where the module had not been asked at all', async () => {
    const folder = await died((command) => (command === 'SM?VC' ? 'silent' : 'answer'));
    await host.comeBack();
    const after = await TestTill.open({ folder, clock: till.clock });
    await eventually(() => expect(after.heard('told')).toHaveLength(1));
    expect(after.heard('told')[0]?.sentence).toMatch(/before the module had made anything/);
    expect(asked('SM?VC')).toBe(1);
    await after.close();
  });

  it('says so of a sale whose token was stored and perhaps never seen, once', async () => {
    await till.sell(nomsa, 5_000);
    const folder = await freshFolder();
    await cp(till.folder, folder, { recursive: true });
    await till.till.close();
    const after = await TestTill.open({ folder, clock: till.clock });
    const [story] = await after.call('sale.told', {});
    expect(story?.sentence).toMatch(
      /just as the sale of R\s50\.00 for Nomsa Dlamini \(0*1\) was done/,
    );
    await after.call('sale.seen', { saleId: story?.saleId ?? 0 });
    await after.restart();
    expect(await after.call('sale.told', {})).toEqual([]);
    await after.close();
  });

  it('says nothing where it was closed as it should be', async () => {
    await till.sell(nomsa, 5_000);
    await till.restart();
    expect(await till.call('sale.told', {})).toEqual([]);
  });
});

describe('while nobody is there to be told', () => {
  /** Nobody is signed in when the till is back, and a sale is open. */
  async function locked(): Promise<void> {
    const { shop: settings } = await till.call('till.state', {});
    if (settings) await till.call('shop.save', { ...settings, pinAtStart: true });
    await till.call('people.signOut', {});
    await host.comeBack();
    await till.restart();
    await till.ready();
    expect(till.session.operator).toBeNull();
  }

  it('a sale is not taken up, and told of when somebody comes', async () => {
    host.behave = once('SM?VC', 'drop-before');
    vi.spyOn(Sales.prototype, 'unfinished').mockReturnValue([]);
    const sale = await till.sell(nomsa, 5_000);
    await host.goAway();
    await till.moduleIs('gone');
    vi.restoreAllMocks();
    await locked();
    expect(till.count('token')).toBe(0);
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    expect(await till.call('sale.unfinished', {})).toMatchObject([{ id: sale.id }]);
    await eventually(() =>
      expect(till.heard('sale')).toMatchObject([{ id: sale.id, state: 'issued' }]),
    );
  });

  it('a token the module still has is kept, and shown when somebody comes', async () => {
    host.behave = once('SM?VC', 'unplug');
    const sale = await till.sell(nomsa, 5_000);
    await locked();
    expect(till.count('token')).toBe(1);
    expect(till.heard('sale')).toEqual([]);
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    expect(await till.call('sale.unfinished', {})).toEqual([]);
    await eventually(() =>
      expect(till.heard('sale')).toMatchObject([{ id: sale.id, state: 'issued' }]),
    );
    expect(asked('SM?VC')).toBe(1);
  });
});
