import { readFile } from 'node:fs/promises';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import { changeTo, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* From a day's takings to its sales, by keyboard, and what the files say is what was sold. */

inEitherShell();

let till: OpenTill;
let sales: Sale[];
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
  sales = [
    await till.sell('nomsa', 5000),
    await till.sell('sipho', 7500),
    await till.sell('nomsa', 10_000),
  ];
});
test.afterAll(async ({ tills }) => {
  await tills.closeAll();
});

test('a day’s report leads to its sales, and to a sale’s token', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.ready();
  await screen.press('Alt+o');
  await expect(page.getByRole('heading', { name: 'Takings' })).toBeVisible();
  const report = page.getByRole('region', { name: 'Takings' });
  await expect(report).toContainText('R 225.00');
  await report
    .getByRole('button', { name: /^Show the sales: \d\d:00/ })
    .first()
    .focus();
  await screen.press('Enter');
  const list = page.getByRole('region', { name: 'The sales behind it' });
  const rows = list.getByRole('listitem');
  await expect(rows.first()).toContainText('R 100.00');
  await rows.first().getByRole('button').focus();
  await screen.press('Enter');
  expect(await screen.tokenShown()).toBe(sales[2]?.token);
  // Escape steps back, one thing at a time.
  await screen.press('Escape');
  await expect(screen.token).toBeHidden();
  await screen.press('Escape');
  await expect(report).toBeVisible();
  await screen.press('Escape');
  await screen.ready();
});

test('a wide table keeps in view what its rows come to, and each row opens wherever it is clicked', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.press('Alt+o');
  const choice = page.getByRole('navigation', { name: 'Which report' });
  await choice.getByText('Sales one by one').click();
  const rows = page.getByRole('region', { name: 'Sales one by one' }).getByRole('row');
  const paid = rows.nth(1).getByRole('cell').last();
  await expect(paid).toBeInViewport({ ratio: 1 });
  const box = await paid.boundingBox();
  if (!box) throw new Error('the cell is nowhere');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByRole('region', { name: 'The sales behind it' })).toBeVisible();
  await screen.press('Escape');
  await screen.press('Escape');
  await screen.ready();
});

test('a report is chosen with its time, and what is saved of it is what was sold', async () => {
  const { screen, shell } = till;
  const { page } = screen;
  await screen.press('Alt+o');
  await page.getByRole('navigation', { name: 'Which report' }).getByText('Meters').click();
  await screen.press('Alt+3');
  await expect(page.getByRole('button', { name: /^This month/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('region', { name: 'Meters' })).toContainText('R 225.00');
  const file = test.info().outputPath('meters.csv');
  await shell.electron?.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_, item) => item.setSavePath(path));
  }, file);
  if (shell.electron) {
    await screen.press('Control+s');
  } else {
    const download = page.waitForEvent('download');
    await screen.press('Control+s');
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^meters-.*\.csv$/);
    await saved.saveAs(file);
  }
  await expect(async () => {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
    const paid = lines.map((line) => line.split(',').at(-1));
    expect(paid).toEqual(['Paid', '150.00', '75.00', '225.00']);
  }).toPass();
  await screen.press('Escape');
});

test('a time without sales says so, and one that ends before it begins is not asked for', async () => {
  const { screen } = till;
  const { page } = screen;
  await screen.press('Alt+o');
  await screen.press('Alt+2');
  await expect(page.getByText('Nothing in this time')).toBeVisible();
  await page.getByLabel('From', { exact: true }).fill('2030-01-01');
  await expect(screen.alert).toHaveText('The time ends before it begins.');
  await screen.press('Escape');
});

test('a vendor sees their own sales', async () => {
  await takeOn(till);
  await changeTo(till.screen, VENDOR);
  const { screen } = till;
  const { page } = screen;
  await screen.press('Alt+o');
  await expect(page.getByRole('heading', { name: 'My sales' })).toBeVisible();
  await expect(page.getByText('Nothing in this time')).toBeVisible();
  await expect(page.getByText('R 225.00')).toBeHidden();
});
