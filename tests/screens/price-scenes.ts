import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/* What people see of prices: typed by the owner, tried beside the form, and itemised at the counter. */

/** A price with everything in it, tried and planned; and the order in which payments are shared out. */
export async function prices(page: Page, camera: Camera): Promise<void> {
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const price = page.getByLabel('Price of 1 kWh (R)');
  await page.keyboard.press('F10');
  await page.getByRole('tab', { name: 'Prices', exact: true }).click();
  await page.getByRole('button', { name: 'Add a price' }).click();
  await camera.shoot('settings-price-new');
  await page.keyboard.press('Enter');
  await page.getByText('This is missing.').waitFor();
  await camera.shoot('settings-price-wrong');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Change Domestic', exact: true }).click();
  await price.fill('2.85');
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByLabel('Up to (kWh a month)').fill('50');
  await price.first().fill('2.109');
  await page.getByLabel('Free each month (kWh)').fill('10');
  await page.getByRole('button', { name: 'Add a fixed charge' }).click();
  await page.getByRole('group', { name: 'Fixed charges' }).getByLabel('Name').fill('Network');
  await page.getByLabel('Amount (R)').fill('35');
  await page.getByLabel('Fee of each sale (R)').fill('2');
  const example = page.getByRole('region', { name: 'Worked example' });
  await example.getByLabel('Pays (R)').fill('250');
  await example.getByText('Service fee').waitFor();
  await camera.shoot('settings-price-tried');
  await page.getByLabel('Free of it each month (kWh)').fill('50');
  await page.getByText('Smallest and largest sale').scrollIntoViewIfNeeded();
  await camera.shoot('settings-price-taxes');
  await save.click();
  await save.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Change Domestic', exact: true }).click();
  await page.getByText('A date', { exact: true }).click();
  await page.getByLabel('Day', { exact: true }).fill('2026-07-01');
  await price.first().fill('2.40');
  await save.click();
  await save.waitFor({ state: 'detached' });
  await camera.later();
  await camera.shoot('settings-prices-planned');
  await page.getByRole('region', { name: 'Order of deductions' }).scrollIntoViewIfNeeded();
  await camera.shoot('settings-prices-order');
}

/** A customer who owes something, at the counter: a price with every kind of line, and none at all. */
export async function itemised(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F4');
  await page.getByRole('searchbox').fill('zanele');
  await page.getByRole('button', { name: /Zanele Ndlovu/ }).click();
  await page.getByRole('button', { name: 'Add a debt' }).click();
  await page.getByLabel('What for').fill('Energy 2025');
  await page.getByLabel('Owed (R)').fill('420');
  await page.getByLabel('Share (%)').fill('30');
  await camera.shoot('debt-new');
  await page.keyboard.press('Enter');
  await page.getByRole('listitem', { name: 'Energy 2025' }).waitFor();
  await page.getByText('History of Energy 2025').click();
  await camera.later();
  await camera.shoot('debts');
  await page.getByRole('button', { name: 'Write off Energy 2025' }).click();
  await camera.shoot('debt-write-off');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await page.getByRole('combobox').fill('zanele');
  await page.getByRole('option', { name: /Zanele Ndlovu/ }).waitFor();
  await page.keyboard.press('Enter');
  const amount = page.getByLabel('Amount of money');
  await amount.fill('0.01');
  await page.getByRole('alert').waitFor();
  await camera.shoot('amount-too-little');
  await amount.fill('250');
  await page.getByRole('button', { name: /Sell for/ }).waitFor();
  await camera.shoot('amount-itemised');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
