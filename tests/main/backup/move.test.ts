import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SmallDisk } from '../faults-of-the-machine/small-disk.ts';
import { ModuleHost } from '../module-host.ts';
import { employ, LERATO, newPhone, SIPHO, screenOf } from '../people/people.ts';
import { TestClock } from '../test-clock.ts';
import { freshFolder, MORNING, PIN, setUpInput, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* A shop goes to another computer, and is nowhere twice. */

const PASSPHRASE = 'four words are good';

vi.setConfig({ testTimeout: 60_000 });

let shop: TrainingShop;
const ends: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function newFolder(): Promise<string> {
  const folder = await freshFolder();
  ends.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openTill(): Promise<TestTill> {
  const till = await shop.open();
  ends.push(() => till.close());
  return till;
}

async function emptyTill(): Promise<TestTill> {
  const till = await TestTill.open();
  ends.push(() => till.close());
  return till;
}

describe('a shop that is moved', () => {
  it('sells on the other computer, and here no more', async () => {
    const here = await openTill();
    const folder = await newFolder();
    const nomsa = (await here.meterOf('Nomsa Dlamini')).id;
    const last = await here.sell(nomsa, 2000);
    const { file } = await here.call('move.export', { folder, passphrase: PASSPHRASE });
    expect(basename(file)).toMatch(/^voltill-training-[0-9a-f]{6}-20260302T081530Z-move\.voltill$/);
    expect(await readdir(folder)).toEqual([basename(file)]);
    expect((await readFile(file)).includes('Nomsa')).toBe(false);

    // Here: it can be looked at and printed from, and nothing else.
    const movedAt = MORNING.replace('Z', '.000Z');
    expect(await here.call('till.state', {})).toMatchObject({ stage: 'open', movedAt });
    const ask = { by: 'money', amount: 2000 } as const;
    for (const [name, input] of [
      ['sale.sell', await here.order(nomsa, ask)],
      ['backup.now', {}],
      ['people.changeSecret', { old: PIN, next: { kind: 'pin', text: '1357' } }],
      ['tariffs.save', {}],
    ] as const) {
      expect((await here.refusal(name, input)).code).toBe('shop.moved');
    }
    expect(
      (await here.call('sales.list', { text: '', before: null, limit: 5 })).sales,
    ).toHaveLength(1);
    await here.call('slip.pdf', { saleId: last.id, copy: true });
    await here.restart();
    expect(await here.call('till.state', {})).toMatchObject({ movedAt });
    expect((await here.refusal('sale.sell', await here.order(nomsa, ask))).code).toBe('shop.moved');

    // There: it is the same shop, and goes on above every token of it.
    const there = await emptyTill();
    const look = await there.call('restore.look', { file, passphrase: PASSPHRASE });
    expect(look).toMatchObject({ kind: 'move', shopName: 'Corner Shop', sales: 1 });
    expect(look.consequence).toContain('Use the file on one computer only');
    const state = await there.call('restore.do', { file, passphrase: PASSPHRASE });
    expect(state).toMatchObject({ stage: 'open', movedAt: null });
    await there.ready();
    const next = await there.sell(nomsa, 2000);
    expect(next.id).toBe(last.id + 1);
    expect(next.tid ?? 0).toBeGreaterThan(last.tid ?? 0);
    const told = there.ledger<{ what: string }>(
      "SELECT what FROM audit WHERE what LIKE 'ledger.%' OR what LIKE 'shop.%moved'",
    );
    expect(told.map(({ what }) => what)).toEqual(['ledger.moved-here']);
  });

  it('stays where it is when the file cannot be written', async () => {
    const disk = SmallDisk.mount(4);
    if (!disk) return;
    ends.push(() => disk.remove());
    disk.fill();
    const till = await openTill();
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    const input = { folder: disk.folder, passphrase: PASSPHRASE };
    expect((await till.refusal('move.export', input)).code).toBe('backup.disk-full');
    expect(await till.call('till.state', {})).toMatchObject({ movedAt: null });
    await till.sell(nomsa, 2000);
    disk.makeRoom();
    await till.call('move.export', input);
    expect((await till.call('till.state', {})).movedAt).not.toBeNull();
  });

  it('waits for the sale under way, and lets none begin meanwhile', async () => {
    const till = await openTill();
    const folder = await newFolder();
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    const order = await till.order(nomsa, { by: 'money', amount: 2000 });
    const late = await till.order(nomsa, { by: 'money', amount: 3000 });
    const [sale, refusal, { file }] = await Promise.all([
      till.call('sale.sell', order),
      new Promise((resolve) => setTimeout(resolve, 20)).then(() => till.refusal('sale.sell', late)),
      till.call('move.export', { folder, passphrase: PASSPHRASE }),
    ]);
    expect(sale.state).toBe('issued');
    expect(['shop.moving', 'shop.moved']).toContain(refusal.code);
    const there = await emptyTill();
    expect(await there.call('restore.look', { file, passphrase: PASSPHRASE })).toMatchObject({
      sales: 1,
    });
  });

  it('changes nothing any more for whom an approval takes longer than that', async () => {
    const folder = await shop.copy();
    // A secret that takes as long to check as a real one.
    employ(folder, [SIPHO, LERATO], 2 ** 17);
    const till = await TestTill.open({ folder });
    ends.push(() => till.close());
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    const change = await newPhone(till, '082 555 0199');
    const lerato = await screenOf(till, LERATO);
    const approved = { ...change, approval: { operatorId: SIPHO.id, secret: SIPHO.secret } };
    const away = await newFolder();
    const [refusal] = await Promise.all([
      till.refusal('meters.save', approved, lerato),
      till.call('move.export', { folder: away, passphrase: PASSPHRASE }),
    ]);
    expect(['shop.moving', 'shop.moved']).toContain(refusal.code);
  });

  it('takes a secret along that was just being changed', async () => {
    const till = await openTill();
    const next = { kind: 'pin', text: '97531' } as const;
    const [, { file }] = await Promise.all([
      till.call('people.changeSecret', { old: PIN, next }),
      till.call('move.export', { folder: await newFolder(), passphrase: PASSPHRASE }),
    ]);
    const there = await emptyTill();
    await there.call('restore.do', { file, passphrase: PASSPHRASE });
    await there.call('people.signOut', {});
    const { operator } = await there.call('people.signIn', { operatorId: 1, secret: next.text });
    expect(operator).not.toBeNull();
  });

  it('takes no sale along that is still open: its token is in the module here', async () => {
    const clock = new TestClock(MORNING);
    const host = await ModuleHost.start(clock);
    ends.push(() => host.goAway());
    const till = await shop.open({ clock, link: host.link });
    ends.push(() => till.close());
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    const selling = till.sell(nomsa, 5000);
    await host.goAway();
    expect((await selling).state).toBe('asked');
    const input = { folder: await newFolder(), passphrase: PASSPHRASE };
    const refusal = await till.refusal('move.export', input);
    expect([refusal.code, refusal.detail.count]).toEqual(['move.unfinished', 1]);
    expect(await till.call('till.state', {})).toMatchObject({ movedAt: null });
  });

  it('is written again where the stick got lost, and comes back by its file', async () => {
    const till = await openTill();
    const folder = await newFolder();
    const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(nomsa, 2000);
    const first = await till.call('move.export', { folder, passphrase: PASSPHRASE });
    await rm(first.file);
    till.clock.advance(3_600_000);
    const { movedAt } = await till.call('till.state', {});
    const again = await till.call('move.export', { folder, passphrase: 'another one of these' });
    // It was moved when it was moved.
    expect((await till.call('till.state', {})).movedAt).toBe(movedAt);
    const order = { file: again.file, passphrase: 'another one of these' };
    expect(await till.call('restore.look', order)).toMatchObject({ salesLost: 0 });
    expect(await till.call('restore.do', order)).toMatchObject({ stage: 'open', movedAt: null });
    await till.ready();
    await till.sell(nomsa, 2000);
  });

  it('is moved by its owner alone', async () => {
    const till = await openTill();
    await till.call('people.save', {
      id: null,
      name: 'Sipho',
      role: 'supervisor',
      secret: { kind: 'pin', text: '1357' },
    });
    await till.call('people.signIn', { operatorId: 2, secret: '1357' });
    const folder = await newFolder();
    const input = { folder, passphrase: PASSPHRASE };
    expect((await till.refusal('move.export', input)).code).toBe('not-allowed');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('another shop of its kind', () => {
  it('is not replaced by a shop that comes from elsewhere, unless its owner wants it', async () => {
    const here = await openTill();
    const folder = await newFolder();
    await here.sell((await here.meterOf('Nomsa Dlamini')).id, 2000);
    const { file } = await here.call('move.export', { folder, passphrase: PASSPHRASE });
    const there = await emptyTill();
    await there.call('till.setUp', setUpInput({ shopName: 'Other' }));
    await there.ready();
    for (let sale = 0; sale < 3; sale += 1) {
      await there.sell((await there.meterOf('Nomsa Dlamini')).id, 2000);
    }
    const order = { file, passphrase: PASSPHRASE };
    const look = await there.call('restore.look', order);
    // Not one of them is in the copy: it is of another shop.
    expect(look).toMatchObject({ shopName: 'Corner Shop', salesLost: 3 });
    await there.call('restore.do', order);
    expect((await there.call('till.state', {})).shop?.name).toBe('Corner Shop');
    const kept = (await readdir(there.folder)).filter((name) => name.includes('-before-'));
    expect(kept).toHaveLength(1);
    expect(join(there.folder, kept[0] ?? '')).toMatch(/\.sqlite$/);
  });
});
