import { readFile } from 'node:fs/promises';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import { meterNumber } from './cards.ts';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* The registry as the person at the till works with it: every change by its dialog, which names what follows. */

inEitherShell();

const NEW = meterNumber('0433103055');
const OTHER = meterNumber('0433103063');

let till: OpenTill;
test.beforeEach(async ({ tills }) => {
  till = await tills.openShop();
  await till.screen.go('customers');
});
test.afterEach(({ tills }) => tills.closeAll());

/** Finds a customer and opens their panel. */
async function open(text: string, name: string) {
  const { page } = till.screen;
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('button', { name }).first().click();
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
}

function dialog() {
  return till.screen.page.getByRole('dialog');
}

async function addMeter(number: string): Promise<void> {
  const { screen } = till;
  await screen.press('Alt+m');
  await dialog().getByLabel('Meter number').fill(number);
  await dialog().getByRole('button', { name: 'Add the meter' }).click();
  await expect(dialog()).toHaveCount(0);
}

test('a customer has a second meter, is found by the ID number, and buys at either', async () => {
  const { screen } = till;
  const { page } = screen;
  await open('nomsa', 'Nomsa Dlamini');
  await screen.press('Alt+e');
  await dialog().getByLabel('ID number').fill('800101 5009 087');
  await dialog().getByLabel('Notes').fill('Pays at the end of the month');
  await screen.button('Save').click();
  await expect(page.getByText('Pays at the end of the month')).toBeVisible();
  await addMeter(NEW);
  await expect(page.getByRole('button', { name: new RegExp(NEW.slice(-3)) })).toBeVisible();

  await screen.go('sell');
  await screen.field.fill('8001015009087');
  // Many ID numbers are legal meter numbers as well: those who have it come first.
  await expect(page.getByRole('option', { name: 'Nomsa Dlamini' })).toHaveCount(2);
  await expect(page.getByRole('option').first()).toContainText('Nomsa Dlamini');
  await screen.press('ArrowDown', 'Enter');
  await screen.ask('40');
  await screen.press('Enter');
  await screen.tokenShown();
  expect((await till.sales())[0]).toMatchObject({ drn: NEW, customerName: 'Nomsa Dlamini' });

  await screen.go('customers');
  await open('nomsa', 'Nomsa Dlamini');
  await page.getByRole('region', { name: 'Bought' }).getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: 'Sales' })).toBeAttached();
});

test('a meter is moved to another customer; what was sold to it stays', async () => {
  const { screen } = till;
  const { page } = screen;
  await till.sell('nomsa', 5_000);
  await open('nomsa', 'Nomsa Dlamini');
  await screen.button('Move…').click();
  await expect(dialog()).toContainText('stay with Nomsa Dlamini');
  await screen.type('sipho');
  await dialog().getByRole('button', { name: 'Sipho Khumalo' }).click();
  await screen.button('Move the meter').click();
  await expect(page.getByText('The meter is Sipho Khumalo’s now.')).toBeVisible();
  await expect(page.getByText('No meter yet').first()).toBeVisible();
  const bought = page.getByRole('region', { name: 'Bought' });
  await expect(bought.getByRole('button')).toHaveCount(1);
  const { meters } = await till.ask('meters.find', { text: 'sipho', limit: 5 });
  expect(meters).toHaveLength(2);
});

test('a meter is replaced, and the old one says where to sell now', async () => {
  const { screen } = till;
  const { page } = screen;
  await open('nomsa', 'Nomsa Dlamini');
  await screen.button('Replace…').click();
  await expect(dialog()).toContainText('The old meter is closed and keeps its history.');
  await dialog().getByLabel('Meter number').fill(NEW);
  await screen.button('Replace the meter').click();
  await expect(page.getByText('has been replaced.')).toBeVisible();
  await page.getByRole('button', { name: /Replaced/ }).click();
  await expect(page.getByText('Sell to the new meter.')).toBeVisible();

  await screen.go('sell');
  await screen.field.fill('07123456787');
  await expect(page.getByRole('option')).toContainText('Replaced');
  await screen.press('Enter');
  await expect(screen.alert).toContainText('was replaced by');
  await screen.press('Enter');
  await expect(screen.amount).toBeFocused();
  await screen.ask('20');
  await screen.press('Enter');
  await screen.tokenShown();
  expect((await till.sales())[0]).toMatchObject({ drn: NEW });
});

test('a closed meter is sold to no more until it is opened again', async () => {
  const { screen } = till;
  const { page } = screen;
  await open('nomsa', 'Nomsa Dlamini');
  await screen.button('Close…').click();
  await expect(dialog()).toContainText('Nothing more can be sold to this meter.');
  await screen.button('Close the meter').click();
  // While the dialog stands no key leads away from it.
  await expect(dialog()).toHaveCount(0);
  await screen.go('sell');
  await screen.field.fill('nomsa');
  await expect(page.getByRole('option')).toContainText('Closed');
  await screen.press('Enter');
  await expect(screen.alert).toContainText('is closed.');
  await expect(screen.field).toBeFocused();
  await screen.button('Open the customer').click();
  await screen.button('Open the meter again').click();
  await dialog().getByRole('button', { name: 'Open the meter again' }).click();
  await expect(dialog()).toHaveCount(0);
  await screen.go('sell');
  // What was found before is found again as it is now.
  await expect(page.getByRole('option')).not.toContainText('Closed');
  await expect(screen.alert).toHaveCount(0);
  await screen.startOver();
  await screen.sellTo('nomsa', '30');
});

test('two accounts become one, and an account is closed', async () => {
  const { screen } = till;
  const { page } = screen;
  await open('sipho', 'Sipho Khumalo');
  await screen.button('Merge…').click();
  await expect(dialog()).toContainText('It cannot be undone.');
  await screen.type('nomsa');
  await dialog().getByRole('button', { name: 'Nomsa Dlamini' }).click();
  await screen.button('Merge the accounts').click();
  await expect(page.getByRole('heading', { name: 'Nomsa Dlamini' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Meters' }).getByRole('listitem')).toHaveCount(2);

  await screen.button('Close account…').click();
  await screen.button('Close the account').click();
  await expect(page.getByText('This account was closed on')).toBeVisible();
  const { meters } = await till.ask('meters.find', { text: 'nomsa', limit: 5 });
  expect(meters.map((meter) => meter.closedAt !== null)).toEqual([true, true]);
  await screen.button('Open the account again').click();
  await dialog().getByRole('button', { name: 'Open the account again' }).click();
  await expect(page.getByText('This account was closed on')).toHaveCount(0);
});

test('a number that another meter has is refused in the dialog, and nothing is lost', async () => {
  const { screen } = till;
  await open('nomsa', 'Nomsa Dlamini');
  await screen.press('Alt+m');
  await dialog().getByLabel('Meter number').fill('07123456787');
  await screen.button('Add the meter').click();
  await expect(dialog().getByRole('alert')).toContainText('The till already has this meter');
  await dialog().getByLabel('Meter number').fill(OTHER);
  await screen.button('Add the meter').click();
  await expect(dialog()).toHaveCount(0);
});

test.describe('files', () => {
  const file = [
    'Meta,MeterPAN,Organisation,Name,SGC,KRN,TI,EA,TCT,restype,isregistered,result',
    `,#${panFromDrn(NEW)},Palm Court,Amos Dube,#123457,2,#01,#11,#02,0,1,`,
    ',6.00727E+17,,Excel,#123457,2,#01,#11,#02,0,1,',
  ].join('\r\n');

  /** Saves a file by what a person does for it; answers where it is, once it is there whole. */
  async function save(fileName: string, begin: () => Promise<void>): Promise<string> {
    const { screen, shell } = till;
    const file = test.info().outputPath(fileName);
    if (!shell.electron) {
      const saving = screen.page.waitForEvent('download');
      await begin();
      const saved = await saving;
      expect(saved.suggestedFilename()).toBe(fileName);
      await saved.saveAs(file);
      return file;
    }
    // In the window a person is asked where to; here the answer is given beforehand.
    const saving = shell.electron.evaluate(
      ({ session }, path) =>
        new Promise<{ name: string; state: string }>((resolve) => {
          session.defaultSession.once('will-download', (_, item) => {
            item.setSavePath(path);
            item.once('done', (_event, state) => resolve({ name: item.getFilename(), state }));
          });
        }),
      file,
    );
    await begin();
    expect(await saving).toEqual({ name: fileName, state: 'completed' });
    return file;
  }

  test('a file is looked at, taken over, and its wrong rows come back as a file', async () => {
    const { screen } = till;
    const { page } = screen;
    await screen.button('Import…').click();
    const panel = page.getByRole('region', { name: 'Import from a file' });
    const choosing = page.waitForEvent('filechooser');
    await panel.getByRole('button', { name: 'Choose a file' }).click();
    const chooser = await choosing;
    await chooser.setFiles({
      name: 'vend.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(file),
    });
    // With two prices for electricity the till takes neither by itself.
    await expect(panel).toContainText('Wrong 2');
    await expect(panel).toContainText('A new meter needs a price');
    await panel.getByLabel('Price of new meters').selectOption('Domestic');
    await expect(panel).toContainText('Wrong 1');
    await expect(panel).not.toContainText('A new meter needs a price');
    await expect(panel).toContainText('shortened the meter number to 6.00727E+17');
    expect((await till.ask('meters.find', { text: 'amos', limit: 5 })).meters).toEqual([]);

    const saved = await save('vend-wrong.csv', () =>
      panel.getByRole('button', { name: 'Save the wrong rows' }).click(),
    );
    const text = await readFile(saved, 'utf8');
    expect(text).toContain('6.00727E+17');
    expect(text).not.toContain('Amos');

    await panel.getByRole('button', { name: 'Import 1 row' }).click();
    await expect(page.getByText('Imported: 1 added, 0 changed.')).toBeVisible();
    await screen.press('Escape');
    await open('amos', 'Amos Dube');
    await screen.go('sell');
    await screen.sellTo('amos', '20');
  });

  test('rows that lacked a price are shown as they are once it is chosen', async () => {
    const { page } = till.screen;
    const rows = Array.from({ length: 300 }, (_, index) => {
      const number = meterNumber(`04331${String(index).padStart(5, '0')}`);
      return `,#${panFromDrn(number)},Palm Court,Tenant ${index},#123457,2,#01,#11,#02,0,1,`;
    });
    await till.screen.button('Import…').click();
    const panel = page.getByRole('region', { name: 'Import from a file' });
    const choosing = page.waitForEvent('filechooser');
    await panel.getByRole('button', { name: 'Choose a file' }).click();
    await (await choosing).setFiles({
      name: 'flats.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([file.split('\r\n')[0], ...rows].join('\r\n')),
    });
    await expect(panel).toContainText('Wrong 300');
    await panel.getByRole('combobox').selectOption({ index: 1 });
    await expect(panel).toContainText('New 300');
    await expect(panel.getByRole('radio', { name: 'New 300' })).toBeChecked();
    await expect(panel.getByRole('cell', { name: 'Tenant 0', exact: true })).toBeVisible();
  });

  test('everything is given out, and comes back as the same', async () => {
    const { screen } = till;
    const { page } = screen;
    await screen.button('Export…').click();
    const path = await save('customers.csv', () =>
      dialog().getByRole('button', { name: 'Save the file' }).click(),
    );
    expect(await readFile(path, 'utf8')).toContain('Nomsa Dlamini');
    await screen.button('Import…').click();
    const choosing = page.waitForEvent('filechooser');
    await screen.button('Choose a file').click();
    await (await choosing).setFiles(path);
    const panel = page.getByRole('region', { name: 'Import from a file' });
    await expect(panel).toContainText('Wrong 0');
    await expect(panel).toContainText('New 0');
    await expect(panel.getByRole('button', { name: 'Import 0 rows' })).toBeDisabled();
  });
});
