import { licenceMail, makeLicence } from '../../src-main/module/emulator/licence-maker.ts';
import { startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

test('the slip of a licence is printed again from the list, marked COPY', async ({ tills }) => {
  const printer = await startPaperSink();
  const till = await tills.openShop({ settings: { printer: printer.address } });
  const { screen } = till;
  const terms = { expires: '20991130', warrantyUntil: '20991231', renewalMonth: 11 };
  const certificate = makeLicence({ moduleId: '94000001', transactions: 500, ...terms });
  await till.ask('licences.load', { text: licenceMail(certificate) });
  await screen.press('F9');
  const list = screen.page.getByRole('region', { name: 'Licences so far' });
  await list.getByRole('button', { name: /^Print again/ }).click();
  const slip = readSlip(await printer.waitForSlip());
  expect(slip.marks).toContain('LICENCE LOADED');
  expect(slip.marks).toContain('COPY');
  expect(slip.lines.join('\n')).toContain('94000001');
  await expect(screen.page.getByText('marked COPY')).toBeVisible();
  await till.close();
  await printer.close();
});
