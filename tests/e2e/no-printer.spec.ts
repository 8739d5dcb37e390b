import { changeTo, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

test('without a printer the owner is led to its settings, and a vendor to the slip', async ({
  tills,
}) => {
  const till = await tills.openShop({ settings: { printer: { kind: 'none' } } });
  const { screen } = till;
  const { page } = screen;
  await till.sell('nomsa', 5_000);
  await takeOn(till);

  const openSale = async () => {
    await screen.press('F3');
    await page
      .getByRole('main')
      .getByRole('button', { name: /Nomsa Dlamini/ })
      .click();
  };
  await openSale();
  await screen.button('Set up a printer').click();
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Slip and printer');

  await changeTo(screen, VENDOR);
  await openSale();
  await screen.press('F5');
  const slip = page.getByRole('dialog', { name: 'The slip' });
  await expect(slip).toContainText('No printer is set up.');
  await expect(screen.button('Set up a printer')).toBeHidden();
  await screen.press('Escape');
  await till.close();
});
