import { configuration } from '../main/vending/meter-examples.ts';
import { openToken } from './ledger.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* Several meters in one payment: by keyboard alone, and by mouse; held, changed, and partly refused. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
  const [nomsa] = (await till.ask('meters.find', { text: 'nomsa', limit: 1 })).meters;
  if (!nomsa) throw new Error('no Nomsa');
  const { customerId, tariffId } = nomsa;
  for (const number of ['14070012340', '14070012357']) {
    const added = { customerId, configuration: configuration(number), tariffId };
    await till.ask('customers.addMeter', added);
  }
  await till.screen.reload();
});
test.beforeEach(() => till.screen.startOver());
test.afterAll(({ tills }) => tills.closeAll());

const meters = () => till.screen.page.getByRole('list', { name: 'Meters of this payment' });
const tokens = () => till.screen.page.getByRole('list', { name: 'Tokens of this payment' });

test('three meters of a customer and a neighbour, by keyboard alone', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.find('07123456787');
  await screen.type('40');
  // The price is waited for, not the vendor.
  await screen.press('Alt+j');
  await screen.focusOn(screen.field);
  await expect(page.getByRole('option')).toHaveCount(2);
  await screen.press('Enter');
  await screen.focusOn(screen.amount);
  await screen.type('50');
  await expect(meters().getByRole('listitem')).toHaveCount(2);
  await screen.press('Alt+j');
  await screen.focusOn(screen.field);
  await screen.find('sipho');
  await screen.press('F6');
  await screen.ask('12.5');
  await expect(meters().getByRole('listitem')).toHaveCount(3);
  await expect(page.getByText('In all, 3 meters')).toBeVisible();
  await screen.press('Alt+c');
  await screen.type('200');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await expect(tokens().getByRole('button')).toHaveCount(3);
  await expect(page.getByRole('heading', { name: /^Sold to all 3 meters, for R / })).toBeVisible();
  const sales = (await till.sales()).slice(0, 3).reverse();
  expect(sales.map(({ customerName }) => customerName)).toEqual([
    'Nomsa Dlamini',
    'Nomsa Dlamini',
    'Sipho Khumalo',
  ]);
  expect(sales.map(({ quote }) => quote.paid).slice(0, 2)).toEqual([4_000, 5_000]);
  expect(sales[2]?.quote.steps).toBe(125);
  expect(new Set(sales.map(({ basket }) => basket)).size).toBe(1);
  for (const { token } of sales) expect(openToken(token ?? '')).toBeDefined();
  await screen.next();
});
