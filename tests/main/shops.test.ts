import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LEDGER_VERSION } from '../../src-main/ledger/open.ts';
import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import { ModuleHost } from './module-host.ts';
import { TestClock } from './test-clock.ts';
import { eventually, freshFolder, MORNING, PIN, setUpInput, TestTill } from './till-fixture.ts';
import { TrainingShop } from './training-shop.ts';

/* Setting a till up, its two shops, and ledgers that cannot be opened. */

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function newTill(folder?: string): Promise<TestTill> {
  const till = await TestTill.open(folder ? { folder } : {});
  ends.push(() => till.close());
  return till;
}

async function demoTill(): Promise<TestTill> {
  const till = await shop.open();
  ends.push(() => till.close());
  return till;
}

const NOWHERE: LinkSettings = { kind: 'tcp', host: '127.0.0.1', port: 1 };

describe('a new till', () => {
  it('has no shop, and says so to everything that needs one', async () => {
    const till = await newTill();
    expect(await till.call('till.state', {})).toMatchObject({
      stage: 'first-run',
      shop: null,
      operator: null,
      otherShop: false,
    });
    expect((await till.refusal('people.signIn', { operatorId: 1, secret: PIN })).code).toBe(
      'set-up.first',
    );
    expect((await till.refusal('module.status', {})).code).toBe('set-up.first');
    expect(await readdir(till.folder)).toEqual([]);
  });

  it('refuses in the language of whoever sets it up, and in the shop’s afterwards', async () => {
    const till = await newTill();
    const wrong = setUpInput({ currency: 'QQQ' });
    expect((await till.refusal('till.setUp', wrong)).hint).toMatch(/^Choose /);
    await till.call('till.speak', { language: 'fr' });
    expect((await till.refusal('till.setUp', wrong)).hint).toMatch(/^Choisissez-en /);
    await till.call('till.setUp', setUpInput());
    await till.call('till.speak', { language: 'fr' });
    expect((await till.refusal('till.setUp', setUpInput())).message).toMatch(/^This till /);
  });

  it('is set up for training: demo customers on both keys, 1000 transactions, owner signed in', async () => {
    const till = await newTill();
    const state = await till.call('till.setUp', setUpInput({ currency: 'KES' }));
    expect(state).toMatchObject({
      stage: 'open',
      training: true,
      currencyDigits: 2,
      operator: { name: 'Thandi', role: 'owner' },
      shop: { name: 'Corner Shop', currency: 'KES', pinAtStart: true },
    });
    const { meters } = await till.call('meters.find', { text: '0', limit: 50 });
    expect(meters).toHaveLength(15);
    expect(new Set(meters.map((meter) => meter.encryptionAlgorithm))).toEqual(new Set([7, 11]));
    expect(await till.ready()).toMatchObject({ emulated: true, transactionsLeft: 1000 });
    const sale = await till.sell(meters[0]?.id ?? 0, 50_000);
    expect(sale.state).toBe('issued');
    expect((await till.refusal('till.setUp', setUpInput())).code).toBe('set-up.done-already');
  });

  it('keeps the decimals of its currency as they were when it was set up', async () => {
    const folder = await shop.copy();
    sql(
      join(folder, 'training.sqlite'),
      "UPDATE setting SET value = '3' WHERE name = 'currencyDigits'",
    );
    const till = await newTill(folder);
    expect(await till.call('till.state', {})).toMatchObject({ currencyDigits: 3 });
  });

  it('is not set up in a currency that does not exist, and leaves nothing behind', async () => {
    const till = await newTill();
    const refusal = await till.refusal('till.setUp', setUpInput({ currency: 'QQQ' }));
    expect(refusal.code).toBe('set-up.currency');
    expect(await readdir(till.folder)).toEqual([]);
    const blank = setUpInput({ shopName: '   ' });
    expect(await till.refusal('till.setUp', blank)).toMatchObject({
      code: 'bad-input',
      detail: { field: 'shopName' },
    });
    expect((await till.call('till.state', {})).stage).toBe('first-run');
  });

  it('is set up once when asked twice at the same time', async () => {
    const till = await newTill();
    const [one, two] = await Promise.all([
      till.call('till.setUp', setUpInput()),
      till.refusal('till.setUp', setUpInput({ shopName: 'Second' })),
    ]);
    expect(one.shop?.name).toBe('Corner Shop');
    expect(two.code).toBe('set-up.done-already');
  });

  it('is a training shop where the module behind TCP is an emulated one', async () => {
    const clock = new TestClock(MORNING);
    const host = await ModuleHost.start(clock);
    ends.push(() => host.goAway());
    const till = await newTill();
    expect(await till.call('module.probe', { link: host.link })).toMatchObject({
      state: 'ready',
      emulated: true,
      moduleId: '94000001',
    });
    expect((await till.call('till.setUp', setUpInput({ link: host.link }))).training).toBe(true);
    expect(existsSync(join(till.folder, 'shop.sqlite'))).toBe(false);
    await till.ready();
    expect((await till.sell(1, 5_000)).training).toBe(true);
  });

  it('cannot be set up where its folder cannot be made', async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, 'a-file'), '');
    const till = await TestTill.open({ folder: join(folder, 'a-file', 'data') });
    expect((await till.refusal('till.setUp', setUpInput())).code).toBe('ledger.unreadable');
    expect(till.unforeseen).toEqual([]);
    await till.till.close();
    await rm(folder, { recursive: true });
  });
});

describe('training and real shop', () => {
  it('are two files with nothing in common', async () => {
    const till = await demoTill();
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
    expect(await till.call('till.switch', { to: 'live' })).toMatchObject({
      stage: 'first-run',
      training: false,
      shop: null,
      operator: null,
      otherShop: true,
    });
    const state = await till.call('till.setUp', setUpInput({ link: NOWHERE, shopName: 'Real' }));
    expect(state).toMatchObject({ training: false, otherShop: true, shop: { name: 'Real' } });
    expect((await till.call('meters.find', { text: '0', limit: 5 })).meters).toEqual([]);
    expect(await till.call('sales.list', { text: '', before: null, limit: 5 })).toEqual({
      sales: [],
      more: false,
    });

    const back = await till.call('till.switch', { to: 'training' });
    expect(back).toMatchObject({ training: true, stage: 'open', shop: { name: 'Corner Shop' } });
    const { sales } = await till.call('sales.list', { text: '', before: null, limit: 5 });
    expect(sales).toHaveLength(1);
    expect((await readdir(till.folder)).filter((name) => name.endsWith('.sqlite'))).toEqual([
      'shop.sqlite',
      'training.sqlite',
    ]);
  });

  it('are switched with a sign-in: sessions of one are nobody’s in the other', async () => {
    const till = await demoTill();
    const other = till.till.openSession();
    await till.call('till.switch', { to: 'live' });
    await till.call('till.setUp', setUpInput({ link: NOWHERE }));
    expect(other.operator).toBeNull();
    await till.call('till.switch', { to: 'training' });
    // The PIN is off in the training shop, and on in the real one.
    expect((await till.call('till.state', {}, other)).stage).toBe('open');
    till.events.length = 0;
    expect((await till.call('till.switch', { to: 'live' }, other)).stage).toBe('locked');
    expect(till.heard('state')).toHaveLength(1);
    expect((await till.call('till.state', {})).stage).toBe('locked');
    expect((await till.refusal('till.switch', { to: 'training' })).code).toBe('sign-in-first');
    expect((await till.refusal('module.probe', { link: NOWHERE })).code).toBe('sign-in-first');
    expect((await till.call('people.signIn', { operatorId: 1, secret: PIN })).training).toBe(false);
  });

  it('the one used last is opened, and a shop that was never set up is not', async () => {
    const till = await demoTill();
    await till.call('till.switch', { to: 'live' });
    await till.restart();
    expect((await till.call('till.state', {})).training).toBe(true);
    await till.call('till.switch', { to: 'live' });
    await till.call('till.setUp', setUpInput({ link: NOWHERE }));
    await till.restart();
    expect(await till.call('till.state', {})).toMatchObject({ training: false, stage: 'locked' });
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    await till.call('till.switch', { to: 'training' });
    await till.restart();
    expect((await till.call('till.state', {})).training).toBe(true);
  });

  it('say that there is another to go back to, from either side', async () => {
    const till = await newTill();
    await till.call('till.setUp', setUpInput({ link: NOWHERE }));
    expect((await till.call('till.state', {})).otherShop).toBe(false);
    const state = await till.call('till.switch', { to: 'training' });
    expect(state).toMatchObject({ stage: 'first-run', otherShop: true });
    expect((await till.refusal('till.setUp', setUpInput({ link: NOWHERE }))).code).toBe(
      'set-up.live-shop-exists',
    );
    const back = await till.call('till.switch', { to: 'live' });
    expect(back).toMatchObject({ stage: 'locked', training: false });
  });

  it('stop what was under way when they are closed; it goes on when they are opened', async () => {
    const clock = new TestClock(MORNING);
    const host = await ModuleHost.start(clock);
    ends.push(() => host.goAway());
    const till = await shop.open({ clock, link: host.link });
    ends.push(() => till.close());
    host.behave = (command) => (command === 'SM?VC' ? 'silent' : 'answer');
    const selling = till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
    await eventually(() => expect(host.commands).toContain('SM?VC'));
    host.behave = () => 'answer';
    await till.call('till.switch', { to: 'live' });
    const sale = await selling;
    expect(sale.state).toBe('asked');
    await till.call('till.switch', { to: 'training' });
    await till.ready();
    // What a screen asks when it opens on a shop.
    await till.call('sale.unfinished', {});
    const expected = [{ id: sale.id, tid: sale.tid, state: 'issued' }];
    await eventually(() => expect(till.heard('sale')).toMatchObject(expected));
  });
});

describe('a ledger that cannot be opened', () => {
  async function damaged(change: (file: string) => void | Promise<void>): Promise<TestTill> {
    const folder = await shop.copy();
    await change(join(folder, 'training.sqlite'));
    return newTill(folder);
  }

  it.each<[string, (file: string) => void | Promise<void>, string]>([
    ['is no database', (file) => writeFile(file, 'no database\n'.repeat(50)), 'ledger.damaged'],
    [
      'is of a newer Voltill',
      (file) => sql(file, `PRAGMA user_version = ${LEDGER_VERSION + 1}`),
      'ledger.from-the-future',
    ],
    [
      'belongs to another program',
      (file) => sql(file, 'PRAGMA application_id = 1'),
      'ledger.unreadable',
    ],
    ['was never set up', (file) => sql(file, 'DELETE FROM setting'), 'ledger.no-shop'],
    [
      'has settings nobody can read',
      (file) => sql(file, `UPDATE setting SET value = '{"name": 1}' WHERE name = 'shop'`),
      'ledger.unreadable',
    ],
    [
      'has decimals no currency has',
      (file) => sql(file, "UPDATE setting SET value = '9' WHERE name = 'currencyDigits'"),
      'ledger.unreadable',
    ],
  ])('is told through dispatch and left as it was: it %s', async (_, change, code) => {
    const till = await damaged(change);
    const file = join(till.folder, 'training.sqlite');
    const before = await readFile(file);
    for (const [name, input] of [
      ['till.state', {}],
      ['module.status', {}],
      ['people.signIn', { operatorId: 1, secret: PIN }],
      ['till.setUp', setUpInput()],
      // Nobody can sign in, so nobody may look at ports and hosts.
      ['module.probe', { link: { kind: 'tcp', host: '127.0.0.1', port: 5100 } }],
      ['module.search', { again: false }],
    ] as const) {
      expect((await till.refusal(name, input)).code).toBe(code);
    }
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(till.unforeseenOfOpening()).toEqual(['opening the ledger']);
    // Nothing holds the file: it can be moved away and another put in its place.
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('leaves the way to the other shop open', async () => {
    const till = await damaged((file) => writeFile(file, 'no database'));
    expect(await till.call('till.switch', { to: 'live' })).toMatchObject({ stage: 'first-run' });
    expect((await till.refusal('till.switch', { to: 'training' })).code).toBe('ledger.damaged');
    // It is tried again each time it is asked for, and logged once.
    expect(till.unforeseenOfOpening()).toHaveLength(1);
  });
});

function sql(file: string, statement: string): void {
  const ledger = new Database(file);
  ledger.exec(statement);
  ledger.close();
}
