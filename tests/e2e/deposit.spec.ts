import { changeTo, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, test } from './test.ts';

/* What the shop has with the utility is counted down, and stops sales where the owner wants that. */

inEitherShell();

test('a deposit is counted down, warns and stops sales', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await screen.go('shift');
  await page.getByRole('tab', { name: 'Deposit' }).click();
  await expect(page.getByText('No deposit is counted here.')).toBeVisible();

  await test.step('switched on', async () => {
    await page.getByRole('radio', { name: 'kWh' }).check();
    await expect(page.getByLabel('Warn at (kWh)')).toHaveValue('0.0');
    await page.getByRole('radio', { name: 'Money' }).check();
    await expect(page.getByLabel('Warn at (R)')).toHaveValue('0.00');
    await page.getByLabel('Warn at (R)').fill('60');
    await page.getByRole('switch', { name: 'Stop sales when it is used up' }).check();
    const stop = page.getByLabel('Stop at (R)');
    await stop.fill('70');
    await expect(page.getByText('Sales stop after the warning: not above R 60.00.')).toBeVisible();
    await stop.fill('0');
    await screen.button('Save').click();
    await expect(page.getByText('Sales stop at R 0.00')).toBeVisible();
  });

  await test.step('topped up and corrected', async () => {
    await screen.button('Top up').click();
    const dialog = page.getByRole('dialog', { name: 'Top up the deposit' });
    await screen.focusOn(dialog.getByLabel('Amount (R)'));
    await screen.type('110');
    await screen.press('Enter');
    await expect(dialog).toBeHidden();
    const deposit = page.getByRole('region', { name: 'Deposit with the utility' });
    await expect(deposit).toContainText('R 110.00');
    await screen.button('Correct').click();
    await screen.type('-10');
    await screen.press('Enter');
    await expect(page.getByText('Say why it is corrected.')).toBeVisible();
    await page.getByLabel('Note').fill('Bank charges');
    await screen.press('Enter');
    await expect(deposit).toContainText('R 100.00');
    const rows = page.getByRole('region', { name: 'Movements' }).getByRole('row');
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText('Bank charges');
    await expect(rows.nth(1)).toContainText('-R 10.00');
  });

  await test.step('sold from, down to its end', async () => {
    await screen.go('sell');
    await screen.sellTo('nomsa', '90');
    await screen.next();
    await screen.find('sipho');
    await screen.ask('20');
    await screen.press('Enter');
    await expect(screen.alert.filter({ hasText: 'deposit.used-up' })).toBeVisible();
    expect(await till.sales()).toHaveLength(1);
    await screen.button('Go to the deposit').click();
    await expect(page.getByRole('tab', { name: 'Deposit', selected: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Deposit with the utility' })).toContainText(
      'R 10.00',
    );
  });

  await test.step('no concern of a vendor', async () => {
    await takeOn(till);
    await changeTo(screen, VENDOR);
    await screen.go('shift');
    await expect(page.getByRole('tab', { name: 'This shift', selected: true })).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Deposit' })).toBeHidden();
  });
  await till.close();
});
