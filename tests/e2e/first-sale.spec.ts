import { startPaperSink } from '../main/printing/paper-sink.ts';
import { openToken, salesInLedger } from './ledger.ts';
import { OWNER, PIN, SHOP_NAME } from './shops.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

test('an empty till is set up and sells a token, by keyboard alone', async ({ tills }) => {
  const printer = await startPaperSink();
  const till = await tills.open(tills.shops.empty());
  const { screen } = till;

  await test.step('the first run', async () => {
    await screen.setUpShop({ shopName: SHOP_NAME, ownerName: OWNER, pin: PIN, currency: 'ZAR' });
    await expect(screen.button('Try it with the built-in training module')).toBeFocused();
    await screen.press('Enter');
    await screen.ready();
    await expect(screen.training).toBeVisible();
  });

  await test.step('a printer', async () => {
    await screen.setUpPrinter(printer.port);
    await screen.go('sell');
    await screen.ready();
  });

  let digits = '';
  await test.step('the sale', async () => {
    await screen.find('nomsa');
    await screen.ask('50');
    await expect(screen.page.getByText('Check the price, then press Enter to sell.')).toBeVisible();
    await screen.press('Enter');
    digits = await screen.tokenShown();
    await expect(screen.training).toBeVisible();
  });

  await test.step('the slip', async () => {
    const slip = readSlip(await printer.waitForSlip());
    expect(slip.token).toBe(digits);
    expect(slip.paper.qr).toEqual([digits]);
    expect(slip.marks).toContain('TRAINING: this token opens no real meter');
    expect(slip.marks).not.toContain('COPY');
    expect(slip.lines.join('\n')).toMatch(/^Amount paid\s+R 50.00$/mu);
    expect(slip.lines.join('\n')).toMatch(/^Customer\s+Nomsa Dlamini$/mu);
    expect(slip.lines.join('\n')).toMatch(/^Served by\s+Thandi$/mu);
    expect(slip.paper.cut).toBe(true);
    await expect(screen.page.getByText('Printed', { exact: true })).toBeVisible();
  });

  await test.step('the next customer', () => screen.next());

  await till.close();
  await printer.close();
  const [sale, ...others] = salesInLedger(till.folder);
  expect(others).toEqual([]);
  expect(sale).toMatchObject({ state: 'issued', digits, paid: 5000, slips: 1 });
  if (!sale) return;
  // The meter is told what the ledger says the customer paid for.
  expect(openToken(digits, sale)).toMatchObject({
    crc: 'right',
    tokenClass: 0,
    subclass: 0,
    tid: sale.tid,
    amount: sale.transferAmount,
    steps: sale.steps,
  });
  expect(sale.steps).toBeGreaterThan(0);
});
