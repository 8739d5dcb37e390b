import { startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

/** A port at which nothing listens, but a printer may come to. */
async function freePort(): Promise<number> {
  const printer = await startPaperSink();
  await printer.close();
  return printer.port;
}

test('a printer that is gone hides no token, and prints it when it is back', async ({ tills }) => {
  const port = await freePort();
  const till = await tills.openShop({
    settings: { printer: { kind: 'tcp', host: '127.0.0.1', port } },
  });
  const { screen } = till;
  const digits = await screen.sellTo('thandeka', '35');

  const failure = screen.failure('printer.refused');
  await expect(failure).toContainText(`nothing takes slips on port ${port}`);
  await expect(failure).toContainText('Nothing is lost');
  await expect(screen.status).toContainText('Printer does not print: check it');
  expect(await screen.tokenShown()).toBe(digits);

  const printer = await startPaperSink(port);
  // It waits for the printer; nobody has to ask for it.
  const slip = readSlip(await printer.waitForSlip());
  expect(slip.token).toBe(digits);
  // Nothing of it was ever on paper, so this is the original.
  expect(slip.marks).not.toContain('COPY');
  await expect(failure).toBeHidden();
  await expect(screen.status).not.toContainText('Printer does not print');

  // One more is a copy, and says so.
  await screen.button('Print again').click();
  const copy = readSlip(await printer.waitForSlip());
  expect(copy.token).toBe(digits);
  expect(copy.marks).toContain('COPY');
  await expect(screen.button('Print again')).toBeEnabled();
  expect(await till.sales()).toMatchObject([{ token: digits, slips: 2 }]);
  await till.close();
  await printer.close();
});
