import { z } from 'zod';
import { type AlarmThresholds, alarmThresholds } from '../../src-shared/contract/alarm-shapes.ts';
import {
  type LinkSettings,
  link,
  type ShopSettings,
  shopSettings,
} from '../../src-shared/contract/shapes.ts';
import { Refusal } from '../refusal.ts';
import type { Ledger } from './open.ts';

const currencyDigits = z.int().min(0).max(3);

/** The shop's own settings, one JSON value a name, parsed each time they are read. */
export class Settings {
  readonly #file;
  readonly #read;
  readonly #write;

  constructor(ledger: Ledger) {
    this.#file = ledger.name;
    this.#read = ledger.prepare<[string], { value: string }>(
      'SELECT value FROM setting WHERE name = ?',
    );
    this.#write = ledger.prepare<[string, string]>(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
  }

  /** The shop as it was set up; null before that. @throws Refusal `ledger.unreadable` */
  shop(): ShopSettings | null {
    return this.#get('shop', shopSettings);
  }

  saveShop(shop: ShopSettings): void {
    this.#set('shop', shop);
  }

  /** Digits after the decimal point of the shop's currency, as they were when it was set up. */
  currencyDigits(): number | null {
    return this.#get('currencyDigits', currencyDigits);
  }

  saveCurrencyDigits(digits: number): void {
    this.#set('currencyDigits', digits);
  }

  /** The link the till sells through. @throws Refusal `ledger.unreadable` */
  link(): LinkSettings | null {
    return this.#get('link', link);
  }

  saveLink(settings: LinkSettings): void {
    this.#set('link', settings);
  }

  /**
   * From when on there are alarms: what was saved, and the usual where an older till did not know of it.
   *
   * @throws Refusal `ledger.unreadable`
   */
  alarmThresholds(usual: AlarmThresholds): AlarmThresholds {
    const whole = z
      .record(z.string(), z.unknown())
      .transform((kept) => ({ ...usual, ...kept }))
      .pipe(alarmThresholds);
    return this.#get('alarmThresholds', whole) ?? usual;
  }

  saveAlarmThresholds(thresholds: AlarmThresholds): void {
    this.#set('alarmThresholds', thresholds);
  }

  #get<Value>(name: string, schema: z.ZodType<Value>): Value | null {
    const row = this.#read.get(name);
    if (!row) return null;
    const parsed = schema.safeParse(JSON.parse(row.value));
    if (parsed.success) return parsed.data;
    const path = [name, ...(parsed.error.issues[0]?.path ?? [])].join('.');
    throw new Refusal('ledger.unreadable', { file: this.#file, reason: `setting ${path}` });
  }

  #set(name: string, value: unknown): void {
    this.#write.run(name, JSON.stringify(value));
  }
}
