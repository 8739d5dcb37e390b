import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* "Why did my meter refuse it?": from the digits of a token, and from its sale. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

const dialog = () => till.screen.page.getByRole('dialog', { name: 'Why did the meter refuse it?' });

test('digits that were mistyped are marked', async () => {
  const { screen } = till;
  const { token, receiptNumber } = await till.sell('nomsa', 5_000);
  const digits = token ?? '';
  const wrong = `${digits.slice(0, 6)}${(Number(digits[6]) + 1) % 10}${digits.slice(7)}`;
  await screen.startOver();
  await screen.type(wrong.replaceAll(/(\d{4})(?=\d)/g, '$1 '));
  await expect(screen.page.getByRole('option', { name: /refuse this token/ })).toBeVisible();
  await screen.press('Enter');
  await expect(dialog()).toContainText(`nearly those of slip ${receiptNumber}`);
  await expect(dialog()).toContainText('Nothing was spent or sold');
  const before = await till.ask('module.status', {});
  await screen.press('Escape');
  await expect(dialog()).toBeHidden();
  expect((await till.ask('module.refresh', {})).transactionsLeft).toBe(before.transactionsLeft);
});

test('a token that nobody knows is looked into for the meter that is chosen', async () => {
  const { screen } = till;
  const { token } = await till.sell('nomsa', 6_000);
  const digits = token ?? '';
  await screen.startOver();
  await screen.type(`${digits.slice(0, 19)}${(Number(digits[19]) + 1) % 10}`);
  await screen.press('Enter');
  await expect(dialog()).toContainText('No token sold here has these digits');
  const meter = screen.page.getByRole('textbox', { name: 'Meter that refused it' });
  await screen.focusOn(meter);
  await screen.type('nomsa');
  await expect(dialog().getByRole('button', { name: /Nomsa Dlamini/ })).toBeVisible();
  await screen.press('Enter');
  await expect(dialog()).toContainText('a mistake in 1 of the 20');
  await screen.press('Escape');
});

test('from a sale: the newer token is one press away', async () => {
  const { screen } = till;
  const first = await till.sell('sipho', 5_000);
  const second = await till.sell('sipho', 5_000);
  await screen.startOver();
  await screen.type(first.token ?? '');
  await expect(screen.page.getByRole('option').first()).toContainText('Token sold before');
  await screen.press('Enter');
  await expect(screen.button('Why was it refused?')).toBeVisible();
  await screen.press('Alt+w');
  await expect(dialog()).toContainText('a newer one was sold for it');
  await dialog()
    .getByRole('button', { name: `Show slip ${second.receiptNumber}` })
    .click();
  await expect(dialog()).toBeHidden();
  await expect(
    screen.page.getByRole('region', { name: `Sale ${second.receiptNumber}` }),
  ).toBeVisible();
});
