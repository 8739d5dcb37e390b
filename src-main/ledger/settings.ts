import { z } from 'zod';
import { type AlarmThresholds, alarmThresholds } from '../../src-shared/contract/alarm-shapes.ts';
import { heldSale } from '../../src-shared/contract/held-shapes.ts';
import { type Logo, logo } from '../../src-shared/contract/logo-shapes.ts';
import {
  type LinkSettings,
  link,
  type ShopSettings,
  shopSettings,
} from '../../src-shared/contract/shapes.ts';
import { depositSettings } from '../../src-shared/contract/shift-shapes.ts';
import { Refusal } from '../refusal.ts';
import type { Ledger } from './open.ts';

const currencyDigits = z.int().min(0).max(3);
const keptDeposit = z.object({
  settings: depositSettings,
  /** Sales up to this one were made before it was counted. */
  afterSale: z.int().min(0),
});
export type KeptDeposit = Readonly<z.infer<typeof keptDeposit>>;
const keptBackup = z.object({
  folder: z.string().nullable(),
  /** Whether the folder was on another disk than the ledger when it was chosen. */
  otherDisk: z.boolean(),
  /** Six hex digits in the names of this ledger's copies. */
  mark: z.string().regex(/^[0-9a-f]{6}$/),
  /** What copies are encrypted with: made from a passphrase that is not kept. Base64. */
  key: z
    .object({
      logN: z.int(),
      r: z.int(),
      p: z.int(),
      salt: z.base64(),
      key: z.base64(),
    })
    .nullable(),
});
export type KeptBackup = Readonly<z.infer<typeof keptBackup>>;
const keptHeld = heldSale.omit({ meter: true, others: true });
export type KeptHeld = Readonly<z.infer<typeof keptHeld>>;
const moment = z.iso.datetime().transform((text) => new Date(text));
const clockConfirmed = z.object({ at: moment, lastSale: moment });

/** Somebody looked at a clock that the last sale speaks against, and said that it is right. */
export interface ClockConfirmed {
  /** What the clock said. */
  readonly at: Date;
  /** When the last sale was, as the clock of that time had it. */
  readonly lastSale: Date;
}

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

  /**
   * Sales up to this moment may be missing, with the TIDs they used: the ledger was restored from a copy
   * that is older. Null where it never was.
   */
  tidsAfter(): Date | null {
    return this.#get('tidsAfter', moment);
  }

  saveTidsAfter(at: Date): void {
    this.#set('tidsAfter', at);
  }

  /** Null where nobody ever had to. */
  clockConfirmed(): ClockConfirmed | null {
    return this.#get('clockConfirmed', clockConfirmed);
  }

  saveClockConfirmed(confirmed: ClockConfirmed): void {
    this.#set('clockConfirmed', confirmed);
  }

  /** Null where it was never switched on. @throws Refusal `ledger.unreadable` */
  deposit(): KeptDeposit | null {
    return this.#get('deposit', keptDeposit);
  }

  saveDeposit(deposit: KeptDeposit): void {
    this.#set('deposit', deposit);
  }

  /** Where copies go, and how they are encrypted; null where nobody has said. */
  backup(): KeptBackup | null {
    return this.#get('backup', keptBackup);
  }

  saveBackup(backup: KeptBackup): void {
    this.#set('backup', backup);
  }

  /** Sales that wait for their customers, the one that has waited longest first. */
  held(): readonly KeptHeld[] {
    return this.#get('held', z.array(keptHeld)) ?? [];
  }

  saveHeld(held: readonly KeptHeld[]): void {
    this.#set('held', held);
  }

  /** What stands on top of every slip; null for nothing. @throws Refusal `ledger.unreadable` */
  logo(): Logo | null {
    return this.#get('logo', logo.nullable());
  }

  saveLogo(kept: Logo | null): void {
    this.#set('logo', kept);
  }

  /** When this shop was moved to another computer; null while it is here. */
  movedAt(): Date | null {
    return this.#get('movedAt', moment.nullable());
  }

  saveMovedAt(at: Date | null): void {
    this.#set('movedAt', at);
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
