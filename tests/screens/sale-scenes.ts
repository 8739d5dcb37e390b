import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/** Customers step aside, and the next one is served. */
export async function hold(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F2');
  for (const [name, amount] of [
    ['amina', '62.50'],
    ['kwame', '100'],
    ['zanele', ''],
  ] as const) {
    await page.getByRole('combobox').fill(name);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Amount of money').fill(amount);
    await page.keyboard.press('Alt+h');
    await page.getByRole('combobox').waitFor();
  }
  await page.getByRole('button', { name: 'Discard the sale on hold for Zanele Ndlovu' }).waitFor();
  await camera.later();
  await camera.shoot('find-held');
  const discard = page.getByRole('button', { name: /^Discard/ });
  for (let left = await discard.count(); left > 0; left -= 1) {
    // By key: at the same place a mouse would have to wait until it is seen what is there now.
    await discard.first().press('Enter');
    await discard.nth(left - 1).waitFor({ state: 'detached' });
  }
  await camera.later();
}

/** A payment in parts. */
export async function mixed(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('combobox').fill('peter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Amount of money').fill('250');
  await page.getByRole('button', { name: /Sell for/ }).waitFor();
  await page.keyboard.press('Alt+b');
  const cash = page.getByRole('textbox', { name: 'Paid by Cash' });
  await cash.fill('100');
  await camera.shoot('amount-split');
  await page.keyboard.press('Alt+8');
  await page.getByText('All of it is paid.').waitFor();
  await page.locator('#cash').fill('120');
  await camera.shoot('amount-split-paid');
  await page.keyboard.press('Enter');
  await page.getByText('Check the price').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Token for Peter van Wyk' }).waitFor();
  await camera.shoot('sold-split');
  await page.keyboard.press('Escape');
}

/** Units that nobody pays for, and a token in place of another. */
export async function give(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('combobox').fill('grace');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Amount of money').waitFor();
  await page.keyboard.press('Alt+g');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Units (kWh)').fill('25');
  await dialog.getByLabel('Reason').fill('The power was out for two days');
  await camera.shoot('free-issue');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Token for Grace Wanjiru' }).waitFor();
  await camera.shoot('sold-free-issue');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F3');
  // The latest of hers.
  await page
    .getByRole('button', { name: /Grace Wanjiru/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Replace the token' }).waitFor();
  await camera.shoot('sale-free-issue');
  await page.keyboard.press('Alt+t');
  await dialog.getByText('The old token stays what it is.').waitFor();
  await camera.shoot('replace');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
