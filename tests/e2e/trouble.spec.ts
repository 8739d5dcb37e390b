import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* The till cannot use its ledger: the screen says what is wrong and what to do, and goes on once it is done. */

inEitherShell();

const heading = (till: OpenTill) =>
  till.screen.page.getByRole('heading', { name: 'The till cannot open its ledger' });

async function isInTrouble(till: OpenTill, code: string, says: string | RegExp): Promise<void> {
  const { screen } = till;
  await expect(heading(till)).toBeVisible();
  await expect(screen.failure(code)).toContainText(says);
  await screen.focusOn(screen.button('Try again'));
  // No key leads around it.
  await screen.press('F2', 'F10', 'Escape');
  await expect(heading(till)).toBeVisible();
  await expect(screen.field).toBeHidden();
}

test('a ledger that is gone is no first run; put back, the till opens', async ({ tills }) => {
  const folder = await tills.shops.training();
  const file = join(folder, 'training.sqlite');
  await rename(file, `${file}.elsewhere`);
  const till = await tills.open(folder);
  await isInTrouble(till, 'ledger.missing', 'no new shop is begun over it');
  await till.screen.press('Enter');
  await isInTrouble(till, 'ledger.missing', file);
  await rename(`${file}.elsewhere`, file);
  await till.screen.focusOn(till.screen.button('Try again'));
  await till.screen.press('Enter');
  await till.screen.ready();
  await till.close();
});

test('a corrupted ledger is told of and left as it is', async ({ tills }) => {
  const folder = await tills.shops.training();
  const file = join(folder, 'training.sqlite');
  const whole = await readFile(file);
  const torn = whole.subarray(0, whole.length - 3 * 4096);
  await writeFile(file, torn);
  const till = await tills.open(folder);
  await isInTrouble(till, 'ledger.damaged', 'nothing is sold with it');
  expect((await readFile(file)).equals(torn)).toBe(true);
  await writeFile(file, whole);
  await till.screen.button('Try again').click();
  await till.screen.ready();
  await till.close();
});

test('a ledger of a newer Voltill is left alone', async ({ tills }) => {
  const folder = await tills.shops.training();
  const ledger = new Database(join(folder, 'training.sqlite'));
  ledger.pragma('user_version = 900');
  ledger.close();
  const till = await tills.open(folder);
  await isInTrouble(till, 'ledger.from-the-future', 'Install the newer Voltill');
  await till.close();
});

test('a ledger that another till works with is not opened twice', async ({ tills }) => {
  const folder = await tills.shops.training();
  const { openTill } = await import('../../src-main/till.ts');
  const other = await openTill({ dataFolder: folder, version: 'e2e' });
  const till = await tills.open(folder);
  await isInTrouble(till, 'ledger.in-use', 'Another program has the ledger open');
  await other.close();
  await till.screen.focusOn(till.screen.button('Try again'));
  await till.screen.press('Enter');
  await till.screen.ready();
  await till.close();
});

test('a ledger that is deleted under the till stops sales, and what was sold is saved', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const { screen } = till;
  await screen.sellTo('nomsa', '50');
  await rm(join(till.folder, 'training.sqlite'));
  await isInTrouble(till, 'ledger.rescued', 'Everything that was sold has been saved');
  const [copy = ''] = /\S+-rescued-\S+\.sqlite/u.exec(await screen.alert.innerText()) ?? [];
  await rename(copy, join(till.folder, 'training.sqlite'));
  await screen.press('Enter');
  await expect(heading(till)).toBeHidden();
  await screen.startOver();
  expect(await till.sales()).toHaveLength(1);
  await till.close();
});

test('a clock that was ahead at the last sale stops sales until somebody says that it is right', async ({
  tills,
}) => {
  const first = await tills.openShop();
  await first.sell('nomsa', 5_000);
  await first.close();
  lastSaleAYearAhead(join(first.folder, 'training.sqlite'));

  const till = await tills.open(first.folder);
  const { screen } = till;
  await screen.ready();
  await screen.find('nomsa');
  await screen.ask('50');
  await screen.press('Enter');
  await expect(screen.failure('clock.went-back')).toContainText('the last sale was made at');
  const confirm = screen.button('The clock is right');
  await confirm.click();
  await expect(screen.page.getByText('The clock is taken as right. Sell again.')).toBeVisible();
  await screen.sell.click();
  await screen.tokenShown();
  expect(await till.sales()).toHaveLength(2);
  await till.close();
});

/** As a clock that was a year ahead would have left it. The ledger lets nobody change what was sold. */
function lastSaleAYearAhead(file: string): void {
  const ledger = new Database(file);
  const triggers = ledger
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'sale'`,
    )
    .all();
  for (const { name } of triggers) ledger.exec(`DROP TRIGGER "${name}"`);
  ledger.exec('UPDATE sale SET opened_at = opened_at + 366 * 86400000');
  for (const { sql } of triggers) ledger.exec(sql);
  ledger.close();
}
