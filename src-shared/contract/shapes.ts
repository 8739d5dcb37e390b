import { z } from 'zod';
import { id, instant, money } from './measures.ts';
import { paymentPart, salePayment } from './payment.ts';
import { role } from './people-shapes.ts';
import { ask, deductionOrder, quote, resource } from './pricing-shapes.ts';
import { drawer, printer, USUAL_DRAWER } from './printing-shapes.ts';

/*
 * The things the screen and the till speak about. Money is an integer in minor units of the shop's
 * currency; energy is an integer in steps of 0.1 kWh; times are ISO 8601 in UTC.
 */

export { id, instant, money, steps } from './measures.ts';

/** The name of a file in resources/languages: `fr`, or `pt-BR`. Which there are the till says, see `mustSpeak`. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/);
export type Language = z.infer<typeof language>;

const theme = z.enum(['system', 'light', 'dark']);

/** ISO 4217. Which codes are known is checked where the shop is set up. */
export const currency = z.string().regex(/^[A-Z]{3}$/);

export const link = z.discriminatedUnion('kind', [
  /** The emulated module inside the till. */
  z.object({ kind: z.literal('built-in') }),
  /** A raw TCP stream to a module host; 5100 is usual. */
  z.object({
    kind: z.literal('tcp'),
    host: z.string().trim().min(1).max(253),
    port: z.int().min(1).max(65535),
  }),
  /** A serial port or USB serial, e.g. `/dev/ttyUSB0` or `COM3`; 9600 8N1 where nothing else is said. */
  z.object({
    kind: z.literal('serial'),
    path: z.string().trim().min(1).max(260),
    /** Bits a second. */
    baudRate: z.int().min(300).max(115_200).optional(),
    dataBits: z.union([z.literal(7), z.literal(8)]).optional(),
    parity: z.enum(['none', 'even', 'odd']).optional(),
    stopBits: z.union([z.literal(1), z.literal(2)]).optional(),
    /** The adapter's own serial number: it is found by that when it comes back under another name. */
    usbSerial: z.string().trim().min(1).max(128).optional(),
  }),
]);
export type LinkSettings = z.infer<typeof link>;

export const shopSettings = z.object({
  name: z.string().trim().min(1).max(60),
  language,
  currency,
  theme,
  /** Printed below the shop's name: address, phone, tax number. May be empty. */
  slipHeader: z.string().trim().max(200),
  slipFooter: z.string().trim().max(200),
  /** Amounts on the quick buttons, at most six. */
  quickAmounts: z.array(money.min(1)).max(6),
  /** The largest single sale. A wrong zero must not empty a purse. */
  largestSale: money.min(1),
  /** What is taken from a payment first; energy and its tax get the rest. */
  deductionOrder: deductionOrder.default(['service-fee', 'fixed-charge', 'debt']),
  /** Whether the till asks who is there when it starts. Where several people work it always does. */
  pinAtStart: z.boolean(),
  /** Minutes without anybody after which the till locks itself; 0 for never. */
  autoLockMinutes: z.int().min(0).max(480).default(0),
  /** Whether a shift is opened by hand with its float counted, or by itself with the first sale. */
  shiftsByHand: z.boolean().default(false),
  paper: z.union([z.literal(58), z.literal(80)]),
  printer,
  /** Where slips go that the first one cannot print. */
  sparePrinter: printer.default({ kind: 'none' }),
  drawer: drawer.default(USUAL_DRAWER),
  /** Whether each sale is printed by itself. */
  printEachSale: z.boolean(),
});
export type ShopSettings = z.infer<typeof shopSettings>;

/** Who sits at the till. */
const operator = z.object({ id, name: z.string(), role });
export type Operator = z.infer<typeof operator>;

export const tillState = z.object({
  version: z.string(),
  /** `first-run`: no shop yet. `locked`: a PIN is asked for. `open`: ready to sell. */
  stage: z.enum(['first-run', 'locked', 'open']),
  /** Where this shop was moved to another computer, and when: nothing is sold here any more. */
  movedAt: instant.nullable(),
  /** Training: the module is emulated and its tokens open no real meter. */
  training: z.boolean(),
  shop: shopSettings.nullable(),
  /** Digits after the decimal point of the currency, 0 to 3. */
  currencyDigits: z.int().min(0).max(3),
  operator: operator.nullable(),
  /** Where the ledger is kept, to show in the settings. */
  dataFolder: z.string(),
  /** Whether there is a shop to switch to: the real one while training, and the other way round. */
  otherShop: z.boolean(),
});
export type TillState = z.infer<typeof tillState>;

export const keyRegister = z.object({
  register: z.int().min(1),
  supplyGroupCode: z.string(),
  keyRevisionNumber: z.int(),
  keyType: z.int(),
  dkga: z.int(),
  baseDate: z.int(),
  keyExpiryNumber: z.int(),
  activeFrom: instant.nullable(),
  /** The refresh date. */
  issuedUntil: instant.nullable(),
  /** What is left until the next refresh, in steps of 0.1 kWh; null for no limit. */
  unitLimit: z.int().min(0).nullable(),
  /** The same in money, as the module counts it; null for no limit. */
  currencyLimit: z.int().min(0).nullable(),
  /** The last minute the KEN allows tokens of; null where it never expires. */
  keyEndsAt: instant.nullable(),
  /** The last minute a TID can say under the base date; null for an unknown one. */
  tidEndsAt: instant.nullable(),
});
export type KeyRegister = z.infer<typeof keyRegister>;

export const failureShape = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Whether a module does STS Edition 2, and if not, whether it can be made to. */
export const hardware = z.object({
  kind: z.enum(['ready', 'upgradeable', 'not-upgradeable', 'edition-1', 'unknown']),
  /** Which of the sentences under `screen.hardware` says what it is and what to do. */
  advice: z.enum([
    'emulated',
    'ready-tsm250',
    'ready-tsm500',
    'ready',
    'upgrade-tsm250',
    'upgrade-tsm500',
    'upgrade-tsm500i',
    'upgrade-nss',
    'manufacturing',
    'old-model',
    'edition-1',
    'unknown',
  ]),
});
export type Hardware = z.infer<typeof hardware>;

export const moduleStatus = z.object({
  /** `ready` sells; `looking` is being read; `gone` is not there; `unusable` is there and cannot sell. */
  state: z.enum(['ready', 'looking', 'gone', 'unusable']),
  link,
  linkName: z.string(),
  moduleId: z.string().nullable(),
  firmwareId: z.string().nullable(),
  emulated: z.boolean(),
  /** Null where nothing has said what it is. */
  hardware: hardware.nullable(),
  transactionsLeft: z.int().nullable(),
  /** The module's clock minus this computer's, in seconds. */
  clockDifference: z.int().nullable(),
  registers: z.array(keyRegister),
  problem: failureShape.nullable(),
});
export type ModuleStatus = z.infer<typeof moduleStatus>;

/** A port of this computer, and what answers there. */
export const foundPort = z.object({
  link,
  /** What a person may know it by: the maker and the name of the adapter. May be empty. */
  description: z.string(),
  /** The till sells through it; `module` is as it stands, nothing was asked anew. */
  inUse: z.boolean(),
  module: moduleStatus,
});
export type FoundPort = z.infer<typeof foundPort>;

/** What the module must know of a meter to make its tokens. */
export const meterConfiguration = z.object({
  /** DRN or PAN as typed; spaces allowed. Parsed by `sts/`. */
  meterNumber: z.string().trim().min(1).max(64),
  supplyGroupCode: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
  keyRevisionNumber: z.int().min(1).max(9),
  tariffIndex: z.int().min(0).max(99),
  encryptionAlgorithm: z.union([z.literal(7), z.literal(11)]),
  tokenCarrierType: z.union([z.literal(1), z.literal(2)]),
});
export type MeterConfiguration = z.infer<typeof meterConfiguration>;

/** A meter with its customer, as the sale screen shows it. */
export const meter = z.object({
  id,
  drn: z.string(),
  pan: z.string(),
  supplyGroupCode: z.string(),
  keyRevisionNumber: z.int(),
  tariffIndex: z.int(),
  encryptionAlgorithm: z.union([z.literal(7), z.literal(11)]),
  tokenCarrierType: z.union([z.literal(1), z.literal(2)]),
  customerId: id,
  /** Empty for a meter that was sold to blind. */
  customerName: z.string(),
  phone: z.string(),
  address: z.string(),
  tariffId: id,
  tariffName: z.string(),
  /** What it counts, which is what its tariff prices. */
  resource,
  /** Its configuration was typed at the till and nobody has confirmed it. */
  blind: z.boolean(),
  /** When it was added. */
  since: instant,
  /** Since when nothing is sold to it: it is closed, or its customer's account is. */
  closedAt: instant.nullable(),
  /** The meter that took its place. */
  replacedBy: z.object({ id, drn: z.string() }).nullable(),
  /** `ask`: what the customer asked for. */
  lastSale: z.object({ paid: money, at: instant, ask }).nullable(),
});
export type Meter = z.infer<typeof meter>;

/** What the one field found. */
export const found = z.object({
  meters: z.array(meter),
  /** Sales whose token ends in the digits typed. */
  sales: z.array(
    z.object({
      id,
      receiptNumber: z.string(),
      digits: z.string(),
      customerName: z.string(),
      at: instant,
    }),
  ),
  /**
   * A legal meter number or card that no meter here has: it can be sold to once its configuration is
   * known. A card brings its configuration along.
   */
  unknownMeter: z
    .object({ drn: z.string(), configuration: meterConfiguration.nullable() })
    .nullable(),
  /** Why what looks like a meter number or a card is not one, e.g. a wrong check digit. */
  problem: failureShape.nullable(),
});
export type Found = z.infer<typeof found>;

export const customerDetails = z.object({
  name: z.string().trim().max(80),
  phone: z.string().trim().max(30),
  address: z.string().trim().max(120),
});

const saleState = z.enum(['reserved', 'asked', 'issued', 'refused']);
export type SaleState = z.infer<typeof saleState>;

export const sale = z.object({
  id,
  /** e.g. `000412`. */
  receiptNumber: z.string(),
  state: saleState,
  at: instant,
  meterId: id,
  drn: z.string(),
  customerName: z.string(),
  supplyGroupCode: z.string(),
  keyRevisionNumber: z.int(),
  tariffIndex: z.int(),
  encryptionAlgorithm: z.union([z.literal(7), z.literal(11)]),
  quote,
  /** TokenIdentifier; null where the module refused it, so that it was given back. */
  tid: z.int().nullable(),
  baseDate: z.int(),
  /** 20 digits; null until issued. */
  token: z
    .string()
    .regex(/^\d{20}$/)
    .nullable(),
  /** Why it was refused or is not finished. */
  problem: failureShape.nullable(),
  operatorName: z.string(),
  training: z.boolean(),
  /** How often a slip was made, paper or PDF. */
  slips: z.int().min(0),
  payment: salePayment,
  /** What was paid in which way; none where nothing was paid. */
  payments: z.array(paymentPart),
  /** Given back of what was paid. The token stays what it is. */
  refunded: money,
  /** Null for sales from before there were shifts. */
  shiftId: id.nullable(),
  /** Paid for, given for nothing, or in place of a token that came to nothing. */
  kind: z.enum(['sale', 'free-issue', 'replacement']),
  /** Sales that were paid for together have the same; null where it was one alone. */
  basket: z.string().nullable(),
  /** Why nothing was paid; null for what is sold. */
  reason: z.string().nullable(),
  /** Null where nobody had to approve. */
  approvedByName: z.string().nullable(),
  /** The sale whose token this one's stands in for. */
  replaces: id.nullable(),
});

/** What happened to a sale that was left open, in one sentence, for whoever is at the till. */
export const told = z.object({ saleId: id, sentence: z.string() });
export type Told = z.infer<typeof told>;
export type Sale = z.infer<typeof sale>;
