import { card, meterNumber } from './cards.ts';
import { openToken, salesInLedger } from './ledger.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* The ways to a meter: by name, by a number the till has never seen, by card; in money and in kWh. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.beforeEach(() => till.screen.startOver());
test.afterAll(({ tills }) => tills.closeAll());

test('energy is sold by the kWh', async () => {
  const { screen } = till;
  await screen.find('kwame');
  await screen.press('F6');
  await expect(screen.page.getByLabel('Amount in kWh')).toBeFocused();
  await screen.ask('12.5');
  await expect(screen.page.getByText('12.5 kWh', { exact: true })).toBeVisible();
  await screen.press('Enter');
  const digits = await screen.tokenShown();
  const [sale] = await till.sales();
  expect(sale).toMatchObject({ token: digits, customerName: 'Kwame Mensah' });
  expect(sale?.quote.steps).toBe(125);
});

test('a quick amount is one key', async () => {
  const { screen } = till;
  await screen.find('grace');
  await screen.press('Alt+3');
  await expect(screen.sell).toBeFocused();
  await expect(screen.sell).toContainText('100.00');
});

test('a customer is found by phone, by number with or without spaces, and by an end of a token', async () => {
  const { screen } = till;
  const option = screen.page.getByRole('option');
  for (const typed of ['082 555 0101', '0825550101', '0712 3456 787', '07123456787', 'dlamini']) {
    await screen.field.fill(typed);
    await expect(option).toHaveCount(1);
    await expect(option).toContainText('Nomsa Dlamini');
  }
  await screen.field.fill('');
  const digits = await screen.sellTo('nomsa', '30');
  await screen.next();
  await screen.type(digits.slice(-8));
  await expect(option).toHaveCount(1);
  await expect(option).toContainText('Token sold before');
  await screen.press('Enter');
  expect(await screen.tokenShown()).toBe(digits);
});

test('a meter nobody knows is sold to once its configuration is chosen', async () => {
  const { screen } = till;
  const { page } = screen;
  const drn = meterNumber('0433102990');
  await screen.type(drn);
  await expect(page.getByRole('option', { name: 'Sell to a new meter' })).toBeVisible();
  await screen.press('Enter');
  await expect(page.getByRole('heading', { name: 'New meter' })).toBeVisible();
  const goOn = screen.button('Go on to the amount');
  await expect(goOn).toBeFocused();
  // The other key of the module, and with it the other algorithm.
  const key = page.getByLabel('Supply group and key');
  await key.selectOption({ label: '123456, key revision 2, base date 2014' });
  await page.getByRole('radio', { name: '07 STA' }).check();
  await goOn.press('Enter');
  await expect(page.getByText('Not confirmed')).toBeVisible();
  await screen.ask('40');
  await screen.press('Enter');
  const digits = await screen.tokenShown();
  const [sale] = await till.sales();
  expect(sale).toMatchObject({
    token: digits,
    drn,
    customerName: '',
    supplyGroupCode: '123456',
    encryptionAlgorithm: 7,
  });
});

test('a card swiped while a token is on the screen begins the next sale', async () => {
  const { screen } = till;
  const drn = meterNumber('0720046641');
  await screen.sellTo('zanele', '20');
  await expect(screen.nextCustomer).toBeFocused();
  await screen.swipe(`;${card(drn)}?`);
  await expect(screen.page.getByRole('heading', { name: 'New meter' })).toBeVisible();
  await expect(screen.page.getByText('This is what the card says.')).toBeVisible();
  await expect(screen.button('Go on to the amount')).toBeFocused();
  await screen.press('Enter');
  await screen.ask('25');
  await screen.press('Enter');
  const digits = await screen.tokenShown();
  const [sale] = await till.sales();
  expect(sale).toMatchObject({ token: digits, drn, tariffIndex: 3, encryptionAlgorithm: 7 });

  // The till knows the meter now, so the card leads straight to the amount.
  await screen.swipe(card(drn));
  await expect(screen.amount).toBeFocused();
  await expect(screen.amount).toHaveValue('');
});

test('every token opens to what was paid for', async () => {
  await till.screen.sellTo('peter', '55.50');
  await till.close();
  const sales = salesInLedger(till.folder);
  for (const sale of sales) {
    const opened = openToken(sale.digits ?? '', sale);
    expect(opened).toMatchObject({ crc: 'right', tid: sale.tid, steps: sale.steps });
  }
});
