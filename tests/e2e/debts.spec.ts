import { randomUUID } from 'node:crypto';
import { approve, changeTo, SUPERVISOR, takeOn, VENDOR } from './staff.ts';
import { expect, inEitherShell, test } from './test.ts';

/* A debt at the customer, from what is owed to nothing owed. */

inEitherShell();

test('a debt is taken by a sale, adjusted with a reason, and written off', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  const { meters } = await till.ask('meters.find', { text: 'nomsa', limit: 1 });
  await till.ask('debts.add', {
    requestId: randomUUID(),
    customerId: meters[0]?.customerId ?? 0,
    ...{ name: 'Poles', kind: 'auxiliary', amount: 10_000, priority: 5 },
    ...{ take: { kind: 'fixed', amount: 1_500 }, perSaleCeiling: null, perMonthCeiling: null },
  });
  await till.sell('nomsa', 5_000);
  const [sale] = await till.sales();

  await screen.go('customers');
  await page.getByRole('searchbox').fill('nomsa');
  await page.getByRole('button', { name: /Nomsa Dlamini/ }).click();
  const poles = page.getByRole('listitem', { name: 'Poles', exact: true });
  await expect(poles).toContainText('R 85.00');
  await expect(poles).toContainText('R 15.00 of each sale');
  await poles.getByText('History of Poles').click();
  await expect(poles).toContainText(`Taken with slip ${sale?.receiptNumber}`);
  await expect(poles).toContainText('then R 85.00 owed');

  await screen.button('Adjust Poles').click();
  await page.getByLabel('Amount (R)').fill('-25');
  await screen.press('Enter');
  // Nothing is changed without a reason.
  await expect(screen.alert).toHaveCount(1);
  await page.getByLabel('Reason').fill('Paid at the office');
  await screen.press('Enter');
  await expect(poles).toContainText('R 60.00');
  await expect(poles).toContainText('Paid at the office');
  await screen.focusOn(screen.button('Adjust Poles'));

  await screen.button('Write off Poles').click();
  await page.getByLabel('Reason').fill('Moved away');
  await screen.press('Enter');
  await expect(poles).toContainText('Paid off');
  await expect(poles).toContainText('Written off');
  await expect(screen.button('Write off Poles')).toBeHidden();

  // The next sale takes nothing of it.
  await screen.startOver();
  await screen.find('nomsa');
  await screen.ask('50');
  const lines = page.getByRole('region', { name: 'What the price is made of' });
  await expect(lines).toContainText('VAT');
  await expect(lines).not.toContainText('Poles');
  await till.close();
});

test('a vendor writes a debt down with a supervisor beside them, and both names are kept', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await takeOn(till);
  await changeTo(screen, VENDOR);
  await screen.go('customers');
  await page.getByRole('searchbox').fill('nomsa');
  await page.getByRole('button', { name: /Nomsa Dlamini/ }).click();
  await screen.button('Add a debt').click();
  await page.getByLabel('What for').fill('Poles');
  await page.getByLabel('Owed (R)').fill('100');
  await screen.press('Enter');
  await approve(screen, SUPERVISOR);
  const poles = page.getByRole('listitem', { name: 'Poles', exact: true });
  await poles.getByText('History of Poles').click();
  await expect(poles).toContainText(VENDOR.name);
  await expect(poles).toContainText(`approved by ${SUPERVISOR.name}`);
  await till.close();
});
