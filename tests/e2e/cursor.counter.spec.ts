import { expect, type OpenTill, test } from './test.ts';

/* Whoever works by keyboard always knows where the cursor is. */

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop({ viewport: { width: 1024, height: 600 } });
  await till.sell('nomsa', 5_000);
});
test.afterAll(({ tills }) => tills.closeAll());

test('what stands beside a list gives it back to the list', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.go('customers');
  const row = page.getByRole('button', { name: /Blessing Okafor/ });
  await screen.focusOn(page.getByRole('searchbox'));
  await screen.tabTo(row);
  await screen.press('Enter');
  await screen.tabTo(page.getByRole('button', { name: 'Close', exact: true }));
  await screen.press('Escape');
  await screen.focusOn(row);
  await screen.press('Alt+n');
  await screen.focusOn(page.getByLabel('Meter number'));
  await screen.press('Escape');
  await screen.focusOn(row);
  await screen.go('sales');
  const sale = page.getByRole('button', { name: /Nomsa Dlamini/ });
  await sale.click();
  await screen.tabTo(page.getByRole('button', { name: 'Close', exact: true }));
  await screen.press('Enter');
  await screen.focusOn(sale);
});

test('the reports begin with the one that is shown, and the arrows go on', async () => {
  const { screen } = till;
  await screen.press('Alt+o');
  await screen.focusOn(screen.button('Takings'));
  await screen.press('ArrowDown');
  await screen.focusOn(screen.button('Payments'));
});

test('Enter moves on from a list that opens, as from a field', async () => {
  const { screen } = till;
  await screen.go('customers');
  await screen.focusOn(screen.page.getByRole('searchbox'));
  await screen.press('Alt+n');
  await screen.focusOn(screen.page.getByLabel('Meter number'));
  await screen.type('01234567897');
  await screen.page.getByLabel('Supply group and key').focus();
  await screen.press('Enter');
  await expect(screen.page.getByText(/has been saved\./)).toBeVisible();
});

test('back from how the module is connected, the choice has the cursor again', async ({
  tills,
}) => {
  const { screen } = await tills.open(tills.shops.empty());
  await screen.setUpShop({ shopName: 'A', ownerName: 'B', pin: '2468', currency: 'ZAR' });
  const training = screen.button(/Try it with the built-in training module/);
  await screen.focusOn(training);
  await screen.press('Tab', 'Enter');
  await expect(screen.page.getByLabel('Port', { exact: true })).toBeVisible();
  await screen.press('Escape');
  await screen.focusOn(training);
});
