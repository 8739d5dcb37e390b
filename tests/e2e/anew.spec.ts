import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* A screen that is loaded anew finds everything as it was left. */

inEitherShell();

let till: OpenTill;
test.beforeEach(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterEach(() => till.close());
test.afterAll(({ tills }) => tills.closeAll());

test('the keypad stays where it was put', async () => {
  const { screen } = till;
  const { page } = screen;
  const keypad = page.getByRole('group', { name: 'Keypad' });
  const choose = () => page.getByRole('option', { name: 'Zanele Ndlovu' }).click();
  await choose();
  await expect(keypad).toBeHidden();
  await screen.button('Show keypad').click();
  await page.reload();
  await screen.ready();
  await choose();
  await expect(keypad).toBeVisible();
});

test('it speaks the language of the shop from its first word on', async () => {
  const { shop } = await till.ask('till.state', {});
  if (!shop) throw new Error('there is no shop');
  await till.ask('shop.save', { ...shop, language: 'fr' });
  const { page } = till.screen;
  await page.reload();
  const field = page.getByRole('combobox', { name: 'Compteur, nom, téléphone ou carte' });
  await expect(field).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Clients' })).toBeVisible();
  await expect(page.getByText('Customers', { exact: true })).toHaveCount(0);
});
