import type { Locator, Page } from '@playwright/test';
import type { OpenTill } from './test.ts';

const headed = (text: string) => (page: Page) => page.locator('main h1', { hasText: text });

/** The places one goes to from the rail, in its order, each with what is there once one is there. */
const PLACES: readonly (readonly [string, (page: Page) => Locator])[] = [
  ['Sell', (page) => page.getByRole('main').getByRole('combobox')],
  ['Sales', headed('Sales')],
  ['Customers', headed('Customers')],
  ['Shift', headed('Shift')],
  ['Reports', (page) => page.getByRole('button', { name: 'This month' })],
  ['Module', headed('Security module')],
  ['Settings', headed('Settings')],
];

/** A place of the till, or one of its parts behind a tab. */
export interface Place {
  readonly name: string;
  /** Goes there from wherever the screen is, and waits until it stands still. */
  enter(): Promise<void>;
}

/** Every place of the till with every tab on it: what somebody who may do everything can come to. */
export async function everyPlace(till: OpenTill): Promise<Place[]> {
  const { page } = till.screen;
  const rail = page.getByRole('navigation');
  const places: Place[] = [];
  for (const [name, there] of PLACES) {
    const enter = async () => {
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Escape');
      await rail.getByRole('button', { name }).click();
      await there(page).first().waitFor({ state: 'attached' });
      await standsStill(page);
    };
    await enter();
    const tabs = await page.locator('main').getByRole('tab').allInnerTexts();
    if (tabs.length === 0) places.push({ name, enter });
    for (const tab of tabs) {
      places.push({
        name: `${name}, ${tab}`,
        enter: async () => {
          await enter();
          await page.getByRole('tab', { name: tab, exact: true }).click();
          await standsStill(page);
        },
      });
    }
  }
  return [...places, ...opened(till, places)];
}

/** What is opened from a list: an amount for somebody, a sale, a customer. */
function opened(till: OpenTill, places: readonly Place[]): Place[] {
  const { page } = till.screen;
  const from = (list: string, name: string, open: () => Promise<void>): Place => ({
    name,
    enter: async () => {
      await places.find((place) => place.name === list)?.enter();
      await open();
      await standsStill(page);
    },
  });
  return [
    from('Sell', 'an amount', async () => {
      await page.getByRole('option').first().click();
      await page.getByRole('textbox', { name: /^Amount/ }).fill('50');
    }),
    from('Sales', 'a sale', () => page.locator('main [data-row]').first().click()),
    from('Customers', 'a customer', () => page.locator('main [data-row]').first().click()),
  ];
}

const STILL_MS = 150;

/** Waits until the till has answered and everything is drawn: nothing changes for a moment. */
async function standsStill(page: Page): Promise<void> {
  await page.evaluate(
    (still) =>
      new Promise<void>((resolve) => {
        const done = () => {
          changes.disconnect();
          resolve();
        };
        let timer = setTimeout(done, still);
        const changes = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, still);
        });
        changes.observe(document.body, { childList: true, characterData: true, subtree: true });
      }),
    STILL_MS,
  );
}
