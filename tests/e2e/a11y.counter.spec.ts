import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { systemClock } from '../../src-main/clock.ts';
import { ModuleHost, once } from '../main/module-host.ts';
import { startPaperSink } from '../main/printing/paper-sink.ts';
import { card, meterNumber } from './cards.ts';
import { LERATO, openWithPeople, SIPHO } from './people.ts';
import { OWNER, PIN, SHOP_NAME } from './shops.ts';
import { expect, test } from './test.ts';
import type { TillPage } from './till-page.ts';

const LOGO = fileURLToPath(new URL('files/logo.png', import.meta.url));

/* Every screen, by light and by dark, as axe sees it. The window shows the same pages. */

/** Demands that axe finds nothing; by dark only the colours are new. */
async function isAccessible(screen: TillPage, what: string): Promise<void> {
  const { page } = screen;
  await test.step(what, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(screen);
      // A page keeps axe from the first look on: handing it over takes longer than the look itself.
      const kept = await page.evaluate(() => 'axe' in window);
      const axe = new AxeBuilder({ page, ...(kept ? { axeSource: 'void 0' } : {}) })
        // Frames, which there are none of, would need a page of their own.
        .setLegacyMode()
        .options({ resultTypes: ['violations'] });
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ''} ${html}`),
      );
      expect(found, `${what}, ${colorScheme}`).toEqual([]);
    }
    // What is drawn next is drawn by light: Chromium at times keeps the colour of what was drawn just
    // before the scheme changed.
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  });
}

/** Waits until no colour is on its way to another. What turns for ever is no concern. */
async function settled({ page }: TillPage): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document.getAnimations().map((animation) => {
        const { endTime } = animation.effect?.getComputedTiming() ?? {};
        return endTime === Number.POSITIVE_INFINITY ? null : animation.finished.catch(() => null);
      }),
    ),
  );
}

test('the first run and the lock', async ({ tills }) => {
  const till = await tills.open(tills.shops.empty());
  const { screen } = till;
  const { page } = screen;
  await expect(page.getByLabel('Shop name')).toBeFocused();
  await isAccessible(screen, 'the shop');
  await screen.press('Enter');
  await expect(screen.alert.first()).toHaveText('This is needed.');
  await isAccessible(screen, 'the shop, with something missing');
  await screen.setUpShop({ shopName: SHOP_NAME, ownerName: OWNER, pin: PIN, currency: 'ZAR' });
  await expect(screen.button(/^Try it/)).toBeFocused();
  await isAccessible(screen, 'what makes the tokens');
  await screen.button(/^Connect my/).click();
  await expect(page.getByLabel('Address')).toBeFocused();
  await isAccessible(screen, 'connecting a module');
  await screen.press('Escape', 'Escape');
  await expect(page.getByLabel('PIN', { exact: true })).toBeVisible();
  await isAccessible(screen, 'the PIN');
  await screen.type('12');
  await screen.press('Enter');
  await isAccessible(screen, 'a PIN that is too short');
  await till.close();

  const locked = await tills.open(await tills.shops.training({ settings: { pinAtStart: true } }));
  await expect(locked.screen.page.getByLabel('PIN', { exact: true })).toBeFocused();
  await isAccessible(locked.screen, 'the lock');
  await locked.close();
});

test('a sale', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await isAccessible(screen, 'recent customers');
  await screen.type('market');
  await expect(page.getByRole('option')).toHaveCount(2);
  await isAccessible(screen, 'what was found');
  await screen.field.fill('07123456788');
  await expect(screen.failure('field.check-digit')).toBeVisible();
  await isAccessible(screen, 'a wrong number');
  await screen.field.fill('');
  await screen.find('nomsa');
  await isAccessible(screen, 'no amount yet');
  await screen.type('0');
  await screen.press('Enter');
  await expect(screen.alert).toBeVisible();
  await isAccessible(screen, 'a wrong amount');
  await screen.press('Backspace');
  await screen.button('Show keypad').click();
  await screen.ask('62.50');
  await page.getByRole('textbox', { name: /^Cash given/ }).fill('100');
  await isAccessible(screen, 'the price, the keypad and the change');
  await screen.sell.press('Enter');
  await screen.tokenShown();
  await isAccessible(screen, 'the token');
  await screen.button('Show the slip').click();
  await expect(page.getByRole('article')).toBeVisible();
  await isAccessible(screen, 'the slip');
  await screen.press('Escape');
  await expect(screen.nextCustomer).toBeVisible();
  await screen.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await isAccessible(screen, 'the keys');
  await screen.press('Escape', 'Escape');
  await screen.ready();
  await screen.swipe(card(meterNumber('0720046658')));
  await expect(screen.button('Go on to the amount')).toBeFocused();
  await isAccessible(screen, 'a new meter');
  await till.close();
});

test('what happens beside a plain sale', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  const sold = await till.sell('nomsa', 5_000);
  await screen.find('sipho');
  await screen.type('50');
  await screen.press('Alt+b');
  await screen.focusOn(page.getByRole('textbox', { name: 'Paid by Cash' }));
  await screen.type('20');
  await screen.press('Enter');
  await isAccessible(screen, 'a payment in parts that is not whole');
  await screen.press('Alt+8');
  await isAccessible(screen, 'a payment in parts');
  await screen.press('Alt+g');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('nobody pays for');
  await isAccessible(screen, 'a free issue');
  await screen.press('Escape', 'Alt+h');
  await screen.ready();
  await expect(screen.button(/^Go on with Sipho/)).toBeVisible();
  await isAccessible(screen, 'a sale on hold');
  const digits = sold.token ?? '';
  await screen.type(`${(Number(digits[0]) + 1) % 7}${digits.slice(1)}`);
  await screen.press('Enter');
  await expect(dialog).toContainText('nearly those of slip');
  await isAccessible(screen, 'a token that was mistyped');
  await screen.press('Escape', 'Escape');
  await screen.type(digits);
  await screen.press('Enter');
  await expect(screen.button('Replace the token')).toBeVisible();
  await screen.press('Alt+t');
  await expect(dialog).toContainText('The old token stays');
  await isAccessible(screen, 'a replacement');
  await till.close();
});

test('several meters in one payment', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  for (const name of ['nomsa', 'sipho']) {
    await screen.find(name);
    await screen.type('50');
    await screen.press('Alt+j');
    await screen.focusOn(screen.field);
  }
  await isAccessible(screen, 'one more meter to look for');
  await screen.find('moussa');
  await screen.ask('60');
  await expect(page.getByText('In all, 3 meters')).toBeVisible();
  await isAccessible(screen, 'a price for three meters');
  await screen.press('Enter');
  await expect(page.getByRole('list', { name: 'Tokens of this payment' })).toBeVisible();
  await isAccessible(screen, 'three tokens');
  await screen.go('sales');
  await page.locator('main [data-row]').first().click();
  await expect(page.getByText('Paid together with').first()).toBeVisible();
  await isAccessible(screen, 'a sale that was paid together with others');
  await till.close();
});

test('an interrupted sale', async ({ tills }) => {
  const host = await ModuleHost.start(systemClock);
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  host.behave = once('SM?VC', 'unplug');
  await screen.find('nomsa');
  await screen.ask('50');
  await screen.press('Enter');
  await expect(screen.button('Try again')).toBeFocused();
  await isAccessible(screen, 'the choice');
  await screen.button('Give the money back').click();
  await expect(screen.page.getByRole('dialog')).toBeVisible();
  await isAccessible(screen, 'the question');
  await till.close();
  await host.goAway();
});

test('a shift, from its float to its Z report, and the deposit', async ({ tills }) => {
  const till = await tills.openShop({ settings: { shiftsByHand: true } });
  const { screen } = till;
  const { page } = screen;
  const dialog = page.getByRole('dialog');
  await expect(screen.button(/^Open a shift/)).toBeVisible();
  await isAccessible(screen, 'a sale without a shift');
  await screen.go('shift');
  await page.getByLabel('Float (R)').fill('100');
  await isAccessible(screen, 'a shift to open');
  await screen.button('Open the shift').click();
  await expect(screen.button(/^Count and close/)).toBeVisible();
  await isAccessible(screen, 'a shift that runs');
  await screen.button(/^Pay out/).click();
  await dialog.getByLabel('Amount (R)').fill('1');
  await screen.press('Enter');
  await isAccessible(screen, 'a pay-out without a reason');
  await screen.press('Escape');
  await screen.button(/^X report/).click();
  await expect(page.getByRole('article')).toBeVisible();
  await isAccessible(screen, 'an X report');
  await screen.press('Escape');
  await screen.button(/^Count and close/).click();
  await page.getByLabel('Cash (R)').fill('90');
  await isAccessible(screen, 'a blind count');
  await screen.button('Write the count down').click();
  await screen.button(/^Close the shift/).click();
  await isAccessible(screen, 'a count that differs');
  await page.getByLabel('Why it differs').fill('A note was lost');
  await screen.button(/^Close the shift/).click();
  await expect(page.getByRole('article')).toBeVisible();
  await isAccessible(screen, 'a shift that is closed');
  await page.getByRole('tab', { name: 'Z reports' }).click();
  await screen.button(/^Z report 1/).click();
  await expect(page.getByRole('article')).toBeVisible();
  await isAccessible(screen, 'the Z reports');
  await page.getByRole('tab', { name: 'Deposit' }).click();
  await page.getByRole('radio', { name: 'kWh' }).check();
  await page.getByRole('switch', { name: 'Stop sales when it is used up' }).check();
  await isAccessible(screen, 'a deposit to switch on');
  await screen.button('Save').click();
  await screen.button('Top up').click();
  await dialog.getByLabel('Amount (kWh)').fill('500');
  await isAccessible(screen, 'a top-up');
  await screen.press('Enter');
  await expect(page.getByRole('region', { name: 'Movements' }).getByRole('row')).toHaveCount(2);
  await isAccessible(screen, 'a deposit');
  await till.close();
});

test('customers and their meters', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await till.sell('nomsa', 5000);
  await screen.go('customers');
  await page.getByRole('button', { name: 'Nomsa Dlamini' }).click();
  await expect(page.getByRole('region', { name: 'Bought' }).getByRole('button')).toHaveCount(1);
  await isAccessible(screen, 'a customer');
  for (const name of ['Move…', 'Replace…', 'Close account…']) {
    await screen.button(name).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await isAccessible(screen, `the dialog ${name}`);
    await screen.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await screen.button('Import…').click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'meters.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('meter,name\n6.00727E+17,Excel\n'),
  });
  await expect(page.getByText('Wrong 1')).toBeVisible();
  await isAccessible(screen, 'an import');
  await till.close();
});

test('money is given back', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await till.ask('shift.open', { float: 10_000 });
  await till.sell('nomsa', 5000);
  await screen.go('sales');
  await page.getByRole('listitem').getByRole('button', { name: 'Nomsa Dlamini' }).click();
  await screen.press('Alt+r');
  await expect(page.getByLabel('Reason')).toBeVisible();
  await screen.press('Enter');
  await isAccessible(screen, 'a refund without a reason');
  await page.getByLabel('Reason').fill('Bought twice');
  await screen.press('Enter');
  await expect(page.getByRole('region', { name: 'Given back so far' })).toContainText('Cash');
  await isAccessible(screen, 'a sale that was given back');
  await till.close();
});

test('the other places', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  const at = async (place: Parameters<TillPage['go']>[0], heading: string) => {
    await screen.go(place);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeAttached();
    await expect(screen.training).toBeVisible();
  };
  await at('sales', 'Sales');
  await expect(page.getByText('No sales yet')).toBeVisible();
  await isAccessible(screen, 'no sales yet');
  await till.sell('nomsa', 5000);
  await at('sell', 'Sell');
  await at('sales', 'Sales');
  await page.getByRole('listitem').getByRole('button', { name: 'Nomsa Dlamini' }).click();
  await expect(page.getByRole('article')).toBeVisible();
  await isAccessible(screen, 'a sale');

  await screen.press('Alt+o');
  await expect(page.getByRole('region', { name: 'Takings' })).toContainText('R 50.00');
  await isAccessible(screen, 'a report');
  await page.getByRole('button', { name: 'Utility statement' }).click();
  await expect(page.getByRole('region', { name: 'Utility statement' })).toContainText('R 50.00');
  await isAccessible(screen, 'a statement');
  await page
    .getByRole('button', { name: /^Show the sales/ })
    .first()
    .click();
  await expect(page.getByRole('article')).toBeVisible();
  await isAccessible(screen, 'the sales behind a number');
  await screen.press('Escape');

  await at('customers', 'Customers');
  await isAccessible(screen, 'customers');
  await page.getByRole('button', { name: 'Kwame Mensah' }).click();
  await isAccessible(screen, 'a customer');
  await screen.press('Alt+n');
  await expect(page.getByLabel('Meter number')).toBeFocused();
  await isAccessible(screen, 'a new customer');

  await at('module', 'Security module');
  await screen.button('Change the connection').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await isAccessible(screen, 'another connection');
  await screen.press('Escape');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await isAccessible(screen, `the module, ${await tab.textContent()}`);
  }
  const { thresholds } = await till.ask('alarms.list', {});
  await till.ask('alarms.saveThresholds', { ...thresholds, transactionsAmber: 5000 });
  await expect(page.getByText(/left on module/).first()).toBeVisible();
  await isAccessible(screen, 'an alarm among the alarms');
  await at('sell', 'Sell');
  await expect(screen.button('Remind me tomorrow')).toBeVisible();
  await isAccessible(screen, 'an alarm above the sale');

  await at('settings', 'Settings');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await isAccessible(screen, `settings, ${await tab.textContent()}`);
  }
  await till.close();
});

test('people', async ({ tills }) => {
  const till = await openWithPeople(tills);
  const { screen } = till;
  const { page } = screen;
  const chosen = page.getByRole('radio', { checked: true });
  await expect(chosen).toBeFocused();
  await isAccessible(screen, 'who are you?');
  await screen.press('3');
  for (let tries = 0; tries < 4; tries += 1) {
    await screen.focusOn(page.getByLabel('PIN', { exact: true }));
    await screen.type('1357');
    await screen.press('Enter');
    await expect(page.getByLabel('PIN', { exact: true })).toHaveValue('');
    if (tries < 3) await expect(screen.failure('people.wrong-secret')).toBeVisible();
  }
  await expect(page.getByRole('timer')).toBeVisible();
  await isAccessible(screen, 'a wait after wrong tries');
  await screen.press('ArrowUp');
  await page.getByLabel('PIN', { exact: true }).fill(SIPHO.pin);
  await screen.press('Enter');
  await screen.ready();
  await screen.press('Alt+p');
  await expect(chosen).toBeFocused();
  await isAccessible(screen, 'somebody else at the till');
  await screen.press('Escape');

  await screen.go('settings');
  await page.getByRole('tab', { name: 'Audit trail' }).click();
  await screen.button('Check now').click();
  await expect(page.getByText(/^Nothing is wrong/)).toBeVisible();
  await page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first().click();
  await isAccessible(screen, 'the audit trail of a right ledger');
  await screen.press('Alt+p', '1', ...PIN);
  await expect(page.getByLabel('PIN', { exact: true })).toHaveValue(PIN);
  await screen.press('Enter');
  await page.getByRole('tab', { name: 'People' }).click();
  await screen.button('Lerato leaves').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await isAccessible(screen, 'somebody leaves');
  await screen.press('Escape');
  await screen.button('Add a person').click();
  await screen.press('Enter');
  await isAccessible(screen, 'a new person, with something missing');
  await till.close();

  const again = await openWithPeople(tills);
  await expect(again.screen.page.getByRole('radio', { checked: true })).toBeFocused();
  await again.screen.press('3');
  await again.screen.page.getByLabel('PIN', { exact: true }).fill(LERATO.pin);
  await again.screen.press('Enter');
  await again.screen.ready();
  await again.screen.go('customers');
  await again.screen.page.getByRole('button', { name: 'Kwame Mensah' }).click();
  await again.screen.button('Change details').click();
  await again.screen.button('Save').click();
  const approval = again.screen.page.getByRole('dialog', { name: 'Approval needed' });
  await expect(approval.getByRole('radio')).toHaveCount(2);
  await isAccessible(again.screen, 'an approval');
  await again.close();
});

test('prices and debts', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await screen.go('settings');
  await page.getByRole('tab', { name: 'Prices', exact: true }).click();
  await screen.button('Add a price').click();
  await screen.press('Enter');
  await expect(page.getByText('This is missing.')).toBeVisible();
  await isAccessible(screen, 'a price with everything missing');
  await screen.press('Escape');
  await screen.button('Change Domestic in blocks').click();
  await expect(page.getByRole('region', { name: 'Worked example' })).toContainText('kWh at');
  await isAccessible(screen, 'a price in steps, tried');
  await screen.press('Escape');
  await screen.go('customers');
  await page.getByRole('searchbox').fill('daniel');
  await page.getByRole('button', { name: /Daniel Otieno/ }).click();
  await screen.button('Add a debt').click();
  await screen.press('Enter');
  await isAccessible(screen, 'a debt with everything missing');
  await page.getByLabel('What for').fill('Poles');
  await page.getByLabel('Owed (R)').fill('420');
  await screen.press('Enter');
  await page.getByText('History of Poles').click();
  await isAccessible(screen, 'a debt with its history');
  await screen.startOver();
  await screen.find('daniel');
  await screen.type('0.01');
  await expect(screen.button(/^Take /)).toBeVisible();
  await isAccessible(screen, 'too little for a price');
  await screen.amount.fill('500');
  await expect(page.getByRole('region', { name: 'What the price is made of' })).toContainText(
    'Poles',
  );
  await isAccessible(screen, 'a price with a debt');
  await till.close();
});

test('slips that wait, the printers and the drawer', async ({ tills }) => {
  const printer = await startPaperSink();
  printer.condition = 'cover-open';
  const till = await tills.openShop({ settings: { printer: printer.address } });
  const { screen } = till;
  const { page } = screen;
  await screen.sellTo('thandeka', '35');
  await expect(page.getByText('A slip that waits is then printed by itself')).toBeVisible();
  await isAccessible(screen, 'a token whose slip waits');
  await page.getByRole('button', { name: 'Slips waiting: 1' }).click();
  await expect(page.getByText('Slips that wait for the printer')).toBeVisible();
  await isAccessible(screen, 'the slips that wait');
  await page.getByRole('button', { name: 'Take off the list' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await isAccessible(screen, 'taking a slip off the list');
  await screen.press('Escape');
  await screen.press('F10');
  await page.getByRole('tab', { name: 'Slip and printer' }).click();
  await page.getByRole('switch', { name: 'A cash drawer hangs on this printer' }).check();
  for (const kind of ['usb', 'serial', 'system', 'tcp']) {
    await page.getByLabel('Second printer').selectOption(kind);
    await isAccessible(screen, `a second printer, ${kind}`);
  }
  await page.getByLabel('Second printer').selectOption('none');
  await page.locator('input[type=file]').setInputFiles(LOGO);
  await expect(page.getByText('It is not on slips yet.')).toBeVisible();
  await isAccessible(screen, 'a logo that was chosen');
  await page.getByRole('button', { name: 'Put it on slips' }).click();
  await page.getByRole('button', { name: 'Remove the logo' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await isAccessible(screen, 'removing the logo');
  await screen.press('Escape');
  await screen.press('Control+s');
  await expect(page.getByText('The settings have been saved.')).toBeVisible();
  await screen.press('F12');
  await page.getByRole('button', { name: 'Open the drawer' }).click();
  await expect(page.getByLabel('Reason')).toBeFocused();
  await isAccessible(screen, 'opening the drawer');
  await till.close();
  await printer.close();
});
