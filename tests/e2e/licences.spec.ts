import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { systemClock } from '../../src-main/clock.ts';
import { makeKeyFile } from '../../src-main/module/emulator/key-file-maker.ts';
import { licenceMail, makeLicence } from '../../src-main/module/emulator/licence-maker.ts';
import { ModuleHost, once } from '../main/module-host.ts';
import { expect, inEitherShell, test } from './test.ts';
import type { TillPage } from './till-page.ts';

/* Licences and keys, as they come by mail. */

inEitherShell();

/** A licence for the training module, forwarded twice by mailers that break lines where they like. */
function mail(transactions: number): string {
  const certificate = makeLicence({
    moduleId: '94000001',
    transactions,
    expires: '20991130',
    warrantyUntil: '20991231',
    renewalMonth: 11,
  });
  const broken = licenceMail(certificate)
    .split('\n')
    .flatMap((line) => (line.startsWith('---') ? [line] : [line.slice(0, 37), line.slice(37)]))
    .join('\r\n> > ');
  return [
    'From: Licensing <licences@example.com>',
    'Subject: FW: your licence',
    '',
    '> Here it is \u2013 regards, the desk',
    '> -----Original Message-----',
    `> > ${broken}  `,
    '> > Please paste everything.',
  ].join('\r\n');
}

/** Waits until something was recognised, with the cursor where Enter sends nothing. */
function recognised(screen: TillPage): Promise<void> {
  return screen.focusOn(screen.page.getByRole('heading', { name: 'What was recognised' }));
}

/** Pastes into what has the cursor, as a mailer's clipboard would. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const box = document.activeElement;
    if (!(box instanceof HTMLTextAreaElement)) throw new Error('the cursor is nowhere to paste');
    box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true }));
    document.execCommand('insertText', false, pasted);
  }, text);
}

test('at 0 sales stop with the paste window one key away, and go on once a licence is pasted', async ({
  tills,
}) => {
  const folder = await tills.shops.training();
  await writeFile(join(folder, 'training-module.json'), '{"transactions":0}');
  const till = await tills.open(folder);
  const { screen } = till;
  await screen.ready();
  await screen.find('nomsa');
  await screen.ask('50');
  await screen.press('Enter');
  await expect(screen.failure('module.licence-used-up')).toContainText('F9');
  await expect(screen.button('Paste a licence')).toBeVisible();

  await screen.press('F9');
  const box = screen.page.getByRole('textbox', { name: 'E-mail with the licence' });
  await screen.focusOn(box);
  await paste(screen.page, mail(500));
  await recognised(screen);
  const card = screen.page.getByRole('region', { name: 'A new licence' });
  await expect(card).toContainText('For module94000001');
  await expect(card).toContainText('Adds500 sales');
  await expect(card).toContainText('Good until');
  await expect(card).toContainText('November');
  // Neither the Enter of somebody in a hurry nor a key that is still held down sends anything.
  await screen.press('Enter');
  await screen.tabTo(screen.button('Another text'));
  await screen.press('Enter');
  await screen.focusOn(box);
  await screen.page.keyboard.down('Control');
  await screen.page.keyboard.down('Enter');
  await recognised(screen);
  await screen.page.keyboard.down('Enter');
  await screen.page.keyboard.up('Enter');
  await screen.page.keyboard.up('Control');
  await expect(screen.button('Load this licence')).toBeEnabled();
  expect((await till.ask('licences.list', { limit: 10 })).length).toBe(0);
  expect((await till.ask('module.status', {})).transactionsLeft).toBe(0);

  await screen.press('Control+Enter');
  await expect(card).toContainText('The licence is loaded.');
  await expect(card).toContainText('Before0After500');
  await expect(screen.page.getByRole('region', { name: 'Sales left' })).toContainText('500');
  const history = screen.page.getByRole('region', { name: 'Licences so far' });
  await expect(history.getByRole('row')).toHaveCount(2);
  await expect(history).toContainText('Loaded');

  // Back to the customer who is waiting.
  await screen.press('F2');
  await expect(screen.amount).toHaveValue('50');
  await screen.focusOn(screen.amount);
  await screen.press('Enter');
  await screen.focusOn(screen.sell);
  await screen.press('Enter');
  await screen.tokenShown();
  expect((await till.ask('module.status', {})).transactionsLeft).toBe(499);
  await till.close();
});

test('a licence that cannot be loaded says why, before anything is sent', async ({ tills }) => {
  const till = await tills.openShop();
  const { screen } = till;
  await screen.press('F9');
  const box = screen.page.getByRole('textbox', { name: 'E-mail with the licence' });
  await screen.focusOn(box);
  await paste(screen.page, mail(500).slice(0, -60));
  await expect(screen.failure('licence.cut-off')).toBeVisible();
  // As the hint says: the whole one takes the place of the one that was cut off.
  await screen.focusOn(box);
  await paste(screen.page, mail(500));
  await recognised(screen);
  await screen.tabTo(screen.button('Another text'));
  await screen.press('Enter');
  await screen.focusOn(box);
  await expect(box).toHaveValue(/START OF LICENCE/u);
  await paste(screen.page, mail(500).replaceAll('MID94000001', 'MID94000002'));
  await expect(screen.failure('licence.other-module')).toContainText('made for module 94000002');
  await expect(screen.button('Load this licence')).toBeHidden();
  await screen.press('F9');
  await screen.focusOn(box);
  await expect(box).toHaveValue('');

  // From a file, and damaged on its way: the module says so.
  await screen.page.locator('input[type=file]').setInputFiles({
    name: 'licence.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(mail(500).replace('TRN500', 'TRN900')),
  });
  await recognised(screen);
  await screen.tabTo(screen.button('Load this licence'));
  await screen.press('Enter');
  await expect(screen.failure('licence.status.77')).toContainText('The counter stayed as it was.');
  await screen.press('F9');
  await screen.focusOn(box);
  await till.close();
});

test('a module unplugged while it takes a licence: the till finds out when it is back', async ({
  tills,
}) => {
  const host = await ModuleHost.start(systemClock, { transactions: 3 });
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  await expect(screen.status).toContainText('Module 94000001 ready');
  host.behave = once('SM?CI', 'unplug');
  await screen.press('F9');
  await screen.focusOn(screen.page.getByRole('textbox', { name: 'E-mail with the licence' }));
  await paste(screen.page, mail(40));
  await recognised(screen);
  await screen.press('Control+Enter');
  await expect(screen.failure('licence.unknown')).toBeVisible();
  const history = screen.page.getByRole('region', { name: 'Licences so far' });
  await expect(history).toContainText('Not known yet');
  await host.comeBack();
  await expect(screen.page.getByText('It is known now: the module took the licence')).toBeVisible();
  await expect(history).toContainText('3 \u2192 43');
  const card = screen.page.getByRole('region', { name: 'A new licence' });
  await expect(card).toContainText('The licence is loaded.');
  await expect(card).toContainText('After43');
  await till.close();
  await host.goAway();
});

test('a licence pasted while the module is away can be loaded once it is back', async ({
  tills,
}) => {
  const host = await ModuleHost.start(systemClock, { transactions: 3 });
  await host.goAway();
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  await expect(screen.status).toContainText('Module not answering');
  await screen.press('F9');
  await screen.focusOn(screen.page.getByRole('textbox', { name: 'E-mail with the licence' }));
  await paste(screen.page, mail(40));
  await recognised(screen);
  const load = screen.button('Load this licence');
  await expect(load).toBeHidden();
  await host.comeBack();
  await expect(load).toBeVisible();
  await expect(screen.alert).toBeHidden();
  await screen.press('Control+Enter');
  await expect(screen.page.getByText('The licence is loaded.')).toBeVisible();
  await till.close();
  await host.goAway();
});

test('a key file is looked at and loaded', async ({ tills }) => {
  const host = await ModuleHost.start(systemClock);
  const till = await tills.openShop({ link: host.link });
  const { screen } = till;
  const key = {
    vendingKey: new Uint8Array(20).fill(7),
    supplyGroupCode: '000042',
    keyRevisionNumber: 1,
    keyType: 2,
    dkga: 4,
    baseDate: 2014,
    keyExpiryNumber: 255,
    activeFrom: new Date('2014-01-01T00:00:00Z'),
    issuedUntil: new Date(Date.now() + 5.5 * 86_400_000),
    unitLimit: 5_000,
    currencyLimit: 0xffff_ffff,
  } as const;
  await expect(screen.status).toContainText('Module 94000001 ready');
  await screen.go('module');
  await screen.page.getByRole('tab', { name: 'Keys' }).click();
  const box = screen.page.getByRole('textbox', { name: 'Key file' });
  await box.focus();
  await paste(screen.page, makeKeyFile('94000001', [{ ...key, register: 4 }]));
  const card = screen.page.getByRole('region', { name: 'Load a key file' });
  await expect(card).toContainText('New key');
  await expect(card).toContainText('Unique');
  await recognised(screen);
  await screen.tabTo(screen.button('Another file'));
  await screen.press('Enter');
  await screen.focusOn(box);
  await screen.press('Enter');
  await recognised(screen);
  await screen.press('Control+Enter');
  await expect(card).toContainText('1 of 1 keys loaded.');
  const registers = screen.page.getByRole('region', { name: 'Keys in the module' });
  const row = registers.getByRole('row').filter({ hasText: '000042' });
  await expect(row).toContainText('5 days left');
  await expect(row).toContainText('500.0');
  await expect(row).toContainText('No limit');
  await expect(screen.page.getByRole('region', { name: 'Keys loaded so far' })).toContainText(
    '000042',
  );
  await till.close();
  await host.goAway();
});
