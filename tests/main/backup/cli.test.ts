import { execFile } from 'node:child_process';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, freshFolder, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Backup and restore from the command line, as programs of their own. */

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** As `npm run -s` does. */
function run(program: 'backup' | 'restore', ...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const file = join(root, 'src-main', `${program}-cli.ts`);
    const child = execFile(process.execPath, [file, ...words], (error, out, problem) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({ code, out: out.trim(), error: problem.trim() });
    });
    child.stdin?.end('four words are good\n');
  });
}

let shop: TrainingShop;
const ends: (() => Promise<void>)[] = [];
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

describe('the command line', () => {
  it('backs a closed till up, lists, says what would be lost, and restores', async () => {
    const till = await shop.open();
    ends.push(() => till.close());
    const stick = await newFolder();
    const meter = (await till.meterOf('Nomsa Dlamini')).id;
    await till.sell(meter, 2000);
    await till.till.close();
    const encrypted = ['--passphrase-file', '-'];
    const made = await run('backup', '--data', till.folder, '--to', stick, ...encrypted);
    expect(made).toMatchObject({ code: 0, error: '' });
    const [name = ''] = await readdir(stick);
    expect(made.out).toBe(join(stick, name));
    expect(name).toMatch(/\.voltill$/);

    await till.restart();
    await till.ready();
    await till.sell(meter, 2000);
    await till.sell(meter, 2000);
    await till.till.close();
    const found = await run('restore', relative(process.cwd(), stick), '--data', till.folder);
    expect([found.code, found.out]).toEqual([0, `${join(stick, name)}  training, encrypted`]);
    const locked = await run('restore', join(stick, name), '--data', till.folder);
    expect(locked).toMatchObject({ code: 2, out: '' });
    expect(locked.error).toContain('This copy is encrypted.');
    const look = await run('restore', join(stick, name), '--data', till.folder, ...encrypted);
    expect(look).toMatchObject({ code: 0, error: '' });
    expect(look.out).toContain('This is Corner Shop. Sales in it: 1.');
    expect(look.out).toContain('2 sales of the ledger that is here are not in the copy');
    expect(look.out).toContain('Nothing was changed.');
    const restored = await run(
      'restore',
      ...[join(stick, name), '--data', till.folder, '--yes'],
      ...encrypted,
    );
    expect(restored).toMatchObject({ code: 0, error: '' });
    expect(restored.out).toMatch(/It is in place\.$/);

    await till.restart();
    await till.ready();
    const { sales } = await till.call('sales.list', { text: '', before: null, limit: 9 });
    expect(sales).toHaveLength(1);
    const next = await till.sell(meter, 2000);
    expect(next.id).toBe(2);
    const files = await readdir(till.folder);
    expect(files.filter((file) => /-before-\d{8}T\d{6}Z\.sqlite$/.test(file))).toHaveLength(1);
    expect(files.filter((file) => /restor|copying/.test(file))).toEqual([]);
  });

  it('sets a new computer up from a copy', async () => {
    const till = await shop.open();
    ends.push(() => till.close());
    const stick = await newFolder();
    await till.call('backup.save', { folder: stick, passphrase: '' });
    const { lastGood } = await till.call('backup.now', {});
    const fresh = join(await newFolder(), 'data');
    const done = await run('restore', lastGood?.file ?? '', '--data', fresh, '--yes');
    expect(done).toMatchObject({ code: 0, error: '' });
    const there = await TestTill.open({ folder: fresh });
    ends.push(() => there.close());
    expect(await there.call('till.state', {})).toMatchObject({ shop: { name: 'Corner Shop' } });
  });

  it('backs up what a power cut kept from being put in place', async () => {
    const till = await shop.open();
    ends.push(() => till.close());
    await till.till.close();
    const ledger = join(till.folder, 'training.sqlite');
    await rename(ledger, `${ledger}.restored`);
    const made = await run('backup', '--data', till.folder, '--to', await newFolder());
    expect(made).toMatchObject({ code: 0, error: '' });
    expect(await readdir(till.folder)).not.toContain('training.sqlite.restored');
    await till.restart();
  });

  it('leaves an open till alone', async () => {
    const till = await shop.open();
    ends.push(() => till.close());
    const stick = await newFolder();
    await till.call('backup.save', { folder: stick, passphrase: '' });
    const { lastGood } = await till.call('backup.now', {});
    const copy = lastGood?.file ?? '';
    // To read its file in the same process, but through SQLite, would let go of its lock.
    const ledger = join(till.folder, 'training.sqlite');
    expect(await till.call('restore.find', { folder: till.folder })).toEqual([]);
    expect((await till.refusal('restore.look', { file: ledger, passphrase: null })).code).toBe(
      'ledger.in-use',
    );
    const backup = await run('backup', '--data', till.folder);
    expect(backup).toMatchObject({ code: 2, out: '' });
    expect(backup.error).toContain('Another program has the ledger open');
    const restore = await run('restore', copy, '--data', till.folder, '--yes');
    expect(restore.code).toBe(2);
    expect(restore.error).toContain('Another program has the ledger open');
    expect(await readdir(stick)).toEqual([basename(copy)]);
    await till.sell((await till.meterOf('Nomsa Dlamini')).id, 2000);
    await eventually(() => expect(till.count('sale')).toBe(1));
  });

  it('says what it needs, and why not', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'note.txt'), 'milk, bread');
    for (const [program, words, said] of [
      ['restore', [], 'Say one FOLDER or FILE.'],
      ['restore', ['a', 'b'], 'Say one FOLDER or FILE.'],
      ['restore', [join(folder, 'none.sqlite'), '--data', folder], 'There is no such file'],
      ['restore', [join(folder, 'note.txt'), '--data', folder], 'no copy made by Voltill'],
      ['backup', ['--data', folder], 'There is no such file'],
      ['backup', ['--shop', 'both'], '--shop is training or live'],
      ['backup', ['--passphrase', 'x'], '--passphrase'],
    ] as const) {
      const ended = await run(program, ...words);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.error).toContain(said);
    }
    for (const program of ['backup', 'restore'] as const) {
      expect(await run(program, '--help')).toMatchObject({ code: 0, error: '' });
    }
    expect(await readdir(folder)).toEqual(['note.txt']);
  });
});
