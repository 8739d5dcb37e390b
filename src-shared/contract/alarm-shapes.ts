import { z } from 'zod';

/*
 * What the till warns of before it stops a sale, and how it watches the module's counter. Times are
 * ISO 8601 in UTC; days are local ones, `2026-03-02`.
 */

const instant = z.iso.datetime();
const day = z.iso.date();
const count = z.int().min(0);

const alarmLevel = z.enum(['amber', 'red']);

/** Where it is put right: a part of the module screen, the deposit, the backups, the slips that wait. */
const alarmPart = z.enum(['connection', 'keys', 'licence', 'alarms', 'deposit', 'backup', 'slips']);

/** Stable for as long as it is about the same thing, e.g. `key-refresh:94000001:123457/2`. */
const alarmId = z.string().min(1).max(60);

export const alarm = z.object({
  id: alarmId,
  level: alarmLevel,
  /** Whether it keeps somebody from being sold to now. */
  stopsSales: z.boolean(),
  /** What will happen and when, in the shop's language. */
  message: z.string(),
  /** The order to place: what, for which module, with whom, how long it takes. */
  advice: z.string(),
  part: alarmPart,
  /** Until when it is kept off the sale screen; null where it is shown. */
  snoozedUntil: instant.nullable(),
});
export type Alarm = z.infer<typeof alarm>;

const days = z.int().min(0).max(3650);
const tokens = z.int().min(0).max(1_000_000_000);
const share = z.int().min(0).max(100);
const seconds = z.int().min(1).max(1_000_000);

/** From when on each alarm is amber, and from when on red. Each is reached by the number itself. */
export const alarmThresholds = z
  .strictObject({
    /** Transactions left. */
    transactionsAmber: tokens,
    transactionsRed: tokens,
    /** Days the licence lasts at the present pace. */
    daysAmber: days,
    daysRed: days,
    /** Days until a key expires. */
    keyDaysAmber: days,
    keyDaysRed: days,
    /** Days until a key has to be refreshed. */
    refreshDaysAmber: days,
    refreshDaysRed: days,
    /** What is left of a key's limit, in percent of the most there was in this refresh period. */
    limitShareAmber: share,
    limitShareRed: share,
    /** Between the module's clock and this computer's, either way. */
    clockAmberSeconds: seconds,
    clockRedSeconds: seconds,
  })
  .refine(
    (given) =>
      given.transactionsRed <= given.transactionsAmber &&
      given.daysRed <= given.daysAmber &&
      given.keyDaysRed <= given.keyDaysAmber &&
      given.refreshDaysRed <= given.refreshDaysAmber &&
      given.limitShareRed <= given.limitShareAmber &&
      given.clockRedSeconds >= given.clockAmberSeconds,
    { message: 'red has to come after amber' },
  );
export type AlarmThresholds = z.infer<typeof alarmThresholds>;

/** How long the licence lasts if the shop goes on selling as in the last four weeks. */
const forecast = z.object({
  /** Days of selling; null before the first sale, and where nothing is counted. */
  daysLeft: count.nullable(),
  /** Tokens on a day the shop sells, in tenths; null before the first sale. */
  perDayTenths: count.nullable(),
  /** Tokens of each of the last 28 days, the oldest first; the last is today. */
  days: z.array(z.object({ day, tokens: count })).length(28),
});
export type Forecast = z.infer<typeof forecast>;

const snooze = z.object({
  alarm: alarmId,
  level: alarmLevel,
  reason: z.string(),
  operatorName: z.string(),
  at: instant,
  until: instant,
});

/** What the status strip says beside the module, however well it stands. */
export const standing = z.object({
  /** Null where none is counted. Minor units, or steps of 0.1 kWh. */
  deposit: z.object({ counts: z.enum(['money', 'steps']), left: z.int() }).nullable(),
  /** `lastGoodAt`: when the last copy was made and found good; null for none. */
  backup: z.object({ hasFolder: z.boolean(), lastGoodAt: instant.nullable() }),
});
export type Standing = z.infer<typeof standing>;

export const alarmList = z.object({
  /** The most urgent first. */
  alarms: z.array(alarm),
  standing,
  forecast,
  thresholds: alarmThresholds,
  /** The latest first, at most twenty. */
  snoozes: z.array(snooze),
});
export type AlarmList = z.infer<typeof alarmList>;

export const snoozeInput = z.strictObject({
  id: alarmId,
  reason: z.string().trim().min(1).max(200),
});

/** A sale the module spent a transaction on without a token that was stored. */
const orphan = z.object({
  saleId: z.int().min(1),
  receiptNumber: z.string(),
  at: instant,
  state: z.enum(['reserved', 'asked', 'issued', 'refused']),
});

/** Transactions spent outside this till, between two readings of the counter. */
const stranger = z.object({ from: instant, to: instant, count });

/** What the module says it spent, against the tokens in the ledger. The latest first. */
export const reconciliation = z.object({
  /** Null before a module was read. */
  moduleId: z.string().nullable(),
  /** Nothing is counted down under this licence, so there is nothing to compare. */
  unlimited: z.boolean(),
  /** Of each day: `spent` = `stored` + `orphans` + `strangers`. `added` is what licences brought. */
  days: z.array(
    z.object({
      day,
      spent: count,
      stored: count,
      added: count,
      orphans: count,
      strangers: count,
    }),
  ),
  orphans: z.array(orphan),
  strangers: z.array(stranger),
});
export type Reconciliation = z.infer<typeof reconciliation>;
