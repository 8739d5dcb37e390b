import type { Locator } from '@playwright/test';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* The same sale with a finger: nothing is typed, and everything is large enough. */

inEitherShell();

/** Smaller than this a finger misses. */
const SMALLEST_TARGET = 44;

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

/** What can be tapped and is less high or wide than a finger needs, by its name. */
async function tooSmall(targets: Locator): Promise<string[]> {
  return targets.evaluateAll(
    (elements, least) =>
      elements.flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        // Half a pixel is the browser's rounding.
        const fits = width === 0 || (width >= least - 0.5 && height >= least - 0.5);
        return fits ? [] : [`${element.textContent} ${width} × ${height}`];
      }),
    SMALLEST_TARGET,
  );
}

test('a sale with taps alone', async () => {
  const { screen } = till;
  const { page } = screen;
  const targets = page.locator('button, [role=option], label:has(input[type=radio])');
  const key = (name: string) => page.getByRole('group', { name: 'Keypad' }).getByLabel(name);

  expect(await tooSmall(targets)).toEqual([]);
  await page.getByRole('option', { name: 'Zanele Ndlovu' }).click();
  await screen.button('Show keypad').click();
  expect(await tooSmall(targets)).toEqual([]);
  await key('6').click();
  await key('4').click();
  await screen.button('Delete the last digit').click();
  await key('2').click();
  await screen.button('Decimal point').click();
  await key('5').click();
  await expect(screen.amount).toHaveValue('62.5');
  const cash = page.getByRole('group', { name: 'Cash and change' });
  await cash.getByRole('button', { name: 'R 65' }).click();
  await expect(screen.sell).toContainText('Sell for R 62.50');
  await expect(cash.getByRole('status')).toHaveText('ChangeR 2.50');
  await screen.sell.click();
  const digits = await screen.tokenShown();
  expect(await tooSmall(targets)).toEqual([]);
  await screen.nextCustomer.click();
  await screen.ready();
  expect(await till.sales()).toMatchObject([
    { state: 'issued', token: digits, customerName: 'Zanele Ndlovu', quote: { paid: 6250 } },
  ]);
});

test('every place is a tap away', async () => {
  const { screen } = till;
  const { page } = screen;
  const rail = page.getByRole('navigation', { name: 'Places' });
  for (const [place, heading] of [
    ['Sales', 'Sales'],
    ['Customers', 'Customers'],
    ['Module', 'Security module'],
    ['Settings', 'Settings'],
  ] as const) {
    await rail.getByRole('button', { name: place }).click();
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeAttached();
    await expect(screen.training).toBeVisible();
    expect(await tooSmall(page.locator('button, [role=tab]'))).toEqual([]);
  }
  await rail.getByRole('button', { name: 'Sell' }).click();
  await screen.ready();
});
