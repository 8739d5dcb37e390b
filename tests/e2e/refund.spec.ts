import { type PaperSink, startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { approve, changeTo, SUPERVISOR, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, test } from './test.ts';

/* Money of a sale is given back; its token stays what it is. */

inEitherShell();

let printer: PaperSink;
test.beforeAll(async () => {
  printer = await startPaperSink();
});
test.afterAll(async ({ tills }) => {
  await tills.closeAll();
  await printer?.close();
});

test('money is given back once, however often the button is pressed', async ({ tills }) => {
  const till = await tills.openShop({ settings: { printer: printer.address } });
  const { screen } = till;
  const { page } = screen;
  await till.ask('shift.open', { float: 50_000 });
  const sale = await till.sell('nomsa', 5000);
  expect(readSlip(await printer.waitForSlip()).token).toBe(sale.token);
  await takeOn(till);
  await changeTo(screen, VENDOR);
  await screen.go('sales');
  await page.getByRole('listitem').getByRole('button', { name: 'Nomsa Dlamini' }).click();
  const detail = page.getByRole('region', { name: `Sale ${sale.receiptNumber}` });
  await expect(detail).toContainText('Cash');
  await screen.press('Alt+r');
  const dialog = page.getByRole('dialog', { name: 'Give money back to Nomsa Dlamini' });
  await expect(dialog).toContainText('The token stays valid.');
  const amount = dialog.getByLabel('Give back (R)');
  await screen.focusOn(amount);
  await expect(amount).toHaveValue('50.00');

  await test.step('no more than was paid, and not without a reason', async () => {
    await amount.fill('60');
    await expect(dialog.getByText('At most R 50.00.')).toBeVisible();
    await amount.fill('20');
    await screen.press('Enter');
    await expect(dialog.getByText('Say why.')).toBeVisible();
    await dialog.getByLabel('Reason').fill('Bought twice');
  });

  await test.step('a double click, and somebody who approves', async () => {
    await dialog.getByRole('button', { name: /^Give R 20\.00 back/ }).dblclick();
    await approve(screen, SUPERVISOR);
    await expect(dialog).toBeHidden();
    await expect(page.getByText('R 20.00 given back. Hand it to the customer.')).toBeVisible();
    const slip = readSlip(await printer.waitForSlip());
    expect(slip.lines.join('\n')).toMatch(/Bought twice/);
    expect(slip.token).toBe('');
  });

  await test.step('it is shown beside the sale, with its token', async () => {
    const list = detail.getByRole('region', { name: 'Given back so far' });
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await expect(list).toContainText('R 20.00 · Cash');
    await expect(list).toContainText('Bought twice');
    await expect(list).toContainText('approved by Sarah');
    await expect(page.getByText('Part given back')).toBeVisible();
    expect(await screen.tokenShown()).toBe(sale.token);
    expect(await till.ask('sales.get', { saleId: sale.id })).toMatchObject({ refunded: 2000 });
  });

  await test.step('the rest, by keyboard, until nothing is left', async () => {
    await screen.press('Alt+r');
    await screen.focusOn(amount);
    await expect(amount).toHaveValue('30.00');
    await screen.tabTo(dialog.getByLabel('Reason'));
    await screen.type('Moved away');
    await screen.press('Enter');
    await approve(screen, SUPERVISOR);
    await expect(dialog).toBeHidden();
    await expect(page.getByText('All given back')).toBeVisible();
    await expect(screen.button(/^Give money back/)).toBeHidden();
    expect(await till.ask('sales.get', { saleId: sale.id })).toMatchObject({
      refunded: 5000,
      state: 'issued',
    });
  });
  await till.close();
});

test('nobody approves: nothing is given back', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await till.ask('shift.open', { float: 50_000 });
  const sale = await till.sell('nomsa', 5000);
  await takeOn(till);
  await changeTo(screen, VENDOR);
  await screen.go('sales');
  await page.getByRole('listitem').getByRole('button', { name: 'Nomsa Dlamini' }).click();
  await screen.press('Alt+r');
  await page.getByLabel('Reason').fill('Changed her mind');
  await screen.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Approval needed' })).toBeVisible();
  await screen.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Approval needed' })).toBeHidden();
  // What was typed is still there.
  await expect(page.getByLabel('Reason')).toHaveValue('Changed her mind');
  await screen.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await till.ask('sales.get', { saleId: sale.id })).toMatchObject({ refunded: 0 });
  await till.close();
});
