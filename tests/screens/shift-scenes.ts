import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/* The drawer from its float to its Z report, money given back, and the deposit with the utility. */

/** From the list of sales: some money of one is given back. */
export async function refund(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /Kwame Mensah/ }).click();
  await page.getByRole('article').waitFor();
  await page.keyboard.press('Alt+r');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Bought twice by mistake');
  await camera.shoot('refund');
  await page.keyboard.press('Enter');
  await page.getByText('All given back').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await camera.shoot('sale-refunded');
  await page.keyboard.press('Escape');
}

export async function shift(page: Page, camera: Camera): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('F12');
  await page.getByRole('heading', { name: 'The shift is open' }).waitFor();
  await camera.shoot('shift');
  await page.keyboard.press('Alt+1');
  await dialog.getByLabel('Amount (R)').fill('200');
  await dialog.getByLabel('Reason').fill('To the safe');
  await camera.shoot('shift-drop');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+4');
  await page.getByRole('article').waitFor();
  await camera.shoot('shift-x');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+5');
  await page.getByLabel('Cash (R)').fill('275');
  await page.getByLabel('Card (R)').fill('200');
  await camera.shoot('shift-count');
  await page.getByRole('button', { name: 'Write the count down' }).click();
  await page.getByRole('heading', { name: 'The drawer is counted' }).waitFor();
  await camera.later();
  await camera.shoot('shift-counted');
  await page.keyboard.press('F2');
  await page.getByText('Nothing is sold until this shift is closed.').waitFor();
  await camera.shoot('find-counted');
  await page.keyboard.press('F12');
  await page.getByLabel('Why it differs').fill('One note was counted twice');
  await page.getByRole('button', { name: 'Close the shift', exact: true }).click();
  await page.getByRole('article').waitFor();
  await camera.shoot('shift-closed');
  await page.getByRole('button', { name: 'Open the next shift' }).click();
  await page.getByLabel('Float (R)').waitFor();
  await camera.shoot('shift-open');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The shift is open' }).waitFor();
  await page.getByRole('tab', { name: 'Z reports' }).click();
  await page.getByRole('button', { name: /^Z report 1/ }).click();
  await page.getByRole('article').waitFor();
  await camera.shoot('shift-reports');
}

export async function deposit(page: Page, camera: Camera): Promise<void> {
  await page.getByRole('tab', { name: 'Deposit' }).click();
  await page.getByRole('heading', { name: 'Movements' }).waitFor();
  await camera.shoot('shift-deposit');
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('shift-deposit-correct');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'This shift' }).click();
}
