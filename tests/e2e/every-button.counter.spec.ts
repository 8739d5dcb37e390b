import type { Page } from '@playwright/test';
import { everyPlace } from './every-place.ts';
import { expect, test } from './test.ts';

/*
 * Nothing on any screen does nothing: every button is pressed, and something has to come of it. Something on
 * the screen is another, the cursor is elsewhere, or the till was asked.
 */

/** What ends the shop or the session, or opens a window of the system. Each has a test of its own. */
const NOT_HERE =
  /^(?:Set up the|Set up a|Open the (?:real|training)|.* leaves$|Open a text file|Choose a picture)/u;
/** Choosing what is chosen already changes nothing, and need not. */
const BUTTONS =
  'button:not([disabled], [aria-disabled="true"], [aria-current], [aria-pressed="true"], [aria-selected="true"])';
const SOON_MS = 3000;

test('every button on every screen does something', async ({ tills }) => {
  test.setTimeout(400_000);
  const till = await tills.openShop();
  await till.sell('nomsa', 5_000);
  const { page } = till.screen;
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  const watch = await watching(page);
  const idle: string[] = [];
  let pressed = 0;
  for (const place of await everyPlace(till)) {
    await place.enter();
    const buttons = page.locator('main').locator(BUTTONS).filter({ visible: true });
    const found = await buttons.evaluateAll((all) =>
      all.map((button) => ({
        name: button.textContent ?? '',
        isRow: button.hasAttribute('data-row'),
      })),
    );
    for (const [index, { name, isRow }] of found.entries()) {
      // The rows of a list are the same button again and again.
      if (NOT_HERE.test(name) || (isRow && index > 2)) continue;
      if (pressed > 0) await place.enter();
      const button = buttons.nth(index);
      if ((await button.count()) === 0) continue;
      pressed += 1;
      if (!(await watch.comesOf(() => button.click()))) idle.push(`${place.name}: ${name}`);
    }
  }
  expect(pressed).toBeGreaterThan(60);
  expect(broken).toEqual([]);
  expect(idle).toEqual([]);
  await till.close();
});

interface Watch {
  /** Whether something comes of it soon. */
  comesOf(press: () => Promise<void>): Promise<boolean>;
}

/** Watches the page, and what it asks the till. */
async function watching(page: Page): Promise<Watch> {
  let asked = 0;
  page.on('websocket', (socket) => {
    socket.on('framesent', () => {
      asked += 1;
    });
  });
  await page.reload();
  return {
    async comesOf(press) {
      const before = asked;
      await page.evaluate(() => {
        const seen = { changes: 0 };
        const count = (records: readonly MutationRecord[]) => {
          // The strip at the top lives its own life,
          // and a component may note by itself that it was pressed.
          seen.changes += records.filter(
            ({ target, attributeName }) =>
              !(target instanceof Element && target.closest('header')) &&
              !attributeName?.startsWith('data-'),
          ).length;
        };
        document.addEventListener('focusin', ({ target }) => {
          if (target instanceof Element && target.matches('input, textarea')) seen.changes += 1;
        });
        const changes = new MutationObserver(count);
        changes.observe(document.body, {
          attributes: true,
          characterData: true,
          childList: true,
          subtree: true,
        });
        Reflect.set(window, 'seen', seen);
      });
      await press();
      const isOther = async () =>
        asked > before || (await page.evaluate(() => Reflect.get(window, 'seen').changes > 0));
      return expect
        .poll(isOther, { timeout: SOON_MS, intervals: [20] })
        .toBe(true)
        .then(
          () => true,
          () => false,
        );
    },
  };
}
