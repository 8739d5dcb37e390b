import { Line } from './line.ts';
import { expect, type OpenTill, test } from './test.ts';

/* Answers that come late, or never: what the screen shows meanwhile is not overwritten, and nothing is lost. */

let till: OpenTill;
let line: Line;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
  line = await Line.under(till.screen.page);
  await till.screen.reload();
});
test.beforeEach(() => till.screen.startOver());
test.afterAll(({ tills }) => tills.closeAll());

const chip = (name: string) => till.screen.button(new RegExp(`^Go on with ${name}`));
const held = () => till.ask('held.list', {});

async function holdFor(name: string, amount: string): Promise<void> {
  const { screen } = till;
  await screen.find(name);
  await screen.type(amount);
  await screen.press('Alt+h');
  await screen.ready();
}

test('a held sale that comes when somebody else is being served waits on', async () => {
  const { screen } = till;
  await holdFor('nomsa', '62.50');
  await expect(chip('Nomsa Dlamini')).toBeVisible();
  line.delay('held.take');
  await screen.press('Alt+1');
  await expect.poll(() => line.waiting('held.take')).toBe(1);
  await screen.find('sipho');
  await screen.type('20');
  line.release('held.take');
  await expect.poll(async () => (await held()).length).toBe(1);
  await expect(screen.page.getByRole('heading', { name: 'Sipho Khumalo' })).toBeVisible();
  await expect(screen.amount).toHaveValue('20');
  await screen.startOver();
  await chip('Nomsa Dlamini').click();
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('62.50');
});

test('the answer to a hold is lost: the same sale held again is held once', async () => {
  const { screen } = till;
  await screen.find('amina');
  await screen.type('30');
  await expect(screen.sell).toBeVisible();
  line.loseAnswer('held.put');
  await screen.press('Alt+h');
  await expect(screen.failure('screen.connection-lost')).toBeVisible();
  await expect(screen.amount).toHaveValue('30');
  await expect(screen.page.getByText('The connection to the till is lost.')).toHaveCount(1);
  await screen.press('Alt+h');
  await screen.ready();
  expect(await held()).toHaveLength(1);
});

test('the answer to a recall is lost: the sale goes on all the same, and waits no more', async () => {
  const { screen } = till;
  await expect(chip('Amina Hassan')).toBeVisible();
  line.loseAnswer('held.take');
  await screen.press('Alt+1');
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('30');
  expect(await held()).toEqual([]);
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();
  const [sale] = await till.sales();
  expect(sale).toMatchObject({ customerName: 'Amina Hassan', quote: { paid: 3_000 } });
  await screen.next();
});

test('the price that is lost with the connection is asked for again', async () => {
  const { screen } = till;
  await screen.find('nomsa');
  await screen.type('4');
  await expect(screen.sell).toBeVisible();
  line.loseAnswer('sale.quote');
  await screen.type('0');
  await expect(screen.button('Sell for R 40.00')).toBeEnabled();
  await expect(screen.failure('screen.connection-lost')).toBeHidden();
});

test('units that were given after somebody went on are told of, and take no sale away', async () => {
  const { screen } = till;
  await screen.find('nomsa');
  await screen.press('Alt+g');
  const dialog = screen.page.getByRole('dialog', { name: /^Free issue to/ });
  await screen.focusOn(dialog.getByLabel('Units (kWh)'));
  await screen.type('10');
  await screen.press('Tab');
  await screen.type('Power was out');
  line.delay('sale.freeIssue');
  await screen.press('Enter');
  await expect.poll(() => line.waiting('sale.freeIssue')).toBe(1);
  await screen.press('Escape', 'Escape');
  await screen.find('sipho');
  await screen.type('20');
  line.release('sale.freeIssue');
  await expect(screen.page.getByText('The token for Nomsa Dlamini is made')).toBeVisible();
  await expect(screen.amount).toHaveValue('20');
  const [given] = await till.sales();
  expect(given).toMatchObject({ kind: 'free-issue', state: 'issued' });
});

test('a search that fails is no empty one', async () => {
  const { screen } = till;
  const error = { code: 'unexpected', message: 'It failed.', hint: 'Try again.', detail: {} };
  await screen.go('customers');
  await screen.page.getByRole('button', { name: /Blessing Okafor/ }).click();
  await screen.button('Merge…').click();
  line.refuse('customers.find', error);
  const dialog = screen.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('nomsa');
  await expect(screen.failure('unexpected')).toBeVisible();
  await expect(dialog.getByText(/^Nobody found/)).toBeHidden();
  await screen.press('Escape');
  await screen.go('sell');
  await screen.focusOn(screen.field);
  await screen.type('12345678901234567890');
  await expect(screen.page.getByRole('option', { name: /Why did a meter refuse/ })).toBeVisible();
  await screen.press('Enter');
  line.refuse('meters.find', error);
  await screen.focusOn(dialog.getByRole('textbox'));
  await screen.type('nomsa');
  await expect(screen.failure('unexpected')).toBeVisible();
  await expect(dialog.getByText(/^Nothing found/)).toBeHidden();
  await screen.press('Escape');
});

test('a PIN that is entered before the till has said who there is opens it all the same', async () => {
  const { screen } = till;
  line.delay('people.choose');
  await screen.press('Control+l');
  await expect(screen.page.getByLabel('PIN', { exact: true })).toBeFocused();
  await expect.poll(() => line.waiting('people.choose')).toBe(1);
  await screen.type('2468');
  await screen.press('Enter');
  line.release('people.choose');
  await screen.ready();
});
