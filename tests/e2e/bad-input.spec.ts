import { card, meterNumber } from './cards.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* What is typed wrong gets a sentence, stays where it was typed, and sells nothing. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.beforeEach(() => till.screen.startOver());
test.afterEach(async () => {
  expect(await till.sales()).toEqual([]);
});
test.afterAll(({ tills }) => tills.closeAll());

test('a wrong check digit is named, and its place shown', async () => {
  const { screen } = till;
  // Nomsa's meter ends in 7.
  await screen.type('07123456788');
  const failure = screen.failure('field.check-digit');
  await expect(failure).toContainText('the check digit in place 11 is 8 and should be 7');
  await expect(failure.locator('mark')).toHaveText('8');
  await screen.press('Enter');
  await expect(screen.field).toHaveValue('07123456788');
  await expect(screen.field).toBeFocused();
  // Corrected, it is the meter that was meant.
  await screen.press('Backspace');
  await screen.type('7');
  await expect(failure).toBeHidden();
  await screen.press('Enter');
  await expect(screen.amount).toBeFocused();
  await expect(screen.page.getByRole('heading', { name: 'Nomsa Dlamini' })).toBeVisible();
});

test('an expired card is refused with its month', async () => {
  const { screen } = till;
  await screen.swipe(`;${card(meterNumber('0720046658'), { dateOfExpiry: '2019-04' })}?`);
  const failure = screen.failure('field.expired');
  await expect(failure).toContainText('This card expired at the end of 2019-04.');
  await expect(failure).toContainText('Nothing was sold.');
  await expect(screen.field).toBeFocused();
});

test('a card that was swiped badly says which digit is wrong', async () => {
  const { screen } = till;
  const good = card(meterNumber('0720046658'));
  await screen.swipe(`;${good.slice(0, 16)}${(Number(good[16]) + 1) % 10}${good.slice(17)}?`);
  await expect(screen.failure('field.check-digit')).toBeVisible();
});

for (const [typed, sentence] of [
  ['', 'Type an amount.'],
  ['0', 'The amount must be more than zero.'],
  ['0.00', 'The amount must be more than zero.'],
  ['-50', 'The amount cannot be negative.'],
  ['fifty', 'Only digits and one decimal point, please.'],
  ['5O', 'Only digits and one decimal point, please.'],
  ['1.2.3', 'Only digits and one decimal point, please.'],
  ['10.005', 'Too many digits after the decimal point.'],
  ['99999999999999999999', 'That amount is too large.'],
] as const) {
  test(`the amount "${typed}" is not accepted`, async () => {
    const { screen } = till;
    await screen.find('nomsa');
    await screen.type(typed);
    await screen.press('Enter');
    await expect(screen.alert).toContainText(sentence);
    await expect(screen.amount).toBeFocused();
    await expect(screen.amount).toHaveValue(typed);
    await expect(screen.button(/^Sell\b/).and(screen.page.locator('main button'))).toBeDisabled();
    // A second Enter is no way around it.
    await screen.press('Enter', 'Enter');
    await expect(screen.alert).toContainText(sentence);
    await expect(screen.token).toBeHidden();
  });
}

for (const [typed, code, sentence] of [
  ['20000', 'sale.too-large', 'That is more than one sale may be: R 10,000.00.'],
  ['99999999', 'sale.too-large', 'That is more than one sale may be: R 10,000.00.'],
] as const) {
  test(`the amount ${typed} has no price, and the sentence says why`, async () => {
    const { screen } = till;
    await screen.find('nomsa');
    await screen.type(typed);
    await screen.press('Enter');
    await expect(screen.failure(code)).toContainText(sentence);
    await expect(screen.failure(code)).toContainText('Nothing was sold.');
    await expect(screen.amount).toHaveValue(typed);
    await expect(screen.sell).toBeHidden();
    // Corrected in place, it is a sale again.
    await screen.press('ControlOrMeta+a');
    await screen.ask('60');
  });
}
