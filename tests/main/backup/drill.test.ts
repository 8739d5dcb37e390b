import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isHeld } from '../../../src-main/ledger/held-ledger.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { SmallDisk } from '../faults-of-the-machine/small-disk.ts';
import { openedToken } from '../opened-token.ts';
import { exampleLogo } from '../printing/logo-example.ts';
import { freshFolder, PIN, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* The restore drill: a copy made in the middle of sales, a disk that dies, and selling on. */

const PASSPHRASE = 'four words are good';
const CUSTOMERS = ['Nomsa Dlamini', 'Mrs Naidoo'];
const KEPT_BY_LEDGER = /^training\.sqlite/;

// Each copy is checked by a process of its own, which takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let shop: TrainingShop;
let stick: string;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function tillWithBackups(passphrase = ''): Promise<TestTill> {
  stick = await freshFolder();
  ends.push(() => rm(stick, { recursive: true, force: true }));
  const till = await shop.open();
  ends.push(() => till.close());
  await till.call('backup.save', { folder: stick, passphrase });
  return till;
}

/** Follows every token the module ever made, as the meters do. */
class Meters {
  readonly #last = new Map<string, number>();
  refused = 0;

  /** A meter takes a token once, and only above the last one. */
  takes(sale: Sale): void {
    const { tid } = openedToken(sale);
    if (tid <= (this.#last.get(sale.drn) ?? -1)) this.refused += 1;
    this.#last.set(sale.drn, Math.max(tid, this.#last.get(sale.drn) ?? -1));
  }
}

async function sellTo(till: TestTill, meters: Meters, times: number): Promise<Sale[]> {
  const sales: Sale[] = [];
  for (let each = 0; each < times; each += 1) {
    const { id } = await till.meterOf(CUSTOMERS[each % CUSTOMERS.length] ?? '');
    const sale = await till.sell(id, 2000 + each);
    meters.takes(sale);
    sales.push(sale);
  }
  return sales;
}

/** The disk of the data folder is another one: the ledger is gone, the module is not. */
async function loseTheDisk(till: TestTill): Promise<void> {
  await till.till.close();
  for (const name of await readdir(till.folder)) {
    if (KEPT_BY_LEDGER.test(name) || name === 'till.json') await rm(join(till.folder, name));
  }
  await till.restart();
}

async function onlyCopy(till: TestTill): Promise<Output<'restore.find'>[number]> {
  const [copy, ...others] = await till.call('restore.find', { folder: stick });
  if (!copy || others.length > 0) return expect.fail(`${others.length + 1} copies`);
  return copy;
}

async function verified(till: TestTill): Promise<void> {
  await till.till.close();
  expect(verifyLedger(join(till.folder, 'training.sqlite'), {}).problems).toEqual([]);
  await till.restart();
}

describe.each([
  ['as everybody can read it', ''],
  ['encrypted', PASSPHRASE],
])('a shop whose disk dies, with a copy %s', (_, passphrase) => {
  it('is restored and sells on in the same minute: every meter takes every token', async () => {
    const till = await tillWithBackups(passphrase);
    await till.call('logo.save', { logo: exampleLogo });
    const meters = new Meters();
    const before = await sellTo(till, meters, 6);
    const [made] = await Promise.all([till.call('backup.now', {}), sellTo(till, meters, 8)]);
    expect(made).toMatchObject({ problem: null, running: false, encrypted: passphrase !== '' });
    const inCopy = made.lastGood?.sales ?? 0;
    expect(inCopy).toBeGreaterThanOrEqual(before.length);
    // Lost with the disk: to the same meters, faster than the minutes pass, so TIDs run ahead.
    await sellTo(till, meters, 30);

    await loseTheDisk(till);
    expect((await till.call('till.state', {})).stage).toBe('first-run');
    const copy = await onlyCopy(till);
    expect(copy).toMatchObject({ encrypted: passphrase !== '', kind: 'backup' });
    const order = { file: copy.file, passphrase: passphrase || null };
    const look = await till.call('restore.look', order);
    expect(look).toMatchObject({
      shopName: 'Corner Shop',
      training: true,
      sales: inCopy,
      salesLost: null,
      inOrder: true,
    });
    expect(look.consequence).toMatch(
      /^This is Corner Shop\. Sales in it: \d+\. There is no such shop/,
    );
    const state = await till.call('restore.do', order);
    expect(state).toMatchObject({ stage: 'open', training: true, shop: { name: 'Corner Shop' } });
    await till.ready();
    expect(await till.call('logo.get', {})).toEqual({ logo: exampleLogo });

    await sellTo(till, meters, 10);
    expect(meters.refused).toBe(0);
    await verified(till);
    expect((await readdir(till.folder)).filter((name) => /restor|copying/.test(name))).toEqual([]);
  });
});

describe('a ledger that another takes the place of', () => {
  it('is open to no other till meanwhile', async () => {
    const till = await tillWithBackups();
    await sellTo(till, new Meters(), 1);
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    const place = join(till.folder, 'training.sqlite');
    const held = new Set<boolean>();
    let isDone = false;
    const restoring = till.call('restore.do', { file, passphrase: null }).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await setImmediate();
      if (existsSync(`${place}.restored`)) held.add(isHeld(place, { timeout: 0 }));
    }
    await restoring;
    expect([...held]).toEqual([true]);
  });
});

describe('a shop whose disk dies, and that is restored a second time', () => {
  it('goes on above what the first restoring had to leave free', async () => {
    const till = await tillWithBackups();
    const meters = new Meters();
    await sellTo(till, meters, 2);
    await till.call('backup.now', {});
    // So many in one minute that their numbers run ahead of the clock.
    await sellTo(till, meters, 40);
    await loseTheDisk(till);
    const { file } = await onlyCopy(till);
    for (let time = 0; time < 2; time += 1) {
      await till.call('restore.do', { file, passphrase: null });
      await till.call('people.signIn', { operatorId: 1, secret: PIN });
      await till.ready();
    }
    await sellTo(till, meters, 2);
    expect(meters.refused).toBe(0);
  });
});

describe('a ledger that is replaced by an older copy', () => {
  it('is kept whenever it is: two in one second have two names', async () => {
    const till = await tillWithBackups();
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    await sellTo(till, new Meters(), 1);
    for (let time = 0; time < 2; time += 1) {
      await till.call('restore.do', { file, passphrase: null });
    }
    const kept = (await readdir(till.folder)).filter((name) => name.includes('-before-'));
    const sales = kept.map((name) => {
      const ledger = new Database(join(till.folder, name));
      const count = ledger.prepare('SELECT count(*) FROM sale').pluck().get();
      ledger.close();
      return count;
    });
    expect(sales.toSorted()).toEqual([0, 1]);
  });

  it('can be put back, as what was saved of one that was taken away can', async () => {
    const till = await tillWithBackups();
    const meters = new Meters();
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    await sellTo(till, meters, 1);
    await till.call('restore.do', { file, passphrase: null });
    const [kept = ''] = (await readdir(till.folder)).filter((name) => name.includes('-before-'));
    const rescued = join(stick, 'training-rescued-20260302-081530.sqlite');
    await writeFile(rescued, await readFile(join(till.folder, kept)));
    for (const old of [join(till.folder, kept), rescued]) {
      await till.call('restore.do', { file: old, passphrase: null });
      expect(till.count('sale')).toBe(1);
    }
  });

  it('is kept, and what is lost is said first, to the sale', async () => {
    const till = await tillWithBackups();
    const meters = new Meters();
    await sellTo(till, meters, 3);
    await till.call('backup.now', {});
    const lost = await sellTo(till, meters, 40);
    const copy = await onlyCopy(till);
    expect(copy).toMatchObject({ sales: 3, salesLost: 40 });
    expect(copy.consequence).toContain('40 sales of the ledger that is here are not in the copy');
    await till.call('restore.do', { file: copy.file, passphrase: null });
    await till.ready();
    // All 20 TIDs of each meter lie ahead of the clock: the ledger that was here says how far.
    const sold = await sellTo(till, meters, 4);
    expect(meters.refused).toBe(0);
    expect(sold[0]?.id).toBe(4);
    const [kept] = (await readdir(till.folder)).filter((name) => name.includes('-before-'));
    expect(kept).toMatch(/^training-before-\d{8}T\d{6}Z\.sqlite$/);
    const old = verifyLedger(join(till.folder, kept ?? ''), {});
    expect([old.ok, old.sales]).toEqual([true, 3 + lost.length]);
    await verified(till);
    const [row] = till.ledger<{ facts: string }>(
      "SELECT facts FROM audit WHERE what = 'ledger.restored'",
    );
    expect(JSON.parse(row?.facts ?? '{}')).toMatchObject({ by: 'Thandi', sales: 3, salesLost: 40 });
    // The copy is older than what was sold since: where both go on, they are told apart.
    await till.call('backup.now', {});
    const looks = await till.call('restore.find', { folder: stick });
    expect(looks.map(({ sales, salesLost }) => [sales, salesLost])).toEqual([
      [7, 0],
      [3, 4],
    ]);
  });

  it('goes on with its Z reports where the copy left them', async () => {
    const till = await tillWithBackups();
    const meters = new Meters();
    const closeShift = async () => {
      await sellTo(till, meters, 2);
      const counted = { cash: 0, card: 0, 'mobile-money': 0, account: 0 };
      await till.call('shift.count', { counted });
      return till.call('shift.close', { explanation: 'drill', left: 0 });
    };
    const numbers = [(await closeShift()).number, (await closeShift()).number];
    const { lastGood } = await till.call('backup.now', {});
    // Each shift that is closed makes a copy, and those of one day make room for each other.
    const file = await written(join(till.folder, 'aside'), await readFile(lastGood?.file ?? ''));
    numbers.push((await closeShift()).number);
    await till.call('restore.do', { file, passphrase: null });
    await till.ready();
    numbers.push((await closeShift()).number);
    expect(numbers).toEqual([1, 2, 3, 3]);
    expect(meters.refused).toBe(0);
    await verified(till);
  });

  it('comes back as it was where a power cut interrupted the restoring', async () => {
    const till = await tillWithBackups();
    await sellTo(till, new Meters(), 2);
    await till.call('backup.now', {});
    await sellTo(till, new Meters(), 1);
    const copy = await onlyCopy(till);
    await till.till.close();
    // What stands there between the two renamings.
    const ledger = join(till.folder, 'training.sqlite');
    await writeFile(`${ledger}.restored`, await readFile(copy.file));
    await till.restart();
    await till.ready();
    expect(
      (await till.call('sales.list', { text: '', before: null, limit: 9 })).sales,
    ).toHaveLength(2);
    expect(existsSync(`${ledger}.restored`)).toBe(false);
  });
});

/** Whether this computer lets a test hold a file in its place. */
const mayMount = SmallDisk.mount(1);
mayMount?.remove();

describe('a copy that could not be put in place', () => {
  it.skipIf(!mayMount)('is not put there behind everybody’s back by the next start', async () => {
    const till = await tillWithBackups();
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    const ledger = join(till.folder, 'training.sqlite');
    // What something holds cannot be renamed.
    execFileSync('mount', ['--bind', ledger, ledger]);
    try {
      expect((await till.refusal('restore.do', { file, passphrase: null })).code).toBe(
        'unexpected',
      );
    } finally {
      execFileSync('umount', ['--lazy', ledger]);
    }
    till.unforeseenOfOpening();
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    await till.ready();
    await sellTo(till, new Meters(), 1);
    await till.restart();
    expect(till.count('sale')).toBe(1);
  });
});

describe('a copy of a ledger that cannot be opened any more', () => {
  it('takes its place, by whoever is there: nobody can sign in', async () => {
    const till = await tillWithBackups();
    const meters = new Meters();
    await sellTo(till, meters, 4);
    await till.call('backup.now', {});
    await sellTo(till, meters, 4);
    await till.till.close();
    const ledger = join(till.folder, 'training.sqlite');
    const bytes = await readFile(ledger);
    bytes.fill(0xff, 100, 8192);
    await writeFile(ledger, bytes);
    await till.restart();
    expect((await till.refusal('till.state', {})).code).toBe('ledger.damaged');
    const copy = await onlyCopy(till);
    expect(copy).toMatchObject({ sales: 4, salesLost: null });
    expect(copy.consequence).toContain('cannot be read');
    await till.call('restore.do', { file: copy.file, passphrase: null });
    await till.ready();
    await sellTo(till, meters, 4);
    expect(meters.refused).toBe(0);
    const [kept] = (await readdir(till.folder)).filter((name) => name.includes('-before-'));
    expect((await readFile(join(till.folder, kept ?? ''))).equals(bytes)).toBe(true);
    till.unforeseenOfOpening();
  });
});

describe('a till at work', () => {
  it('is not replaced by anybody who walks up to it', async () => {
    const till = await tillWithBackups();
    await sellTo(till, new Meters(), 1);
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    await till.call('people.save', {
      id: null,
      name: 'Sipho',
      role: 'vendor',
      secret: { kind: 'pin', text: '1357' },
    });
    await till.call('people.signIn', { operatorId: 2, secret: '1357' });
    expect((await till.refusal('restore.do', { file, passphrase: null })).code).toBe('not-allowed');
    await till.call('people.signOut', {});
    for (const [name, input] of [
      ['restore.do', { file, passphrase: null }],
      ['restore.look', { file, passphrase: null }],
      ['restore.find', { folder: stick }],
    ] as const) {
      expect((await till.refusal(name, input)).code).toBe('sign-in-first');
    }
    expect(till.count('sale')).toBe(1);
  });

  it('whose other shop is closed keeps that one too', async () => {
    const till = await tillWithBackups();
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    await till.call('till.switch', { to: 'live' });
    expect((await till.refusal('restore.do', { file, passphrase: null })).code).toBe(
      'restore.training-shop-exists',
    );
    expect((await till.call('till.state', {})).stage).toBe('first-run');
  });

  it('never takes a copy of the training shop for the real one, whatever its name says', async () => {
    const till = await tillWithBackups();
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    const disguised = join(stick, 'shop.sqlite');
    await writeFile(disguised, await readFile(file));
    await loseTheDisk(till);
    expect(await till.call('restore.do', { file: disguised, passphrase: null })).toMatchObject({
      training: true,
    });
    expect(existsSync(join(till.folder, 'shop.sqlite'))).toBe(false);
  });
});

describe('what is no copy', () => {
  it.skipIf(process.platform === 'win32')('is not waited for: a pipe', async () => {
    const till = await tillWithBackups();
    await till.call('backup.now', {});
    const pipe = join(stick, 'voltill-training-0a0a0a-20260302T081530Z.sqlite');
    execFileSync('mkfifo', [pipe]);
    await onlyCopy(till);
    const refusal = await till.refusal('restore.look', { file: pipe, passphrase: null });
    expect(refusal.code).toBe('restore.no-copy');
  });

  it('is not believed: tables in it that are made up as they are read', async () => {
    const till = await tillWithBackups();
    await till.call('backup.now', {});
    const { file } = await onlyCopy(till);
    const made = join(stick, 'voltill-training-0a0a0a-20260302T081530Z.sqlite');
    await writeFile(made, await readFile(file));
    const ledger = new Database(made);
    ledger.exec(`DROP TABLE setting; CREATE VIEW setting (name, value) AS
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000)
      SELECT 'shop', '{"name":"Not ours","language":"en"}' FROM n`);
    ledger.close();
    expect((await onlyCopy(till)).file).toBe(file);
    expect((await till.refusal('restore.look', { file: made, passphrase: null })).code).toBe(
      'restore.damaged',
    );
  });

  it.each<[string, (stick: string, copy: Buffer) => Promise<string>, string]>([
    ['is not there', async (at) => join(at, 'none.sqlite'), 'restore.not-found'],
    [
      'is another file',
      async (at) => written(join(at, 'a.txt'), Buffer.from('milk, bread')),
      'restore.no-copy',
    ],
    [
      'was cut off',
      async (at, copy) => written(join(at, 'cut.sqlite'), copy.subarray(0, copy.length - 5000)),
      'restore.damaged',
    ],
    [
      'has a page of zeros',
      async (at, copy) =>
        written(
          join(at, 'zeros.sqlite'),
          Buffer.concat([copy.subarray(0, 8192), Buffer.alloc(4096), copy.subarray(12_288)]),
        ),
      'restore.damaged',
    ],
  ])('changes nothing: it %s', async (_, make, code) => {
    const till = await tillWithBackups();
    await sellTo(till, new Meters(), 1);
    await till.call('backup.now', {});
    const file = await make(stick, await readFile((await onlyCopy(till)).file));
    const refusal = await till.refusal('restore.do', { file, passphrase: null });
    expect(refusal.code).toBe(code);
    expect(refusal.hint).toContain('Nothing was changed');
    const names = (await readdir(till.folder)).filter((name) => name.includes('sqlite'));
    expect(names.filter((name) => !KEPT_BY_LEDGER.test(name))).toEqual([]);
    await sellTo(till, new Meters(), 1);
  });

  it('opens with the right passphrase only', async () => {
    const till = await tillWithBackups(PASSPHRASE);
    await till.call('backup.now', {});
    const { file, shopName, consequence } = await onlyCopy(till);
    expect([shopName, consequence]).toEqual([null, '']);
    const codes = [];
    for (const passphrase of [null, 'something else']) {
      codes.push((await till.refusal('restore.look', { file, passphrase })).code);
    }
    expect(codes).toEqual(['restore.passphrase-needed', 'restore.wrong-passphrase']);
    expect((await readFile(file)).includes('Nomsa')).toBe(false);
    // Nor does anything that could open it stand on the stick.
    expect(await readdir(stick)).toHaveLength(1);
  });
});

async function written(file: string, bytes: Buffer): Promise<string> {
  await writeFile(file, bytes);
  return file;
}
