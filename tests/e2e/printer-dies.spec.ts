import { startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

test('a printer that dies in the middle of a slip takes nothing with it', async ({ tills }) => {
  const printer = await startPaperSink();
  printer.diesAfter = 300;
  const till = await tills.openShop({ settings: { printer: printer.address } });
  const { screen } = till;
  const digits = await screen.sellTo('thandeka', '35');
  await screen.page.getByLabel('Cash given').fill('50');

  // The token stays, the change stays, and the till says what became of the slip.
  await expect(screen.failure('printer.broken')).toContainText('broke off');
  await expect(screen.page.getByText('The slip waits')).toBeVisible();
  expect(await screen.tokenShown()).toBe(digits);
  await expect(screen.page.getByText('15.00').first()).toBeVisible();
  await expect(screen.status).toContainText('Slips waiting: 1');

  // Switched off and on again, it prints the slip by itself. Half of one is on the roll, so this is a copy.
  printer.diesAfter = null;
  const slip = readSlip(await printer.waitForSlip());
  expect(slip.token).toBe(digits);
  expect(slip.marks).toContain('COPY');
  await expect(screen.status).not.toContainText('Slips waiting');
  await expect(screen.failure('printer.broken')).toBeHidden();
  expect(await screen.tokenShown()).toBe(digits);
  expect(printer.slips()).toHaveLength(1);
  await till.close();
  await printer.close();
});
