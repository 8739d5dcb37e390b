import { TestClock } from '../main/test-clock.ts';
import { expect, inEitherShell, test } from './test.ts';

/* A month ends between the price and the sale: what the customer was shown is not what it costs. */

inEitherShell();

test('at midnight of a month’s end the price changes, and is sold at only once it was seen', async ({
  tills,
  shell,
}) => {
  test.skip(shell === 'window', 'a window has the clock of the machine');
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth() + 1, 1);
  const clock = new TestClock(new Date(midnight.getTime() - 60_000).toISOString());
  const till = await tills.openShop({ clock });
  const { screen } = till;
  const { page } = screen;

  // R 1 a kWh for the first 50 of a month, R 2 above that.
  const [tariff] = await till.ask('tariffs.list', {});
  if (!tariff) throw new Error('the training shop has no tariff');
  const { versionId: _, ...kept } = tariff;
  await till.ask('tariffs.save', {
    ...kept,
    blocks: [
      { upTo: 500, price: 1_000_000 },
      { upTo: null, price: 2_000_000 },
    ],
    taxes: [],
    validFrom: null,
  });
  // This month Nomsa had her 50 kWh.
  await till.sell('nomsa', 5_000);

  await screen.find('nomsa');
  await screen.ask('40');
  await expect(page.getByText('20.0 kWh', { exact: true })).toBeVisible();
  clock.set(midnight.toISOString());
  // A double press: the second comes before anybody can have read what the first one said.
  await screen.sell.evaluate(async (button: HTMLButtonElement) => {
    const said = () => document.querySelector('[role="alert"]') !== null && !button.disabled;
    button.click();
    while (!said()) await new Promise(requestAnimationFrame);
    button.click();
  });

  await expect(screen.failure('sale.price-changed')).toContainText('Nothing was sold.');
  await expect(page.getByText('40.0 kWh', { exact: true })).toBeVisible();
  await expect(page.getByText('20.0 kWh', { exact: true })).toBeHidden();
  await screen.focusOn(screen.sell);
  expect(await till.sales()).toHaveLength(1);

  await expect(async () => {
    await screen.press('Enter');
    await expect(screen.token).toBeVisible({ timeout: 200 });
  }).toPass();
  const [sale, ...before] = await till.sales();
  expect(before).toHaveLength(1);
  expect(sale).toMatchObject({ state: 'issued', quote: { paid: 4_000, steps: 400 } });
});
