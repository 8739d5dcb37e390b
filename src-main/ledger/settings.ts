import type { z } from 'zod';
import {
  type LinkSettings,
  link,
  type ShopSettings,
  shopSettings,
} from '../../src-shared/contract/shapes.ts';
import type { Ledger } from './open.ts';

/** The shop's own settings, one JSON value a name, parsed each time they are read. */
export class Settings {
  readonly #read;
  readonly #write;

  constructor(ledger: Ledger) {
    this.#read = ledger.prepare<[string], { value: string }>(
      'SELECT value FROM setting WHERE name = ?',
    );
    this.#write = ledger.prepare<[string, string]>(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
  }

  /** The shop as it was set up; null before that. */
  shop(): ShopSettings | null {
    return this.#get('shop', shopSettings);
  }

  saveShop(shop: ShopSettings): void {
    this.#set('shop', shop);
  }

  /** The link the till sells through. */
  link(): LinkSettings | null {
    return this.#get('link', link);
  }

  saveLink(settings: LinkSettings): void {
    this.#set('link', settings);
  }

  #get<Value>(name: string, schema: z.ZodType<Value>): Value | null {
    const row = this.#read.get(name);
    return row ? schema.parse(JSON.parse(row.value)) : null;
  }

  #set(name: string, value: unknown): void {
    this.#write.run(name, JSON.stringify(value));
  }
}
