import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import { type PaperSink, startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* What was sold is found again, shown and given again, and never passes for a first slip. */

inEitherShell();

let printer: PaperSink;
let till: OpenTill;
let sipho: Sale;
let search: Locator;
test.beforeAll(async ({ tills }) => {
  printer = await startPaperSink();
  till = await tills.openShop({ settings: { printer: printer.address } });
  await till.sell('nomsa', 5000);
  sipho = await till.sell('sipho', 7500);
  await till.sell('amina', 10_000);
  for (let slips = 0; slips < 3; slips += 1) await printer.waitForSlip();
  search = till.shell.page.getByRole('searchbox', {
    name: 'Name, meter, slip or last digits of a token',
  });
});
test.beforeEach(async () => {
  await till.screen.startOver();
  await till.screen.go('sales');
  await expect(search).toBeFocused();
});
test.afterAll(async ({ tills }) => {
  await tills.closeAll();
  // Not there where the tests are skipped.
  await printer?.close();
});

/** The rows of the list, by the customer's name. */
function row(name: string): Locator {
  return till.shell.page.getByRole('listitem').getByRole('button', { name });
}

test('the latest sale stands first', async () => {
  const rows = till.shell.page.getByRole('region', { name: 'Sales' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('Amina Hassan');
  await expect(rows.first()).toContainText('R 100.00');
});

test('a sale is found by name, slip, meter and the end of its token', async () => {
  const { screen } = till;
  const token = sipho.token ?? '';
  for (const typed of ['khumalo', sipho.receiptNumber, sipho.drn, token.slice(-6), token]) {
    await search.fill(typed);
    await expect(row('Sipho Khumalo')).toBeVisible();
    await expect(row('Amina Hassan')).toBeHidden();
  }
  await search.fill('nobody of that name');
  await expect(screen.page.getByText('No sale found for “nobody of that name”')).toBeVisible();
});

test('a sale is opened by keyboard and printed again, marked COPY', async () => {
  const { screen } = till;
  await screen.type('sipho');
  await expect(row('Amina Hassan')).toBeHidden();
  await screen.press('ArrowDown', 'Enter');
  expect(await screen.tokenShown()).toBe(sipho.token);
  const preview = screen.page.getByRole('article', { name: `Slip ${sipho.receiptNumber}` });
  await expect(preview.getByText('COPY', { exact: true })).toBeVisible();
  await expect(preview).toContainText('TRAINING: this token opens no real meter');
  await expect(preview).toContainText('R 75.00');

  await screen.press('F5');
  const slip = readSlip(await printer.waitForSlip());
  expect(slip.token).toBe(sipho.token);
  expect(slip.marks).toContain('COPY');
  expect(slip.marks).toContain('TRAINING: this token opens no real meter');
  await expect(
    screen.page.getByText('The slip is on its way to the printer, marked COPY.'),
  ).toBeVisible();

  // Escape steps back, one thing at a time.
  await screen.press('Escape');
  await expect(preview).toBeHidden();
  await screen.press('Escape');
  await expect(search).toHaveValue('');
  await screen.press('Escape');
  await screen.ready();
});

test('a slip is saved as a PDF', async () => {
  const { screen, shell } = till;
  const file = test.info().outputPath('slip.pdf');
  // In the window a person is asked where to; here the answer is given beforehand.
  await shell.electron?.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_, item) => item.setSavePath(path));
  }, file);
  await row('Sipho Khumalo').click();
  await expect(screen.token).toBeVisible();
  if (shell.electron) {
    await screen.button('PDF').click();
  } else {
    const download = screen.page.waitForEvent('download');
    await screen.button('PDF').click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`${sipho.receiptNumber}.pdf`);
    await saved.saveAs(file);
  }
  await expect(async () => {
    const bytes = await readFile(file, 'latin1');
    expect(bytes.slice(0, 5)).toBe('%PDF-');
    expect(bytes).toMatch(/%%EOF\s*$/);
  }).toPass();
});
