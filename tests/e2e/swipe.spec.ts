import { card, meterNumber } from './cards.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* A card reader types like a keyboard, wherever the cursor happens to be. */

inEitherShell();

const NOMSA = '07123456787';
/** The card of a meter the till does not know. */
const STRANGER = card(meterNumber('0720046682'));

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.beforeEach(() => till.screen.startOver());
test.afterAll(({ tills }) => tills.closeAll());

test('a card swiped into a field of the settings starts a sale and leaves the field as it was', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.go('settings');
  const name = page.getByLabel('Shop name');
  await name.fill('Corner');
  await name.focus();
  await screen.swipe(`;${STRANGER}?`);
  await expect(page.getByRole('heading', { name: 'New meter' })).toBeVisible();
  await expect(page.getByText('This is what the card says.')).toBeVisible();
  await screen.press('Escape');
  const { shop } = await till.ask('till.state', {});
  expect(shop?.name).toBe('Corner Shop');
});

test('a card swiped into the amount is no amount', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.find('sipho');
  await screen.type('50');
  await expect(screen.amount).toHaveValue('50');
  await screen.swipe(`;${STRANGER}?`);
  await expect(page.getByRole('heading', { name: 'New meter' })).toBeVisible();
  expect(await till.sales()).toEqual([]);
  await screen.press('Escape');

  await screen.find('sipho');
  await expect(screen.amount).toHaveValue('');
  await screen.swipe(NOMSA);
  await expect(page.getByRole('heading', { name: 'Nomsa Dlamini' })).toBeVisible();
  await expect(screen.amount).toHaveValue('');
});

test('a meter scanned into a search, or where its number is asked for, stays there', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.go('customers');
  await screen.focusOn(page.getByRole('searchbox'));
  await screen.swipe(NOMSA);
  await expect(page.getByRole('searchbox')).toHaveValue(NOMSA);
  await expect(page.getByRole('button', { name: 'Nomsa Dlamini' })).toBeVisible();
});

test('what is swiped into a dialog is taken out again, and sends nothing off', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.go('customers');
  await page.getByRole('button', { name: 'Nomsa Dlamini' }).click();
  await page.getByRole('heading', { name: 'Nomsa Dlamini', exact: true }).waitFor();
  await screen.press('Alt+e');
  const phone = page.getByRole('dialog').getByLabel('Phone');
  await phone.fill('082 555 0101');
  await phone.focus();
  await screen.swipe(`;${STRANGER}?`);
  await expect(phone).toHaveValue('082 555 0101');
  await expect(page.getByRole('dialog')).toBeVisible();
  await screen.press('Escape');
});

test('a secret is never taken for a card', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.go('settings');
  await page.getByRole('tab', { name: 'PIN', exact: true }).click();
  const secret = page.locator('input[type=password]').first();
  await secret.focus();
  await screen.swipe(NOMSA);
  await expect(page.getByRole('tab', { name: 'PIN', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nomsa Dlamini' })).toHaveCount(0);
});
