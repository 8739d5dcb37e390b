import { everyPlace } from './every-place.ts';
import { expect, test } from './test.ts';

/* What eyes and fingers need, on every screen. */

/** Smaller than this a finger misses it; half a pixel may be lost to rounding. */
const LEAST_PX = 44 - 0.5;

test('a finger finds everything: targets are at least 44 px', async ({ tills }) => {
  test.setTimeout(240_000);
  const till = await tills.openShop();
  await till.sell('nomsa', 5_000);
  const { page } = till.screen;
  const small: string[] = [];
  for (const place of await everyPlace(till)) {
    await place.enter();
    const found = await page.evaluate((least) => {
      const targets = document.querySelectorAll<HTMLElement>(
        'button, a[href], input, select, textarea, summary, [role="tab"], [role="option"]',
      );
      return [...targets].flatMap((target) => {
        // A radio button is pressed on all of its label, and what is laid over a row on all of the row.
        const isOverRow = getComputedStyle(target, '::after').position === 'absolute';
        const around = target.closest(isOverRow ? 'tr' : 'label') ?? target;
        const boxes = [target, around].map((element) => element.getBoundingClientRect());
        const isShown = boxes[0] && boxes[0].width > 0 && target.checkVisibility();
        const isLarge = boxes.some(({ width, height }) => width >= least && height >= least);
        if (!isShown || isLarge) return [];
        const name = target.getAttribute('aria-label') ?? target.textContent ?? '';
        const { width = 0, height = 0 } = boxes[0] ?? {};
        return [`${target.tagName} ${name.trim()} ${Math.round(width)} × ${Math.round(height)}`];
      });
    }, LEAST_PX);
    small.push(...found.map((target) => `${place.name}: ${target}`));
  }
  expect([...new Set(small)]).toEqual([]);
  await till.close();
});

test('where the system chooses the colours, it is seen what is chosen and where the cursor is', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  const outlineOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await outlineOf('[aria-current="page"]')).toBe('solid');
  expect(await outlineOf('[role="combobox"]:focus')).toBe('solid');
  await screen.go('settings');
  await expect(page.getByRole('tab', { selected: true })).toBeVisible();
  expect(await outlineOf('[role="tab"][aria-selected="true"]')).toBe('solid');
  expect(await outlineOf('label:has(> input:checked)')).toBe('solid');
  await till.close();
});

test('whoever wants no motion sees none', async ({ tills }) => {
  const till = await tills.openShop();
  const { page } = till.screen;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await till.screen.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  const durations = await page.evaluate(() =>
    [...document.querySelectorAll('*')].map((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return Math.max(Number.parseFloat(transitionDuration), Number.parseFloat(animationDuration));
    }),
  );
  expect(Math.max(...durations)).toBeLessThan(0.001);
  await till.close();
});

test('on a large screen everything is in view, and nothing is drawn across all of it', async ({
  tills,
}) => {
  test.setTimeout(240_000);
  const till = await tills.openShop({ viewport: { width: 2560, height: 1440 } });
  await till.sell('nomsa', 5_000);
  const { page } = till.screen;
  for (const place of await everyPlace(till)) {
    await place.enter();
    const { beyond, widest } = await page.evaluate(() => {
      const main = document.querySelector('main');
      const lines = [...(main?.querySelectorAll('p, dd, h1, h2, label') ?? [])];
      return {
        beyond: (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
        widest: Math.max(0, ...lines.map((line) => line.getBoundingClientRect().width)),
      };
    });
    expect(beyond, place.name).toBe(0);
    // A line that is longer than this is lost on the way back.
    expect(widest, place.name).toBeLessThan(1400);
  }
  await till.close();
});
