import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/** Several meters in one payment, from the one more that is looked for to the tokens of all. */
export async function together(page: Page, camera: Camera): Promise<void> {
  const amount = page.getByLabel('Amount of money');
  const field = page.getByRole('combobox');
  const others = page.getByRole('option', { name: /Blessing Okafor/ });
  await page.keyboard.press('F2');
  await field.fill('blessing');
  await others.first().waitFor();
  await page.keyboard.press('Enter');
  await amount.fill('150');
  await page.getByRole('button', { name: /Sell for/ }).waitFor();
  await page.keyboard.press('Alt+j');
  await others.nth(1).waitFor();
  await camera.shoot('find-another');
  await page.keyboard.press('Enter');
  await amount.fill('80');
  await page.getByText('In all, 2 meters').waitFor();
  await page.keyboard.press('Alt+j');
  await field.fill('grace');
  await page.getByRole('option', { name: /Grace Wanjiru/ }).waitFor();
  await page.keyboard.press('Enter');
  await amount.fill('60');
  await page.getByText('In all, 3 meters').waitFor();
  await page.getByRole('button', { name: /Sell for/ }).waitFor();
  await page.locator('#cash').fill('300');
  await camera.shoot('amount-together');
  await amount.press('Enter');
  await page.getByText('Check the price').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Tokens of this payment' }).waitFor();
  await camera.shoot('sold-together');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F3');
  await page.locator('main [data-row]').first().click();
  await page.getByText('Paid together with').first().waitFor();
  await camera.shoot('sale-together');
  await page.keyboard.press('Escape');
}
