import { firstMessages } from '../../../src-main/messages.ts';
import type { SlipFacts } from '../../../src-main/printing/slip.ts';
import type { Quote } from '../../../src-shared/contract/pricing-shapes.ts';
import { USUAL_DRAWER } from '../../../src-shared/contract/printing-shapes.ts';
import type { Sale, ShopSettings } from '../../../src-shared/contract/shapes.ts';
import type { Refund } from '../../../src-shared/contract/shift-shapes.ts';

/** A spaza shop in South Africa. */
const shop: ShopSettings = {
  name: "Thandi's Spaza",
  language: 'en',
  currency: 'ZAR',
  theme: 'system',
  slipHeader: '12 Vilakazi Street, Soweto\nVAT 4012345678',
  slipFooter: 'Thank you. Keep this slip.',
  quickAmounts: [],
  largestSale: 1_000_000,
  deductionOrder: ['service-fee', 'fixed-charge', 'debt'],
  pinAtStart: false,
  autoLockMinutes: 0,
  shiftsByHand: false,
  paper: 58,
  printer: { kind: 'none' },
  sparePrinter: { kind: 'none' },
  drawer: USUAL_DRAWER,
  printEachSale: true,
};

/** What most lines have no use for. */
const plain = {
  name: '',
  steps: null,
  price: null,
  basisPoints: null,
  periods: null,
  every: null,
  debtId: null,
  left: null,
  base: null,
} as const;

/** R 100.00 with a fixed charge of R 5.00 and 15 % VAT. */
export const sale: Sale = {
  id: 412,
  receiptNumber: '000412',
  state: 'issued',
  at: '2026-03-01T12:05:00.000Z',
  meterId: 7,
  drn: '07123456788',
  customerName: 'Nomsa Dlamini',
  supplyGroupCode: '123457',
  keyRevisionNumber: 1,
  tariffIndex: 1,
  encryptionAlgorithm: 7,
  quote: {
    paid: 10_000,
    energy: 8_261,
    fixedCharge: 435,
    serviceFee: 0,
    debt: 0,
    tax: 1_304,
    lines: [
      { ...plain, kind: 'energy', amount: 8_261, steps: 451, price: 2_109_000 },
      { ...plain, kind: 'fixed-charge', amount: 435 },
      { ...plain, kind: 'tax', name: 'VAT', amount: 1_304, basisPoints: 1_500 },
    ],
    steps: 451,
    freeSteps: 0,
    transferAmount: 451,
    resource: 'electricity',
    pricesIncludeTax: true,
    chargedUntil: null,
  },
  tid: 17_000_000,
  baseDate: 1993,
  token: '59146213089934217705',
  problem: null,
  operatorName: 'Thandi',
  training: false,
  slips: 0,
  payment: 'cash',
  payments: [{ kind: 'cash', amount: 10_000 }],
  refunded: 0,
  shiftId: 1,
  kind: 'sale',
  basket: null,
  reason: null,
  approvedByName: null,
  replaces: null,
};

/** The sale, paid for with those at two other meters: R 230.00 in all. */
export const together: readonly Sale[] = [
  sale,
  { ...sale, id: 413, receiptNumber: '000413', quote: { ...sale.quote, paid: 8_000 } },
  { ...sale, id: 414, receiptNumber: '000414', quote: { ...sale.quote, paid: 5_000 } },
];

/** Water in two blocks, with everything a price can be made of; VAT on top of it. */
export const itemised: Quote = {
  ...{ paid: 64_030, energy: 45_700, fixedCharge: 6_000, serviceFee: 500, debt: 4_000, tax: 7_830 },
  lines: [
    { ...plain, kind: 'free-units', amount: 0, steps: 50 },
    { ...plain, kind: 'energy', amount: 12_900, steps: 60, price: 21_500_000 },
    { ...plain, kind: 'energy', amount: 32_800, steps: 109, price: 30_000_000 },
    {
      ...plain,
      kind: 'fixed-charge',
      name: 'Basic charge',
      amount: 6_000,
      periods: 3,
      every: 'month',
    },
    { ...plain, kind: 'service-fee', amount: 500 },
    { ...plain, kind: 'debt', name: 'Connection', amount: 4_000, debtId: 4, left: 11_000 },
    { ...plain, kind: 'tax', name: 'VAT', amount: 7_830, basisPoints: 1_500 },
  ],
  steps: 219,
  freeSteps: 50,
  transferAmount: 219,
  resource: 'water',
  pricesIncludeTax: false,
  chargedUntil: '2026-03-31T22:00:00.000Z',
};

/** The price of what was given. */
export const forNothing: Quote = {
  ...{ ...sale.quote, paid: 0, energy: 0, fixedCharge: 0, tax: 0 },
  lines: [{ ...plain, kind: 'energy', amount: 0, steps: 451 }],
};

/** A fifth of it is given back. */
export const refund: Refund = {
  id: 3,
  saleId: sale.id,
  at: '2026-03-01T15:40:00.000Z',
  operatorName: 'Sipho',
  approvedBy: 'Thandi',
  amount: 2_000,
  payment: 'cash',
  reason: 'Paid R 100.00 for a sale of R 80.00',
};

export function facts(change: {
  readonly sale?: Partial<Sale>;
  readonly shop?: Partial<ShopSettings>;
  readonly facts?: Partial<Omit<SlipFacts, 'sale' | 'shop'>>;
}): SlipFacts {
  const sold = { ...sale, ...change.sale };
  return {
    currencyDigits: 2,
    timeZone: 'Africa/Johannesburg',
    copy: false,
    logo: null,
    t: firstMessages().t,
    tokens: sold.token === null ? [] : [sold.token],
    ...change.facts,
    sale: sold,
    shop: { ...shop, ...change.shop },
  };
}
