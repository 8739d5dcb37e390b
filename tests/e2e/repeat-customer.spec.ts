import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* The sale of every day: somebody who was here before. At most three keys, and the amount. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
  await till.sell('sipho', 2_000);
  await till.sell('nomsa', 5_000);
  await till.screen.reload();
});
test.afterAll(({ tills }) => tills.closeAll());

/** Every key that is pressed, counted in the page itself. */
async function countKeys(): Promise<() => Promise<string[]>> {
  const { page } = till.screen;
  await page.evaluate(() => {
    const pressed: string[] = [];
    Object.assign(window, { pressed });
    document.addEventListener('keydown', ({ key }) => pressed.push(key), { capture: true });
  });
  return () => page.evaluate(() => Reflect.get(window, 'pressed'));
}

test('whoever bought before buys again by three keys and the amount', async () => {
  const { screen } = till;
  const { page } = screen;
  const keys = await countKeys();
  await screen.focusOn(screen.field);
  await expect(page.getByRole('option').nth(1)).toContainText('Sipho Khumalo');
  await screen.press('Alt+2');
  await screen.focusOn(screen.amount);
  await screen.type('50');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();
  // Alt is held, not typed.
  const pressed = (await keys()).filter((key) => key !== 'Alt');
  expect(pressed).toEqual(['2', '5', '0', 'Enter', 'Enter']);
  const [sale] = await till.sales();
  expect(sale).toMatchObject({ customerName: 'Sipho Khumalo', state: 'issued' });
  expect(sale?.quote.paid).toBe(5_000);
});

test('the list is worked by arrows as well', async () => {
  const { screen } = till;
  await screen.startOver();
  await screen.press('ArrowDown', 'Enter');
  await screen.ask('30');
  await screen.press('Enter');
  await screen.tokenShown();
  expect((await till.sales())[0]).toMatchObject({ customerName: 'Sipho Khumalo' });
});

test('Enter in the empty field takes nobody', async () => {
  const { screen } = till;
  await screen.startOver();
  await screen.press('Enter', 'Enter');
  await expect(screen.field).toBeFocused();
  await expect(screen.field).toHaveValue('');
});
