import { USUAL_DRAWER } from '../../src-shared/contract/printing-shapes.ts';
import { startPaperSink } from '../main/printing/paper-sink.ts';
import { approve, changeTo, SUPERVISOR, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

test('a vendor opens the drawer with the approval of a supervisor', async ({ tills }) => {
  const printer = await startPaperSink();
  const drawer = { ...USUAL_DRAWER, opens: true };
  const settings = { printer: printer.address, drawer };
  const till = await tills.openShop({ settings });
  const { screen } = till;
  await till.sell('nomsa', 5_000);
  await expect.poll(() => printer.kicks().length).toBe(1);
  await takeOn(till);
  await changeTo(screen, VENDOR);
  await screen.press('F12');
  await expect(screen.button(/^Open the drawer/)).toBeVisible();
  await screen.press('Alt+6');
  const dialog = screen.page.getByRole('dialog', { name: 'Open the drawer' });
  await screen.focusOn(dialog.getByLabel('Reason'));
  await screen.type('Change for the bus');
  await screen.press('Enter');
  const approval = screen.page.getByRole('dialog', { name: 'Approval needed' });
  await expect(approval).toContainText('Open the cash drawer without a sale');
  await approve(screen, SUPERVISOR);
  await expect(dialog).toBeHidden();
  expect(printer.kicks()).toHaveLength(2);
  await till.close();
  await printer.close();
});

test('a drawer that does not open hides neither the token nor the change', async ({ tills }) => {
  const printer = await startPaperSink();
  const drawer = { ...USUAL_DRAWER, opens: true };
  const settings = { printer: printer.address, drawer };
  const till = await tills.openShop({ settings });
  const { screen } = till;
  await printer.close();
  await screen.page.setViewportSize({ width: 1024, height: 600 });
  await screen.sellTo('nomsa', '50');
  const sold = screen.page.getByRole('region', { name: 'Token', exact: true });
  await expect(sold.getByText('The cash drawer did not open.')).toBeVisible();
  // Said once, and nothing lies on top of the token.
  await expect(screen.failure('drawer.stuck')).toHaveCount(1);
  const token = sold.getByRole('img', { name: /^Token/ });
  await expect(screen.failure('printer.refused')).toBeVisible();
  await screen.focusOn(sold.getByRole('button', { name: /^Next customer/ }));
  await expect(token).toBeInViewport({ ratio: 1 });
  await token.click({ trial: true });
  await sold.getByLabel('Cash given').click({ trial: true });
  await till.close();
});
