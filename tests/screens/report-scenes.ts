import type { Page } from '@playwright/test';
import type { Camera } from './camera.ts';

/** What was sold: by hour, by person, to whom it is owed, and the sales behind a number. */
export async function reports(page: Page, camera: Camera): Promise<void> {
  const choose = async (name: string) => {
    const list = page.getByRole('navigation', { name: 'Which report' });
    await list.getByRole('button', { name, exact: true }).click();
    await page.getByRole('region', { name, exact: true }).waitFor();
  };
  await page.keyboard.press('Alt+o');
  await page.getByRole('region', { name: 'Takings', exact: true }).waitFor();
  await camera.shoot('reports');
  await page.keyboard.press('Alt+3');
  await choose('People');
  await camera.shoot('reports-people');
  await choose('Utility statement');
  await camera.shoot('reports-utility');
  await choose('Free issues');
  await camera.shoot('reports-empty');
  await choose('Tariffs');
  await page
    .getByRole('button', { name: /^Show the sales/ })
    .first()
    .click();
  const list = page.getByRole('region', { name: 'The sales behind it' });
  await list.getByRole('listitem').first().getByRole('button').click();
  await page.getByRole('article').waitFor();
  await camera.shoot('reports-sales');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
