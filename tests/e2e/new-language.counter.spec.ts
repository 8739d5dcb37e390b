import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import english from '../../resources/languages/en.json' with { type: 'json' };
import { ROOT } from './shells.ts';
import { expect, test } from './test.ts';
import { TillPage } from './till-page.ts';

/* Adding a language is one file: put beside the others, it is offered, spoken and printed. */

const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'resources', '.config', 'package.json'];

/** English but for its name and three texts: of the first screen, of a slip and of a refusal. */
const MADE_UP = {
  ...english,
  name: 'Voltish',
  screen: {
    ...english.screen,
    'first-run': { ...english.screen['first-run'], 'shop-title': 'Whose tillish is this?' },
  },
  receipt: { ...english.receipt, domesticTariff: 'Homish' },
};

test('a language file that is added is a language of the till', async ({ tills, page }) => {
  test.slow();
  const copy = mkdtempSync(join(tmpdir(), 'voltill-language-'));
  for (const source of SOURCES) {
    cpSync(join(ROOT, source), join(copy, source), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  writeFileSync(join(copy, 'resources/languages/qaa.json'), JSON.stringify(MADE_UP));
  // It builds its screen first.
  const words = [join(copy, 'src-main/start.ts'), '--counter', '--data', tills.shops.empty()];
  const program = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [url] = await once(createInterface(program.stdout), 'line');
    await page.goto(String(url));
    const screen = new TillPage(page);
    const languages = page.getByRole('group', { name: 'Language' });
    await expect(languages.getByRole('radio')).toHaveCount(5);
    await languages.getByText('Voltish', { exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Whose tillish is this?' })).toBeVisible();
    await page.getByLabel('Shop name').focus();
    await screen.setUpShop({ shopName: 'A', ownerName: 'B', pin: '2468', currency: 'ZAR' });
    await screen.button(/Try it with the built-in training module/).click();
    await screen.ready();
    await expect(page.locator('html')).toHaveAttribute('lang', 'qaa');
    await screen.go('settings');
    await page.getByRole('tab', { name: 'Prices' }).click();
    await expect(page.getByText('Homish')).toBeVisible();
  } finally {
    const ended = once(program, 'close');
    program.kill('SIGTERM');
    await ended;
    rmSync(copy, { recursive: true });
  }
});
