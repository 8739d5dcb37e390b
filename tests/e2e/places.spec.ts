import { askAsOwner, LERATO, openWithPeople } from './people.ts';
import { PIN } from './shops.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

inEitherShell();

test('a place that is gone to by its key has the cursor, and its parts are an arrow away', async ({
  tills,
}) => {
  const { screen } = await tills.openShop();
  await screen.go('settings');
  await screen.focusOn(screen.page.getByRole('tab', { name: 'Shop' }));
  await screen.press('ArrowDown');
  await screen.focusOn(screen.page.getByRole('tab', { name: 'Selling' }));
  await screen.go('module');
  await screen.focusOn(screen.page.getByRole('tab', { name: 'Connection' }));
  await screen.press('ArrowRight');
  await expect(screen.page.getByRole('heading', { name: 'Keys in the module' })).toBeVisible();
});

test('whoever may not choose a folder for backups is told who does', async ({ tills }) => {
  const till: OpenTill = await openWithPeople(tills);
  const { page } = till.screen;
  await page.getByRole('radio', { name: LERATO.name }).check();
  await page.getByLabel('PIN', { exact: true }).fill(LERATO.pin);
  await till.screen.press('Enter');
  await till.screen.ready();
  await till.screen.go('settings');
  await page.getByRole('tab', { name: 'Backups' }).click();
  await expect(page.getByText('No copies are made yet.')).toBeVisible();
  // Nor is a vendor sent to what only others may see.
  await askAsOwner(till);
  await till.ask('deposit.save', { counts: 'money', warnAt: 100_000, stopAt: 0 });
  await till.screen.go('sell');
  const banner = page.getByRole('region', { name: 'Alarm' });
  await expect(banner).toBeVisible();
  await expect(banner.getByRole('button', { name: 'Show the deposit' })).toHaveCount(0);
});

test('a till that was locked opens without a word of what was asked while it closed', async ({
  tills,
}) => {
  const { screen } = await openWithPeople(tills);
  const pin = screen.page.getByLabel('PIN', { exact: true });
  await pin.fill(PIN);
  await screen.press('Enter');
  await screen.ready();
  await screen.go('shift');
  await screen.focusOn(
    screen.page
      .getByLabel(/^Float/)
      .or(screen.button(/^Drop/))
      .first(),
  );
  await screen.press('F2', 'Control+l');
  await expect(pin).toBeVisible();
  await pin.fill(PIN);
  await screen.press('Enter');
  await screen.ready();
  await expect(screen.page.getByRole('option').first()).toBeVisible();
  await expect(screen.alert).toHaveCount(0);
});
