import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** A usual window, and the smallest the till is made for: old shop computers and small till screens. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 600 },
] as const;
const THEMES = ['light', 'dark'] as const;

/** Takes pictures of what a page shows, in both themes and both sizes. */
export class Camera {
  readonly #page: Page;
  readonly #folder: string;
  /** The scenes that could not be played to their end. */
  readonly failed: string[] = [];

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  /** As if a while had passed: what was told of things done is gone. The cursor stays where it is. */
  async later(): Promise<void> {
    const close = this.#page.getByRole('status').getByRole('button', { name: 'Close' });
    await close.evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
  }

  /** Plays a scene. One that fails is noted, and the next one begins at the sale again. */
  async play(scene: (page: Page, camera: Camera) => Promise<void>): Promise<void> {
    try {
      await this.later();
      await scene(this.#page, this);
    } catch (reason) {
      this.failed.push(`${scene.name}: ${reason instanceof Error ? reason.stack : reason}`);
      await this.#page.screenshot({ path: join(this.#folder, `failed-${scene.name}.png`) });
      for (const key of ['Escape', 'Escape', 'F2', 'Escape']) await this.#page.keyboard.press(key);
    }
  }

  /** Writes `<name>-<theme>-<width>x<height>.png`, four of them. */
  async shoot(name: string): Promise<void> {
    const page = this.#page;
    // Nothing is to look pointed at.
    await page.mouse.move(1, 1);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const file = pictureName(name, colorScheme, size);
        await page.screenshot({ path: join(this.#folder, file), animations: 'disabled' });
      }
    }
    await page.setViewportSize(SIZES[0]);
  }
}

function pictureName(
  name: string,
  theme: (typeof THEMES)[number],
  size: (typeof SIZES)[number],
): string {
  return `${name}-${theme}-${size.width}x${size.height}.png`;
}
