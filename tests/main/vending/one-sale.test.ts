import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sales } from '../../../src-main/ledger/sales.ts';
import { ModuleHost, once } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* A sale that is asked about twice at once, and one that cannot be written down. */

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let nomsa: number;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock);
  till = await shop.open({ link: host.link, clock });
  nomsa = (await till.meterOf('Nomsa Dlamini')).id;
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await till.close();
  await host.goAway();
});

describe('two at once', () => {
  it('resuming a sale that is being asked for waits for that', async () => {
    let hold = true;
    host.behave = (command) => (command === 'SM?VC' && hold ? 'lose' : 'answer');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const selling = till.sell(nomsa, 5_000);
    await eventually(() => expect(asked('SM?VC')).toBe(1));
    const [open] = await till.call('sale.unfinished', {});
    const saleId = open?.id ?? 0;
    expect((await till.refusal('sale.abandon', { saleId })).code).toBe('sale.busy');
    const resuming = Promise.all([
      till.call('sale.resume', { saleId }),
      till.call('sale.resume', { saleId }),
    ]);
    hold = false;
    vi.advanceTimersByTime(3000);
    const sold = await selling;
    expect(sold.state).toBe('issued');
    expect(await resuming).toEqual([sold, sold]);
    expect(asked('SM?VC')).toBe(1);
  });

  it('resuming twice at once asks once', async () => {
    host.behave = once('SM?VC', 'drop-before');
    vi.spyOn(Sales.prototype, 'unfinished').mockReturnValue([]);
    const { id: saleId } = await till.sell(nomsa, 5_000);
    await till.ready();
    const [one, two] = await Promise.all([
      till.call('sale.resume', { saleId }),
      till.call('sale.resume', { saleId }),
    ]);
    expect(one).toEqual(two);
    expect(asked('SM?VC')).toBe(2);
    expect(till.count('token')).toBe(1);
  });
});

describe('a ledger that cannot be written', () => {
  it('when the token comes: nobody sees it, and the sale is taken up with its TID', async () => {
    vi.spyOn(Sales.prototype, 'issue').mockImplementationOnce(() => {
      throw new Error('database or disk is full');
    });
    const order = await till.order(nomsa, { by: 'money', amount: 5_000 });
    const refusal = await till.refusal('sale.sell', order);
    expect(refusal).toMatchObject({
      code: 'ledger.not-written',
      detail: { reason: 'database or disk is full' },
    });
    const [open] = await till.call('sale.unfinished', {});
    const issued = await till.call('sale.resume', { saleId: open?.id ?? 0 });
    expect(openedToken(issued).tid).toBe(open?.tid);
    expect(await till.call('sale.sell', order)).toEqual(issued);
  });

  it('when the sale is opened: the module is not asked', async () => {
    vi.spyOn(Sales.prototype, 'reserve').mockImplementationOnce(() => {
      throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    });
    const order = await till.order(nomsa, { by: 'money', amount: 5_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('ledger.disk-full');
    expect(asked('SM?VC')).toBe(0);
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });
});

function asked(command: string): number {
  return host.commands.filter((each) => each === command).length;
}
