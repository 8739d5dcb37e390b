import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { USUAL_THRESHOLDS } from '../../src-main/alarms/thresholds.ts';
import { salesInLedger } from './ledger.ts';
import { expect, inEitherShell, type OpenTill, type Tills, test } from './test.ts';

/* What is running out is spoken of over the sale, and never in its way. */

inEitherShell();

/** A training shop whose module has few transactions left. */
async function openWith(tills: Tills, transactions: number): Promise<OpenTill> {
  const folder = await tills.shops.training();
  await writeFile(join(folder, 'training-module.json'), JSON.stringify({ transactions }));
  const till = await tills.open(folder);
  await till.screen.ready();
  return till;
}

test('a licence at 3 left with a threshold of 5: a banner, and the sale goes on by keyboard', async ({
  tills,
}) => {
  const till = await openWith(tills, 3);
  const { screen } = till;
  const thresholds = {
    ...USUAL_THRESHOLDS,
    transactionsAmber: 5,
    transactionsRed: 1,
    daysAmber: 0,
    daysRed: 0,
  };
  await till.ask('alarms.saveThresholds', thresholds);
  const banner = screen.page.getByRole('region', { name: 'Alarm' });
  await expect(banner).toContainText('3 sales are left on module 94000001.');
  await expect(screen.status.getByText('3 sales left')).toHaveClass(/text-amber/);
  // It took no focus: what is typed goes into the field.
  await screen.focusOn(screen.field);
  await screen.sellTo('nomsa', '50');
  await expect(banner).toContainText('Sales left on module 94000001: 2. That is about 2 days');
  await screen.next();
  await expect(screen.status).toContainText('2 sales left');

  await screen.press('Alt+a');
  await expect(screen.page.getByRole('tab', { name: 'Licence', selected: true })).toBeVisible();
  await screen.press('F2');
  await screen.ready();

  // Put off with a reason; the cursor stays where it was.
  await screen.type('no');
  await banner.getByRole('button', { name: 'Remind me tomorrow' }).click();
  const dialog = screen.page.getByRole('dialog', { name: 'Put this alarm off for a day?' });
  const putOff = dialog.getByRole('button', { name: 'Put it off' });
  await expect(putOff).toBeDisabled();
  await screen.focusOn(dialog.getByLabel('Reason'));
  await screen.type('The licence is ordered');
  await screen.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(banner).toBeHidden();
  await expect(screen.field).toBeFocused();
  await expect(screen.field).toHaveValue('no');
  await screen.startOver();

  // It is in the list, with who and why; and comes back once it is worse.
  await screen.go('module');
  await screen.page.getByRole('tab', { name: 'Alarms' }).click();
  await expect(screen.page.getByText(/^Put off until/)).toBeVisible();
  await expect(
    screen.page.getByText(/^licence-low:94000001.*Thandi on .*: The licence is ordered$/),
  ).toBeVisible();
  await expect(screen.page.getByText('Order a licence for module 94000001')).toBeVisible();
  await screen.press('F2');
  await screen.sellTo('nomsa', '50');
  await expect(banner).toContainText('1 sale is left on module 94000001: less than a day');
  await till.close();
  expect(salesInLedger(till.folder).map(({ state }) => state)).toEqual(['issued', 'issued']);
});

test('thresholds are changed on the screen, and the pace is shown', async ({ tills }) => {
  const till = await openWith(tills, 100);
  const { screen } = till;
  const { page } = screen;
  const banner = page.getByRole('region', { name: 'Alarm' });
  await expect(banner).toContainText('100 sales are left');
  await till.sell('Nomsa', 5_000);
  await screen.go('module');
  await page.getByRole('tab', { name: 'Alarms' }).click();
  await expect(page.getByText('About 99 days left at your pace')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Tokens of the last four weeks' })).toContainText(
    '1',
  );
  const form = page.getByRole('region', { name: 'When to warn' });
  const left = form.getByRole('group', { name: 'Sales left' });
  await left.getByLabel('Amber').fill('10');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(left.getByText('Red has to come after amber.')).toBeVisible();
  await left.getByLabel('Red').fill('2');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The thresholds have been saved.')).toBeVisible();
  await expect(page.getByText('Nothing needs your attention.')).toBeVisible();
  await screen.press('F2');
  await screen.ready();
  await expect(banner).toBeHidden();
  expect((await till.ask('alarms.list', {})).thresholds.transactionsAmber).toBe(10);

  await screen.go('module');
  await page.getByRole('tab', { name: 'Licence' }).click();
  // The module's memory was changed behind the till's back: the work of strangers.
  const accounts = page.getByRole('region', { name: 'Counter and tokens' });
  await expect(accounts).toContainText('900 transactions between');
  await till.close();
});

test('a deposit that runs low: in the strip, over the sale, and the button leads to it', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page, status } = screen;
  await till.ask('deposit.save', { counts: 'money', warnAt: 50_000, stopAt: 0 });
  const topUp = { requestId: randomUUID(), kind: 'top-up', amount: 60_000, note: '' } as const;
  await till.ask('deposit.move', topUp);
  const banner = page.getByRole('region', { name: 'Alarm' });
  const chip = status.getByText(/^Deposit R/);
  await expect(chip).toHaveText('Deposit R 600.00');
  await expect(banner).toBeHidden();
  await till.sell('nomsa', 20_000);
  await expect(chip).toHaveText('Deposit R 400.00');
  await expect(chip).toHaveClass(/text-amber/);
  await expect(banner).toContainText('R 400.00 of the deposit with the utility is left.');
  await till.sell('nomsa', 40_000);
  await expect(banner).toContainText('Nothing can be sold until it is topped up.');
  await expect(chip).toHaveClass(/text-red/);

  await banner.getByRole('button', { name: 'Show the deposit' }).click();
  const tab = page.getByRole('tab', { name: 'Deposit', selected: true });
  await expect(tab).toBeVisible();
  await screen.go('sell');
  await chip.click();
  await expect(tab).toBeVisible();
  await till.close();
});
