import type { Locator } from '@playwright/test';
import { askAsOwner, LERATO, openWithPeople, SIPHO } from './people.ts';
import { OWNER, PIN } from './shops.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';
import type { TillPage } from './till-page.ts';

inEitherShell();

const WRONG = '1357';

const pinOf = (screen: TillPage): Locator => screen.page.getByLabel('PIN', { exact: true });
const personOf = (within: TillPage['page'] | Locator, name: string): Locator =>
  within.getByRole('radio', { name: new RegExp(`^${name}`) });

/** From the chooser to the field a sale begins with, by the person's digit and PIN. */
async function signIn(screen: TillPage, digit: string, pin: string): Promise<void> {
  await expect(screen.page.getByRole('radio', { checked: true })).toBeFocused();
  await screen.press(digit);
  await screen.focusOn(pinOf(screen));
  await screen.type(pin);
  await screen.press('Enter');
  await screen.ready();
}

async function signedIn(screen: TillPage, name: string): Promise<void> {
  await expect(screen.button(`${name}: somebody else at the till`)).toBeVisible();
}

test('people choose their name and open the till with a PIN of their own', async ({ tills }) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  const { page } = screen;
  await expect(page.getByRole('radio')).toHaveCount(3);
  await signIn(screen, '3', LERATO.pin);
  await signedIn(screen, LERATO.name);

  // Whoever locked it is chosen already; another is found by the beginning of the name.
  await screen.press('Control+l');
  await expect(personOf(page, LERATO.name)).toBeFocused();
  await screen.type('si');
  await expect(personOf(page, SIPHO.name)).toBeChecked();
  await screen.press('ArrowUp');
  await expect(personOf(page, OWNER)).toBeChecked();
  await screen.press('ArrowDown', 'Enter');
  await screen.focusOn(pinOf(screen));

  // A PIN that was typed is never sent for somebody else.
  await screen.type(SIPHO.pin);
  await screen.press('ArrowDown');
  await expect(personOf(page, LERATO.name)).toBeChecked();
  await expect(pinOf(screen)).toHaveValue('');
  await screen.press('ArrowUp');
  await screen.type(LERATO.pin);
  await screen.press('Enter');
  await expect(screen.failure('people.wrong-secret')).toBeVisible();
  await expect(pinOf(screen)).toBeFocused();
  await screen.type(SIPHO.pin);
  await screen.press('Enter');
  await screen.ready();
  await signedIn(screen, SIPHO.name);

  // By touch.
  await screen.button('Lock').click();
  await personOf(page, LERATO.name).click();
  for (const digit of LERATO.pin) await screen.button(digit).click();
  await screen.button('Open the till').click();
  await screen.ready();
  await signedIn(screen, LERATO.name);
  await till.close();
});

test('after wrong tries one person has to wait, and sees how long; the others do not', async ({
  tills,
}) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  const { page } = screen;
  await expect(page.getByRole('radio', { checked: true })).toBeFocused();
  await screen.press('3');
  for (let tries = 0; tries < 4; tries += 1) {
    await screen.focusOn(pinOf(screen));
    await screen.type(WRONG);
    await screen.press('Enter');
    await expect(pinOf(screen)).toHaveValue('');
    if (tries < 3) await expect(screen.failure('people.wrong-secret')).toBeVisible();
  }
  const wait = page.getByRole('timer');
  await expect(wait).toHaveText(/^Too many wrong tries\. Lerato can try again in 1\d seconds\.$/);
  const seconds = async () => Number(/\d+/.exec((await wait.textContent()) ?? '')?.[0]);
  const first = await seconds();
  await expect.poll(seconds).toBeLessThan(first);
  await expect(screen.button('Open the till')).toBeDisabled();
  await personOf(page, SIPHO.name).check();
  await expect(wait).toBeHidden();
  await pinOf(screen).fill(SIPHO.pin);
  await screen.press('Enter');
  await screen.ready();

  // Nor does it end by leaving and coming back.
  await page.reload();
  await personOf(page, LERATO.name).check();
  await expect(wait).toBeVisible();
  await expect(wait).toBeHidden({ timeout: 20_000 });
  await pinOf(screen).fill(LERATO.pin);
  await screen.press('Enter');
  await screen.ready();
  await signedIn(screen, LERATO.name);
  await till.close();
});

test('a vendor sells, and is offered nothing that is not theirs', async ({ tills }) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  const { page } = screen;
  await signIn(screen, '3', LERATO.pin);
  expect(await screen.sellTo('nomsa', '50')).toMatch(/^\d{20}$/);
  await screen.go('settings');
  await expect(page.getByRole('tab')).toHaveText(['Backups', 'PIN', 'About this till']);
  await screen.go('module');
  await page.getByRole('tab', { name: 'Alarms' }).click();
  await expect(page.getByText('Only the owner changes these.')).toBeVisible();

  // Their own PIN is theirs.
  await openPart(till, 'PIN');
  await page.getByLabel('Current PIN').fill(LERATO.pin);
  await page.getByLabel('New PIN', { exact: true }).fill('864213');
  await page.getByLabel('New PIN again').fill('864213');
  await screen.press('Enter');
  await expect(page.getByText('The PIN has been changed.')).toBeVisible();
  await screen.press('Control+l');
  await signIn(screen, '3', '864213');

  // A supervisor reads the trail besides; the rest is the owner's.
  // At the speed of somebody who knows the keys.
  await screen.press('Alt+p', '2', ...SIPHO.pin);
  await expect(pinOf(screen)).toHaveValue(SIPHO.pin);
  await screen.press('Enter');
  await signedIn(screen, SIPHO.name);
  await screen.go('settings');
  await expect(page.getByRole('tab')).toHaveText([
    'Backups',
    'Audit trail',
    'PIN',
    'About this till',
  ]);
  await till.close();
});

test('what a vendor may not do alone is approved of at the till', async ({ tills }) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  const { page } = screen;
  await signIn(screen, '3', LERATO.pin);
  await screen.go('customers');
  await page.getByRole('button', { name: 'Kwame Mensah' }).click();
  await page.getByRole('heading', { name: 'Kwame Mensah', exact: true }).waitFor();
  await screen.press('Alt+e');
  await page.getByLabel('Phone', { exact: true }).fill('082 555 0199');
  await screen.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Approval needed' });
  await expect(dialog).toContainText('Change meters and customers');
  // Those who may, and not whoever asks.
  await expect(dialog.getByRole('radio')).toHaveCount(2);
  await expect(personOf(dialog, OWNER)).toBeFocused();

  // Cancelled, what was typed is still there, and the cursor is back in it.
  await screen.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Phone', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Phone', { exact: true })).toHaveValue('082 555 0199');
  await page.getByLabel('Phone', { exact: true }).press('Enter');
  await expect(personOf(dialog, OWNER)).toBeFocused();
  await screen.press('2');
  await screen.focusOn(dialog.getByLabel('PIN'));
  await screen.type(WRONG);
  await screen.press('Enter');
  await expect(screen.failure('people.wrong-secret')).toBeVisible();
  await screen.focusOn(dialog.getByLabel('PIN'));
  await screen.type(SIPHO.pin);
  await screen.press('Enter');
  await expect(dialog).toBeHidden();
  await signedIn(screen, LERATO.name);

  await askAsOwner(till);
  const { meters } = await till.ask('meters.find', { text: 'kwame', limit: 1 });
  expect(meters[0]?.phone).toBe('082 555 0199');
  const { entries } = await till.ask('audit.list', {
    text: 'customer.changed',
    before: null,
    limit: 1,
  });
  expect(entries[0]).toMatchObject({ operatorName: LERATO.name, approvedBy: SIPHO.name });
  await till.close();
});

test('another person takes the till over in two keys and a PIN; the sale stays', async ({
  tills,
}) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  await signIn(screen, '3', LERATO.pin);
  await screen.find('nomsa');
  await screen.type('50');
  const dialog = screen.page.getByRole('dialog', { name: 'Somebody else at the till' });

  // Esc: whoever was there goes on where they were.
  await screen.press('Alt+p');
  await expect(dialog.getByRole('radio', { checked: true })).toBeFocused();
  await screen.press('Escape');
  await expect(dialog).toBeHidden();
  await screen.focusOn(screen.amount);
  await signedIn(screen, LERATO.name);

  await screen.press('Alt+p');
  await expect(dialog.getByRole('radio', { checked: true })).toBeFocused();
  await screen.press('2');
  await screen.focusOn(dialog.getByLabel('PIN'));
  await screen.type(SIPHO.pin);
  await screen.press('Enter');
  await expect(dialog).toBeHidden();
  await signedIn(screen, SIPHO.name);
  await screen.focusOn(screen.amount);
  await expect(screen.amount).toHaveValue('50');
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();

  await askAsOwner(till);
  expect((await till.sales())[0]).toMatchObject({ operatorName: SIPHO.name });
  const { entries } = await till.ask('audit.list', { text: 'signed', before: null, limit: 10 });
  const came = entries.map(({ operatorName, what }) => `${operatorName} ${what}`);
  expect(came.slice(0, 4)).toEqual(expect.arrayContaining(['Lerato people.signed-out']));
  await till.close();
});

test('the owner adds, changes and lets go of people, and reads what was done', async ({
  tills,
}) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  const { page } = screen;
  await signIn(screen, '1', PIN);
  await openPart(till, 'People');
  await expect(page.getByRole('listitem').filter({ hasText: 'Vendor' })).toHaveCount(1);
  // Several people: the till always asks.
  await expect(page.getByRole('switch', { name: /^Ask for the PIN/ })).toBeDisabled();

  await screen.button('Add a person').click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await screen.type('Naledi');
  await page.getByText('Password', { exact: true }).click();
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByLabel('New password again').fill('short');
  await screen.press('Enter');
  await expect(screen.alert).toHaveText('A password has at least 8 characters.');
  await page.getByLabel('New password', { exact: true }).fill('a long word');
  await page.getByLabel('New password again').fill('a long word');
  await screen.press('Enter');
  await expect(page.getByText('Naledi has been saved.')).toBeVisible();

  await screen.button('Change Lerato').click();
  await page.getByText('Supervisor', { exact: true }).click();
  await page.getByLabel('Name').fill('Sipho');
  await screen.press('Enter');
  await expect(screen.failure('people.name-taken')).toBeVisible();
  await page.getByLabel('Name').fill('Lerato M');
  await screen.press('Enter');
  await expect(page.getByText('Lerato M has been saved.')).toBeVisible();

  await screen.button('Sipho leaves').click();
  const dialog = page.getByRole('dialog', { name: 'Does Sipho leave?' });
  await expect(dialog).toContainText('No sign-in any more');
  await dialog.getByRole('button', { name: 'Sipho leaves' }).click();
  await expect(page.getByText('Sipho cannot sign in any more.')).toBeVisible();
  await expect(screen.button('Thandi leaves')).toBeDisabled();

  await openPart(till, 'Audit trail');
  const trail = page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem');
  await expect(trail.first()).toContainText('Sipho left');
  await page.getByLabel(/^Search:/).fill('lerato supervisor');
  await expect(trail).toHaveCount(1);
  await expect(trail.first()).toContainText('Changed Lerato (vendor) to Lerato M (supervisor)');
  await trail.first().click();
  await expect(trail.first()).toContainText('people.changed');

  await screen.button('Check now').click();
  await expect(page.getByText(/^Nothing is wrong\./)).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible();

  await screen.press('Control+l');
  await expect(page.getByRole('radio')).toHaveCount(3);
  await screen.press('3');
  await screen.focusOn(page.getByLabel('Password'));
  await screen.type('a long word');
  await screen.press('Enter');
  await screen.ready();
  await signedIn(screen, 'Naledi');
  await till.close();
});

async function openPart({ screen }: OpenTill, name: string): Promise<void> {
  await screen.go('settings');
  await screen.page.getByRole('tab', { name }).click();
}
