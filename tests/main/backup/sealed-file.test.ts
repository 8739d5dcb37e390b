import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  newPassphraseKey,
  type PassphraseKey,
  passphraseKey,
} from '../../../src-main/backup/passphrase-key.ts';
import {
  CHUNK_BYTES,
  HEAD_BYTES,
  Opener,
  SEALED_CHUNK_BYTES,
  SealedError,
  Sealer,
} from '../../../src-main/backup/sealed-file.ts';
import { copyOut, readHeadOf, readThrough } from '../../../src-main/backup/stream-copy.ts';
import { freshFolder } from '../till-fixture.ts';

/* The encrypted file: what went in comes out, and nothing else ever does. */

// Keys are slow to make, on purpose.
vi.setConfig({ testTimeout: 60_000 });

const { signal } = new AbortController();
let folder: string;
let key: PassphraseKey;
beforeAll(async () => {
  folder = await freshFolder();
  // As dear as the cheapest that is read: the usual cost is measured once below.
  key = await passphraseKey('four words are good', {
    logN: 14,
    r: 8,
    p: 1,
    salt: randomBytes(16),
  });
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
function fresh(): string {
  files += 1;
  return join(folder, String(files));
}

async function sealed(content: Buffer): Promise<string> {
  const plain = fresh();
  const file = fresh();
  await writeFile(plain, content);
  await copyOut(plain, file, new Sealer(key, 'backup'), signal);
  return file;
}

async function opened(file: string, passphrase = 'four words are good'): Promise<Buffer> {
  const opener = await Opener.withPassphrase(await readHeadOf(file), passphrase);
  const plain = fresh();
  await readThrough(file, opener, plain, signal);
  return readFile(plain);
}

async function openedWith(made: PassphraseKey, file: string): Promise<void> {
  const opener = Opener.withKey(await readHeadOf(file), made);
  await readThrough(file, opener, null, signal);
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SealedError) return error.problem;
    throw error;
  }
  return 'opened';
}

describe('an encrypted copy', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES, 300_001])(
    'of %i bytes opens with its passphrase',
    async (length) => {
      const content = randomBytes(length);
      const file = await sealed(content);
      const chunks = Math.max(1, Math.ceil(length / CHUNK_BYTES));
      expect((await stat(file)).size).toBe(HEAD_BYTES + length + 16 * chunks);
      expect((await opened(file)).equals(content)).toBe(true);
    },
  );

  it('opens with no other passphrase', async () => {
    const file = await sealed(randomBytes(1000));
    for (const other of ['four words are Good', 'four words are good ', '', 'x']) {
      expect(await problemOf(opened(file, other))).toBe('wrong-passphrase');
    }
  });

  it('opens with the same letters, however they were typed', async () => {
    const made = await newPassphraseKey('café à l’été');
    const [plain, file] = [fresh(), fresh()];
    await writeFile(plain, '');
    await copyOut(plain, file, new Sealer(made, 'move'), signal);
    const opener = await Opener.withPassphrase(await readHeadOf(file), 'cafe\u0301 à l’été');
    expect(opener.kind).toBe('move');
    // OWASP's cost: that of the PINs.
    expect(made.making).toMatchObject({ logN: 17, r: 8, p: 1 });
  });

  it('is never the same twice, and holds nothing of what it was made from', async () => {
    const content = Buffer.alloc(200_000, 'Nomsa Dlamini ');
    const [one, other] = [await sealed(content), await sealed(content)];
    const [a, b] = [await readFile(one), await readFile(other)];
    expect(a.subarray(36, 68).equals(b.subarray(36, 68))).toBe(false);
    for (let at = HEAD_BYTES; at < a.length; at += 1000) {
      expect(a.subarray(at, at + 16).equals(b.subarray(at, at + 16))).toBe(false);
    }
    expect(a.includes('Nomsa')).toBe(false);
  });
});

describe('an encrypted copy that is not as it was written', () => {
  const content = randomBytes(3 * CHUNK_BYTES + 1234);
  let whole: Buffer;
  beforeAll(async () => {
    whole = await readFile(await sealed(content));
  });

  async function problemWith(bytes: Buffer): Promise<string> {
    const file = fresh();
    await writeFile(file, bytes);
    // Where it says nothing else of how the key is made, making it once is enough.
    const sameKey = bytes.subarray(10, 36).equals(whole.subarray(10, 36));
    const problem = await problemOf(sameKey ? openedWith(key, file) : opened(file));
    await rm(file);
    return problem;
  }

  it('is never opened: one bit of it is another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const changed = Buffer.from(whole);
          changed[at] = (changed[at] ?? 0) ^ (1 << bit);
          expect(await problemWith(changed)).not.toBe('opened');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is never opened: every bit of its head', async () => {
    for (let at = 0; at < HEAD_BYTES; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect([at, await problemWith(changed)]).not.toEqual([at, 'opened']);
    }
  });

  it('is never opened: it was cut off, or something was put behind it', async () => {
    const ends = [0, 1, HEAD_BYTES - 1, HEAD_BYTES, HEAD_BYTES + 16];
    const chunkEnds = [1, 2, 3].map((chunk) => HEAD_BYTES + chunk * SEALED_CHUNK_BYTES);
    for (const end of [...ends, ...chunkEnds, whole.length - 1]) {
      expect([end, await problemWith(whole.subarray(0, end))]).not.toEqual([end, 'opened']);
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (end) => {
        expect(await problemWith(whole.subarray(0, end))).not.toBe('opened');
      }),
      { numRuns: 30 },
    );
    for (const more of [Buffer.alloc(1), whole.subarray(HEAD_BYTES), Buffer.alloc(100_000)]) {
      expect(await problemWith(Buffer.concat([whole, more]))).toBe('damaged');
    }
  });

  it('is never opened: chunks of it changed places, or came twice', async () => {
    const chunk = (index: number) =>
      whole.subarray(
        HEAD_BYTES + index * SEALED_CHUNK_BYTES,
        HEAD_BYTES + (index + 1) * SEALED_CHUNK_BYTES,
      );
    const head = whole.subarray(0, HEAD_BYTES);
    for (const order of [[1, 0, 2, 3], [0, 0, 2, 3], [0, 1, 3], [0, 1, 2, 2, 3], [3], [0, 1, 2]]) {
      expect(await problemWith(Buffer.concat([head, ...order.map(chunk)]))).toBe('damaged');
    }
  });

  it('is never opened: a chunk of another copy under the same passphrase is in it', async () => {
    const other = await readFile(await sealed(content));
    const mixed = Buffer.concat([
      whole.subarray(0, HEAD_BYTES + SEALED_CHUNK_BYTES),
      other.subarray(HEAD_BYTES + SEALED_CHUNK_BYTES),
    ]);
    expect(await problemWith(mixed)).toBe('damaged');
  });

  it('is no reason to work for an hour or to take all memory: what the head asks for is bounded', async () => {
    for (const [at, value] of [
      [10, 31],
      [10, 255],
      [11, 255],
      [12, 255],
      [16, 255],
    ] as const) {
      const changed = Buffer.from(whole);
      changed[at] = value;
      expect(await problemWith(changed)).toBe('damaged');
    }
    expect(await problemWith(Buffer.from('SQLite format 3\0'.repeat(20)))).toBe('not-sealed');
    const newer = Buffer.from(whole);
    newer[8] = 2;
    expect(await problemWith(newer)).toBe('newer');
  });

  it('is noticed when it is cut off while it is read', async () => {
    const file = fresh();
    await writeFile(file, whole);
    const opener = await Opener.withPassphrase(await readHeadOf(file), 'four words are good');
    // Listened to from the start: it may fail before the file is cut whole.
    const problem = problemOf(readThrough(file, opener, null, signal));
    await truncate(file, HEAD_BYTES + 100);
    expect(await problem).toBe('damaged');
  });
});
