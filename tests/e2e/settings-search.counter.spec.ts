import { expect, test } from './test.ts';

/* Any setting is found by its words, in the shop's language, and gone to with the cursor. */

test('a setting is found by its name or by what is said about it', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  const field = page.getByRole('searchbox', { name: 'Find a setting' });
  const results = page.getByRole('search').getByRole('button');
  const chosen = page.getByRole('tab', { selected: true });
  await screen.go('settings');
  await expect(field).toBeVisible();
  await screen.press('Control+f');
  await screen.focusOn(field);
  await screen.type('paper widt');
  await expect(results).toHaveText(['Paper widthSlip and printer']);
  await screen.press('Enter');
  await expect(chosen).toHaveText('Slip and printer');
  await screen.focusOn(page.getByRole('radio', { name: '80 mm' }));
  await expect(field).toHaveValue('');

  // "Up to six buttons beside the amount." And one that is told, not chosen.
  await screen.press('Control+f');
  await screen.type('six buttons');
  await expect(results.first()).toContainText('Quick amounts');
  await screen.press('ArrowDown', 'Enter');
  await screen.focusOn(page.getByLabel('Button 1'));
  await screen.press('Control+f');
  await screen.type('curren');
  await screen.press('Enter');
  await screen.focusOn(page.getByText('Currency', { exact: true }));

  await screen.press('Control+f');
  await screen.type('xyzzy');
  await expect(page.getByText('No setting is called “xyzzy”.')).toBeVisible();
  await screen.press('Escape');
  await expect(field).toHaveValue('');
  await expect(chosen).toBeVisible();
  await till.close();
});

test('whatever can be set is found, in French and without its accents too', async ({ tills }) => {
  test.slow();
  const till = await tills.open(await tills.shops.training({ settings: { language: 'fr' } }));
  const { page } = till.screen;
  await expect(page.getByRole('combobox')).toBeFocused();
  await till.screen.press('F10');
  const field = page.getByRole('searchbox', { name: 'Trouver un réglage' });
  await expect(field).toBeVisible();
  const names = new Map<string, string>();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    const panel = page.getByRole('tabpanel');
    for (const label of await panel.locator('legend, label, button').allInnerTexts()) {
      const name = label.split('\n')[0]?.trim() ?? '';
      const isChoice =
        (await panel.locator('fieldset').getByText(name, { exact: true }).count()) > 0;
      if (name !== '' && !isChoice) names.set(name, await tab.innerText());
    }
  }
  expect(names.size).toBeGreaterThan(15);
  for (const [name, part] of names) {
    await field.fill(name.normalize('NFD').replaceAll(/\p{M}/gu, ''));
    const found = page.getByRole('search').getByRole('button').filter({ hasText: part });
    await expect(found.filter({ hasText: name }).first(), name).toBeVisible();
  }
  await till.close();
});
