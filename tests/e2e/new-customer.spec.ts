import { startPaperSink } from '../main/printing/paper-sink.ts';
import { meterNumber } from './cards.ts';
import { openToken, quoteInLedger, salesInLedger } from './ledger.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, test } from './test.ts';

/* A customer nobody knows yet, with a price in steps, a debt, VAT, and change from a note. */

inEitherShell();

test('a new customer’s first sale is the same on the screen, in the ledger and on the slip', async ({
  tills,
}) => {
  const printer = await startPaperSink();
  const till = await tills.openShop({
    settings: { printer: printer.address },
  });
  const { screen } = till;
  const { page } = screen;

  // R 2.00 for the first 50 kWh of a month and R 3.00 above; R 23.00 a month; R 5.75 for the vendor.
  await till.ask('tariffs.save', {
    id: null,
    name: 'Homelight',
    priceClass: 'Domestic',
    resource: 'electricity',
    validFrom: null,
    blocks: [
      { upTo: 500, price: 2_000_000 },
      { upTo: null, price: 3_000_000 },
    ],
    freeSteps: 100,
    fixedCharges: [{ name: 'Network', every: 'month', amount: 2_300, arrears: true }],
    serviceFee: { amount: 575, basisPoints: 0 },
    taxes: [{ name: 'VAT', basisPoints: 1_500, on: ['energy', 'fixed-charge', 'service-fee'] }],
    pricesIncludeTax: true,
    minimumSale: 0,
    maximumSale: null,
  });
  const drn = meterNumber('0433102990');

  await test.step('the customer with the meter', async () => {
    await screen.type(drn);
    await page.getByRole('option', { name: /Sell to a new meter/ }).waitFor();
    await screen.press('Enter');
    await page.getByLabel('Customer’s name').fill('Fatou Sow');
    await page.getByLabel('Price', { exact: true }).selectOption({ label: 'Homelight' });
    await screen.button('Go on to the amount').click();
    await screen.focusOn(screen.amount);
  });

  await test.step('what the customer owes', async () => {
    await screen.go('customers');
    await page.getByRole('searchbox').fill('Fatou Sow');
    await page.getByRole('button', { name: /Fatou Sow/ }).click();
    await screen.button('Add a debt').click();
    await page.getByLabel('What for').fill('Connection');
    await page.getByText('An amount', { exact: true }).click();
    await page.getByLabel('Owed (R)').fill('150');
    await page.getByLabel('Amount (R)', { exact: true }).fill('40');
    await screen.press('Enter');
    await expect(page.getByText('Connection has been saved.')).toBeVisible();
    await expect(page.getByRole('listitem', { name: 'Connection' })).toContainText('R 150.00');
  });

  const lines = [
    ['Free units', '10.0 kWh', 'free'],
    ['Energy', '40.0 kWh at R 2.00', 'R 69.56'],
    ['Energy', '17.1 kWh at R 3.00', 'R 44.57'],
    ['Network', '', 'R 20.00'],
    ['Service fee', '', 'R 5.00'],
    ['Connection', 'R 110.00 left', 'R 40.00'],
    ['VAT 15%', 'in the price', 'R 20.87'],
  ] as const;
  let digits = '';
  await test.step('the sale', async () => {
    await screen.startOver();
    await screen.find('fatou');
    await screen.ask('200');
    const shown = page.getByRole('region', { name: 'What the price is made of' });
    for (const [name, detail, amount] of lines) {
      await expect(shown).toContainText([name, detail].join(' ').trim());
      await expect(shown).toContainText(amount);
    }
    await expect(page.getByText('67.1 kWh', { exact: true })).toBeVisible();
    await page.getByLabel('Cash given').fill('250');
    await expect(page.getByText('Change', { exact: true })).toBeVisible();
    await screen.sell.focus();
    await screen.press('Enter');
    digits = await screen.tokenShown();
    await expect(page.getByText('R 50.00', { exact: true })).toBeVisible();
  });

  const slip = readSlip(await printer.waitForSlip());
  await till.close();
  await printer.close();

  await test.step('the ledger', () => {
    const [sale] = salesInLedger(till.folder);
    expect(sale).toMatchObject({ state: 'issued', digits, paid: 20_000, steps: 671 });
    if (sale) expect(openToken(digits, sale)).toMatchObject({ steps: 671, subclass: 0 });
    const quote = quoteInLedger(till.folder);
    expect(quote.parts).toEqual({
      ...{ energy: 11_413, fixed_charge: 2_000, service_fee: 500, debt: 4_000, tax: 2_087 },
      free_steps: 100,
    });
    expect(quote.lines.map(({ amount }) => amount)).toEqual([
      0, 6_956, 4_457, 2_000, 500, 4_000, 2_087,
    ]);
    expect(quote.owed).toBe(11_000);
  });

  await test.step('the slip', () => {
    const paper = slip.lines.join('\n');
    expect(slip.token).toBe(digits);
    for (const line of [
      /^Free 10.0 kWh\s+R 0.00$/mu,
      /^40.0 kWh at R 2.00\s+R 69.56$/mu,
      /^17.1 kWh at R 3.00\s+R 44.57$/mu,
      /^Network\s+R 20.00$/mu,
      /^Service fee\s+R 5.00$/mu,
      /^Connection\s+R 40.00$/mu,
      /^Still owed\s+R 110.00$/mu,
      /^VAT 15% in the price\s+R 20.87$/mu,
      /^Amount paid\s+R 200.00$/mu,
      /^Units\s+67.1 kWh$/mu,
    ]) {
      expect(paper).toMatch(line);
    }
  });
});
