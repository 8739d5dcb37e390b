import { existsSync, renameSync, writeFileSync } from 'node:fs';
import {
  cp,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLedger } from '../../../src-main/ledger/open.ts';
import { openedToken } from '../opened-token.ts';
import { eventually, setUpInput, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* The ledger's file: deleted, moved, replaced, torn, corrupted. */

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function tillOn(folder: string): Promise<TestTill> {
  const till = await TestTill.open({ folder });
  ends.push(() => till.close());
  return till;
}

async function sellingTill(): Promise<{ till: TestTill; file: string; nomsa: number }> {
  const till = await shop.open();
  ends.push(() => till.close());
  const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
  return { till, nomsa, file: join(till.folder, 'training.sqlite') };
}

/** On a ledger that is larger than what is checked at the start, and kept in memory. */
async function tillWithMuch(): Promise<{ till: TestTill; file: string; nomsa: number }> {
  const folder = await shop.copy();
  const file = join(folder, 'training.sqlite');
  sql(file, 'CREATE TABLE ballast (note TEXT); CREATE INDEX ballast_note ON ballast (note)');
  sql(
    file,
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 80000)
     INSERT INTO ballast SELECT 'what fills a ledger, row ' || i FROM n`,
  );
  const till = await tillOn(folder);
  await till.ready();
  const nomsa = (await till.meterOf('Nomsa Dlamini')).id;
  await till.sell(nomsa, 5_000);
  await till.restart();
  return { till, file, nomsa };
}

describe('the lock file of an open ledger, thrown away', () => {
  it('is there again, and still keeps a second till out', async () => {
    const { till, file, nomsa } = await sellingTill();
    await rm(`${file}-till`);
    await eventually(() => expect(existsSync(`${file}-till`)).toBe(true));
    expect(() => openLedger(file)).toThrow(/ledger\.in-use/);
    expect((await till.sell(nomsa, 5_000)).state).toBe('issued');
  });

  it('stops a till whose ledger a second one took before', async () => {
    const { till, file } = await sellingTill();
    await rm(`${file}-till`);
    const second = openLedger(file);
    await eventually(async () =>
      expect((await till.refusal('till.state', {})).code).toBe('ledger.in-use'),
    );
    second.close();
    await eventually(async () => expect((await till.call('till.state', {})).stage).toBe('open'));
  });
});

describe('a ledger that is gone at the start', () => {
  it('is no first run: it is missed, and nothing can be set up over it', async () => {
    const folder = await shop.copy();
    const file = join(folder, 'training.sqlite');
    await rename(file, `${file}.elsewhere`);
    const till = await tillOn(folder);
    for (let again = 0; again < 3; again += 1) {
      expect(await till.refusal('till.state', {})).toMatchObject({
        code: 'ledger.missing',
        detail: { file },
      });
    }
    expect((await till.refusal('till.setUp', setUpInput())).code).toBe('ledger.missing');
    expect(existsSync(file)).toBe(false);

    await rename(`${file}.elsewhere`, file);
    expect((await till.call('till.state', {})).stage).toBe('open');
    expect(till.unforeseenOfOpening()).toEqual(['opening the ledger']);
  });

  it('is missed in the other shop as well, from where there is a way back', async () => {
    const folder = await shop.copy();
    const till = await tillOn(folder);
    await till.call('till.switch', { to: 'live' });
    const link = { kind: 'tcp', host: '127.0.0.1', port: 1 } as const;
    await till.call('till.setUp', setUpInput({ link }));
    await till.call('till.switch', { to: 'training' });
    await rm(join(folder, 'shop.sqlite'));
    await till.restart();
    expect((await till.refusal('till.switch', { to: 'live' })).code).toBe('ledger.missing');
    expect((await till.refusal('till.setUp', setUpInput({ link }))).code).toBe('ledger.missing');
    expect((await till.call('till.switch', { to: 'training' })).stage).toBe('open');
    expect(till.unforeseenOfOpening()).toEqual(['opening the ledger']);
  });

  it('is not set up over by way of the other shop either', async () => {
    const folder = await shop.copy();
    const file = join(folder, 'training.sqlite');
    await rm(file);
    const till = await tillOn(folder);
    expect((await till.call('till.switch', { to: 'live' })).stage).toBe('first-run');
    expect((await till.refusal('till.setUp', setUpInput())).code).toBe('ledger.missing');
    expect(existsSync(file)).toBe(false);
    till.unforeseenOfOpening();
  });

  it('does not keep anybody from beginning anew on purpose', async () => {
    const folder = await shop.copy();
    await rm(join(folder, 'training.sqlite'));
    await rm(join(folder, 'till.json'));
    expect((await (await tillOn(folder)).call('till.state', {})).stage).toBe('first-run');
  });
});

/** For a moment the till believes what it saw last. */
const LOOK_HOLDS_MS = 20;

describe('a ledger that is taken away while the till works', () => {
  const ways: [string, (file: string) => Promise<unknown>][] = [
    ['deleted', (file) => rm(file)],
    ['deleted with its log', (file) => Promise.all([rm(file), rm(`${file}-wal`)])],
    ['moved', (file) => rename(file, `${file}.moved`)],
    [
      'replaced',
      async (file) => {
        await cp(file, `${file}.other`);
        await rename(`${file}.other`, file);
      },
    ],
  ];

  it.each(ways)('stops sales, and all that was sold is saved: %s', async (_, take) => {
    const { till, file, nomsa } = await sellingTill();
    const sold = await till.sell(nomsa, 5_000);
    const order = await till.order(nomsa, { by: 'money', amount: 1_000 });
    await take(file);
    await setTimeout(LOOK_HOLDS_MS);
    expect((await till.refusal('sale.sell', order)).code).toBe('ledger.taken-away');
    await eventually(() => expect(till.heard('state')).toHaveLength(1));

    const told = await till.refusal('till.state', {});
    expect(told.code).toBe('ledger.rescued');
    const copy = String(told.detail.copy);
    const sales = rows(copy, 'SELECT sale.id, digits FROM sale JOIN token ON sale_id = sale.id');
    expect(sales).toEqual([{ id: sold.id, digits: sold.token }]);
    expect(till.unforeseenOfOpening()).toContain('a ledger without its file');
  });

  it('goes on with the copy once it has its name; TIDs still rise', async () => {
    const { till, file, nomsa } = await sellingTill();
    const sold = await till.sell(nomsa, 5_000);
    await rm(file);
    await eventually(() => expect(till.heard('state')).toHaveLength(1));
    // The till is started anew before anybody saw to it.
    await till.restart();
    const missed = await till.refusal('till.state', {});
    expect(missed.code).toBe('ledger.missing-rescued');
    await rename(String(missed.detail.copy), file);
    expect((await till.call('till.state', {})).stage).toBe('open');
    await till.ready();
    const next = await till.sell(nomsa, 5_000);
    expect(openedToken(next).tid).toBeGreaterThan(sold.tid ?? 0);
    till.unforeseenOfOpening();
  });

  it.each([
    ['is gone', () => {}],
    ['is a file now', (folder: string) => writeFileSync(folder, '')],
  ])(
    'with its whole folder is saved and told of, and nothing is begun over it: it %s',
    async (_, put) => {
      const { till, nomsa } = await sellingTill();
      await till.sell(nomsa, 5_000);
      const home = await mkdtemp(join(tmpdir(), 'voltill-home-'));
      ends.push(() => rm(home, { recursive: true }));
      vi.stubEnv('HOME', home);
      ends.push(async () => void vi.unstubAllEnvs());
      const away = `${till.folder}-away`;
      renameSync(till.folder, away);
      put(till.folder);
      await eventually(() => expect(till.heard('state')).toHaveLength(1));
      for (let again = 0; again < 3; again += 1) {
        const told = await till.refusal('till.state', {});
        expect(told.code).toBe('ledger.rescued');
        expect(existsSync(String(told.detail.copy))).toBe(true);
      }
      expect(existsSync(join(till.folder, 'training.sqlite'))).toBe(false);

      await rm(till.folder, { recursive: true, force: true });
      await rename(away, till.folder);
      expect((await till.call('till.state', {})).stage).toBe('open');
      till.unforeseenOfOpening();
    },
  );

  it('is noticed at rest, without anybody asking', async () => {
    const { till, file } = await sellingTill();
    await rm(file);
    await eventually(() => expect(till.heard('state')).toHaveLength(1));
    expect((await readdir(till.folder)).some((name) => name.includes('-rescued-'))).toBe(true);
    till.unforeseenOfOpening();
  });

  it('is told before whatever stands in its place is opened, and that one is left whole', async () => {
    const { till, file, nomsa } = await sellingTill();
    await till.sell(nomsa, 5_000);
    // A ledger another program is just writing to, with a log of its own.
    const other = join(await shop.copy(), 'training.sqlite');
    const writing = new Database(other);
    writing.exec(`UPDATE customer SET name = 'Somebody else' WHERE id = 1`);
    for (const suffix of ['', '-wal']) {
      await cp(other + suffix, `${file}${suffix}.new`);
      await rename(`${file}${suffix}.new`, file + suffix);
    }
    writing.close();
    await eventually(() => expect(till.heard('state')).toHaveLength(1));
    expect((await till.refusal('till.state', {})).code).toBe('ledger.rescued');
    expect((await till.call('till.state', {})).stage).toBe('open');
    expect(
      (await till.call('meters.find', { text: 'Somebody else', limit: 2 })).meters.length,
    ).toBe(1);
    till.unforeseenOfOpening();
  });

  it('says so where it could not be saved', async () => {
    const { till, file } = await tillWithMuch();
    // Overwritten in place: what the till holds open is the other file now.
    await writeFile(file, Buffer.alloc(4096));
    await eventually(() => expect(till.heard('state')).toHaveLength(1));
    expect((await till.refusal('till.state', {})).code).toBe('ledger.not-rescued');
    till.unforeseenOfOpening();
  });
});

describe('a ledger that is damaged', () => {
  const damages: [string, (file: string) => Promise<unknown> | unknown][] = [
    ['cut off', async (file) => truncate(file, (await readFile(file)).length - 3 * 4096)],
    ['a page of nothing', (file) => overwrite(file, 5 * 4096, Buffer.alloc(4096))],
    ['a page of noise', (file) => overwrite(file, 9 * 4096, Buffer.alloc(4096, 0xa5))],
    ['its head overwritten', (file) => overwrite(file, 0, Buffer.from('no database at all'))],
    [
      'a reference to nobody',
      (file) => sql(file, 'UPDATE meter SET customer_id = 999 WHERE id = 1'),
    ],
    ['an index that lost a row', (file) => loseFromIndex(file)],
  ];

  it.each(damages)('sells nothing and is left as it was: %s', async (_, damage) => {
    const folder = await shop.copy();
    const file = join(folder, 'training.sqlite');
    await damage(file);
    const before = await readFile(file);
    const till = await tillOn(folder);
    const told = await till.refusal('till.state', {});
    expect(told).toMatchObject({ code: 'ledger.damaged', detail: { file } });
    expect((await till.refusal('sale.unfinished', {})).code).toBe('sign-in-first');
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
    till.unforeseenOfOpening();
  });

  it('stops sales when it is found at work', async () => {
    const { till, file, nomsa } = await tillWithMuch();
    const order = await till.order(nomsa, { by: 'money', amount: 1_000 });
    const bytes = (await readFile(file)).length;
    await overwrite(file, 4096, Buffer.alloc(bytes - 4096, 0xa5));
    // What is in memory still answers; what has to be read does not.
    const list = { text: 'Nomsa', before: null, limit: 5 };
    expect((await till.refusal('sales.list', list)).code).toBe('ledger.damaged');
    expect((await till.refusal('sale.sell', order)).code).toBe('ledger.damaged');
    for (let again = 0; again < 2; again += 1) {
      expect((await till.refusal('till.state', {})).code).toBe('ledger.damaged');
    }
    expect(till.unforeseenOfOpening()).toContain('a damaged ledger');
  });
});

describe('a large ledger', () => {
  it('with a fault that a check of its copy finds sells no more, nor after a restart', async () => {
    const { till, file, nomsa } = await tillWithMuch();
    const order = await till.order(nomsa, { by: 'money', amount: 1_000 });
    const bytes = (await readFile(file)).length;
    // Where no sale would ever come by.
    await overwrite(file, bytes - 4096, Buffer.alloc(4096, 0xa5));
    await till.call('audit.verify', {});
    expect((await till.refusal('sale.sell', order)).code).toBe('ledger.damaged');
    await till.restart();
    for (let again = 0; again < 2; again += 1) {
      expect((await till.refusal('till.state', {})).code).toBe('ledger.damaged');
    }
    till.unforeseenOfOpening();
  });
});

async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

/** Puts an index back to what it was before a change, as a write that never reached the disk would. */
async function loseFromIndex(file: string): Promise<void> {
  const [root] = rows<{ page: number }>(
    file,
    `SELECT rootpage AS page FROM sqlite_schema WHERE name = 'operator_name'`,
  );
  const at = ((root?.page ?? 0) - 1) * 4096;
  const before = (await readFile(file)).subarray(at, at + 4096);
  sql(file, `UPDATE operator SET name = 'Thandeka'`);
  await overwrite(file, at, before);
}

function sql(file: string, statement: string): void {
  const ledger = new Database(file);
  ledger.pragma('foreign_keys = OFF');
  ledger.exec(statement);
  ledger.close();
}

function rows<Row>(file: string, statement: string): Row[] {
  const ledger = new Database(file, { readonly: true });
  try {
    return ledger.prepare<[], Row>(statement).all();
  } finally {
    ledger.close();
  }
}
