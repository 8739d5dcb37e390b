import { randomUUID } from 'node:crypto';
import type { Locator } from '@playwright/test';
import { expect, type OpenTill, test } from './test.ts';
import type { TillPage } from './till-page.ts';

/* Old shop computers and small screens at the counter. */

let small: OpenTill;
test.describe('on a screen of 1024 × 600', () => {
  test.beforeAll(async ({ tills }) => {
    small = await tills.openShop({ viewport: { width: 1024, height: 600 } });
  });
  test.afterAll(({ tills }) => tills.closeAll());

  test('a sale needs no scrolling', async () => {
    const { screen } = small;
    await isWhole(screen, 'height');
    await screen.find('nomsa');
    await isWhole(screen, 'height');
    await screen.ask('50');
    await expect(screen.sell).toBeInViewport({ ratio: 1 });
    await isWhole(screen, 'height');
    await screen.press('Alt+8');
    await isWhole(screen, 'height');
    await screen.press('Alt+7', 'Alt+c');
    await screen.type('100');
    await expect(screen.page.getByText('Change', { exact: true })).toBeVisible();
    await isWhole(screen, 'height');
    await screen.press('Enter');
    await screen.focusOn(screen.sell);
    await screen.press('Enter');
    await screen.tokenShown();
    await expect(screen.token).toBeInViewport({ ratio: 1 });
    await expect(screen.nextCustomer).toBeInViewport({ ratio: 1 });
    await isWhole(screen, 'height');
    await screen.next();
  });

  test('nor does one with the keypad', async () => {
    const { screen } = small;
    await screen.find('nomsa');
    await screen.button('Show keypad').click();
    await screen.ask('50');
    await expect(screen.sell).toBeInViewport({ ratio: 1 });
    await expect(screen.button('Hide keypad')).toBeInViewport({ ratio: 1 });
    await isWhole(screen, 'height');
    await screen.button('Hide keypad').click();
  });

  test('nor does one with more lines than there is room for: they scroll by themselves', async () => {
    const { screen } = small;
    const [tariff] = await small.ask('tariffs.list', {});
    if (!tariff) throw new Error('the training shop has no tariff');
    const { versionId: _, ...kept } = tariff;
    const charges = ['Network', 'Capacity', 'Lights', 'Levy'].map((name) => ({
      ...({ name, every: 'sale', amount: 100, arrears: false } as const),
    }));
    await small.ask('tariffs.save', { ...kept, validFrom: null, fixedCharges: charges });
    await screen.startOver();
    await screen.find('nomsa');
    await screen.ask('50');
    await expect(screen.sell).toBeInViewport({ ratio: 1 });
    await isWhole(screen, 'height');
    const lines = screen.page.getByRole('region', { name: 'What the price is made of' });
    await expect(lines).toHaveAttribute('tabindex', '0');
    await lines.focus();
    await screen.press('End');
    await expect(lines.getByText('Levy')).toBeInViewport();
    await small.ask('tariffs.save', { ...kept, validFrom: null });
    await screen.startOver();
  });

  test('an alarm above it hides nothing that selling needs', async () => {
    const { screen } = small;
    const { thresholds } = await small.ask('alarms.list', {});
    await small.ask('alarms.saveThresholds', { ...thresholds, transactionsAmber: 5000 });
    await screen.startOver();
    await expect(screen.button('Remind me tomorrow')).toBeVisible();
    await screen.find('nomsa');
    await screen.ask('50');
    await expect(screen.sell).toBeInViewport({ ratio: 1 });
    await screen.press('Enter');
    await screen.tokenShown();
    await expect(screen.token).toBeInViewport({ ratio: 1 });
    await expect(screen.nextCustomer).toBeInViewport({ ratio: 1 });
  });
});

test('in French, which has longer words, the strip is one row and nothing covers the price', async ({
  tills,
}) => {
  const folder = await tills.shops.training({ settings: { language: 'fr' } });
  const till = await tills.open(folder, { viewport: { width: 1024, height: 600 } });
  await till.ask('deposit.save', { counts: 'money', warnAt: 1_000, stopAt: null });
  await till.ask('deposit.move', {
    requestId: randomUUID(),
    amount: 300_000,
    note: '',
    kind: 'top-up',
  });
  const { screen } = till;
  const { page } = screen;
  await page.getByRole('combobox').fill('nomsa');
  await expect(page.getByRole('option', { name: /Nomsa Dlamini/ })).toBeVisible();
  await screen.press('Enter');
  const amount = page.getByRole('textbox', { name: 'Montant' });
  await screen.focusOn(amount);
  await screen.type('50,50');
  await screen.press('Enter');
  await screen.focusOn(page.getByRole('button', { name: /^Vendre pour 50,50/ }));
  await page.getByRole('textbox', { name: /^Espèces/ }).fill('100');
  await screen.focusOn(page.getByRole('textbox', { name: /^Espèces/ }));
  await screen.press('Enter');
  const seen = [
    page.getByText('À payer'),
    page.getByText('Le client reçoit'),
    page.getByText('À rendre'),
  ];
  for (const label of seen) expect(await isUncovered(label), `${label}`).toBe(true);
  expect(await heightOf(page.getByRole('banner'))).toBeLessThan(50);
  expect(
    await page.getByRole('navigation').evaluate((rail) => rail.scrollHeight - rail.clientHeight),
  ).toBe(0);
  await tills.closeAll();
});

test('at 200 % nothing is lost to the side', async ({ tills }) => {
  // What is left of 1280 × 800 then.
  const till = await tills.openShop({ viewport: { width: 640, height: 400 } });
  const { screen } = till;
  await isWhole(screen, 'width');
  await screen.find('nomsa');
  await isWhole(screen, 'width');
  await screen.ask('50');
  await expect(screen.sell).toBeInViewport({ ratio: 1 });
  await screen.press('Enter');
  await screen.tokenShown();
  await isWhole(screen, 'width');
  for (const place of ['sales', 'customers', 'shift', 'module', 'settings'] as const) {
    await screen.go(place);
    await expect(screen.page.getByRole('heading', { level: 1 })).toBeAttached();
    await isWhole(screen, 'width');
    if (place !== 'module' && place !== 'shift') continue;
    for (const tab of await screen.page.getByRole('tab').all()) {
      await tab.click();
      await isWhole(screen, 'width');
    }
  }
  await till.close();
});

/** Demands that neither the page nor the part of it that holds the screen can be scrolled. */
async function isWhole(screen: TillPage, along: 'width' | 'height'): Promise<void> {
  const hidden = await screen.page.evaluate((direction) => {
    const boxes = [document.scrollingElement, document.querySelector('main')];
    return boxes.map((box) =>
      direction === 'width'
        ? (box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0)
        : (box?.scrollHeight ?? 0) - (box?.clientHeight ?? 0),
    );
  }, along);
  expect(hidden, `pixels of ${along} out of view`).toEqual([0, 0]);
}

/** Whether what is seen in the middle of it is itself. */
function isUncovered(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + height / 2);
    return found !== null && (element === found || element.contains(found));
  });
}

async function heightOf(target: Locator): Promise<number> {
  return (await target.boundingBox())?.height ?? 0;
}
