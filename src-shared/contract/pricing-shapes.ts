import { z } from 'zod';
import { MOST_BLOCKS, MOST_CHARGES, MOST_FREE_STEPS, MOST_TAXES } from '../pricing/limits.ts';
import { LARGEST_FEE_SHARE, WHOLE } from '../pricing/money.ts';
import { RESOURCES } from '../resource.ts';
import { id, instant, money, steps } from './measures.ts';

/*
 * Prices, and what comes of them. Money is an integer in minor units, quantities in steps of 0.1 unit of
 * the resource, prices in ten-thousandths of a minor unit for a whole unit, shares in basis points.
 */

const label = z.string().trim().min(1).max(40);
/** Half a character has no canonical form, and terms are kept in theirs. */
const termLabel = label.regex(/^\P{Surrogate}*$/u);
const share = z.int().min(0).max(WHOLE);

export const resource = z.enum(RESOURCES);

/** A price for part of a month's units. */
const block = z.object({
  /** The month's units up to which it holds; null for the last one. */
  upTo: steps.min(1).nullable(),
  /** R 2.1090 a unit is 2 109 000. */
  price: z.int().min(1),
});
export type Block = z.infer<typeof block>;

const fixedCharge = z.object({
  name: termLabel,
  /** Days and months are those of this computer's calendar. */
  every: z.enum(['sale', 'day', 'month']),
  amount: money.min(1),
  /** Whether days and months without a sale are caught up with the next one. */
  arrears: z.boolean(),
});
export type FixedCharge = z.infer<typeof fixedCharge>;

const taxed = z.enum(['energy', 'fixed-charge', 'service-fee']);
/** A part of the price that a tax may be on. */
export type Taxed = z.infer<typeof taxed>;

const tax = z.object({
  name: termLabel,
  /** 15 % is 1500; 0 for a tax that is only named. */
  basisPoints: share,
  on: z
    .array(taxed)
    .min(1)
    .refine((parts) => new Set(parts).size === parts.length),
  /** The first units of each month, free ones among them, whose energy it is not on; all are taxed without. */
  exemptSteps: steps.min(1).optional(),
});
export type Tax = z.infer<typeof tax>;

/** Everything a price follows from. What is true of all parts together is checked as well. */
export const tariffTerms = z
  .object({
    /** Counted over the units of a month. One block is a flat tariff. */
    blocks: z.array(block).min(1).max(MOST_BLOCKS).refine(ascend),
    /** Given with the first sale of each month, and counted in the blocks; 0 for none. */
    freeSteps: steps.max(MOST_FREE_STEPS),
    fixedCharges: z.array(fixedCharge).max(MOST_CHARGES),
    /** For the vendor's service: an amount, and a share of what is left when its turn comes. */
    serviceFee: z.object({ amount: money, basisPoints: z.int().min(0).max(LARGEST_FEE_SHARE) }),
    taxes: z.array(tax).max(MOST_TAXES).refine(leaveAPrice).refine(exemptEnergy),
    /** Whether prices, fixed charges and the service fee are given with their taxes in them. */
    pricesIncludeTax: z.boolean(),
    /** Of what is paid, debts and all; 0 for none. */
    minimumSale: money,
    /** Of what is paid for energy and its tax: charges, fee and debts come on top. Null for none. */
    maximumSale: money.min(1).nullable(),
  })
  .refine(({ minimumSale, maximumSale }) => maximumSale === null || minimumSale <= maximumSale, {
    path: ['maximumSale'],
  });
export type TariffTerms = z.infer<typeof tariffTerms>;

function ascend(blocks: readonly Block[]): boolean {
  let above = 0;
  return blocks.every(({ upTo }, index) => {
    const isLast = index === blocks.length - 1;
    if (upTo === null || isLast) return upTo === null && isLast;
    const rises = upTo > above;
    above = upTo;
    return rises;
  });
}

/** On no part more than as much again: what is left for energy must rise with what is paid. */
function leaveAPrice(taxes: readonly Tax[]): boolean {
  return taxed.options.every((part) => {
    const on = taxes.filter((each) => each.on.includes(part));
    return on.reduce((sum, { basisPoints }) => sum + basisPoints, 0) <= WHOLE;
  });
}

/** Units are exempt of a tax on energy only. */
function exemptEnergy(taxes: readonly Tax[]): boolean {
  return taxes.every(({ on, exemptSteps }) => exemptSteps === undefined || on.includes('energy'));
}

/** A tariff in the version that is in force. */
export const tariff = tariffTerms.safeExtend({
  id,
  name: z.string(),
  /** Which customers it is for, e.g. `Domestic`. May be empty. */
  priceClass: z.string().max(20),
  resource,
  versionId: id,
  validFrom: instant,
});
export type Tariff = z.infer<typeof tariff>;

/** What a customer asks for: an amount of money to spend, or units to buy beside the free ones. */
export const ask = z.discriminatedUnion('by', [
  z.object({ by: z.literal('money'), amount: money.min(1) }),
  z.object({ by: z.literal('units'), amount: steps.min(1) }),
]);
export type Ask = z.infer<typeof ask>;

/** How much of a debt a sale takes. */
export const debtTake = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  /** Of what is left of the sale when its turn comes. */
  z.object({ kind: z.literal('share'), basisPoints: share.min(1) }),
  z.object({ kind: z.literal('fixed'), amount: money.min(1) }),
]);
export type DebtTake = z.infer<typeof debtTake>;

export const debtTerms = z.object({
  name: label,
  /** `arrears`: owed for what was used; `auxiliary`: for anything else, e.g. a connection. */
  kind: z.enum(['arrears', 'auxiliary']),
  take: debtTake,
  /** The most a sale takes; null for no limit. */
  perSaleCeiling: money.min(1).nullable(),
  /** The most that is taken in a calendar month; null for no limit. */
  perMonthCeiling: money.min(1).nullable(),
  /** Lower ones are taken first. */
  priority: z.int().min(1).max(99),
});
export type DebtTerms = z.infer<typeof debtTerms>;

const deduction = z.enum(['service-fee', 'fixed-charge', 'debt']);

/** The owner's order of what is taken from a payment. Energy and its tax get the rest. */
export const deductionOrder = z
  .array(deduction)
  .length(deduction.options.length)
  .refine((order) => new Set(order).size === order.length);
export type DeductionOrder = z.infer<typeof deductionOrder>;

/** A line of a price; what its kind has no use for is null. */
export const quoteLine = z.object({
  kind: z.enum(['energy', 'free-units', 'fixed-charge', 'service-fee', 'debt', 'tax']),
  /** What the owner called it; empty where the kind says it all. */
  name: z.string(),
  /** Without tax, except for a tax. */
  amount: money,
  steps: steps.nullable(),
  /** As the tariff says it, with tax where its prices are with tax. */
  price: z.int().min(1).nullable(),
  basisPoints: share.nullable(),
  /** Days or months that are paid for. */
  periods: z.int().min(1).nullable(),
  /** Which of the two; null also in lines from before that was kept. */
  every: z.enum(['day', 'month']).nullable(),
  debtId: id.nullable(),
  /** What is left of the debt after this sale. */
  left: money.nullable(),
  /** Of a tax: what it is on, without tax. */
  base: money.nullable(),
});
export type QuoteLine = z.infer<typeof quoteLine>;

/**
 * A price, itemised: `paid = energy + fixedCharge + serviceFee + debt + tax`, and the lines sum to it.
 * The steps of the lines sum to `steps`, but for what the token's coding rounds up.
 */
export const quote = z.object({
  paid: money,
  /** Energy, fixed charges and service fee are without tax. */
  energy: money,
  fixedCharge: money,
  serviceFee: money,
  debt: money,
  tax: money,
  lines: z.array(quoteLine),
  /** What the token gives, decoded, free units in it. */
  steps,
  freeSteps: steps,
  /** The TransferAmount field as the module gets it, 16 bits. */
  transferAmount: z.int().min(1).max(0xffff),
  resource,
  pricesIncludeTax: z.boolean(),
  /** Until when daily and monthly charges are paid after this sale. */
  chargedUntil: instant.nullable(),
});
export type Quote = z.infer<typeof quote>;
