import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/** A meter refused a token: from its sale, and from digits that somebody mistyped. */
export async function explain(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByRole('searchbox').fill('');
  await page
    .getByRole('button', { name: /Sipho Khumalo/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Why was it refused?' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('a newer one was sold').waitFor();
  await camera.shoot('explain');
  await page.keyboard.press('Escape');
  const token = await page.getByRole('img', { name: /^Token/ }).getAttribute('aria-label');
  const digits = (token ?? '').replaceAll(/\D/g, '');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  const field = page.getByRole('combobox');
  await field.fill(`${digits.slice(0, 5)}${(Number(digits[5]) + 4) % 10}${digits.slice(6)}`);
  await page.getByRole('option', { name: /refuse this token/ }).waitFor();
  await camera.shoot('find-token');
  await page.keyboard.press('Enter');
  await dialog.getByText('nearly those of slip').waitFor();
  await camera.shoot('explain-digits');
  await page.keyboard.press('Escape');
  await field.fill('12345678901234567890');
  await page.keyboard.press('Enter');
  await dialog.getByText('No token sold here').waitFor();
  await dialog.getByRole('textbox').fill('nomsa');
  await dialog.getByRole('button', { name: /Nomsa/ }).waitFor();
  await camera.shoot('explain-meter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
