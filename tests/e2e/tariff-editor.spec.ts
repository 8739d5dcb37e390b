import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* Prices as the owner types them: tried before they are saved, planned, kept; and the order of deductions. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.beforeEach(async () => {
  await till.screen.startOver();
  await till.screen.go('settings');
  await till.screen.page.getByRole('tab', { name: 'Prices', exact: true }).click();
});
test.afterAll(({ tills }) => tills.closeAll());

test('a price in steps is tried as it is typed, and saved as it was tried', async () => {
  const { screen } = till;
  const { page } = screen;
  const example = page.getByRole('region', { name: 'Worked example' });
  const price = page.getByLabel('Price of 1 kWh (R)');
  await screen.button('Add a price').click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();

  // What is missing is said at its field, and nothing is saved.
  await screen.press('Enter');
  await expect(page.getByText('This is missing.')).toHaveCount(1);
  await expect(page.getByText('Type an amount.')).toHaveCount(1);
  await page.getByLabel('Name', { exact: true }).fill('Homelight');
  await price.fill('2');
  await screen.button('Add a step').click();
  await page.getByLabel('Up to (kWh a month)').fill('50');
  await price.first().fill('1');
  await page.getByLabel('Free each month (kWh)').fill('10');
  await screen.button('Add a fixed charge').click();
  await page.getByRole('group', { name: 'Fixed charges' }).getByLabel('Name').fill('Network');
  await page.getByLabel('Amount (R)').fill('11.50');

  // R 100 with VAT in it, R 11.50 of it for the network: 40 kWh at R 1, the rest at R 2, 10 free.
  await expect(example).toContainText('Free units 10.0 kWh');
  await expect(example).toContainText('40.0 kWh at R 1.00');
  await expect(example).toContainText('24.3 kWh at R 2.00');
  await expect(example).toContainText('74.3 kWh');
  await expect(example).toContainText('Network');
  await expect(example).toContainText('R 13.04');
  // Without VAT on the first 50 kWh: that of R 48.50 and of the network's R 11.50 is left.
  await page.getByLabel('Free of it each month (kWh)').fill('50');
  await expect(example).toContainText('R 7.83');
  await expect(example).toContainText('74.3 kWh');
  await example.getByLabel('Had before (kWh)').fill('50');
  await expect(example).not.toContainText('Free units');
  await expect(example).toContainText('44.3 kWh at R 2.00');
  await example.getByLabel('Pays (R)').fill('5');
  await expect(example).toContainText('price.below-fixed-charge');

  await screen.button('Save').click();
  await expect(page.getByText('Homelight has been saved.')).toBeVisible();
  await expect(page.getByRole('listitem', { name: 'Homelight' })).toContainText(
    'R 1.00 to R 2.00 per kWh in steps',
  );
  await expect(page.getByRole('listitem', { name: 'Homelight' })).toContainText(
    'with VAT 15% beyond 50.0 kWh a month in it',
  );
  const saved = (await till.ask('tariffs.list', {})).find(({ name }) => name === 'Homelight');
  expect(saved).toMatchObject({
    blocks: [
      { upTo: 500, price: 1_000_000 },
      { upTo: null, price: 2_000_000 },
    ],
    freeSteps: 100,
    fixedCharges: [{ name: 'Network', every: 'month', amount: 1_150, arrears: true }],
    taxes: [{ name: 'VAT', basisPoints: 1_500, exemptSteps: 500 }],
    pricesIncludeTax: true,
  });
});

test('a planned price stands beside the one in force until its day comes', async () => {
  const { screen } = till;
  const { page } = screen;
  const domestic = page.getByRole('listitem', { name: 'Domestic', exact: true });
  await screen.button(/^Change Domestic$/).click();
  await page.getByLabel('Price of 1 kWh (R)').fill('9.99');
  await page.getByText('A date', { exact: true }).click();
  await screen.press('Enter');
  await expect(page.getByText('Choose a day.')).toBeVisible();
  const next = new Date(new Date().getFullYear() + 1, 6, 1);
  await page.getByLabel('Day', { exact: true }).fill(`${next.getFullYear()}-07-01`);
  await screen.button('Save').click();
  await expect(domestic).toContainText(
    new RegExp(`From (?:0?1 Jul|Jul 1,) ${next.getFullYear()}`, 'u'),
  );
  await expect(domestic).toContainText('R 9.99 per kWh');
  const [inForce] = await till.ask('tariffs.list', {});
  expect(inForce?.blocks[0]?.price).not.toBe(9_990_000);

  // At once, it is what the next sale costs; the old one is kept.
  await screen.button(/^Change Domestic$/).click();
  await page.getByLabel('Price of 1 kWh (R)').fill('3.21');
  await screen.press('Enter');
  await expect(domestic).toContainText('R 3.21 per kWh');
  await page.getByText('Earlier prices of Domestic', { exact: true }).click();
  await expect(domestic.getByText(/^Since/)).toHaveCount(2);
});

test('the order of deductions is moved by keys, saved, and read back', async () => {
  const { screen } = till;
  const { page } = screen;
  const first = page
    .getByRole('region', { name: 'Order of deductions' })
    .getByRole('listitem')
    .first();
  await expect(first).toContainText('Service fee');
  await page.getByRole('button', { name: 'Move Debts up' }).focus();
  await screen.press('Enter', 'Enter', 'Enter');
  await expect(page.getByRole('button', { name: 'Move Debts up' })).toBeFocused();
  await expect(first).toContainText('Debts');
  await screen.press('Control+s');
  await expect(page.getByText('The settings have been saved.')).toBeVisible();
  const { shop } = await till.ask('till.state', {});
  expect(shop?.deductionOrder).toEqual(['debt', 'service-fee', 'fixed-charge']);
});
