import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import { plainText } from './characters.ts';
import { groupsOfFour, slipFormat } from './format.ts';
import { centred, heading, mark, pair, type ShopFacts } from './slip.ts';

export interface RefundSlipFacts extends ShopFacts {
  readonly refund: Refund;
  /** The sale it gives money of back. */
  readonly sale: Sale;
  /** It was printed before, or may have been. */
  readonly copy: boolean;
}

/** The slip of money given back: who gave it, why, and that the token stays what it is. */
export function refundSlip(facts: RefundSlipFacts): ReceiptDocument {
  const { refund, sale, shop, copy, t } = facts;
  const format = slipFormat({ ...facts, language: shop.language, currency: shop.currency });
  const customer = plainText(sale.customerName);
  return {
    paper: shop.paper,
    name: `${sale.receiptNumber}-${refund.id}`,
    blocks: [
      ...heading(facts),
      mark(t('receipt.refund')),
      ...(sale.training ? [mark(t('receipt.training'))] : []),
      ...(copy ? [mark(t('receipt.copy'))] : []),
      { kind: 'rule' },
      pair(t('receipt.date'), format.time(refund.at)),
      pair(t('receipt.number'), sale.receiptNumber),
      pair(t('receipt.meter'), groupsOfFour(sale.drn).join(' ')),
      ...(customer === '' ? [] : [pair(t('receipt.customer'), customer)]),
      pair(t('receipt.total'), format.money(sale.quote.paid)),
      { kind: 'rule' },
      pair(t('receipt.refunded'), format.money(refund.amount), true),
      pair(t('receipt.payment'), t(`receipt.payments.${refund.payment}`)),
      line(t('receipt.reason', { reason: refund.reason })),
      { kind: 'rule' },
      line(t('receipt.tokenStays')),
      { kind: 'rule' },
      pair(t('receipt.operator'), refund.operatorName),
      ...(refund.approvedBy === null ? [] : [pair(t('receipt.approved'), refund.approvedBy)]),
      ...centred(shop.slipFooter),
    ],
  };
}

function line(text: string): ReceiptBlock {
  return { kind: 'text', text: plainText(text), align: 'left' };
}
