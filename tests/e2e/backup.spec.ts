import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

inEitherShell();

const PASSPHRASE = 'four words are good';

async function openBackups({ screen }: OpenTill): Promise<void> {
  await screen.go('settings');
  await screen.page.getByRole('tab', { name: 'Backups' }).click();
  await expect(screen.page.getByLabel('Folder for the copies')).toBeVisible();
}

test('the owner says where copies go and makes one; a new computer opens it', async ({ tills }) => {
  const till = await tills.openShop();
  const { page } = till.screen;
  await till.sell('nomsa', 5000);
  const stick = join(till.folder, 'stick');
  await openBackups(till);
  const now = page.getByRole('button', { name: 'Back up now' });
  await expect(now).toHaveCount(0);
  await page.getByLabel('Folder for the copies').fill(stick);
  await page.getByRole('switch', { name: 'Encrypt the copies' }).check();
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  const again = page.getByLabel('The same passphrase again');
  const save = page.getByRole('button', { name: 'Save where copies go' });
  await passphrase.fill('short');
  await save.click();
  await expect(till.screen.alert.filter({ hasText: 'At least 10 characters' })).toBeVisible();
  await passphrase.fill(PASSPHRASE);
  await again.fill(`${PASSPHRASE}!`);
  await save.click();
  await expect(till.screen.alert.filter({ hasText: 'not the same' })).toBeVisible();
  await again.fill(PASSPHRASE);
  await save.click();
  await expect(page.getByText('Backups go there from now on.')).toBeVisible();
  // It is on the till's own disk here, and that is said.
  await expect(page.getByText('on the same disk as the till')).toBeVisible();
  await now.click();
  await expect(page.getByText('The copy has been made and checked.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Encrypted' })).toHaveCount(1);
  const [name = ''] = await readdir(stick);
  expect(name).toMatch(/^voltill-training-[0-9a-f]{6}-\d{8}T\d{6}Z\.voltill$/);
  await till.close();

  const there = await tills.open(tills.shops.empty());
  const { page: other } = there.screen;
  await other.getByRole('button', { name: 'I have a backup' }).click();
  await expect(other.getByLabel('Folder with the copies')).toBeFocused();
  await there.screen.type(stick);
  await there.screen.press('Enter');
  await other.getByRole('list', { name: 'Choose a copy' }).getByRole('button').click();
  await expect(other.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await there.screen.type('something else');
  await there.screen.press('Enter');
  await expect(there.screen.alert).toContainText('That is not the passphrase of this copy.');
  await other.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await there.screen.press('Enter');
  await expect(other.getByText('This is Corner Shop. Sales in it: 1.')).toBeVisible();
  await other.getByRole('button', { name: 'Put it in place of this till’s ledger' }).click();
  await expect(other.getByText('The shop has been restored.')).toBeVisible();
  await there.screen.ready();
  expect(await there.sales()).toHaveLength(1);
  await there.screen.sellTo('nomsa', '20');
});

test('a stick that was pulled out is told, and what to do', async ({ tills }) => {
  const till = await tills.openShop();
  const { page } = till.screen;
  const stick = join(till.folder, 'stick');
  await till.ask('backup.save', { folder: stick, passphrase: '' });
  await rm(stick, { recursive: true });
  await openBackups(till);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(till.screen.alert).toContainText(`The folder for backups is not there: ${stick}.`);
  await expect(till.screen.alert).toContainText('Plug the stick or disk in');
  await mkdir(stick);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText('The copy has been made and checked.')).toBeVisible();
  await expect(till.screen.alert).toHaveCount(0);
});

test('an older copy takes the place of the ledger only after what would be lost was said', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const { page } = till.screen;
  const stick = join(till.folder, 'stick');
  await till.ask('backup.save', { folder: stick, passphrase: '' });
  await till.ask('backup.now', {});
  await till.sell('nomsa', 5000);
  await openBackups(till);
  await page.getByRole('button', { name: 'Restore from a backup' }).click();
  await page.getByRole('button', { name: 'Look for copies' }).click();
  await page.getByRole('list', { name: 'Choose a copy' }).getByRole('button').click();
  await expect(
    page.getByText('1 sale of the ledger that is here is not in the copy: it will be missing.'),
  ).toBeVisible();
  expect(await till.sales()).toHaveLength(1);
  await page.getByRole('button', { name: 'Put it in place of this till’s ledger' }).click();
  await expect(page.getByText('The shop has been restored.')).toBeVisible();
  expect(await till.sales()).toHaveLength(0);
});

test('a shop that is moved says so, and sells no more', async ({ tills }) => {
  const till = await tills.openShop();
  const { page } = till.screen;
  await till.sell('nomsa', 5000);
  await openBackups(till);
  await page.getByRole('button', { name: 'Move this shop…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move the shop to another computer?' });
  await expect(dialog).toContainText('this till sells no more');
  await dialog.getByLabel('Folder for the file').fill(join(till.folder, 'stick'));
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('The same passphrase again').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Write the file and end the shop here' }).click();
  await expect(page.getByRole('dialog', { name: 'The shop is in this file' })).toContainText(
    '-move.voltill',
  );
  await page.getByRole('button', { name: 'Close' }).last().click();
  await till.screen.go('sell');
  await expect(
    page.getByRole('heading', { name: 'This shop was moved to another computer' }),
  ).toBeVisible();
  await expect(till.screen.field).toHaveCount(0);
  await till.screen.go('sales');
  await expect(page.getByText('Nomsa Dlamini').first()).toBeVisible();
});
