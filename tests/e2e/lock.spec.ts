import { PIN, SHOP_NAME } from './shops.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

inEitherShell();

async function isRefused(till: OpenTill): Promise<void> {
  const answer = await till.shell.call('sales.list', { text: '', before: null, limit: 1 });
  expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-first' } });
}

test('a till that was closed asks for the PIN, and opens with it alone', async ({ tills }) => {
  const folder = await tills.shops.training({ settings: { pinAtStart: true } });
  const till = await tills.open(folder);
  const { screen } = till;
  const pin = screen.page.getByLabel('PIN', { exact: true });
  const heading = screen.page.getByRole('heading', { name: SHOP_NAME });
  await expect(heading).toBeVisible();
  await expect(pin).toBeFocused();
  await expect(screen.training).toBeVisible();
  await isRefused(till);

  // No key leads around it.
  await screen.press('F2', 'F3', 'F10', 'Escape');
  await expect(heading).toBeVisible();

  await screen.type('1357');
  await screen.press('Enter');
  await expect(screen.failure('people.wrong-pin')).toContainText('That PIN is not right.');
  await expect(pin).toBeFocused();
  await expect(pin).toHaveValue('');
  await isRefused(till);

  await screen.type(PIN);
  await screen.press('Enter');
  await screen.ready();
  // A sale under way is not in view for whoever comes by while the till is locked.
  await screen.find('nomsa');
  await screen.press('Control+l');
  await expect(pin).toBeFocused();
  await expect(screen.page.getByText('Nomsa Dlamini')).toBeHidden();

  // By touch.
  for (const digit of PIN) await screen.page.getByRole('button', { name: digit }).click();
  await screen.button('Open the till').click();
  await screen.ready();

  // A screen that was loaded anew is a new one.
  await screen.page.reload();
  await expect(pin).toBeFocused();
  await till.close();

  const again = await tills.open(folder);
  await expect(again.screen.page.getByLabel('PIN', { exact: true })).toBeFocused();
  await isRefused(again);
  await again.close();
});

test('where the owner wants no PIN, the till opens with the cursor in the field', async ({
  tills,
}) => {
  const till = await tills.open(await tills.shops.training());
  const { screen } = till;
  await screen.ready();
  expect(await screen.page.evaluate(() => document.documentElement.dataset.ready)).toBe('sell');
  await till.close();
});
