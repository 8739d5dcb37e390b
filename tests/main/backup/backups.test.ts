import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BackupDesk } from '../../../src-main/backup/desk.ts';
import { type Books, openBooks } from '../../../src-main/ledger/books.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { firstMessages } from '../../../src-main/messages.ts';
import type { BackupState } from '../../../src-shared/contract/backup-shapes.ts';
import { SmallDisk } from '../faults-of-the-machine/small-disk.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, freshFolder, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Copies of a ledger: made beside the selling, checked, rotated, and what stands in their way. */

const NOBODY = { operatorId: null, approvedBy: null };

// Each copy is checked by a process of its own, which takes its time to start on a busy machine.
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

describe('a backup', () => {
  it('made while 200 sales go through holds one moment of them, whole', async () => {
    const till = await openTill();
    const folder = await newFolder();
    await till.call('backup.save', { folder, passphrase: '' });
    const { id } = await till.meterOf('Nomsa Dlamini');
    const files: string[] = [];
    const backups = (async () => {
      for (let each = 0; each < 4; each += 1) {
        till.clock.advance(86_400_000);
        const { lastGood, problem } = await till.call('backup.now', {});
        expect(problem).toBeNull();
        files.push(lastGood?.file ?? '');
      }
    })();
    for (let sale = 0; sale < 200; sale += 1) await till.sell(id, 2000);
    await backups;
    const counts = files.map((file) => {
      const { ok, problems, sales } = verifyLedger(file, {});
      expect([ok, problems]).toEqual([true, []]);
      return sales;
    });
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    const [row] = till.ledger<{ made: number }>(
      `SELECT count(*) AS made FROM audit WHERE what = 'backup.made'`,
    );
    expect(row?.made).toBe(4);
  });

  it('is one file that anybody can read, also where nothing may be written', async () => {
    const till = await openTill();
    const folder = await newFolder();
    await till.call('backup.save', { folder, passphrase: '' });
    const state = await till.call('backup.now', {});
    expect(state).toMatchObject({
      folder,
      sameDisk: true,
      encrypted: false,
      running: false,
      problem: null,
      lastGood: { at: MORNING.replace('Z', '.000Z'), sales: 0 },
    });
    const file = state.lastGood?.file ?? '';
    expect(basename(file)).toMatch(/^voltill-training-[0-9a-f]{6}-20260302T081530Z\.sqlite$/);
    expect(state.files).toEqual([
      {
        file: basename(file),
        at: MORNING.replace('Z', '.000Z'),
        bytes: state.lastGood?.bytes,
        encrypted: false,
      },
    ]);
    expect(await readdir(folder)).toEqual([basename(file)]);
    const copy = new Database(file, { readonly: true });
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
    copy.close();
    expect(till.heard('backup').map(({ running }) => running)).toEqual([false, true, false]);
  });

  it('of a ledger with a row that somebody changed is made, and does not drive the good ones out', async () => {
    const till = await openTill();
    const folder = await newFolder();
    await till.call('backup.save', { folder, passphrase: '' });
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 2000);
    const good = await till.call('backup.now', {});
    await till.till.close();
    const ledger = new Database(join(till.folder, 'training.sqlite'));
    ledger.exec('DROP TRIGGER audit_unchanged');
    ledger.exec(`UPDATE audit SET facts = '{"id":2}' WHERE sequence = 2`);
    ledger.exec(`CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'a row of audit is never changed'); END`);
    ledger.close();
    await till.restart();
    for (let day = 0; day < 3; day += 1) {
      till.clock.advance(86_400_000);
      const state = await till.call('backup.now', {});
      expect(state.problem?.code).toBe('backup.not-in-order');
      expect(state.lastGood).toEqual(good.lastGood);
      // The last one of a ledger with a fault, and the sound one.
      expect(state.files).toHaveLength(Math.min(day + 2, 2));
    }
    expect(existsSync(good.lastGood?.file ?? '')).toBe(true);
  });
});

describe('a folder for backups', () => {
  it('that is not there is told, and used again when it is back', async () => {
    const till = await openTill();
    const folder = join(await newFolder(), 'stick');
    await till.call('backup.save', { folder, passphrase: '' });
    await till.call('backup.now', {});
    await rename(folder, `${folder}-away`);
    const gone = await till.call('backup.now', {});
    expect(gone).toMatchObject({ running: false, files: [] });
    expect(gone.problem).toMatchObject({ code: 'backup.folder-missing', detail: { folder } });
    expect(gone.problem?.message).toBe(`The folder for backups is not there: ${folder}.`);
    // Nothing was made where a stick would be.
    expect(existsSync(folder)).toBe(false);
    await rename(`${folder}-away`, folder);
    till.clock.advance(1000);
    expect(await till.call('backup.now', {})).toMatchObject({ problem: null });
  });

  it('is made where only it is missing, and refused where what it is in is missing', async () => {
    const till = await openTill();
    const folder = await newFolder();
    const made = join(folder, 'voltill');
    expect((await till.call('backup.save', { folder: made, passphrase: '' })).folder).toBe(made);
    const refusal = await till.refusal('backup.save', {
      folder: join(folder, 'not', 'there'),
      passphrase: '',
    });
    expect(refusal.code).toBe('backup.folder-missing');
    expect((await till.call('backup.state', {})).folder).toBe(made);
    await writeFile(join(folder, 'file'), '');
    const file = { folder: join(folder, 'file'), passphrase: '' };
    expect((await till.refusal('backup.save', file)).code).toBe('backup.folder-missing');
  });

  it('that was on another disk is not taken for the empty place it leaves on this one', async () => {
    const disk = SmallDisk.mount(16);
    if (!disk) return;
    const till = await openTill();
    const folder = disk.folder;
    const state = await till.call('backup.save', { folder, passphrase: '' });
    expect(state.sameDisk).toBe(false);
    expect(await till.call('backup.now', {})).toMatchObject({ problem: null });
    disk.remove();
    await mkdir(folder);
    ends.push(() => rm(folder, { recursive: true }));
    const pulled = await till.call('backup.now', {});
    expect(pulled.problem?.code).toBe('backup.folder-missing');
    expect(await readdir(folder)).toEqual([]);
  });

  it('with no room keeps the older copies and tells it; with room again it goes on', async () => {
    const disk = SmallDisk.mount(4);
    if (!disk) return;
    ends.push(() => disk.remove());
    const till = await openTill();
    await till.call('backup.save', { folder: disk.folder, passphrase: '' });
    const { lastGood } = await till.call('backup.now', {});
    disk.fill();
    till.clock.advance(86_400_000);
    const full = await till.call('backup.now', {});
    expect(full.problem?.code).toBe('backup.disk-full');
    expect(full.lastGood).toEqual(lastGood);
    expect((await readdir(disk.folder)).toSorted()).toEqual(
      ['ballast', basename(lastGood?.file ?? '')].toSorted(),
    );
    disk.lock();
    expect((await till.call('backup.now', {})).problem?.code).toBe('backup.read-only');
    disk.unlock();
    disk.makeRoom();
    expect(await till.call('backup.now', {})).toMatchObject({ problem: null });
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 2000);
  });

  it('is rid of what a program that died left half-written, and of nothing else', async () => {
    const till = await openTill();
    const folder = await newFolder();
    await till.call('backup.save', { folder, passphrase: '' });
    const { files } = await till.call('backup.now', {});
    const [name = ''] = files.map(({ file }) => file);
    const dead = `${name.replace('20260302', '20260301')}.part`;
    const others = [
      'voltill-training-ffffff-20260301T081530Z.sqlite.part',
      'voltill-training-ffffff-20200301T081530Z.sqlite',
      'thesis.part',
      'shop.sqlite',
    ];
    for (const each of [dead, ...others]) await writeFile(join(folder, each), 'x');
    till.clock.advance(1000);
    const { problem } = await till.call('backup.now', {});
    expect(problem).toBeNull();
    const names = await readdir(folder);
    expect(names).not.toContain(dead);
    for (const each of others) expect(names).toContain(each);
  });

  it('keeps the last copy of a day, of those this ledger made', async () => {
    const till = await openTill();
    const folder = await newFolder();
    await till.call('backup.save', { folder, passphrase: '' });
    for (const hours of [1, 1, 24, 1]) {
      till.clock.advance(hours * 3_600_000);
      await till.call('backup.now', {});
    }
    const { files } = await till.call('backup.state', {});
    expect(files.map(({ at }) => at)).toEqual([
      '2026-03-03T11:15:30.000Z',
      '2026-03-02T10:15:30.000Z',
    ]);
  });
});

describe('an encrypted backup', () => {
  it('goes on by itself, with the passphrase kept nowhere', async () => {
    const till = await openTill();
    const folder = await newFolder();
    const passphrase = 'four words are good';
    await till.call('backup.save', { folder, passphrase });
    await till.restart();
    const { lastGood, encrypted } = await till.call('backup.now', {});
    expect([encrypted, lastGood?.file.endsWith('.voltill')]).toEqual([true, true]);
    const ledger = await Promise.all(
      ['', '-wal'].map((end) => readFile(join(till.folder, `training.sqlite${end}`))),
    );
    for (const bytes of [...ledger, await readFile(lastGood?.file ?? '')]) {
      expect(bytes.includes(passphrase)).toBe(false);
    }
    // Other settings leave it as it is; an empty one switches it off.
    expect((await till.call('backup.save', { folder, passphrase: null })).encrypted).toBe(true);
    expect((await till.call('backup.save', { folder, passphrase: '' })).encrypted).toBe(false);
    till.clock.advance(1000);
    const plain = await till.call('backup.now', {});
    expect(plain.lastGood?.file).toMatch(/\.sqlite$/);
    // The key of before is gone with it.
    const [row] = till.ledger<{ value: string }>("SELECT value FROM setting WHERE name = 'backup'");
    expect(JSON.parse(row?.value ?? '')).toMatchObject({ key: null });
  });

  it.each(['short', 'x'.repeat(201)])(
    'wants a passphrase that is neither short nor endless',
    async (passphrase) => {
      const till = await openTill();
      const input = { folder: await newFolder(), passphrase };
      expect((await till.refusal('backup.save', input)).code).toBe('bad-input');
    },
  );
});

describe('a backup by itself', () => {
  /** A desk on a ledger of its own, whose minutes pass when the test says so. */
  class Desk {
    readonly desk: BackupDesk;
    readonly clock = new TestClock(MORNING);
    readonly states: BackupState[] = [];
    #next: { at: number; callback: () => void } | null = null;

    constructor(books: Books) {
      this.desk = new BackupDesk({
        ...{ books, kind: 'training', clock: this.clock },
        messages: firstMessages,
        after: (wait, callback) => {
          this.#next = { at: this.clock.waited + wait, callback };
          return () => {
            this.#next = null;
          };
        },
        onChange: (state) => this.states.push(state),
        onUnexpected: (what, error) => expect.fail(`${what}: ${String(error)}`),
      });
    }

    /** Lets minutes pass; what is begun meanwhile is ended. */
    async pass(minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        this.clock.advance(60_000);
        if (!this.#next || this.#next.at > this.clock.waited) continue;
        const { callback } = this.#next;
        this.#next = null;
        callback();
        await this.desk.inTurn(async () => undefined);
      }
    }

    made(): number {
      return this.states.filter(({ running }) => running).length;
    }
  }

  async function newDesk(): Promise<{ desk: Desk; folder: string }> {
    const books = openBooks(join(await shop.copy(), 'training.sqlite'));
    const desk = new Desk(books);
    ends.push(async () => {
      await desk.desk.close();
      books.ledger.close();
    });
    const folder = join(await newFolder(), 'stick');
    return { desk, folder };
  }

  it('waits for the start to be over, and is made once a day', async () => {
    const { desk, folder } = await newDesk();
    await desk.desk.save({ folder, passphrase: '' }, NOBODY);
    await desk.pass(2);
    expect(desk.made()).toBe(0);
    await desk.pass(3);
    expect(desk.made()).toBe(1);
    await desk.pass(60);
    expect(desk.made()).toBe(1);
    // At the first chance after midnight.
    const midnight = new Date(desk.clock.time);
    midnight.setHours(24, 0, 0, 0);
    const minutes = Math.ceil((midnight.getTime() - desk.clock.time.getTime()) / 60_000);
    desk.clock.advance((minutes - 2) * 60_000);
    await desk.pass(1);
    expect(desk.made()).toBe(1);
    await desk.pass(2);
    expect(desk.made()).toBe(2);
  });

  it('is not begun while nobody has said where to', async () => {
    const { desk } = await newDesk();
    await desk.pass(30);
    expect(desk.states).toEqual([]);
    expect(desk.desk.facts()).toEqual({ folder: null, lastGoodAt: null, problem: null });
  });

  it('is made after a shift, and where the stick was out, as soon as it is back', async () => {
    const { desk, folder } = await newDesk();
    await desk.desk.save({ folder, passphrase: '' }, NOBODY);
    desk.desk.shiftClosed();
    await desk.desk.inTurn(async () => undefined);
    expect(desk.made()).toBe(1);
    await rename(folder, `${folder}-out`);
    desk.desk.shiftClosed();
    await desk.desk.inTurn(async () => undefined);
    expect(desk.desk.facts().problem).toBe('folder-missing');
    await desk.pass(10);
    expect(desk.made()).toBe(1);
    await rename(`${folder}-out`, folder);
    await desk.pass(2);
    expect([desk.made(), desk.desk.facts().problem]).toEqual([2, null]);
  });

  it('that is under way is given up when the till is closed, and leaves nothing', async () => {
    const { desk, folder } = await newDesk();
    await desk.desk.save({ folder, passphrase: '' }, NOBODY);
    const making = desk.desk.now(NOBODY);
    await eventually(() => expect(desk.made()).toBe(1));
    await desk.desk.close();
    await making;
    expect(await readdir(folder)).toEqual([]);
  });
});
