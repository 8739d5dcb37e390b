import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTill } from '../../src-main/till.ts';
import type { Role } from '../../src-shared/contract/permissions.ts';
import type { LinkSettings, ShopSettings } from '../../src-shared/contract/shapes.ts';
import { ask, type Call } from './ask.ts';

/** The owner's PIN in every shop of these tests. */
export const PIN = '2468';
export const SHOP_NAME = 'Corner Shop';
export const OWNER = 'Thandi';

export interface ShopOptions {
  readonly settings?: Partial<ShopSettings>;
  readonly link?: LinkSettings;
  /** Who works there besides the owner. */
  readonly people?: readonly { readonly name: string; readonly role: Role; readonly pin: string }[];
}

/** Data folders for tills. A training shop is set up once and copied: hashing the PIN takes its time. */
export class Shops {
  readonly #root: string;
  #model: Promise<string> | null = null;
  #made = 0;

  private constructor(root: string) {
    this.#root = root;
  }

  static async open(): Promise<Shops> {
    return new Shops(await mkdtemp(join(tmpdir(), 'voltill-e2e-')));
  }

  /** A folder in which there is nothing yet. */
  empty(): string {
    this.#made += 1;
    return join(this.#root, String(this.#made));
  }

  /** A training shop that asks for no PIN and has no printer, unless it is told otherwise. */
  async training({ settings = {}, link, people = [] }: ShopOptions = {}): Promise<string> {
    this.#model ??= this.#setUp();
    const folder = this.empty();
    await cp(await this.#model, folder, { recursive: true });
    if (Object.keys(settings).length === 0 && !link && people.length === 0) return folder;
    await atWork(folder, async (call) => {
      const { shop } = await ask(call, 'till.state', {});
      if (!shop) throw new Error('the training shop has no settings');
      if (link) await ask(call, 'module.use', { link });
      for (const { name, role, pin } of people) {
        const secret = { kind: 'pin', text: pin } as const;
        await ask(call, 'people.save', { id: null, name, role, secret });
      }
      // Last: it may switch the PIN on.
      await ask(call, 'shop.save', { ...shop, ...settings });
    });
    return folder;
  }

  remove(): Promise<void> {
    return rm(this.#root, { recursive: true, force: true });
  }

  async #setUp(): Promise<string> {
    const folder = this.empty();
    await atWork(folder, async (call) => {
      const { shop } = await ask(call, 'till.setUp', {
        language: 'en',
        currency: 'ZAR',
        shopName: SHOP_NAME,
        ownerName: OWNER,
        ownerPin: PIN,
        link: { kind: 'built-in' },
      });
      if (!shop) throw new Error('the shop was not set up');
      await ask(call, 'shop.save', { ...shop, pinAtStart: false });
    });
    return folder;
  }
}

/** Uses the till of a folder without a screen. */
async function atWork(folder: string, work: (call: Call) => Promise<void>): Promise<void> {
  const till = await openTill({ dataFolder: folder, version: 'e2e' });
  const session = till.openSession();
  try {
    await work((name, input) => till.dispatch(session, name, input));
  } finally {
    await till.close();
  }
}
