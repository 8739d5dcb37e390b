import { z } from 'zod';
import { paymentKind } from './payment.ts';
import { acts, asks, looks } from './procedure.ts';
import { receiptDocument } from './receipt.ts';
import { id, money, sale } from './shapes.ts';
import {
  countedByKind,
  depositChange,
  depositSettings,
  depositState,
  reason,
  refund,
  shiftReport,
  shiftState,
  typedLine,
  zLine,
  zReport,
} from './shift-shapes.ts';

const nothing = z.strictObject({});
const movement = z.strictObject({
  /** One press of the button is one id. */
  requestId: z.uuid(),
  amount: money.min(1),
  reason,
});
const counted = z.strictObject({ counted: countedByKind });
const zNumber = z.strictObject({ number: id });
const pdf = z.object({ fileName: z.string(), base64: z.string() });

/** The drawer: shifts, what goes in and out beside the sales, and the deposit with the utility. */
export const shiftProcedures = {
  'shift.state': looks('sell', nothing, shiftState),
  'shift.open': acts('run-shift', z.strictObject({ float: money }), shiftState),
  /** Surplus goes to the safe or the bank. */
  'shift.drop': acts('run-shift', movement, shiftState),
  'shift.payIn': acts('run-shift', movement, shiftState),
  'shift.payOut': acts('pay-out', movement, shiftState),
  /** Writes a blind count down; from then on nothing is sold until the shift is closed. */
  'shift.count': acts('run-shift', counted, shiftState),
  'shift.recount': acts('recount', counted, shiftState),
  /**
   * Closes a counted shift with its Z report. `explanation` may be empty where nothing differs;
   * `left` stays in the drawer, the rest was taken out.
   */
  'shift.close': acts(
    'run-shift',
    z.strictObject({ explanation: typedLine(500), left: money }),
    zReport,
  ),
  'shift.xReport': asks(
    'see-takings',
    nothing,
    z.object({ report: shiftReport, document: receiptDocument }),
  ),
  'shift.printX': acts('see-takings', nothing, nothing),
  /** The latest first. */
  'shift.zReports': asks(
    'run-shift',
    z.strictObject({ before: id.nullable(), limit: z.int().min(1).max(100) }),
    z.object({ reports: z.array(zLine), more: z.boolean() }),
  ),
  'shift.zReport': asks(
    'run-shift',
    zNumber,
    z.object({ report: zReport, document: receiptDocument }),
  ),
  'shift.printZ': acts('run-shift', zNumber, nothing),
  'shift.zPdf': acts('run-shift', zNumber, pdf),

  /** Gives money of an issued sale back, at most what was paid. The token stays what it is. */
  'sale.refund': acts(
    'refund',
    z.strictObject({
      requestId: z.uuid(),
      saleId: id,
      amount: money.min(1),
      payment: paymentKind,
      reason,
    }),
    sale,
  ),
  /** What was given back of a sale, the oldest first. */
  'sale.refunds': asks('see-sales', z.strictObject({ saleId: id }), z.array(refund)),
  'slip.refund': asks('sell', z.strictObject({ refundId: id }), receiptDocument),
  /** Prints the slip of a refund once more, marked COPY. */
  'slip.printRefund': acts('sell', z.strictObject({ refundId: id }), nothing),

  'deposit.state': asks('see-deposit', nothing, depositState),
  'deposit.move': acts('manage-deposit', depositChange, depositState),
  'deposit.save': acts('manage-shop', depositSettings, depositState),
} as const;
