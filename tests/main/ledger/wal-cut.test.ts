import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { freshFolder } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/*
 * The power fails while a sale is being written: the log beside the ledger ends anywhere, and what is
 * there is found by the next till. The file itself is written only when the log is moved into it.
 */

const HEADER = 32;
/** Its own header and a page. */
const FRAME = 24 + 4096;
const FILE = 'training.sqlite';

let file: Buffer;
let log: Buffer;
/** The second sale; the first one opened the shift. */
let sale: Sale;
/** Bytes of the log before it. */
let start: number;
let folder: string;
beforeAll(async () => {
  folder = await freshFolder();
  const shop = await TrainingShop.setUp();
  const till = await shop.open();
  const at = (name: string) => readFile(join(till.folder, name));
  await till.sell((await till.meterOf('Mrs Naidoo')).id, 6_000);
  start = (await at(`${FILE}-wal`)).length;
  sale = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
  file = await at(FILE);
  log = await at(`${FILE}-wal`);
  await till.close();
  await shop.remove();
});
afterAll(() => rm(folder, { recursive: true }));

interface Found {
  readonly state: string;
  readonly tokens: number;
  readonly integrity: unknown;
  readonly problems: unknown;
}

/** What the next till finds where this much of the log came to the disk. */
async function found(written: Buffer): Promise<Found> {
  const copy = join(folder, FILE);
  await rm(`${copy}-shm`, { force: true });
  await writeFile(copy, file);
  await writeFile(`${copy}-wal`, written);
  const { problems } = verifyLedger(copy);
  const { ledger, sales } = openBooks(copy);
  try {
    const kept = sales.get(sale.id);
    const tokens = ledger
      .prepare<[number], string>('SELECT digits FROM token WHERE sale_id = ?')
      .pluck()
      .all(sale.id);
    // A token that is found is the one that was shown.
    if (tokens.length > 0) expect(tokens).toEqual([sale.token]);
    if (kept) expect(kept).toMatchObject({ tid: sale.tid, quote: sale.quote });
    return {
      state: kept?.state ?? 'absent',
      tokens: tokens.length,
      integrity: ledger.pragma('integrity_check', { simple: true }),
      problems,
    };
  } finally {
    ledger.close();
  }
}

/** The sale whole or absent, and the whole ledger in order. */
function asItMayBe({ state, tokens, integrity, problems }: Found): string {
  expect([integrity, problems]).toEqual(['ok', []]);
  expect(['absent 0', 'reserved 0', 'issued 1']).toContain(`${state} ${tokens}`);
  return state;
}

describe('the log of a sale', () => {
  it('is two commits of several pages each', () => {
    expect((start - HEADER) % FRAME).toBe(0);
    expect((log.length - HEADER) % FRAME).toBe(0);
    expect((log.length - start) / FRAME).toBeGreaterThan(6);
  });

  it('cut at each page boundary has the sale whole or absent', async () => {
    const states: string[] = [];
    for (let cut = HEADER; cut <= log.length; cut += FRAME) {
      states.push(asItMayBe(await found(log.subarray(0, cut))));
    }
    // Nothing comes back that was gone, and all that was committed is there at the end.
    const inOrder = states.filter((state, at) => state !== states[at - 1]);
    expect(inOrder).toEqual(['absent', 'reserved', 'issued']);
    expect(states.indexOf('reserved')).toBeGreaterThan((start - HEADER) / FRAME);
    expect(states.indexOf('issued')).toBe(states.length - 1);
  }, 60_000);

  it('cut inside a page has what the page before left', async () => {
    for (let boundary = start; boundary < log.length; boundary += FRAME) {
      const before = asItMayBe(await found(log.subarray(0, boundary)));
      for (const part of [1, 8, 23, 24, 25, 2048, FRAME - 1]) {
        expect(asItMayBe(await found(log.subarray(0, boundary + part)))).toBe(before);
      }
      // The disk has made room for the page, and something else stands there.
      for (const rest of [0x00, 0xff]) {
        const torn = Buffer.from(log.subarray(0, boundary + FRAME));
        torn.fill(rest, boundary + 600);
        expect(asItMayBe(await found(torn))).toBe(before);
      }
    }
  }, 120_000);
});
