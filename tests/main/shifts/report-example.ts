import { firstMessages } from '../../../src-main/messages.ts';
import type { ShopFacts } from '../../../src-main/printing/slip.ts';
import type { ShopSettings } from '../../../src-shared/contract/shapes.ts';
import type { ShiftReport, ZReport } from '../../../src-shared/contract/shift-shapes.ts';
import { facts } from '../printing/example.ts';

/** The day of a shop in which everything happened. */
export const report: ShiftReport = {
  shiftId: 12,
  openedAt: '2026-03-02T05:00:00.000Z',
  openedBy: 'Sipho',
  at: '2026-03-02T16:31:00.000Z',
  by: 'Lindiwe',
  float: 20_000,
  sales: 61,
  taken: 1_234_500,
  energy: 1_004_348,
  fixedCharge: 69_130,
  serviceFee: 0,
  debt: 0,
  tax: 161_022,
  steps: 54_321,
  refunds: 3,
  refunded: 15_000,
  byKind: [
    { kind: 'cash', sales: 40, amount: 734_500, refunds: 2, refunded: 10_000 },
    { kind: 'card', sales: 15, amount: 400_000, refunds: 1, refunded: 5_000 },
    { kind: 'mobile-money', sales: 4, amount: 70_000, refunds: 0, refunded: 0 },
    { kind: 'account', sales: 2, amount: 30_000, refunds: 0, refunded: 0 },
  ],
  byOperator: [
    { operatorId: 2, name: 'Sipho', sales: 50, amount: 1_000_000, refunds: 0, refunded: 0 },
    { operatorId: 3, name: 'Lindiwe', sales: 11, amount: 234_500, refunds: 3, refunded: 15_000 },
  ],
  movements: [
    {
      id: 1,
      at: '2026-03-02T09:00:00.000Z',
      operatorName: 'Sipho',
      approvedBy: null,
      kind: 'drop',
      amount: 500_000,
      reason: 'to the bank',
    },
    {
      id: 2,
      at: '2026-03-02T10:15:00.000Z',
      operatorName: 'Sipho',
      approvedBy: 'Lindiwe',
      kind: 'pay-out',
      amount: 4_550,
      reason: 'till rolls',
    },
    {
      id: 3,
      at: '2026-03-02T11:00:00.000Z',
      operatorName: 'Sipho',
      approvedBy: null,
      kind: 'pay-in',
      amount: 10_000,
      reason: 'small change',
    },
  ],
  firstSale: '000412',
  lastSale: '000475',
  // 20 000 + 734 500 − 10 000 − 500 000 − 4 550 + 10 000
  expected: { cash: 249_950, card: 395_000, 'mobile-money': 70_000, account: 30_000 },
};

export const z: ZReport = {
  number: 7,
  report,
  count: {
    counted: { cash: 249_900, card: 395_000, 'mobile-money': 70_000, account: 30_000 },
    expected: report.expected,
    difference: { cash: -50, card: 0, 'mobile-money': 0, account: 0 },
    at: '2026-03-02T16:30:00.000Z',
    countedBy: 'Sipho',
    times: 2,
  },
  explanation: 'A coin rolled under the counter',
  left: 20_000,
  auditSequence: 1_234,
  auditHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  training: false,
};

/** The shop whose paper it is on. */
export function paperFacts(shop: Partial<ShopSettings> = {}): ShopFacts {
  const { sale, copy, ...rest } = facts({ shop });
  return { ...rest, t: firstMessages().t };
}
