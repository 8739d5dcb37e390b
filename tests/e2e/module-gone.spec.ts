import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { systemClock } from '../../src-main/clock.ts';
import { startEmulator } from '../conformance/tcp-module.ts';
import { ModuleHost, once } from '../main/module-host.ts';
import { openToken, salesInLedger } from './ledger.ts';
import { OWNER, PIN, SHOP_NAME } from './shops.ts';
import { expect, inEitherShell, test } from './test.ts';

/* Modules that have nothing left, were never there, or go in the middle of a sale. */

inEitherShell();

test('a licence that is used up sells nothing, and says so before and after', async ({ tills }) => {
  const folder = await tills.shops.training();
  await writeFile(join(folder, 'training-module.json'), '{"transactions":0}');
  const till = await tills.open(folder);
  const { screen } = till;
  await screen.ready();
  await expect(screen.status).toContainText('No sales left: load a licence');
  await screen.find('nomsa');
  await screen.ask('50');
  await screen.press('Enter');
  const failure = screen.failure('module.licence-used-up');
  await expect(failure).toContainText('No token was made and nothing was spent, so take no money.');
  await expect(failure).toContainText('Order a new licence');
  await expect(screen.amount).toBeFocused();
  await expect(screen.amount).toHaveValue('50');
  await expect(screen.token).toBeHidden();
  expect(await till.sales()).toEqual([]);
  await till.close();
});

test('a module on the network is set up, unplugged before a sale, and plugged in again', async ({
  tills,
}) => {
  const emulator = await startEmulator(trainingProfile);
  const port = String(emulator.port);
  const till = await tills.open(tills.shops.empty());
  const { screen } = till;
  await screen.setUpShop({ shopName: SHOP_NAME, ownerName: OWNER, pin: PIN, currency: 'ZAR' });

  // The module itself says that it is emulated, so this becomes a training shop.
  await screen.tabTo(screen.button(/Connect my security module/));
  await screen.press('Enter');
  await expect(screen.page.getByLabel('Address')).toBeFocused();
  await screen.press('Tab', 'ControlOrMeta+a');
  await screen.type(port);
  await screen.press('Enter');
  await expect(screen.page.getByText('Emulated, for training')).toBeVisible();
  // Pressed before it can have been read, Enter uses nothing yet.
  await expect(async () => {
    await screen.press('Enter');
    await expect(screen.button('Use this module')).toBeHidden({ timeout: 1000 });
  }).toPass();
  await screen.ready();
  await expect(screen.training).toBeVisible();
  await expect(screen.status).toContainText('Module 94000001 ready');

  await screen.find('moussa');
  await screen.ask('45');
  await emulator.stop();
  await expect(screen.status).toContainText('Module not answering: check its cable');
  await screen.press('Enter');
  const failure = screen.failure('module.not-found');
  await expect(failure).toContainText(`There is no security module at 127.0.0.1:${port}.`);
  await expect(screen.amount).toHaveValue('45');
  await expect(screen.token).toBeHidden();

  const again = await startEmulator(trainingProfile, ['--tcp', port]);
  await expect(screen.status).toContainText('Module 94000001 ready');
  await screen.press('Enter');
  await expect(screen.sell).toBeFocused();
  await screen.press('Enter');
  const digits = await screen.tokenShown();
  await till.close();
  await again.stop();
  const issued = salesInLedger(till.folder).filter(({ state }) => state === 'issued');
  expect(issued.map((sale) => sale.digits)).toEqual([digits]);
});

test('a module unplugged in the middle of a sale makes one token when it is back', async ({
  tills,
}) => {
  const host = await ModuleHost.start(systemClock);
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  await expect(screen.status).toContainText('Module 94000001 ready');

  // The token is made, and its answer is lost with the connection.
  host.behave = once('SM?VC', 'unplug');
  await screen.find('blessing');
  await screen.ask('80');
  await screen.press('Enter');
  const panel = screen.page.getByRole('region', { name: /^A sale was interrupted/ });
  await expect(panel).toContainText('A sale was interrupted: R 80.00 for Blessing Okafor');
  await expect(screen.failure('module.unplugged')).toBeVisible();
  await expect(screen.status).toContainText('1 sale to decide');
  await expect(screen.token).toBeHidden();

  // Trying again without a module changes nothing.
  await screen.button('Try again').press('Enter');
  await expect(screen.button('Try again')).toBeEnabled();
  expect((await till.sales()).map(({ state }) => state)).toEqual(['asked']);

  await host.comeBack();
  await expect(panel).toBeHidden();
  const digits = await screen.tokenShown();
  const sales = await till.sales();
  expect(sales).toHaveLength(1);
  expect(sales[0]).toMatchObject({ state: 'issued', token: digits });

  // Once more; but when the module is back, somebody else is being served, and stays in view.
  await screen.next();
  host.behave = once('SM?VC', 'unplug');
  await screen.find('zanele');
  await screen.ask('90');
  await screen.press('Enter');
  await expect(panel).toContainText('R 90.00 for Zanele Ndlovu');
  await screen.field.fill('kwame');
  await host.comeBack();
  await expect(
    screen.page.getByText('The interrupted sale is done: the token for Zanele Ndlovu is among'),
  ).toBeVisible();
  await expect(screen.field).toHaveValue('kwame');
  expect((await till.sales()).map(({ state }) => state)).toEqual(['issued', 'issued']);
  await till.close();
  await host.goAway();
  const [sale] = salesInLedger(till.folder);
  expect(sale && openToken(digits, sale)).toMatchObject({ crc: 'right', tid: sale?.tid });
});

test('a sale that cannot be finished ends with the money given back', async ({ tills }) => {
  const host = await ModuleHost.start(systemClock);
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  host.behave = once('SM?VC', 'unplug');
  await screen.find('blessing');
  await screen.ask('80');
  await screen.press('Enter');
  await screen.button('Give the money back').click();
  const dialog = screen.page.getByRole('dialog', { name: 'Give R 80.00 back to Blessing Okafor?' });
  await expect(dialog).toContainText('The sale ends without a token');
  await expect(dialog.getByRole('button', { name: 'Keep the sale open' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Give the money back' }).click();
  await expect(
    screen.page.getByText('The sale is closed. Give R 80.00 back to Blessing Okafor.'),
  ).toBeVisible();
  expect(await till.sales()).toMatchObject([{ state: 'refused', token: null }]);
  await till.close();
  await host.goAway();
});
