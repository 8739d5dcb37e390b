import { systemClock } from '../../src-main/clock.ts';
import { ModuleHost } from '../main/module-host.ts';
import { configuration } from '../main/vending/meter-examples.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* Several meters in one payment: by keyboard alone and by mouse; changed, put on hold, partly refused. */

inEitherShell();

const OTHERS = ['14070012340', '14070012357'] as const;

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
  await giveMoreMeters(till);
});
test.beforeEach(() => till.screen.startOver());
test.afterAll(({ tills }) => tills.closeAll());

/** Nomsa gets two more meters. */
async function giveMoreMeters(opened: OpenTill): Promise<void> {
  const [nomsa] = (await opened.ask('meters.find', { text: 'nomsa', limit: 1 })).meters;
  if (!nomsa) throw new Error('no Nomsa');
  const { customerId, tariffId } = nomsa;
  for (const number of OTHERS) {
    const added = { customerId, configuration: configuration(number), tariffId };
    await opened.ask('customers.addMeter', added);
  }
  await opened.screen.reload();
}

const meters = (of = till) =>
  of.screen.page.getByRole('list', { name: 'Meters of this payment' }).getByRole('listitem');
const tokens = (of = till) => of.screen.page.getByRole('list', { name: 'Tokens of this payment' });

/** As people read it aloud. */
const groups = (digits: string | null | undefined) => digits?.match(/.{4}/g)?.join(' ') ?? 'none';

/** Types an amount and goes to look for one more meter. */
async function another(amount: string, of = till): Promise<void> {
  const { screen } = of;
  await screen.focusOn(screen.amount);
  await screen.type(amount);
  await screen.press('Alt+j');
  await screen.focusOn(screen.field);
}

/** R 40 for Nomsa's first meter, and on to the amount of her second. */
async function toSecond(of = till): Promise<void> {
  const { screen } = of;
  await screen.find('07123456787');
  await another('40', of);
  await screen.press('Enter');
  await screen.focusOn(screen.amount);
}

test('two meters of a customer and one of a neighbour, by keyboard alone', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.find('07123456787');
  await another('40');
  await expect(page.getByRole('option')).toHaveCount(2);
  await screen.press('Enter');
  await another('50');
  await expect(page.getByRole('option')).toHaveCount(1);
  await screen.find('sipho');
  await screen.press('F6');
  await screen.ask('12.5');
  await expect(meters()).toHaveCount(3);
  await expect(page.getByText('In all, 3 meters')).toBeVisible();
  await screen.press('Alt+c');
  await screen.type('200');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await expect(page.getByRole('heading', { name: /^Sold to all 3 meters, for R / })).toBeVisible();
  const sales = (await till.sales()).slice(0, 3).reverse();
  expect(sales.map(({ drn }) => drn)).toEqual(['07123456787', OTHERS[0], '07129981143']);
  expect(sales.map(({ quote }) => quote.paid).slice(0, 2)).toEqual([4_000, 5_000]);
  expect(sales[2]?.quote.steps).toBe(125);
  expect(new Set(sales.map(({ basket }) => basket)).size).toBe(1);
  for (const { token } of sales) await expect(tokens()).toContainText(groups(token));
  const paid = sales.reduce((sum, { quote }) => sum + quote.paid, 0);
  const change = `R ${((20_000 - paid) / 100).toFixed(2)}`;
  await expect(page.getByText(change, { exact: true })).toBeVisible();
  // The keys print and copy the one with the cursor.
  await screen.tabTo(tokens().getByRole('button', { name: groups(sales[1]?.token) }));
  await screen.press('F5');
  const slip = page.getByRole('article');
  await expect(slip).toContainText(sales[1]?.receiptNumber ?? 'none');
  await expect(slip).toContainText(
    `Paid together with ${sales[0]?.receiptNumber}, ${sales[2]?.receiptNumber}`,
  );
  await screen.press('Escape', 'Escape');
  await screen.ready();
  await expect(meters()).toHaveCount(0);
});

test('the same by mouse: changed, taken out, and sold', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.field.fill('07123456787');
  await page.getByRole('option').click();
  await screen.amount.fill('40');
  await screen.button(/^Another meter/).click();
  await page.getByRole('option', { name: /1407 0012 340/ }).click();
  await screen.amount.fill('50');
  await screen.button(/^Another meter/).click();
  await page.getByRole('option', { name: /1407 0012 357/ }).click();
  await screen.amount.fill('60');
  await expect(screen.sell).toContainText('150.00');
  await screen.button(/^Change 0712 3456 787/).click();
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('40');
  await screen.amount.fill('45');
  await expect(screen.sell).toContainText('155.00');
  await screen.button('Take meter 1407 0012 340 out').click();
  await expect(screen.sell).toContainText('105.00');
  await expect(meters()).toHaveCount(2);
  await screen.sell.click();
  await expect(tokens().getByRole('button')).toHaveCount(2);
  const [last, first] = await till.sales();
  expect([first, last].map((sale) => [sale?.drn, sale?.quote.paid])).toEqual([
    ['07123456787', 4_500],
    [OTHERS[1], 6_000],
  ]);
  await screen.nextCustomer.click();
  await screen.ready();
});

test('a meter is in a payment once, and Escape steps back through it', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.find('07123456787');
  await another('40');
  // Back without one more.
  await screen.press('Escape');
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('40');
  await expect(meters()).toHaveCount(0);
  await screen.press('Alt+j');
  await screen.focusOn(screen.field);
  await screen.find('07123456787');
  await expect(screen.amount).toHaveValue('40');
  await expect(meters()).toHaveCount(0);
  await screen.press('Alt+j');
  await screen.find('sipho');
  await screen.type('20');
  await expect(meters()).toHaveCount(2);
  await screen.press('Escape');
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('40');
  await expect(page.getByRole('heading', { name: 'Nomsa Dlamini' })).toBeVisible();
  await expect(meters()).toHaveCount(0);
  await expect(screen.sell).toContainText('40.00');
});

test('a card swiped at the amount is the next meter of a payment that has several', async () => {
  const { screen } = till;
  const { page } = screen;
  await toSecond();
  // Nothing is lost for a meter that has no amount yet: it is asked for first.
  await screen.swipe('07129981143');
  await expect(page.getByText('Type an amount.')).toBeVisible();
  await expect(meters()).toHaveCount(2);
  await screen.type('50');
  await expect(screen.sell).toContainText('90.00');
  await screen.swipe('07129981143');
  await expect(page.getByRole('heading', { name: 'Sipho Khumalo' })).toBeVisible();
  await expect(meters()).toHaveCount(3);
  await screen.type('60');
  await expect(screen.sell).toContainText('150.00');
});

test('a payment in parts is shared out over its meters', async () => {
  const { screen } = till;
  const part = (name: string) => screen.page.getByRole('textbox', { name: `Paid by ${name}` });
  await toSecond();
  await screen.type('50');
  await expect(screen.sell).toContainText('90.00');
  await screen.press('Alt+b');
  await screen.focusOn(part('Cash'));
  await screen.type('60');
  await screen.press('Alt+8');
  await expect(part('Card')).toHaveValue('30.00');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await expect(tokens().getByRole('button')).toHaveCount(2);
  const [last, first] = await till.sales();
  expect(first).toMatchObject({ payment: 'cash', payments: [{ kind: 'cash', amount: 4_000 }] });
  expect(last).toMatchObject({
    payment: 'mixed',
    payments: [
      { kind: 'card', amount: 3_000 },
      { kind: 'cash', amount: 2_000 },
    ],
  });
  await screen.next();
});

test('a payment on hold waits with all of its meters', async () => {
  const { screen } = till;
  const before = (await till.sales()).length;
  await toSecond();
  await screen.type('50');
  await expect(screen.sell).toContainText('90.00');
  await screen.press('Alt+h');
  await screen.ready();
  await expect(screen.button(/^Go on with Nomsa Dlamini/)).toContainText('(2 meters)');
  await screen.reload();
  await expect(screen.button(/^Go on with Nomsa Dlamini/)).toBeVisible();
  await screen.press('Alt+1');
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('50');
  await expect(screen.sell).toContainText('90.00');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  // However often it is pressed, it is one payment.
  await screen.press('Enter', 'Enter', 'Enter');
  await expect(tokens().getByRole('button')).toHaveCount(2);
  expect(await till.sales()).toHaveLength(before + 2);
  await screen.next();
});

test('a sale shows what it was paid together with, and goes there', async () => {
  const { screen } = till;
  const { page } = screen;
  const [last, first] = await till.sales();
  await screen.go('sales');
  await page.locator('main [data-row]').first().click();
  const detail = (sale = last) => page.getByRole('region', { name: `Sale ${sale?.receiptNumber}` });
  await expect(detail()).toContainText('Paid together with');
  await detail()
    .getByRole('button', { name: new RegExp(`^${first?.receiptNumber} `) })
    .click();
  await expect(detail(first)).toContainText(last?.receiptNumber ?? 'none');
  await screen.press('Escape', 'F2');
});

test('what the module refuses is told with the money to give back, and the rest is sold', async ({
  tills,
}) => {
  const host = await ModuleHost.start(systemClock);
  const here = await tills.openShop({ link: host.link });
  await giveMoreMeters(here);
  const { screen } = here;
  let asked = 0;
  host.behave = (command) => {
    if (command === 'SM?VC') asked += 1;
    return command === 'SM?VC' && asked === 2 ? { status: '34' } : 'answer';
  };
  await toSecond(here);
  await screen.ask('50');
  await screen.press('Enter');
  await expect(screen.page.getByRole('heading', { level: 1 })).toContainText(
    /^Sold to 1 of 2 meters, for R\s40\.00\. Not sold to 14070012340: give R\s50\.00 back\.$/,
  );
  await expect(tokens(here).getByRole('button')).toHaveCount(1);
  await expect(tokens(here)).toContainText('Not sold');
  await screen.next();
  await here.close();
  await host.goAway();
});

test('what the module was away for comes to the same screen when it is back', async ({ tills }) => {
  const host = await ModuleHost.start(systemClock);
  const here = await tills.openShop({ link: host.link });
  await giveMoreMeters(here);
  const { screen } = here;
  let asked = 0;
  host.behave = (command) => {
    if (command === 'SM?VC') asked += 1;
    return command === 'SM?VC' && asked === 2 ? 'drop-before' : 'answer';
  };
  await toSecond(here);
  await screen.ask('50');
  await screen.press('Enter');
  await expect(screen.page.getByRole('heading', { level: 1 })).toContainText(
    /^Sold to all 2 meters, for R\s90\.00 together\.$/,
    { timeout: 30_000 },
  );
  await expect(tokens(here).getByRole('button')).toHaveCount(2);
  expect(await here.sales()).toHaveLength(2);
  await here.close();
  await host.goAway();
});
