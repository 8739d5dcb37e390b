import { expect, inEitherShell, test } from './test.ts';
inEitherShell();
for (const delay of [0, 20, 60, 120]) test(`type ${delay}`, async ({ tills }) => {
  const till = await tills.open(tills.shops.empty());
  const { screen } = till;
  const c = screen.page.getByRole('combobox', { name: 'Currency' });
  await screen.page.getByLabel('Shop name').waitFor();
  await screen.press('Tab', 'Tab');
  await expect(c).toBeFocused();
  for (const k of ['Z', 'A', 'R']) {
    await screen.page.keyboard.press(k);
    await screen.page.waitForTimeout(delay);
    console.log(k, await c.inputValue(), await screen.page.getByRole('option').count());
  }
  await screen.page.waitForTimeout(500);
  console.log(await c.inputValue(), await screen.page.getByRole('option').count());
  await till.close();
});
