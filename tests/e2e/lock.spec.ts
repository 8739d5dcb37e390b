import { askAsOwner } from './people.ts';
import { PIN, SHOP_NAME } from './shops.ts';
import { expect, inEitherShell, type OpenTill, type Tills, test } from './test.ts';

inEitherShell();

async function isRefused(till: OpenTill): Promise<void> {
  const answer = await till.shell.call('sales.list', { text: '', before: null, limit: 1 });
  expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-first' } });
}

test('a till that was closed asks for the PIN, and opens with it alone', async ({ tills }) => {
  const folder = await tills.shops.training({ settings: { pinAtStart: true } });
  const till = await tills.open(folder);
  const { screen } = till;
  const pin = screen.page.getByLabel('PIN', { exact: true });
  const heading = screen.page.getByRole('heading', { name: SHOP_NAME });
  await expect(heading).toBeVisible();
  await expect(pin).toBeFocused();
  await expect(screen.training).toBeVisible();
  await isRefused(till);

  // No key leads around it.
  await screen.press('F2', 'F3', 'F10', 'Escape');
  await expect(heading).toBeVisible();

  await screen.type('1357');
  await screen.press('Enter');
  await expect(screen.failure('people.wrong-secret')).toContainText(
    'That PIN or password is not right.',
  );
  await expect(pin).toBeFocused();
  await expect(pin).toHaveValue('');
  await isRefused(till);

  await screen.type(PIN);
  await screen.press('Enter');
  await screen.ready();
  // A sale under way is not in view for whoever comes by while the till is locked.
  await screen.find('nomsa');
  await screen.press('Control+l');
  await expect(pin).toBeFocused();
  await expect(screen.page.getByText('Nomsa Dlamini')).toBeHidden();

  // By touch.
  for (const digit of PIN) await screen.page.getByRole('button', { name: digit }).click();
  await screen.button('Open the till').click();
  await screen.ready();

  // A screen that was loaded anew is a new one.
  await screen.page.reload();
  await expect(pin).toBeFocused();
  await till.close();

  const again = await tills.open(folder);
  await expect(again.screen.page.getByLabel('PIN', { exact: true })).toBeFocused();
  await isRefused(again);
  await again.close();
});

test('where the owner wants no PIN, the till opens with the cursor in the field', async ({
  tills,
}) => {
  const till = await tills.open(await tills.shops.training());
  const { screen } = till;
  await screen.ready();
  expect(await screen.page.evaluate(() => document.documentElement.dataset.ready)).toBe('sell');
  await till.close();
});

test.describe('a till that nobody touches', () => {
  /** Opens a till whose time can be moved on; it locks after a minute. */
  async function openIdle(tills: Tills): Promise<OpenTill> {
    const folder = await tills.shops.training({
      settings: { pinAtStart: true, autoLockMinutes: 1 },
    });
    const till = await tills.open(folder);
    await till.screen.page.clock.install();
    await expect(till.screen.page.getByLabel('PIN', { exact: true })).toBeFocused();
    await till.screen.type(PIN);
    await till.screen.press('Enter');
    await till.screen.ready();
    return till;
  }

  test('closes what was asked about a token', async ({ tills }) => {
    const till = await openIdle(tills);
    const { screen } = till;
    const { page } = screen;
    const pin = page.getByLabel('PIN', { exact: true });
    const why = page.getByRole('dialog', { name: 'Why did the meter refuse it?' });
    await screen.type('1'.repeat(20));
    await expect(page.getByRole('option', { name: /refuse this token/ })).toBeVisible();
    await screen.press('Enter');
    await expect(why).toBeVisible();
    await page.clock.fastForward(61_000);
    await page.clock.runFor(1000);
    await expect(pin).toBeVisible();
    await pin.focus();
    await screen.type(PIN);
    await screen.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
    await expect(why).toBeHidden();
    await till.close();
  });

  test('says so, and locks; the sale that was begun is there again', async ({ tills }) => {
    const till = await openIdle(tills);
    const { screen } = till;
    const { page } = screen;
    const pin = page.getByLabel('PIN', { exact: true });
    const warning = page.getByText(/^Locking in \d+ seconds?\. Touch anything to stay\.$/);
    await screen.find('nomsa');
    await screen.ask('50');
    await page.clock.fastForward(38_000);
    await expect(warning).toBeHidden();
    await page.clock.fastForward(4000);
    await expect(warning).toBeVisible();

    // Any key is a sign of life, and so is the mouse.
    await screen.press('Shift');
    await page.clock.runFor(1000);
    await expect(warning).toBeHidden();
    await page.clock.fastForward(45_000);
    await expect(warning).toBeVisible();
    await page.mouse.move(300, 300);
    await page.mouse.move(320, 310);
    await page.clock.runFor(1000);
    await expect(warning).toBeHidden();

    await page.clock.fastForward(61_000);
    await page.clock.runFor(1000);
    await expect(pin).toBeVisible();
    await expect(page.getByText('Nomsa Dlamini')).toBeHidden();
    await isRefused(till);

    await pin.focus();
    await screen.type(PIN);
    await screen.press('Enter');
    await expect(screen.amount).toHaveValue('50');
    await expect(screen.sell).toBeVisible();
    await screen.sell.focus();
    await screen.press('Enter');
    expect(await screen.tokenShown()).toMatch(/^\d{20}$/);
    await askAsOwner(till);
    expect(await till.sales()).toHaveLength(1);
    await till.close();
  });

  test('stays open while somebody types, although they ask for nothing', async ({ tills }) => {
    const till = await openIdle(tills);
    const { screen } = till;
    for (let seconds = 0; seconds < 150; seconds += 15) {
      await screen.press('Shift');
      await screen.page.clock.runFor(15_000);
    }
    await expect(screen.field).toBeVisible();
    await screen.find('nomsa');
    await till.close();
  });
});
