import { expect, type Locator, type Page } from '@playwright/test';

/** The places of the till and the keys that lead there. */
const PLACES = {
  sell: 'F2',
  sales: 'F3',
  customers: 'F4',
  shift: 'F12',
  module: 'F8',
  settings: 'F10',
} as const;

/** Out of a dialog, and of a payment for as many meters as a test has. */
const MOST_STEPS_BACK = 5;

/** From one key of a card reader to the next. */
const READER_KEY_SECONDS = 0.005;
/** From the last key to the card. */
const BEFORE_CARD_MS = 100;

/** The till's screen, as the person in front of it finds things: by what they are called. */
export class TillPage {
  readonly page: Page;
  /** The one field a sale begins with. */
  readonly field: Locator;
  /** In money or in kWh, whichever is asked for. */
  readonly amount: Locator;
  readonly sell: Locator;
  readonly token: Locator;
  readonly nextCustomer: Locator;
  /** The training notice that stands under every screen. */
  readonly training: Locator;
  /** What went wrong, wherever it is told. */
  readonly alert: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.field = page.getByRole('combobox', { name: 'Meter, name, phone or card' });
    this.amount = page.getByRole('textbox', { name: /^Amount (of money|in kWh)$/ });
    this.sell = page.getByRole('button', { name: /^Sell for / });
    this.token = page.getByRole('img', { name: /^Token \d{4}/ });
    this.nextCustomer = page.getByRole('button', { name: 'Next customer' });
    this.training = page.getByText('Training: these tokens open no real meter.');
    this.alert = page.getByRole('alert');
    this.status = page.getByRole('list', { name: 'State of the till' });
  }

  press(...keys: readonly string[]): Promise<void> {
    return keys.reduce(
      (before, key) => before.then(() => this.page.keyboard.press(key)),
      Promise.resolve(),
    );
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /**
   * A card through the reader, which types fast and ends with Enter. The keys carry the reader's times: no
   * slow machine shall make a person of it.
   */
  async swipe(text: string): Promise<void> {
    // Nobody swipes a card the moment after a key, except a test.
    await this.page.waitForTimeout(BEFORE_CARD_MS);
    const browser = await this.page.context().newCDPSession(this.page);
    const began = Date.now() / 1000;
    for (const [index, key] of [...text, 'Enter'].entries()) {
      const timestamp = began + index * READER_KEY_SECONDS;
      const isEnter = key === 'Enter';
      const code = isEnter ? { code: 'Enter', windowsVirtualKeyCode: 13 } : {};
      const down = { key, text: isEnter ? '\r' : key, timestamp, ...code };
      await browser.send('Input.dispatchKeyEvent', { type: 'keyDown', ...down });
      await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp, ...code });
    }
    await browser.detach();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Waits until the cursor is there. Looks more often than `expect` does, so that a sale is quick. */
  focusOn(target: Locator): Promise<void> {
    const there = target.and(this.page.locator(':focus'));
    return expect.poll(() => there.count(), { message: `${target}`, intervals: [20] }).toBe(1);
  }

  /** Waits until a sale can begin: the cursor is in the field. */
  async ready(): Promise<void> {
    await this.focusOn(this.field);
    await expect(this.field).toHaveValue('');
  }

  /** The first two steps of the first run, by keyboard. What makes the tokens is asked next. */
  async setUpShop(shop: {
    readonly shopName: string;
    readonly ownerName: string;
    readonly pin: string;
    readonly currency: string;
  }): Promise<void> {
    const labelled = (name: string) => this.page.getByLabel(name, { exact: true });
    await this.focusOn(labelled('Shop name'));
    await this.type(shop.shopName);
    await this.press('Tab');
    await this.type(shop.ownerName);
    await this.press('Tab');
    const currency = this.page.getByRole('combobox', { name: 'Currency' });
    await this.focusOn(currency);
    await this.type(shop.currency);
    await expect(this.page.getByRole('option')).toHaveCount(1);
    await this.press('ArrowDown', 'Enter', 'Tab');
    await expect(currency).toHaveValue(new RegExp(`^${shop.currency}`));
    await this.focusOn(this.button('Continue'));
    await this.press('Enter');
    await this.focusOn(labelled('PIN'));
    await this.type(shop.pin);
    await this.press('Enter');
    await this.focusOn(labelled('The same PIN again'));
    await this.type(shop.pin);
    await this.press('Enter');
  }

  /** Sets up a printer on this machine, by keyboard. */
  async setUpPrinter(port: number): Promise<void> {
    const { page } = this;
    await this.go('settings');
    const tab = page.getByRole('tab', { name: 'Slip and printer' });
    await expect(tab).toBeVisible();
    await this.tabTo(page.getByRole('tab', { selected: true }));
    await this.press('ArrowDown', 'ArrowDown');
    await this.focusOn(tab);
    const kind = page.getByLabel('Printer', { exact: true });
    await this.tabTo(kind);
    await this.press('ArrowDown', 'ArrowDown');
    await expect(kind).toHaveValue('tcp');
    await this.tabTo(page.getByLabel('Printer address'));
    await this.type('127.0.0.1');
    await this.tabTo(page.getByLabel('Port'));
    await this.press('ControlOrMeta+a');
    await this.type(String(port));
    await this.press('Control+s');
    await expect(page.getByText('The settings have been saved.')).toBeVisible();
  }

  /** Presses Tab until the cursor is there, as somebody without a mouse does. */
  async tabTo(target: Locator): Promise<void> {
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 40 && !(await isThere()); presses += 1) {
      await this.press('Tab');
    }
    await expect(target).toBeFocused();
  }

  /** Back to the empty field from wherever a test ended: a payment is left meter by meter. */
  async startOver(): Promise<void> {
    await this.press('F2', ...Array<string>(MOST_STEPS_BACK).fill('Escape'));
    await this.ready();
  }

  /** A clean screen on the same till. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** By its key. */
  go(place: keyof typeof PLACES): Promise<void> {
    return this.press(PLACES[place]);
  }

  /** Types who it is for and takes the first that is found. The cursor is then in the amount. */
  async find(text: string): Promise<void> {
    await this.focusOn(this.field);
    await this.type(text);
    await this.press('Enter');
    await this.focusOn(this.amount);
  }

  /** Types an amount and Enter; the price stands and "Sell" waits for the next Enter. */
  async ask(amount: string): Promise<void> {
    await this.focusOn(this.amount);
    await this.type(amount);
    await this.press('Enter');
    await this.focusOn(this.sell);
  }

  /** A whole sale without the mouse, from the field to the token; answers its 20 digits. */
  async sellTo(text: string, amount: string): Promise<string> {
    await this.find(text);
    await this.ask(amount);
    await this.press('Enter');
    return this.tokenShown();
  }

  /** Waits for the token; answers its 20 digits, which stand in five groups of four. */
  async tokenShown(): Promise<string> {
    await expect.poll(() => this.token.count(), { message: 'a token', intervals: [20] }).toBe(1);
    const name = (await this.token.getAttribute('aria-label')) ?? '';
    expect(name).toMatch(/^Token( \d{4}){5}$/);
    await expect(this.token).toHaveText(name.slice('Token '.length).replaceAll(' ', ''));
    return name.replaceAll(/\D/g, '');
  }

  /** On to the next customer, by the key that is offered once the token had its moment. */
  async next(): Promise<void> {
    await this.focusOn(this.nextCustomer);
    await this.press('Enter');
    await this.ready();
  }

  /** What went wrong, with the code for the help desk beside it, and the module's own behind that. */
  failure(code: string): Locator {
    const shown = new RegExp(`^${code.replaceAll('.', '\\.')}( \\(\\w\\w\\))?$`);
    return this.alert.filter({ has: this.page.getByText(shown) });
  }
}
