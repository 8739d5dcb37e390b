import { approve, changeTo, SUPERVISOR, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* Tokens that nobody pays for, and the same again as last time. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

test('a sale is repeated as it was asked for, in units', async () => {
  const { screen } = till;
  await screen.find('kwame');
  await screen.press('F6');
  await screen.type('12.5');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();
  await screen.next();
  await screen.find('kwame');
  await screen.press('F7');
  await screen.focusOn(screen.sell);
  await expect(screen.amount).toHaveValue('12.5');
  await expect(screen.page.getByRole('radio', { name: 'kWh' })).toBeChecked();
  await screen.press('Enter');
  await screen.tokenShown();
  const [last] = await till.sales();
  expect(last?.quote.steps).toBe(125);
  await screen.next();
});

test('units are given for a reason, by keyboard, once', async () => {
  const { screen } = till;
  const before = (await till.sales()).length;
  await screen.find('nomsa');
  await screen.press('Alt+g');
  const dialog = screen.page.getByRole('dialog', { name: /^Free issue to/ });
  await screen.focusOn(dialog.getByLabel('Units (kWh)'));
  await screen.type('10');
  await screen.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await screen.press('Tab');
  await screen.type('Power was out for two days');
  await Promise.all([screen.press('Enter'), screen.press('Enter')]);
  await screen.tokenShown();
  await expect(screen.page.getByText('Free issue', { exact: true })).toBeVisible();
  const [given, ...others] = await till.sales();
  expect(others).toHaveLength(before);
  expect(given).toMatchObject({ kind: 'free-issue', quote: { paid: 0, steps: 100 } });
  await screen.next();
});

test('a vendor replaces a token with the approval of a supervisor', async () => {
  const { screen } = till;
  const sold = await till.sell('sipho', 5_000);
  await takeOn(till);
  await changeTo(screen, VENDOR);
  await screen.startOver();
  await screen.type(sold.token ?? '');
  await expect(screen.page.getByRole('option').first()).toContainText('Token sold before');
  await screen.press('Enter');
  await expect(screen.button('Replace the token')).toBeVisible();
  await screen.press('Alt+t');
  const dialog = screen.page.getByRole('dialog', { name: /^Replace the token of/ });
  await expect(dialog).toContainText('The old token stays what it is.');
  await screen.focusOn(dialog.getByLabel('Reason'));
  await screen.type('The meter was exchanged');
  await screen.press('Enter');
  await approve(screen, SUPERVISOR);
  const digits = await screen.tokenShown();
  const [replacement] = await till.sales();
  expect(replacement).toMatchObject({
    kind: 'replacement',
    token: digits,
    replaces: sold.id,
    operatorName: VENDOR.name,
    approvedByName: SUPERVISOR.name,
  });
});
