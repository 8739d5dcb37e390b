import { systemClock } from '../../src-main/clock.ts';
import { ModuleHost, once } from '../main/module-host.ts';
import { type PaperSink, startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { approve, changeTo, SUPERVISOR, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, test } from './test.ts';

/* A drawer from its float to its Z report. */

inEitherShell();

let printer: PaperSink;
test.beforeAll(async () => {
  printer = await startPaperSink();
});
test.afterAll(async ({ tills }) => {
  await tills.closeAll();
  await printer?.close();
});

/** The next slip, as lines. */
async function paper(): Promise<string> {
  return readSlip(await printer.waitForSlip()).lines.join('\n');
}

test('a day at the till, by keyboard alone once the owner has set it up', async ({ tills }) => {
  const till = await tills.openShop({ settings: { printer: printer.address } });
  const { screen } = till;
  const { page } = screen;
  await screen.go('settings');
  await page.getByRole('tab', { name: 'Selling' }).click();
  await page.getByRole('switch', { name: 'Count the float before each shift' }).check();
  await screen.press('Control+s');
  await expect(page.getByText('The settings have been saved.')).toBeVisible();
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  await takeOn(till);
  await changeTo(screen, VENDOR);

  await test.step('nothing is sold without a float', async () => {
    await expect(heading('No shift is open')).toBeVisible();
    await expect(screen.status).toContainText('No shift: open one');
    await screen.find('nomsa');
    await screen.ask('50');
    await screen.press('Enter');
    await expect(screen.failure('shift.none')).toBeVisible();
    await expect(screen.button('Open a shift')).toBeVisible();
    await screen.press('Alt+s');
    const dialog = page.getByRole('dialog', { name: 'Open a shift' });
    await screen.focusOn(dialog.getByLabel('Float (R)'));
    await screen.type('200');
    await screen.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(screen.failure('shift.none')).toBeHidden();
    await expect(screen.status).toContainText('Shift since');
    // The sale stands where it was.
    await screen.focusOn(screen.amount);
    await expect(screen.amount).toHaveValue('50');
  });

  await test.step('cash needs no key, a card one', async () => {
    await screen.press('Enter');
    await screen.focusOn(screen.sell);
    await screen.press('Enter');
    await screen.tokenShown();
    expect(await paper()).toMatch(/Nomsa Dlamini/);
    await screen.next();
    await screen.find('sipho');
    await expect(page.getByRole('radio', { name: 'Cash' })).toBeChecked();
    await screen.type('75');
    await screen.press('Alt+8');
    await expect(page.getByRole('radio', { name: 'Card' })).toBeChecked();
    await expect(page.getByRole('textbox', { name: /^Cash given/ })).toBeHidden();
    await screen.press('Enter');
    await screen.focusOn(screen.sell);
    await screen.press('Enter');
    await screen.tokenShown();
    await expect(page.getByRole('region', { name: 'Token' })).toContainText('Card');
    expect(await paper()).toMatch(/Sipho Khumalo/);
    await screen.next();
    expect((await till.sales()).map(({ payment }) => payment)).toEqual(['card', 'cash']);
  });

  await test.step('a drop', async () => {
    await screen.go('shift');
    await expect(heading('The shift is open')).toBeVisible();
    await screen.press('Alt+1');
    const dialog = page.getByRole('dialog', { name: 'Drop' });
    await screen.focusOn(dialog.getByLabel('Amount (R)'));
    await screen.type('100');
    await screen.press('Enter');
    await expect(dialog.getByText('Say why.')).toBeVisible();
    await screen.press('Tab');
    await screen.type('To the safe');
    await screen.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByText('R 100.00 taken out of the drawer as a drop.')).toBeVisible();
    await screen.focusOn(screen.button(/^Drop/));
  });

  await test.step('what should be there is for a supervisor', async () => {
    await screen.press('Alt+4');
    await approve(screen, SUPERVISOR);
    const dialog = page.getByRole('dialog', { name: 'X report' });
    await expect(dialog.getByRole('article')).toContainText('X report');
    await expect(dialog.getByRole('article')).toContainText('R 150.00');
    await screen.press('F5');
    await approve(screen, SUPERVISOR);
    expect(await paper()).toMatch(/X report/);
    await screen.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('a blind count', async () => {
    await screen.press('Alt+5');
    const count = page.getByRole('region', { name: 'Count the drawer' });
    await screen.focusOn(count.getByLabel('Cash (R)'));
    await expect(count).not.toContainText('150');
    await screen.type('145');
    await screen.press('Enter');
    await screen.focusOn(count.getByLabel('Card (R)'));
    await screen.type('75');
    await screen.press('Enter', 'Enter', 'Enter');
    await screen.focusOn(screen.button('Write the count down'));
    await screen.press('Enter');
    await expect(page.getByText('R 5.00 is missing in cash.')).toBeVisible();
    await expect(page.getByRole('row', { name: /^Card/ })).toContainText('R 0.00');
    await expect(screen.status).toContainText('Drawer counted: close the shift');
  });

  await test.step('nothing is sold meanwhile', async () => {
    await screen.go('sell');
    await screen.ready();
    await expect(heading('The drawer is counted')).toBeVisible();
    await screen.find('nomsa');
    await screen.ask('20');
    await screen.press('Enter');
    await expect(screen.failure('shift.counted')).toBeVisible();
    expect(await till.sales()).toHaveLength(2);
    await screen.go('shift');
  });

  await test.step('explained and closed', async () => {
    const why = page.getByLabel('Why it differs');
    await screen.focusOn(why);
    await screen.press('Enter');
    await expect(
      page.getByText('Explain the difference before you close the shift.'),
    ).toBeVisible();
    await screen.type('A customer got too much change');
    await screen.press('Tab');
    const left = page.getByLabel('Stays in the drawer (R)');
    await screen.focusOn(left);
    await screen.press('ControlOrMeta+a');
    await screen.type('100');
    await expect(page.getByText('R 45.00 is taken out of the drawer.')).toBeVisible();
    await screen.press('Enter');
    await expect(heading('Shift closed: Z report 1')).toBeVisible();
    await expect(page.getByRole('article')).toContainText('A customer got too much change');
    const printed = await paper();
    expect(printed).toMatch(/Z report/);
    expect(printed).toMatch(/A customer got too much change/);
    expect(printed).toMatch(/R 145.00/);
    expect(printed).not.toMatch(/COPY/);
  });

  await test.step('the next shift begins with what was left', async () => {
    await screen.focusOn(screen.button('Open the next shift'));
    await screen.press('Enter');
    await expect(page.getByLabel('Float (R)')).toHaveValue('100.00');
    await expect(page.getByText('The last shift left R 100.00 in the drawer.')).toBeVisible();
  });

  await test.step('the Z report is found again and printed as a copy', async () => {
    await screen.tabTo(page.getByRole('tab', { selected: true }));
    await screen.press('ArrowRight');
    const row = screen.button(/^Z report 1/);
    await expect(row).toContainText('-R 5.00');
    await screen.tabTo(row);
    await screen.press('Enter');
    await expect(page.getByRole('article')).toContainText('Z report');
    await screen.press('F5');
    expect(await paper()).toMatch(/COPY/);
    await screen.press('Escape');
    await expect(page.getByRole('article')).toBeHidden();
  });
  await till.close();
});

test('a drawer is counted again only with approval', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await till.ask('shift.open', { float: 10_000 });
  await takeOn(till);
  await changeTo(screen, VENDOR);
  await screen.go('shift');
  await screen.button(/^Count and close/).click();
  await page.getByLabel('Cash (R)').fill('90');
  await screen.button('Write the count down').click();
  await expect(page.getByText('R 10.00 is missing in cash.')).toBeVisible();

  // Thought better of it: the count stands.
  await screen.button('Count again').click();
  await page.getByLabel('Cash (R)').fill('100');
  await screen.button('Write the count down').click();
  await expect(page.getByRole('dialog', { name: 'Approval needed' })).toBeVisible();
  await screen.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect((await till.ask('shift.state', {})).count?.difference.cash).toBe(-1000);

  await screen.button('Write the count down').click();
  await approve(screen, SUPERVISOR);
  await expect(page.getByText('Everything comes out even.')).toBeVisible();
  await expect(page.getByText('Counted 2 times.')).toBeVisible();
  await till.close();
});

test('a sale that is not finished stands in the way of the count', async ({ tills }) => {
  const host = await ModuleHost.start(systemClock);
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  host.behave = once('SM?VC', 'unplug');
  await screen.find('nomsa');
  await screen.ask('50');
  await screen.press('Enter');
  await expect(screen.button('Try again')).toBeFocused();
  await screen.go('shift');
  await expect(
    screen.page.getByText(/^A sale is not finished yet: it has to be decided/),
  ).toBeVisible();
  await expect(screen.page.getByText('R 50.00 for Nomsa Dlamini')).toBeVisible();
  await expect(screen.button(/^Count and close/)).toBeDisabled();
  await screen.button('Decide it now').click();
  await expect(screen.button('Try again')).toBeVisible();
  await till.close();
  await host.goAway();
});
