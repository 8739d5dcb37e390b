import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/* Several people at one till: who they are, who approves, what was done. */

const SIPHO = { name: 'Sipho', role: 'Supervisor', pin: '1593' } as const;
const LERATO = { name: 'Lerato', role: 'Vendor', pin: '7412' } as const;

/** From the owner's till to one that a vendor locked. */
export async function people(page: Page, camera: Camera): Promise<void> {
  await page.keyboard.press('F10');
  await page.getByRole('tab', { name: 'People' }).click();
  for (const who of [SIPHO, LERATO]) {
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('Name').fill(who.name);
    await page.getByRole('radio', { name: who.role }).check();
    await page.getByLabel('New PIN', { exact: true }).fill(who.pin);
    await page.getByLabel('New PIN again').fill(who.pin);
    if (who === LERATO) await camera.shoot('settings-person');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Change ${who.name}` }).waitFor();
  }
  await camera.shoot('settings-people');
  await page.getByRole('button', { name: 'Lerato leaves' }).click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('settings-leaves');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Audit trail' }).click();
  await page.getByText('Added Lerato as vendor').waitFor();
  await camera.shoot('settings-audit-trail');
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('Nothing is wrong.').waitFor();
  await page.getByText('Added Lerato as vendor').click();
  await camera.later();
  await camera.shoot('settings-audit-checked');

  await page.keyboard.press('Control+l');
  await page.getByRole('radio', { name: LERATO.name }).waitFor();
  await camera.shoot('sign-in-people');
  await page.keyboard.press('3');
  await page.getByLabel('PIN', { exact: true }).fill(LERATO.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /Nomsa Dlamini/ }).click();
  await page.getByLabel('Amount of money').fill('100');
  await page.keyboard.press('Alt+p');
  await page.getByRole('radio', { name: LERATO.name }).waitFor();
  await camera.shoot('change-person');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: /Blessing Okafor/ }).click();
  await page.getByRole('button', { name: 'Change details' }).click();
  await page.getByLabel('Phone', { exact: true }).fill('082 555 0199');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByLabel('PIN').fill('1357');
  await page.keyboard.press('Enter');
  await page.getByText('That PIN or password is not right').waitFor();
  await camera.shoot('approval');
  // The approval, and then what it was asked for.
  await page.keyboard.press('Escape');
  await page.getByText('That PIN or password is not right').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('F10');
  await page.getByRole('tab', { name: 'About this till' }).waitFor();
  await camera.shoot('settings-vendor');

  await page.keyboard.press('Control+l');
  await page.getByRole('radio', { name: LERATO.name }).check();
  for (let tries = 0; tries < 4; tries += 1) {
    await page.getByLabel('PIN', { exact: true }).fill('1357');
    await page.keyboard.press('Enter');
    await page.getByText(/That PIN or password is not right|Too many wrong tries/).waitFor();
  }
  await page.getByText('Too many wrong tries').waitFor();
  await camera.shoot('sign-in-wait');
}
