import type { ElementHandle, Page } from '@playwright/test';
import type { TillPage } from './till-page.ts';

/** The price of a digit: at most this long from the key to its price on the screen, in milliseconds. */
export const QUOTE_BOUND_MS = 16;

/**
 * For a window that is measured: a frame is drawn as soon as there is something to draw, not at the next
 * beat of the screen. At 60 Hz waiting for the beat alone takes up to 16.7 ms, whatever the till does.
 */
export const NO_BEAT = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Typed and taken back again: each key is another amount with another price. */
const BACK = 'Backspace';
const KEYS = [...'137', BACK, BACK, BACK, ...'24', BACK, BACK];

/**
 * Types amounts for the customer whose amount is asked for, and answers for each key the milliseconds from
 * the moment the browser had it to the moment its price was painted: the till was asked over the bridge, the
 * answer is in the document, and the frame with it is done (the first task after that frame's drawing).
 */
export async function measureQuotes(screen: TillPage, rounds: number): Promise<number[]> {
  const { page } = screen;
  await screen.focusOn(screen.amount);
  await screen.type('1');
  const sell = await screen.sell.elementHandle();
  if (!sell) throw new Error('there is nothing to sell');
  await watch(page, sell);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const key of KEYS) {
      await page.keyboard.press(key);
      times.push(await page.evaluate(() => Reflect.get(window, 'quoted')()));
    }
  }
  await screen.press('Backspace');
  return times;
}

/** Inside the page: `quoted()` answers how long the last key took, once its price is there. */
function watch(page: Page, sell: ElementHandle<Element>): Promise<void> {
  return page.evaluate((button) => {
    let pressed = 0;
    let shown = button.textContent;
    let done: (took: number) => void = () => {};
    let took = new Promise<number>((resolve) => {
      done = resolve;
    });
    const { port1, port2 } = new MessageChannel();
    document.addEventListener(
      'keydown',
      (event) => {
        pressed = event.timeStamp;
      },
      true,
    );
    port1.onmessage = () => done(performance.now() - pressed);
    new MutationObserver(() => {
      if (button.textContent === shown || button.hasAttribute('disabled')) return;
      shown = button.textContent;
      // Posted from within the frame, taken up when the frame has been drawn.
      requestAnimationFrame(() => port2.postMessage(null));
    }).observe(button, { attributes: true, characterData: true, childList: true, subtree: true });
    Reflect.set(window, 'quoted', async () => {
      const last = await took;
      took = new Promise<number>((resolve) => {
        done = resolve;
      });
      return last;
    });
  }, sell);
}
