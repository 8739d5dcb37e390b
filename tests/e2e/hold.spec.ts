import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* A customer steps aside: one key puts the sale on hold, one key brings it back. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

const chip = (name: string) => till.screen.button(new RegExp(`^Go on with ${name}`));

test('a sale is held while the next customer is served, and sold afterwards', async () => {
  const { screen } = till;
  const cash = screen.page.getByRole('textbox', { name: /^Cash given/ });
  await screen.find('nomsa');
  await screen.ask('62.50');
  await screen.press('Alt+c');
  await screen.type('100');
  await screen.press('Alt+h');
  await screen.ready();
  await expect(chip('Nomsa Dlamini')).toContainText('R 62.50');

  await screen.sellTo('sipho', '20');
  await screen.next();
  // The keys go on from it: the first of the list has the second.
  await expect(screen.page.getByRole('option').first()).toHaveAttribute(
    'aria-keyshortcuts',
    'Alt+2',
  );
  await screen.press('Alt+1');
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('62.50');
  await expect(cash).toHaveValue('100');
  await expect(screen.page.getByText('R 37.50')).toBeVisible();
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();
  const [sale] = await till.sales();
  expect(sale).toMatchObject({ customerName: 'Nomsa Dlamini', quote: { paid: 6_250 } });
  await screen.next();
  await expect(chip('Nomsa Dlamini')).toBeHidden();
});

test('several are held, each with its key; how it is paid comes back with it', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.find('amina');
  await screen.type('30');
  await screen.press('Alt+8', 'Alt+h');
  await screen.ready();
  await screen.find('kwame');
  await screen.press('F6');
  await screen.type('12.5');
  await screen.press('Alt+h');
  await screen.ready();
  await screen.press('Alt+2');
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('12.5');
  await expect(page.getByRole('radio', { name: 'kWh' })).toBeChecked();
  await screen.press('Alt+h');
  await screen.ready();
  await screen.press('Alt+1');
  await screen.focusOn(screen.amount);
  await expect(page.getByRole('radio', { name: 'Card' })).toBeChecked();
  await screen.press('Alt+h');
  await screen.ready();
  expect(await till.sales()).toHaveLength(2);
});

test('what is held is counted in what its meter counts', async () => {
  const { screen } = till;
  await screen.find('lindiwe');
  await screen.press('F6');
  await screen.type('2.5');
  await screen.press('Alt+h');
  await screen.ready();
  await expect(chip('Lindiwe Zulu')).toContainText('2.5 m³');
  await screen.button('Discard the sale on hold for Lindiwe Zulu').click();
  await expect(chip('Lindiwe Zulu')).toBeHidden();
});

test('a double press holds one sale', async () => {
  const { screen } = till;
  const before = (await till.ask('held.list', {})).length;
  await screen.find('thandeka');
  await screen.type('40');
  await Promise.all([screen.press('Alt+h'), screen.press('Alt+h'), screen.press('Alt+h')]);
  await screen.ready();
  expect(await till.ask('held.list', {})).toHaveLength(before + 1);
});

test('held sales wait over a locked till and a clean screen', async () => {
  const { screen } = till;
  await screen.press('Control+l');
  await expect(screen.page.getByLabel('PIN', { exact: true })).toBeFocused();
  await screen.type('2468');
  await screen.press('Enter');
  await screen.ready();
  await expect(chip('Thandeka Mokoena')).toBeVisible();
  await screen.reload();
  await expect(chip('Thandeka Mokoena')).toBeVisible();
  await screen.button('Discard the sale on hold for Thandeka Mokoena').click();
  await expect(chip('Thandeka Mokoena')).toBeHidden();
});
