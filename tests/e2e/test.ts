import { randomUUID } from 'node:crypto';
import { type Browser, test as base } from '@playwright/test';
import type { Input, Output, ProcedureName } from '../../src-shared/contract/procedures.ts';
import { ask } from './ask.ts';
import { noElectron } from './electron-binary.ts';
import { openAtCounter, openWindow, type ScreenOptions, type Shell } from './shells.ts';
import { type ShopOptions, Shops } from './shops.ts';
import { TillPage } from './till-page.ts';

export { expect } from '@playwright/test';

export interface ShellOption {
  readonly shell: 'window' | 'counter';
}

/** Opens tills in the shell of the project, and leaves nothing behind. */
export interface Tills {
  readonly shops: Shops;
  /** A till on a data folder. */
  open(folder: string, options?: ScreenOptions): Promise<OpenTill>;
  /** A training shop of its own, with the cursor in the field. */
  openShop(options?: ShopOptions & ScreenOptions): Promise<OpenTill>;
  /** Closes those that are still open: after a file, also where its tests were skipped. */
  closeAll(): Promise<void>;
}

export class OpenTill {
  readonly folder: string;
  readonly shell: Shell;
  readonly screen: TillPage;
  #close: () => Promise<void>;

  constructor(folder: string, shell: Shell, close: () => Promise<void>) {
    this.folder = folder;
    this.shell = shell;
    this.screen = new TillPage(shell.page);
    this.#close = close;
  }

  /** Asks the till beside the screen. */
  ask<Name extends ProcedureName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return ask(this.shell.call, name, input);
  }

  /** Sells without the screen, for what has to be there already; `amount` in minor units. */
  async sell(customer: string, amount: number): Promise<Output<'sale.sell'>> {
    const { meters } = await this.ask('meters.find', { text: customer, limit: 1 });
    const meterId = meters[0]?.id ?? 0;
    const ask = { by: 'money', amount } as const;
    const { paid, steps } = await this.ask('sale.quote', { meterId, ask });
    const requestId = randomUUID();
    return this.ask('sale.sell', { requestId, meterId, ask, expected: { paid, steps } });
  }

  /** Every sale there is, the latest first. */
  async sales(): Promise<Output<'sales.list'>['sales']> {
    const { sales } = await this.ask('sales.list', { text: '', before: null, limit: 200 });
    return sales;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

interface WorkerFixtures extends ShellOption {
  readonly tills: Tills;
}

export const test = base.extend<object, WorkerFixtures>({
  shell: ['counter', { option: true, scope: 'worker' }],
  tills: [
    async ({ shell, playwright }, use) => {
      const shops = await Shops.open();
      const open = new Set<Shell>();
      let browser: Browser | undefined;
      const openShell = async (folder: string, options: ScreenOptions) => {
        if (shell === 'window') return openWindow(folder);
        browser ??= await playwright.chromium.launch();
        return openAtCounter(folder, browser, options);
      };
      const openTill = async (folder: string, options: ScreenOptions = {}) => {
        const opened = await openShell(folder, options);
        open.add(opened);
        return new OpenTill(folder, opened, async () => {
          if (open.delete(opened)) await opened.close();
        });
      };
      const closeAll = async () => {
        for (const left of open) await left.close();
        open.clear();
      };
      await use({
        shops,
        closeAll,
        open: openTill,
        async openShop(options = {}) {
          const till = await openTill(await shops.training(options), options);
          await till.screen.ready();
          return till;
        },
      });
      await closeAll();
      await browser?.close();
      await shops.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** To be called first in every file: where there is no Electron, the window's tests are skipped. */
export function inEitherShell(): void {
  const reason = noElectron();
  test.skip(({ shell }) => shell === 'window' && reason !== null, reason ?? '');
}
