import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModuleHost } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, setUpInput, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { SmallDisk } from './small-disk.ts';

/* A disk that is full, and one that nobody may write to: on a disk of its own in memory. */

const probe = SmallDisk.mount(1);
probe?.remove();

describe.skipIf(!probe)('a disk', () => {
  let shop: TrainingShop;
  let disk: SmallDisk;
  let host: ModuleHost;
  let till: TestTill;
  let nomsa: number;
  beforeAll(async () => {
    shop = await TrainingShop.setUp();
  });
  afterAll(() => shop.remove());

  beforeEach(async () => {
    const mounted = SmallDisk.mount(8);
    if (!mounted) return expect.fail('no disk');
    disk = mounted;
    const folder = join(disk.folder, 'till');
    await cp(await shop.copy(), folder, { recursive: true });
    const clock = new TestClock(MORNING);
    host = await ModuleHost.start(clock);
    till = await TestTill.open({ folder, clock });
    await till.call('module.use', { link: host.link });
    await till.ready();
    nomsa = (await till.meterOf('Nomsa Dlamini')).id;
  });
  afterEach(async () => {
    await till.till.close();
    await host.goAway();
    disk.remove();
  });

  const asked = () => host.commands.filter((command) => command === 'SM?VC').length;

  it('that is full sells nothing and spends nothing; with room again it goes on', async () => {
    await till.sell(nomsa, 5_000);
    const order = await till.order(nomsa, { by: 'money', amount: 1_000 });
    disk.fill();
    let refused = '';
    // The log has room for some more.
    for (let sale = 0; sale < 200 && refused === ''; sale += 1) {
      const next = await till.order(nomsa, { by: 'money', amount: 1_000 });
      const answer = await till.till.dispatch(till.session, 'sale.sell', next);
      if (!answer.ok) refused = answer.error.code;
    }
    expect(['ledger.disk-full', 'ledger.not-written']).toContain(refused);
    const before = asked();
    const sales = till.count('sale');
    expect(await till.refusal('sale.sell', order)).toMatchObject({ code: 'ledger.disk-full' });
    expect(asked()).toBe(before);
    expect(till.count('sale')).toBe(sales);
    const settings = await till.settings();
    expect((await till.refusal('shop.save', { ...settings, name: 'Full' })).code).toBe(
      'ledger.disk-full',
    );

    disk.makeRoom();
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });

  it('that is full makes guessing a PIN no freer', async () => {
    disk.fill();
    let refused = '';
    for (let sale = 0; sale < 200 && refused === ''; sale += 1) {
      const next = await till.order(nomsa, { by: 'money', amount: 1_000 });
      const answer = await till.till.dispatch(till.session, 'sale.sell', next);
      if (!answer.ok) refused = answer.error.code;
    }
    await till.call('people.signOut', {});
    const codes: string[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      const { code } = await till.refusal('people.signIn', { operatorId: 1, secret: '9999' });
      codes.push(code);
    }
    expect(codes.slice(4)).toEqual(['people.wait', 'people.wait']);
  });

  it('that fills up while the module makes the token shows none, and has it once there is room', async () => {
    await till.sell(nomsa, 5_000);
    const order = await till.order(nomsa, { by: 'money', amount: 1_000 });
    host.behave = (command) => {
      // Between the two commits of the sale.
      if (command === 'SM?VC') disk.fill();
      return 'answer';
    };
    expect((await till.refusal('sale.sell', order)).code).toBe('ledger.not-written');
    disk.makeRoom();
    host.behave = () => 'answer';
    const [open] = await till.call('sale.unfinished', {});
    const issued = await till.call('sale.resume', { saleId: open?.id ?? 0 });
    expect(openedToken(issued).tid).toBe(open?.tid);
    expect(await till.call('sale.sell', order)).toEqual(issued);
  });

  it('that is full does not keep the till from opening, nor from closing', async () => {
    await till.sell(nomsa, 5_000);
    disk.fill();
    await till.restart();
    await eventually(async () => {
      expect((await till.call('till.state', {})).stage).toBe('open');
    });
    expect(
      (await till.call('sales.list', { text: '', before: null, limit: 5 })).sales,
    ).toHaveLength(1);
  });

  it('that filled up while the till was closed does not keep it from opening', async () => {
    await till.sell(nomsa, 5_000);
    await till.till.close();
    disk.fill();
    till = await TestTill.open({ folder: till.folder, clock: till.clock });
    expect((await till.call('till.state', {})).stage).toBe('open');
    const sales = await till.call('sales.list', { text: '', before: null, limit: 5 });
    expect(sales.sales).toHaveLength(1);
    // There is no room for what a reader beside the till would need: it reads by itself.
    const today = { from: '2026-03-02', to: '2026-03-02' };
    const report = await till.call('reports.make', { report: 'takings', ...today, filter: {} });
    expect(report.totals[1]?.value).toBe(1);
    disk.makeRoom();
    await till.ready();
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
  });

  it('that is full takes no new shop, and leaves nothing behind', async () => {
    const empty = join(disk.folder, 'empty');
    disk.fill();
    const other = await TestTill.open({ folder: empty });
    expect((await other.refusal('till.setUp', setUpInput())).code).toBe('ledger.disk-full');
    disk.makeRoom();
    expect((await other.call('till.setUp', setUpInput())).stage).toBe('open');
    await other.till.close();
  });

  it('that nobody may write to opens no ledger, and says which', async () => {
    await till.sell(nomsa, 5_000);
    await till.till.close();
    disk.lock();
    const locked = await TestTill.open({ folder: till.folder, clock: till.clock });
    const file = join(till.folder, 'training.sqlite');
    expect(await locked.refusal('till.state', {})).toMatchObject({
      code: 'ledger.read-only',
      detail: { file },
    });
    disk.unlock();
    await locked.call('till.state', {});
    await locked.ready();
    expect(openedToken(await locked.sell(nomsa, 5_000)).tid).toBeGreaterThan(0);
    await locked.till.close();
  });
});
