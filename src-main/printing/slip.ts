import type { LogoBlock } from '../../src-shared/contract/logo-shapes.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../src-shared/resource.ts';
import type { Translate } from '../messages.ts';
import { plainText } from './characters.ts';
import { groupsOfFour, type SlipFormat, slipFormat } from './format.ts';
import { priceLines } from './price-lines.ts';

export interface ShopFacts {
  readonly shop: ShopSettings;
  /** For the shop's paper; null where it has none. */
  readonly logo: LogoBlock | null;
  /** Digits after the decimal point of the currency, 0 to 3. */
  readonly currencyDigits: number;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  readonly t: Translate;
}

export interface SlipFacts extends ShopFacts {
  /** An issued sale. Whether the slip says TRAINING is what the ledger says of the sale. */
  readonly sale: Sale;
  /** Every token of it, in the order in which the meter has to get them. */
  readonly tokens: readonly string[];
  /** All that was paid for together, this sale among it; none where it was paid alone. */
  readonly together?: readonly Sale[];
  /** Every slip of a sale after the first is a copy and says so. */
  readonly copy: boolean;
}

interface TestSlipFacts extends ShopFacts {
  /** ISO 8601. */
  readonly at: string;
  /** What a person would call the printer that is tried. */
  readonly printer: string;
}

/** Sample digits of the test slip: recognisable, and marked there as no token. */
const SAMPLE_DIGITS = '12345678901234567890';
/** Shows every digit, the grouping and the sign of the currency, in minor units. */
const SAMPLE_AMOUNT = 123_456_789;
/** The accented letters of the till's languages. */
const SAMPLE_LETTERS = 'àâãçéèêëîïíóôõúùûüÀÂÃÇÉÈÊÍÓÔÕÚ';

/**
 * The slip of a sale. Pure: the same facts always make the same document.
 *
 * @throws Error for a sale without a token, since a slip is the promise of one.
 */
export function saleSlip(facts: SlipFacts): ReceiptDocument {
  const { sale, shop, t } = facts;
  if (sale.state !== 'issued' || facts.tokens.length === 0) {
    throw new Error(`sale ${sale.id} is ${sale.state} and has no token: there is no slip of it`);
  }
  const format = slipFormat({ ...facts, language: shop.language, currency: shop.currency });
  return {
    paper: shop.paper,
    name: sale.receiptNumber,
    blocks: [
      ...heading(facts),
      ...(sale.training ? [mark(t('receipt.training'))] : []),
      ...(facts.copy ? [mark(t('receipt.copy'))] : []),
      ...(sale.kind === 'sale' ? [] : [mark(t(`receipt.kinds.${sale.kind}`))]),
      { kind: 'rule' },
      ...saleDetails(sale, format, t),
      { kind: 'rule' },
      ...price(sale, format, t),
      ...paidTogether(facts, format),
      { kind: 'rule' },
      ...tokenSet(facts.tokens, t),
      // Once more beside the token: the top of a slip is easily torn off or left out of a photo.
      ...(sale.training ? [mark(t('receipt.training'))] : []),
      { kind: 'rule' },
      pair(t('receipt.operator'), sale.operatorName),
      ...centred(shop.slipFooter),
    ],
  };
}

/** A key change makes several tokens of one sale, and a meter takes them in their order only. */
function tokenSet(tokens: readonly string[], t: Translate): ReceiptBlock[] {
  const count = tokens.length;
  return tokens.map((digits, index) => ({
    kind: 'token',
    label: count === 1 ? t('receipt.token') : t('receipt.tokenOf', { number: index + 1, count }),
    digits,
  }));
}

/**
 * A slip that shows whether the printer is found, whether it has the letters and the currency's sign, how
 * many columns its paper holds, how a token will look and where the knife cuts.
 */
export function testSlip(facts: TestSlipFacts): ReceiptDocument {
  const { shop, t } = facts;
  const format = slipFormat({ ...facts, language: shop.language, currency: shop.currency });
  return {
    paper: shop.paper,
    name: 'test',
    blocks: [
      ...heading(facts),
      mark(t('receipt.test')),
      { kind: 'rule' },
      pair(t('receipt.date'), format.time(facts.at)),
      pair(t('receipt.printerAt'), facts.printer),
      pair(t('receipt.paper'), `${shop.paper} mm`),
      pair(t('receipt.paid'), format.money(SAMPLE_AMOUNT), true),
      {
        kind: 'text',
        text: t('receipt.accents', { letters: SAMPLE_LETTERS }),
        align: 'left',
      },
      { kind: 'ruler' },
      { kind: 'rule' },
      { kind: 'token', label: t('receipt.sample'), digits: SAMPLE_DIGITS },
      { kind: 'rule' },
      { kind: 'text', text: t('receipt.testFooter'), align: 'centre' },
      ...centred(shop.slipFooter),
      { kind: 'rule' },
      { kind: 'text', text: t('receipt.testCut'), align: 'centre' },
    ],
  };
}

/** The shop's logo, name and whatever else stands below it. */
export function heading({ shop, logo }: ShopFacts): ReceiptBlock[] {
  return [
    ...(logo ? [logo] : []),
    { kind: 'title', text: plainText(shop.name) },
    ...centred(shop.slipHeader),
  ];
}

function saleDetails(sale: Sale, format: SlipFormat, t: Translate): ReceiptBlock[] {
  const customer = plainText(sale.customerName);
  return [
    pair(t('receipt.date'), format.time(sale.at)),
    pair(t('receipt.number'), sale.receiptNumber),
    pair(t('receipt.meter'), groupsOfFour(sale.drn).join(' ')),
    ...(customer === '' ? [] : [pair(t('receipt.customer'), customer)]),
    {
      kind: 'text',
      align: 'left',
      // What an engineer needs to tell why a meter refuses: the meter must hold the same. The standard's
      // own abbreviations, the same in every language.
      text: [
        `SGC ${sale.supplyGroupCode}`,
        `TI ${twoDigits(sale.tariffIndex)}`,
        `KRN ${sale.keyRevisionNumber}`,
        `EA ${twoDigits(sale.encryptionAlgorithm)}`,
      ].join(' '),
    },
  ];
}

function price(sale: Sale, format: SlipFormat, t: Translate): ReceiptBlock[] {
  const { quote, kind, payment, refunded } = sale;
  const onAccount = payment === 'account' || sale.payments.some(({ kind }) => kind === 'account');
  const unit = unitSymbol(quote.resource);
  const units = pair(t('receipt.units'), `${format.energy(quote.steps)} ${unit}`, true);
  // Nothing was paid, as its mark says: what it would have cost is nobody's business.
  if (kind !== 'sale') return [pair(t('receipt.paid'), format.money(0), true), units];
  return [
    ...priceLines(sale, format, t).map(([label, amount]) => pair(plainText(label), amount)),
    // On account nothing was paid yet.
    pair(t(onAccount ? 'receipt.total' : 'receipt.paid'), format.money(quote.paid), true),
    units,
    ...payments(sale, format, t),
    ...(refunded === 0 ? [] : [pair(t('receipt.refunded'), format.money(refunded))]),
  ];
}

/** The other slips of the same payment, and what all of it came to: each customer keeps only their own. */
function paidTogether({ sale, together = [], t }: SlipFacts, format: SlipFormat): ReceiptBlock[] {
  const others = together.filter(({ id }) => id !== sale.id);
  if (others.length === 0) return [];
  const numbers = others.map(({ receiptNumber }) => receiptNumber).join(', ');
  const total = together.reduce((sum, { quote }) => sum + quote.paid, 0);
  return [
    { kind: 'text', text: t('receipt.together', { numbers }), align: 'left' },
    pair(t('receipt.togetherTotal'), format.money(total)),
  ];
}

/** How it was paid, where it was not in cash; a mixed payment with the amount of each part. */
function payments(sale: Sale, format: SlipFormat, t: Translate): ReceiptBlock[] {
  if (sale.payment === 'mixed') {
    return sale.payments.map(({ kind, amount }) =>
      pair(t(`receipt.payments.${kind}`), format.money(amount)),
    );
  }
  if (sale.payment === 'cash') return [];
  return [pair(t('receipt.payment'), t(`receipt.payments.${sale.payment}`))];
}

/** Each line the owner typed is a line of its own. */
export function centred(text: string): ReceiptBlock[] {
  return text
    .split(/\r\n|[\r\n]/)
    .map(plainText)
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'text', text: line, align: 'centre' }));
}

export function mark(text: string): ReceiptBlock {
  return { kind: 'mark', text };
}

export function pair(label: string, value: string, strong = false): ReceiptBlock {
  return { kind: 'pair', label, value: plainText(value), strong };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
