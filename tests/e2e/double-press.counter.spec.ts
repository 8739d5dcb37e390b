import type { Locator } from '@playwright/test';
import { expect, type OpenTill, test } from './test.ts';

/* The second press of a double press means what the first one meant, not what came under the pointer. */

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

/** Both presses at one place, whatever is there for the second. */
async function pressTwice(target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} is not there`);
  const { mouse } = till.screen.page;
  await mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
}

test('on a customer of the list: the amount is still to be said', async () => {
  const { screen } = till;
  const rows = await screen.page.getByRole('option').all();
  for (const row of rows) {
    await pressTwice(row);
    await screen.focusOn(screen.amount);
    await expect(screen.amount).toHaveValue('');
    await screen.press('Escape');
    await screen.ready();
  }
});

test('on "Next customer": nobody has been chosen', async () => {
  const { screen } = till;
  await screen.sellTo('nomsa', '20');
  await screen.focusOn(screen.nextCustomer);
  await pressTwice(screen.nextCustomer);
  await screen.ready();
  await expect(screen.page.getByRole('option').first()).toBeVisible();
});

test('on a held sale: it is as it was', async () => {
  const { screen } = till;
  await screen.find('sipho');
  await screen.type('62.50');
  await screen.press('Alt+h');
  await screen.ready();
  await pressTwice(screen.button(/^Go on with Sipho/));
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('62.50');
  await screen.press('Escape');
});

test('a switch, a choice and a key of the keypad are pressed as often as they are pressed', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.find('nomsa');
  await screen.button('Show keypad').click();
  await page.getByRole('button', { name: '1', exact: true }).dblclick();
  await expect(screen.amount).toHaveValue('11');
  await screen.button('Hide keypad').click();
  await screen.press('Escape');
  await screen.go('settings');
  await page.getByRole('tab', { name: 'Selling' }).click();
  const counted = page.getByRole('switch', { name: /float/ });
  await page.getByText('Count the float before each shift').click();
  await expect(counted).toBeChecked();
  await page.getByText('Count the float before each shift').dblclick();
  await expect(counted).toBeChecked();
  await screen.button('Discard changes').click();
});
