import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* A payment in parts, by keyboard alone: what is left is worked out, change comes out of the cash. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

const part = (name: string) => till.screen.page.getByRole('textbox', { name: `Paid by ${name}` });

test('part cash, part card, with change out of the cash', async () => {
  const { screen } = till;
  await screen.find('nomsa');
  await screen.type('100');
  await screen.press('Alt+b');
  await screen.focusOn(part('Cash'));
  await screen.type('60');
  await expect(screen.page.getByText('Left to pay')).toBeVisible();
  // What is missing goes on the card.
  await screen.press('Alt+8');
  await expect(part('Card')).toHaveValue('40.00');
  await screen.press('Alt+c');
  await screen.type('70');
  await expect(screen.page.getByText('R 10.00')).toBeVisible();
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();
  await expect(screen.page.getByText('Card R 40.00 · Cash R 60.00')).toBeVisible();
  const [sale] = await till.sales();
  expect(sale).toMatchObject({
    payment: 'mixed',
    quote: { paid: 10_000 },
    payments: [
      { kind: 'card', amount: 4_000 },
      { kind: 'cash', amount: 6_000 },
    ],
  });
  await screen.next();
});

test('nothing is sold while a part is missing, and the till says how much', async () => {
  const { screen } = till;
  const before = await till.sales();
  await screen.find('sipho');
  await screen.type('50');
  await screen.press('Alt+b');
  await screen.focusOn(part('Cash'));
  await screen.type('20');
  await screen.press('Enter', 'Enter');
  await expect(screen.alert.filter({ hasText: 'Left to pay' })).toContainText('R 30.00');
  await expect(screen.sell).toBeVisible();
  await screen.sell.click();
  await expect(screen.alert.filter({ hasText: 'Left to pay' })).toBeVisible();
  expect(await till.sales()).toEqual(before);
  // Too much is no payment either.
  await part('Account').fill('40');
  await expect(screen.page.getByText('Too much')).toBeVisible();
  await part('Account').fill('30');
  await expect(screen.page.getByText('All of it is paid.')).toBeVisible();
  await screen.sell.click();
  await screen.tokenShown();
  await screen.next();
});

test('a double press makes one sale, and the next customer pays in cash again', async () => {
  const { screen } = till;
  const before = (await till.sales()).length;
  await screen.find('amina');
  await screen.type('30');
  await screen.press('Alt+b');
  await screen.focusOn(part('Cash'));
  await screen.type('10');
  await screen.press('Alt+9', 'Enter');
  await screen.focusOn(screen.sell);
  const { keyboard } = screen.page;
  await Promise.all([keyboard.press('Enter'), keyboard.press('Enter'), keyboard.press('Enter')]);
  await screen.tokenShown();
  expect(await till.sales()).toHaveLength(before + 1);
  await screen.next();
  await screen.find('amina');
  await expect(screen.page.getByRole('radio', { name: 'Cash' })).toBeChecked();
  await screen.startOver();
});

test('what was paid in parts waits with them', async () => {
  const { screen } = till;
  await screen.find('kwame');
  await screen.type('30');
  await screen.press('Alt+b');
  await screen.focusOn(part('Cash'));
  await screen.type('10');
  await screen.press('Alt+h');
  await screen.ready();
  await expect(screen.button(/^Go on with Kwame/)).toBeVisible();
  await screen.press('Alt+1');
  await screen.focusOn(part('Cash'));
  await expect(part('Cash')).toHaveValue('10');
});
