import { z } from 'zod';
import { LARGEST_MONEY } from '../pricing/money.ts';
import { paymentKind } from './payment.ts';
import { id, instant, money } from './shapes.ts';

const signedMoney = z.int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const count = z.int().min(0);
/** Of many amounts: may be more than any one of them. */
const sum = z.int().min(0);

/** Minor units of each payment kind; below 0 where more went back than came in. */
const moneyByKind = z.object({
  cash: signedMoney,
  card: signedMoney,
  'mobile-money': signedMoney,
  account: signedMoney,
});
export type MoneyByKind = z.infer<typeof moneyByKind>;

/** What a card terminal says of a day on which more was given back than taken is below 0. */
const countedSum = z.int().min(-LARGEST_MONEY).max(LARGEST_MONEY);

/** A count of the drawer, and of what terminals and slips say beside it. */
export const countedByKind = z.strictObject({
  cash: money,
  card: countedSum,
  'mobile-money': countedSum,
  account: countedSum,
});

/** The shift that is running, without what should be in the drawer. */
export const shift = z.object({
  id,
  /** `counted`: the drawer was counted, nothing is sold until the shift is closed. */
  state: z.enum(['open', 'counted']),
  openedAt: instant,
  openedBy: z.string(),
  float: money,
  /** Opened by itself with the first sale, its float being what the last count left in the drawer. */
  byItself: z.boolean(),
});
export type Shift = z.infer<typeof shift>;

export const cashMovement = z.object({
  id,
  at: instant,
  operatorName: z.string(),
  /** Null where nobody had to approve. */
  approvedBy: z.string().nullable(),
  /** `drop`: to the safe or the bank; `pay-out`: paid for something; `pay-in`: put in. */
  kind: z.enum(['drop', 'pay-out', 'pay-in']),
  amount: money,
  reason: z.string(),
});
export type CashMovement = z.infer<typeof cashMovement>;

const turnover = z.object({
  sales: count,
  amount: sum,
  refunds: count,
  refunded: sum,
});
/** Kinds without a sale or a refund are left out. */
const perKind = turnover.extend({ kind: paymentKind });
/** Who sold or gave back, in the order they came to work here. */
const perOperator = turnover.extend({ operatorId: id, name: z.string() });

/** What happened in a shift: of an X report as far as it went, of a Z report for good. */
export const shiftReport = z.object({
  shiftId: id,
  openedAt: instant,
  openedBy: z.string(),
  /** When it was made. */
  at: instant,
  by: z.string(),
  float: money,
  sales: count,
  /** What was paid; refunds are not taken off. */
  taken: sum,
  energy: sum,
  fixedCharge: sum,
  /** What is not said in reports from before there were any. */
  serviceFee: sum.default(0),
  debt: sum.default(0),
  tax: sum,
  /** Of electricity, 0.1 kWh steps. */
  steps: count,
  refunds: count,
  refunded: sum,
  byKind: z.array(perKind),
  byOperator: z.array(perOperator),
  movements: z.array(cashMovement),
  /** Receipt numbers, null for a shift without sales. */
  firstSale: z.string().nullable(),
  lastSale: z.string().nullable(),
  /** What should be there. */
  expected: moneyByKind,
});
export type ShiftReport = z.infer<typeof shiftReport>;

/** A blind count against what was expected; shown once the count is written down. */
export const shiftCount = z.object({
  counted: moneyByKind,
  expected: moneyByKind,
  /** Counted minus expected. */
  difference: moneyByKind,
  at: instant,
  countedBy: z.string(),
  /** How often this drawer was counted. */
  times: z.int().min(1),
});
export type ShiftCount = z.infer<typeof shiftCount>;

export const zReport = z.object({
  /** Without gaps, from 1. */
  number: id,
  report: shiftReport,
  count: shiftCount,
  /** Why counted and expected differ; empty where they do not. */
  explanation: z.string(),
  /** What was left in the drawer for the next shift. */
  left: money,
  /** The audit trail's head as the report was made: its row and its hash, 64 hex digits. */
  auditSequence: z.int().min(0),
  auditHash: z.string(),
  training: z.boolean(),
});
export type ZReport = z.infer<typeof zReport>;

/** A Z report in the list of them. */
export const zLine = z.object({
  number: id,
  at: instant,
  by: z.string(),
  taken: sum,
  /** Counted minus expected, all kinds together. */
  difference: signedMoney,
  /** Whether any kind differed: what is missing in one may be too much in another. */
  differed: z.boolean(),
});
export type ZLine = z.infer<typeof zLine>;

export const shiftState = z.object({
  /** Null between two shifts. */
  shift: shift.nullable(),
  /** Known once the drawer was counted. */
  count: shiftCount.nullable(),
  /** What the last shift left in the drawer: the float to expect. */
  lastLeft: money,
  /** Sales that are neither issued nor refused: they have to be ended before the drawer is counted. */
  unfinished: count,
});
export type ShiftState = z.infer<typeof shiftState>;

/** One line that somebody typed: no control characters, no halves of characters, one space at a time. */
export function typedLine(longest: number) {
  return z
    .string()
    .max(longest)
    .transform((text) => text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim());
}

export const reason = typedLine(200).pipe(z.string().min(1));

/** Money of a sale that was given back. The sale and its token stay what they are. */
export const refund = z.object({
  id,
  saleId: id,
  at: instant,
  operatorName: z.string(),
  /** Null where nobody had to approve. */
  approvedBy: z.string().nullable(),
  amount: money,
  payment: paymentKind,
  reason: z.string(),
});
export type Refund = z.infer<typeof refund>;

/** Of a deposit, in minor units or steps of 0.1 kWh. */
const LARGEST_MOVEMENT = 1_000_000_000_000;

/** What a deposit is changed by: a top-up adds to it, a correction says why. */
export const depositChange = z
  .strictObject({
    requestId: z.uuid(),
    kind: z.enum(['top-up', 'correction']),
    /** Minor units or steps; a correction may be below 0. */
    amount: z.int().min(-LARGEST_MOVEMENT).max(LARGEST_MOVEMENT),
    note: typedLine(200),
  })
  .refine(({ kind, amount }) => amount > 0 || (kind === 'correction' && amount < 0), {
    path: ['amount'],
    message: 'something has to move, and a top-up is above 0',
  })
  .refine(({ kind, note }) => kind === 'top-up' || note !== '', {
    path: ['note'],
    message: 'a correction needs its reason',
  });

/** What the vendor has with the utility, in money or in energy. */
export const depositSettings = z
  .strictObject({
    /** `off`: the shop has none, and nothing is counted. */
    counts: z.enum(['off', 'money', 'steps']),
    /** From when on there is an alarm: minor units or steps. */
    warnAt: z.int().min(0).max(LARGEST_MOVEMENT),
    /** Sales stop before less than this would be left; null where they never stop. Below 0 is credit. */
    stopAt: z.int().min(-LARGEST_MOVEMENT).max(LARGEST_MOVEMENT).nullable(),
  })
  .refine(({ warnAt, stopAt }) => stopAt === null || stopAt <= warnAt, {
    path: ['stopAt'],
    message: 'sales stop after the warning',
  });
export type DepositSettings = z.infer<typeof depositSettings>;

export const depositMovement = z.object({
  id,
  at: instant,
  operatorName: z.string(),
  approvedBy: z.string().nullable(),
  /** `sold`: what a closed shift sold of it. */
  kind: z.enum(['top-up', 'correction', 'sold']),
  /** Minor units or steps; below 0 for what went away. */
  amount: signedMoney,
  note: z.string(),
});

export const depositState = z.object({
  settings: depositSettings,
  /** Minor units or steps; null while it is off. */
  left: signedMoney.nullable(),
  /** The latest first, at most fifty. */
  movements: z.array(depositMovement),
});
export type DepositState = z.infer<typeof depositState>;
