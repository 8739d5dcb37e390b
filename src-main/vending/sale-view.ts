import type { Sale } from '../../src-shared/contract/shapes.ts';
import { partsOf } from '../../src-shared/pricing/payment-parts.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Messages } from '../messages.ts';
import { receiptNumber } from './find.ts';

/** A sale as the screen and the slip get it: problems in sentences, times as text. */
export function saleView(sale: SaleRecord, messages: Messages, training: boolean): Sale {
  return {
    id: sale.id,
    receiptNumber: receiptNumber(sale.id),
    state: sale.state,
    at: sale.openedAt.toISOString(),
    meterId: sale.meterId,
    drn: sale.drn,
    customerName: sale.customerName,
    supplyGroupCode: sale.supplyGroupCode,
    keyRevisionNumber: sale.keyRevisionNumber,
    tariffIndex: sale.tariffIndex,
    encryptionAlgorithm: sale.encryptionAlgorithm,
    quote: sale.quote,
    tid: sale.tid,
    baseDate: sale.baseDate,
    token: sale.token,
    problem: sale.problem ? messages.failure(sale.problem.code, sale.problem.detail) : null,
    operatorName: sale.operatorName,
    training,
    slips: sale.slips,
    payment: sale.payment,
    payments: [...partsOf(sale.quote.paid, sale.payment, sale.parts)],
    refunded: sale.refunded,
    shiftId: sale.shiftId,
    kind: sale.kind,
    basket: sale.basket,
    reason: sale.reason,
    approvedByName: sale.approvedByName,
    replaces: sale.replaces,
  };
}
