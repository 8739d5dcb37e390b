import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Books, openBooks } from '../../src-main/ledger/books.ts';
import { openLedger } from '../../src-main/ledger/open.ts';
import { setUpShop } from '../../src-main/set-up.ts';
import { MODULE_ID } from '../seed/sales.ts';
import { seedLedger } from '../seed/seed.ts';

export const METERS = 100_000;
export const SALES = 1_000_000;

/** To be raised when what is seeded changes. */
const SEED_VERSION = 1;

/** The big ledger: made once on a computer, and again where the schema is another one. */
export async function seededLedger(): Promise<string> {
  const folder = join(tmpdir(), 'voltill-bench-ledgers');
  const file = join(folder, `${METERS}-${SALES}-${SEED_VERSION}-${schemaDigest()}.sqlite`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  console.error(`Making a ledger of ${SALES} sales, once, in ${folder} …`);
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const until = new Date(Date.now() - 24 * 3_600_000);
  await seedLedger(draft, { meters: METERS, sales: SALES, seed: 1, until });
  renameSync(draft, file);
  return file;
}

/** A shop's ledger on its first day, with its demo meters. */
export async function emptyLedger(folder: string): Promise<string> {
  const file = join(folder, 'empty.sqlite');
  await setUpShop(
    file,
    {
      language: 'en',
      currency: 'ZAR',
      shopName: 'Bench',
      ownerName: 'Bench',
      ownerPin: '1234',
      link: { kind: 'built-in' },
      training: true,
    },
    new Date(),
  );
  return file;
}

/** Makes a till's data folder that opens on a ledger without a PIN, straight at the sale. */
export function dataFolderOn(ledger: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'training.sqlite');
  cpSync(ledger, file);
  const books = openBooks(file);
  try {
    const shop = books.settings.shop();
    if (!shop) throw new Error('the ledger has no shop');
    books.settings.saveShop({ ...shop, pinAtStart: false });
    // Only who is alone needs no name and no PIN.
    for (const { id, role } of books.operators.working()) {
      if (role !== 'owner') books.operators.retire(id, new Date());
    }
    writeFileSync(
      join(folder, 'training-module.json'),
      JSON.stringify({ transactions: transactionsLeft(books) }),
    );
  } finally {
    books.ledger.close();
  }
  writeFileSync(join(folder, 'till.json'), '{"ledger":"training"}\n');
}

/** What the module's counter said last, so that the accounts are right. */
function transactionsLeft({ counterReadings }: Books): number {
  return counterReadings.latest(MODULE_ID, 1)[0]?.transactionsLeft ?? 100_000;
}

function schemaDigest(): string {
  const ledger = openLedger(':memory:');
  const schema = ledger.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  ledger.close();
  return createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 12);
}
