import type { Page } from '@playwright/test';
import { licenceMail, makeLicence } from '../../src-main/module/emulator/licence-maker.ts';
import type { PaperSink } from '../main/printing/paper-sink.ts';
import type { BreakingModule } from './breaking-module.ts';
import type { Camera } from './camera.ts';
import { PIN } from './example-shop.ts';
import { explain } from './explain-scenes.ts';
import { paperScene } from './paper-scenes.ts';
import { people } from './people-scenes.ts';
import { itemised, prices } from './price-scenes.ts';
import { reports } from './report-scenes.ts';
import { give, hold, mixed } from './sale-scenes.ts';
import { deposit, refund, shift } from './shift-scenes.ts';
import { together } from './together-scenes.ts';

/*
 * What a person does at the till, and where a picture is taken. Everything goes by keyboard, or by the
 * names a screen reader would say.
 */

/** A till nobody has set up yet, up to the training shop's first screen. */
export async function firstRun(page: Page, camera: Camera): Promise<void> {
  await page.getByLabel('Shop name').fill('Thandi’s Spaza');
  await page.getByLabel('Your name').fill('Thandi');
  await camera.shoot('first-run');
  await page.keyboard.press('Enter');
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.getByLabel('The same PIN again').fill('2469');
  await page.keyboard.press('Enter');
  await page.getByText('The two PINs differ').waitFor();
  await camera.shoot('first-run-pin');
  await page.getByLabel('The same PIN again').fill(PIN);
  await page.keyboard.press('Enter');
  const training = page.getByRole('button', { name: /Try it with the built-in/ });
  await training.waitFor();
  await camera.shoot('first-run-module');
  await page.getByRole('button', { name: /Connect my security module/ }).click();
  await page.getByLabel('Port', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.getByText('There is no security module at').waitFor();
  await camera.shoot('first-run-connect');
  await page.keyboard.press('Escape');
  await training.click();
  await page.getByRole('option').first().waitFor();
  await camera.shoot('find-new-shop');
}

/** Everything that is seen in a shop, one after the other. The people come last: one of them locks it. */
const PLACES = [
  find,
  sell,
  sales,
  hold,
  mixed,
  together,
  give,
  explain,
  refund,
  customers,
  shift,
  deposit,
  reports,
  module,
  settings,
  prices,
  itemised,
  keys,
];

/** The example shop: signing in, a sale, and every other place. */
export async function counter(page: Page, camera: Camera, printer: PaperSink): Promise<void> {
  const pin = page.getByLabel('PIN', { exact: true });
  await pin.fill('1111');
  await page.keyboard.press('Enter');
  await page.getByText('That PIN or password is not right').waitFor();
  await camera.shoot('sign-in');
  await pin.fill(PIN);
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor();
  await camera.shoot('find');
  for (const scene of PLACES) await camera.play(scene);
  await camera.play(paperScene(printer));
  // The last: it ends at a till that is locked.
  await camera.play(people);
}

async function keys(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByRole('dialog').waitFor();
  await camera.shoot('keys');
  await page.keyboard.press('Escape');
}

async function find(page: Page, camera: Camera): Promise<void> {
  const field = page.getByRole('combobox');
  await field.fill('le');
  await field.fill('lerato');
  await page.getByText('Found').waitFor();
  await camera.shoot('find-results');
  await field.fill('07123456786');
  await page.getByText('has a wrong digit').waitFor();
  await camera.shoot('find-wrong-digit');
  await field.fill('6000000000000000000');
  await page.getByText('wrong number of digits').waitFor();
  await camera.shoot('find-wrong-length');
  await field.fill('01234567897');
  await page.getByRole('option', { name: /Sell to a new meter/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('The till has not sold to this meter before').waitFor();
  await camera.shoot('new-meter');
  await page.keyboard.press('Escape');
}

async function sell(page: Page, camera: Camera): Promise<void> {
  await page.getByRole('combobox').fill('nomsa');
  await page.getByRole('option', { name: /Nomsa Dlamini/ }).waitFor();
  await page.keyboard.press('Enter');
  const amount = page.getByLabel('Amount of money');
  await amount.waitFor();
  await camera.shoot('amount-empty');
  await amount.fill('12,50x');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await camera.shoot('amount-wrong');
  await amount.fill('100');
  const button = page.getByRole('button', { name: /Sell for/ });
  await button.waitFor();
  await page.getByRole('textbox', { name: 'Cash given' }).fill('200');
  await amount.focus();
  await camera.shoot('amount');
  await page.keyboard.press('Alt+8');
  await page.getByText('Take the payment on the card machine').waitFor();
  await camera.shoot('amount-card');
  await page.keyboard.press('Alt+7');
  await page.getByRole('button', { name: 'Show keypad' }).click();
  await camera.shoot('amount-keypad');
  await page.getByRole('button', { name: 'Hide keypad' }).click();
  await amount.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Check the price').waitFor();
  await camera.shoot('amount-check');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Token for Nomsa Dlamini' }).waitFor();
  await page.getByText('Printed', { exact: true }).waitFor();
  await camera.shoot('sold');
  await page.getByRole('button', { name: 'Slip', exact: true }).click();
  await page.getByRole('article').waitFor();
  await camera.shoot('slip');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

async function sales(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F3');
  const mokoena = page.getByRole('button', { name: /Thandeka Mokoena/ });
  await mokoena.waitFor();
  await camera.shoot('sales');
  await mokoena.click();
  await page.getByRole('article').waitFor();
  await camera.shoot('sale');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('nobody at all');
  await page.getByText('No sale found').waitFor();
  await camera.shoot('sales-none');
}

async function customers(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F4');
  const okafor = page.getByRole('button', { name: /Blessing Okafor/ });
  await okafor.waitFor();
  await camera.shoot('customers');
  await okafor.click();
  // Its number stands further down as well, at what was bought.
  await page.getByText('1407 0012 340').first().click();
  await page.getByRole('button', { name: 'Sell to this meter' }).waitFor();
  await camera.shoot('customer');
  await page.keyboard.press('Alt+e');
  await camera.shoot('customer-edit');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Replace…' }).click();
  await page.getByRole('dialog').getByLabel('Meter number').waitFor();
  await camera.shoot('customer-replace-meter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'palm-court.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      ['meter,sgc,krn,ea,name', '#14070012340,#123457,2,11,Amos', '6.00727E+17,42,2,11,Rudo'].join(
        '\n',
      ),
    ),
  });
  await page.getByRole('table').waitFor();
  await camera.shoot('customers-import');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+n');
  await page.getByRole('heading', { name: 'New customer' }).waitFor();
  await camera.shoot('customer-new');
}

async function module(page: Page, camera: Camera): Promise<void> {
  const part = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  await page.keyboard.press('F8');
  await part('Connection');
  await page.getByText('Ready to sell').waitFor();
  await camera.shoot('module');
  await page.getByRole('button', { name: 'Change the connection' }).click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('module-change');
  await page.keyboard.press('Escape');
  await part('Keys');
  await page.getByRole('heading', { name: 'Keys in the module' }).waitFor();
  await camera.shoot('module-keys');
  await part('Licence');
  await page.getByLabel('E-mail with the licence').fill(mailWith(LICENCE));
  await camera.shoot('module-licence');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByText('What was recognised').waitFor();
  await camera.shoot('module-licence-found');
  await page.getByRole('button', { name: 'Load this licence' }).click();
  await page.getByText('The licence is loaded.').waitFor();
  await camera.shoot('module-licence-loaded');
  await part('Alarms');
  await page.getByRole('heading', { name: 'How long the licence lasts' }).waitFor();
  await camera.shoot('module-alarms');
  await part('Connection');
}

/** For the module of the training shop. */
const LICENCE = makeLicence({
  moduleId: '94000001',
  transactions: 500,
  expires: '20270331',
  warrantyUntil: '20270331',
  renewalMonth: 3,
  licenceId: '0A1B2C3D',
});

/** As a mail program quotes it. */
function mailWith(licence: string): string {
  const quoted = licenceMail(licence).replaceAll(/^/gm, '> ');
  return `Good morning Thandi,\n\n> here is the licence you ordered.\n>\n${quoted}\n`;
}

async function settings(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F10');
  for (const tab of [
    'Shop',
    'Selling',
    'Slip and printer',
    'Prices',
    'Backups',
    'PIN',
    'About this till',
  ]) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await camera.shoot(`settings-${tab.toLowerCase().replaceAll(' ', '-')}`);
  }
  await page.getByRole('tab', { name: 'Prices' }).click();
  await page.getByRole('button', { name: 'Change Domestic', exact: true }).click();
  await camera.shoot('settings-price');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('p');
  await page.getByRole('search').getByRole('button').first().waitFor();
  await camera.shoot('settings-search');
  await page.keyboard.press('Escape');
}

/** The cable is pulled while the module makes a token. */
export async function trouble(page: Page, camera: Camera, host: BreakingModule): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /Mrs Naidoo/ }).click();
  await page.getByLabel('Amount of money').fill('50');
  await page.keyboard.press('Enter');
  await page.getByText('Check the price').waitFor();
  host.cutAtNextToken();
  await page.keyboard.press('Enter');
  await page.getByText('A sale was interrupted').waitFor();
  await page.getByText('Module not answering').waitFor();
  await camera.shoot('unfinished');
  await page.getByRole('button', { name: 'Give the money back' }).click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('give-back');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F8');
  await page.getByText('Not answering', { exact: true }).waitFor();
  await camera.shoot('module-gone');
}
