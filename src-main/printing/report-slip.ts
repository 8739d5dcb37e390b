import { paymentKind } from '../../src-shared/contract/payment.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type {
  CashMovement,
  ShiftCount,
  ShiftReport,
  ZReport,
} from '../../src-shared/contract/shift-shapes.ts';
import type { Translate } from '../messages.ts';
import { plainText } from './characters.ts';
import { groupsOfFour, type SlipFormat, slipFormat } from './format.ts';
import { heading, mark, pair, type ShopFacts } from './slip.ts';

export interface XSlipFacts extends ShopFacts {
  readonly report: ShiftReport;
  readonly training: boolean;
}

export interface ZSlipFacts extends ShopFacts {
  readonly z: ZReport;
  /** Every slip of a report after the first is a copy and says so. */
  readonly copy: boolean;
}

/** What the words and numbers of a slip are written with. */
interface Pen {
  readonly format: SlipFormat;
  readonly t: Translate;
}

/** Digits of a hash in a line: four groups of four fit the narrowest paper. */
const HASH_LINE = /.{1,16}/g;

/** How a shift stands. Pure, as {@link zSlip} is: the same facts always make the same document. */
export function xSlip(facts: XSlipFacts): ReceiptDocument {
  const { report, shop, training } = facts;
  const pen = penFor(facts);
  const { t, format } = pen;
  return {
    paper: shop.paper,
    name: `x-${report.shiftId}`,
    blocks: [
      ...top(facts, training, false),
      pair(t('receipt.report.x'), String(report.shiftId), true),
      text(t('receipt.report.x-note')),
      ...opening(report, pen),
      pair(t('receipt.report.made'), format.time(report.at)),
      pair(t('receipt.report.made-by'), report.by),
      ...figures(report, pen),
    ],
  };
}

/** A shift that is closed, for good: what was sold, what should have been there, and what was. */
export function zSlip(facts: ZSlipFacts): ReceiptDocument {
  const { z, copy, shop } = facts;
  const { report, count } = z;
  const pen = penFor(facts);
  const { t, format } = pen;
  const number = String(z.number).padStart(4, '0');
  return {
    paper: shop.paper,
    name: `z-${number}`,
    blocks: [
      ...top(facts, z.training, copy),
      pair(t('receipt.report.z'), number, true),
      pair(t('receipt.report.shift'), String(report.shiftId)),
      ...opening(report, pen),
      pair(t('receipt.report.closed'), format.time(report.at)),
      pair(t('receipt.report.closed-by'), report.by),
      ...figures(report, pen),
      ...counting(count, pen),
      ...(z.explanation === ''
        ? []
        : [text(t('receipt.report.explanation', { text: plainText(z.explanation) }))]),
      pair(t('receipt.report.left'), format.money(z.left)),
      pair(t('receipt.report.taken-out'), format.money(count.counted.cash - z.left)),
      ...trail(z, pen),
      ...(z.training ? [mark(t('receipt.report.training'))] : []),
    ],
  };
}

function penFor(facts: ShopFacts): Pen {
  const { language, currency } = facts.shop;
  return { format: slipFormat({ ...facts, language, currency }), t: facts.t };
}

function top(facts: ShopFacts, training: boolean, copy: boolean): ReceiptBlock[] {
  const { t } = facts;
  return [
    ...heading(facts),
    ...(training ? [mark(t('receipt.report.training'))] : []),
    ...(copy ? [mark(t('receipt.copy'))] : []),
    { kind: 'rule' },
  ];
}

function opening({ openedAt, openedBy }: ShiftReport, { format, t }: Pen): ReceiptBlock[] {
  return [
    pair(t('receipt.report.opened'), format.time(openedAt)),
    pair(t('receipt.report.opened-by'), openedBy),
  ];
}

function figures(report: ShiftReport, pen: Pen): ReceiptBlock[] {
  return [
    { kind: 'rule' },
    ...sold(report, pen),
    ...section('receipt.report.by-kind', kinds(report, pen), pen),
    ...section('receipt.report.by-operator', people(report, pen), pen),
    ...section('receipt.report.drawer', drawer(report, pen), pen),
  ];
}

function sold(report: ShiftReport, { format, t }: Pen): ReceiptBlock[] {
  const { firstSale, lastSale } = report;
  return [
    pair(t('receipt.report.sales'), String(report.sales)),
    ...(firstSale === null ? [] : [pair(t('receipt.report.first'), firstSale)]),
    ...(lastSale === null ? [] : [pair(t('receipt.report.last'), lastSale)]),
    pair(t('receipt.units'), `${format.energy(report.steps)} kWh`),
    pair(t('receipt.energy'), format.money(report.energy)),
    pair(t('receipt.fixedCharge'), format.money(report.fixedCharge)),
    ...someOf(t('receipt.serviceFee'), report.serviceFee, format),
    ...someOf(t('receipt.debt'), report.debt, format),
    pair(t('receipt.tax'), format.money(report.tax)),
    pair(t('receipt.report.taken'), format.money(report.taken), true),
    ...(report.refunds === 0
      ? []
      : [
          pair(
            counted(t('receipt.report.refunded'), report.refunds),
            format.money(-report.refunded),
          ),
        ]),
  ];
}

/** What many shops never have is left out where there is none. */
function someOf(label: string, amount: number, format: SlipFormat): ReceiptBlock[] {
  return amount === 0 ? [] : [pair(label, format.money(amount))];
}

/** A part with its heading; none where there is nothing in it. */
function section(heading: string, blocks: ReceiptBlock[], { t }: Pen): ReceiptBlock[] {
  return blocks.length === 0 ? [] : [{ kind: 'rule' }, text(t(heading)), ...blocks];
}

function kinds({ byKind }: ShiftReport, pen: Pen): ReceiptBlock[] {
  return byKind.flatMap((each) => turnover(pen.t(`receipt.payments.${each.kind}`), each, pen));
}

function people({ byOperator }: ShiftReport, pen: Pen): ReceiptBlock[] {
  return byOperator.flatMap((each) => turnover(plainText(each.name), each, pen));
}

function turnover(
  name: string,
  each: Omit<ShiftReport['byKind'][number], 'kind'>,
  { format, t }: Pen,
): ReceiptBlock[] {
  return [
    pair(counted(name, each.sales), format.money(each.amount)),
    ...(each.refunds === 0
      ? []
      : [pair(counted(t('receipt.report.refunded'), each.refunds), format.money(-each.refunded))]),
  ];
}

/** From the float to what should be in the drawer, step by step. */
function drawer(report: ShiftReport, pen: Pen): ReceiptBlock[] {
  const { format, t } = pen;
  const cash = report.byKind.find(({ kind }) => kind === 'cash');
  return [
    pair(t('receipt.report.float'), format.money(report.float)),
    ...(cash ? [pair(t('receipt.report.cash-sales'), format.money(cash.amount))] : []),
    ...(cash && cash.refunds > 0
      ? [pair(t('receipt.report.cash-refunds'), format.money(-cash.refunded))]
      : []),
    ...report.movements.flatMap((movement) => moved(movement, pen)),
    pair(t('receipt.report.expected'), format.money(report.expected.cash), true),
  ];
}

function moved(movement: CashMovement, { format, t }: Pen): ReceiptBlock[] {
  const { kind, amount, at, reason, operatorName, approvedBy } = movement;
  const people = approvedBy === null ? operatorName : `${operatorName}, ${approvedBy}`;
  return [
    pair(t(`receipt.report.${kind}`), format.money(kind === 'pay-in' ? amount : -amount)),
    text(plainText(`${format.time(at)}: ${reason} (${people})`)),
  ];
}

/** Kind by kind, what was found against what should have been there. */
function counting(count: ShiftCount, pen: Pen): ReceiptBlock[] {
  const { format, t } = pen;
  const used = paymentKind.options.filter(
    (kind) => kind === 'cash' || count.counted[kind] !== 0 || count.expected[kind] !== 0,
  );
  const blocks = used.flatMap((kind): ReceiptBlock[] => [
    // In the middle: at the left it would look like one more of the lines below it.
    { kind: 'text', text: t(`receipt.payments.${kind}`), align: 'centre' },
    pair(t('receipt.report.expected'), format.money(count.expected[kind])),
    pair(t('receipt.report.counted'), format.money(count.counted[kind])),
    pair(
      t('receipt.report.difference'),
      format.money(count.difference[kind]),
      count.difference[kind] !== 0,
    ),
  ]);
  return section(
    'receipt.report.count',
    [
      ...blocks,
      pair(t('receipt.report.counted-at'), format.time(count.at)),
      pair(t('receipt.report.counted-by'), count.countedBy),
      pair(t('receipt.report.counts'), String(count.times)),
    ],
    pen,
  );
}

/** The head of the audit trail: on paper it tells of a trail that was cut off later. */
function trail({ auditSequence, auditHash }: ZReport, { t }: Pen): ReceiptBlock[] {
  return [
    { kind: 'rule' },
    pair(t('receipt.report.audit-row'), String(auditSequence)),
    ...(auditHash.match(HASH_LINE) ?? []).map(
      (digits): ReceiptBlock => ({
        kind: 'text',
        text: groupsOfFour(digits).join(' '),
        align: 'centre',
      }),
    ),
  ];
}

/** A name and how many there were of it. */
function counted(name: string, count: number): string {
  return `${name} (${count})`;
}

function text(words: string): ReceiptBlock {
  return { kind: 'text', text: words, align: 'left' };
}
