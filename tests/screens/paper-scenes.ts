import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { PaperSink } from '../main/printing/paper-sink.ts';
import type { Camera } from './camera.ts';

const LOGO = fileURLToPath(new URL('../e2e/files/logo.png', import.meta.url));

/** A printer without paper: a slip that waits, and everything that can be set up about printers. */
export function paperScene(printer: PaperSink) {
  return async function paper(page: Page, camera: Camera): Promise<void> {
    printer.condition = 'paper-out';
    await page.keyboard.press('F2');
    await page.getByRole('combobox').fill('lerato');
    await page.getByText('Found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Amount of money').fill('50');
    await page.keyboard.press('Enter');
    await page.getByText('Check the price').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('A slip that waits is then printed by itself').waitFor();
    await camera.shoot('sold-paper-out');
    await page.getByRole('button', { name: 'Slips waiting: 1' }).click();
    await page.getByText('Slips that wait for the printer').waitFor();
    await camera.shoot('slips-waiting');
    printer.condition = 'ready';
    await page.getByText('Slips that wait for the printer').waitFor({ state: 'detached' });

    await page.keyboard.press('F10');
    await page.getByRole('tab', { name: 'Slip and printer' }).click();
    await page.getByRole('switch', { name: 'A cash drawer hangs on this printer' }).check();
    await page.getByLabel('Second printer').selectOption('serial');
    await camera.shoot('settings-printers');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.locator('input[type=file]').setInputFiles(LOGO);
    const logo = page.getByRole('group', { name: 'Logo on slips' });
    await logo.getByRole('button', { name: 'Put it on slips' }).scrollIntoViewIfNeeded();
    await camera.shoot('settings-logo');
    await logo.getByRole('button', { name: 'Discard it' }).click();
  };
}
