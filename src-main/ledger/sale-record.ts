import { z } from 'zod';
import type { PaymentPart, SalePayment } from '../../src-shared/contract/payment.ts';
import type { Ask, Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { SaleState } from '../../src-shared/contract/shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import type { BaseDate } from '../../src-shared/sts/token-identifier.ts';
import { DEBTS_LEFT, withDebtsLeft } from './debts-left.ts';
import { readLines, saleLines } from './sale-lines.ts';
import { PARTS_OF_SALE, readParts } from './sale-parts.ts';

/** A token that was paid for, one that was given, or one in place of another. */
export type SaleKind = 'sale' | 'free-issue' | 'replacement';

/** Why a sale is not finished or was refused: a code of the message catalogue and its facts. */
const saleProblem = z.object({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SaleProblem = Readonly<z.infer<typeof saleProblem>>;

/** Everything that is decided before the module is asked. */
export interface SaleDraft {
  readonly requestId: string;
  readonly operatorId: number;
  readonly meterId: number;
  readonly tariffVersionId: number;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly tokenCarrierType: TokenCarrierType;
  readonly baseDate: BaseDate;
  readonly ask: Ask;
  readonly quote: Quote;
  readonly payment: SalePayment;
  /** Of a mixed payment, each kind once; none for the others. */
  readonly parts: readonly PaymentPart[];
  /** Null for sales from before there were shifts. */
  readonly shiftId: number | null;
  readonly kind: SaleKind;
  /** Sales that were paid for together have the same; null where it was one alone. */
  readonly basket: string | null;
  /** Why nothing was paid; null for what is sold. */
  readonly reason: string | null;
  /** Null where nobody had to approve. */
  readonly approvedBy: number | null;
  /** The sale whose token this one's stands in for. */
  readonly replaces: number | null;
}

export interface SaleRecord extends SaleDraft {
  readonly id: number;
  readonly state: SaleState;
  readonly openedAt: Date;
  /** Null once the module refused it. */
  readonly tid: number | null;
  readonly token: string | null;
  readonly problem: SaleProblem | null;
  readonly slips: number;
  /** Given back of what was paid, minor units. */
  readonly refunded: number;
  readonly pan: string;
  readonly drn: string;
  readonly customerName: string;
  /** What whoever bought reads, also where the meter is another's now; null where nobody has said. */
  readonly customerLanguage: string | null;
  readonly operatorName: string;
  readonly approvedByName: string | null;
}

/** A sale as SQLite gives it, with the names that belong to it. */
export interface SaleRow {
  id: number;
  request_id: string;
  state: SaleState;
  opened_at: number;
  closed_at: number | null;
  operator_id: number;
  operator_name: string;
  meter_id: number;
  pan: string;
  drn: string;
  customer_name: string;
  customer_language: string | null;
  tariff_version_id: number;
  prices_include_tax: number;
  supply_group_code: string;
  key_revision_number: number;
  tariff_index: number;
  encryption_algorithm: EncryptionAlgorithm;
  token_carrier_type: TokenCarrierType;
  base_date: BaseDate;
  tid: number | null;
  ask_by: 'money' | 'units';
  ask_amount: number;
  transfer_amount: number;
  steps: number;
  paid: number;
  energy: number;
  fixed_charge: number;
  tax: number;
  kind: SaleKind;
  resource: Resource;
  service_fee: number;
  debt: number;
  free_steps: number;
  /** Null for sales from before prices had lines. */
  lines: string | null;
  /** What a slip of the sale says, also where no lines were written down. */
  shown_lines: string;
  debts_left: string | null;
  charged_until: number | null;
  basket: string | null;
  reason: string | null;
  approved_by: number | null;
  approver_name: string | null;
  replaces: number | null;
  problem: string | null;
  slips: number;
  module_id: string | null;
  shift_id: number | null;
  payment: SalePayment;
  /** JSON; `[]` where it was paid in one way. */
  parts: string;
  refunded: number;
  digits: string | null;
}

/** Whose the meter was when the sale was made: it may have been given to another customer since. */
export const BUYER = `coalesce(
  (SELECT from_customer FROM meter_move WHERE meter_id = sale.meter_id AND last_sale >= sale.id
   ORDER BY last_sale, id LIMIT 1), meter.customer_id)`;

export const READ_SALE = `
  SELECT sale.id, sale.request_id, sale.state, sale.opened_at, sale.closed_at, sale.operator_id,
         operator.name AS operator_name, sale.meter_id, meter.pan, meter.drn,
         customer.name AS customer_name, customer.language AS customer_language,
         sale.tariff_version_id, sale.supply_group_code,
         version.terms ->> '$.pricesIncludeTax' AS prices_include_tax,
         sale.key_revision_number, sale.tariff_index, sale.encryption_algorithm,
         sale.token_carrier_type, sale.base_date, sale.tid, sale.ask_by, sale.ask_amount,
         sale.transfer_amount, sale.steps, sale.paid, sale.energy, sale.fixed_charge, sale.tax,
         sale.kind, sale.resource, sale.service_fee, sale.debt, sale.free_steps, sale.lines,
         ${saleLines('version')} AS shown_lines, ${DEBTS_LEFT} AS debts_left,
         sale.charged_until, sale.basket, sale.reason, sale.approved_by,
         (SELECT name FROM operator WHERE id = sale.approved_by) AS approver_name, sale.replaces,
         sale.problem, sale.slips, sale.module_id, sale.shift_id, sale.payment,
         ${PARTS_OF_SALE} AS parts,
         (SELECT coalesce(sum(amount), 0) FROM refund WHERE refund.sale_id = sale.id) AS refunded,
         token.digits
  FROM sale
  JOIN operator ON operator.id = sale.operator_id
  JOIN meter ON meter.id = sale.meter_id
  JOIN customer ON customer.id = ${BUYER}
  JOIN tariff_version AS version ON version.id = sale.tariff_version_id
  LEFT JOIN token ON token.sale_id = sale.id AND token.sequence = 1`;

export function readSale(row: SaleRow): SaleRecord {
  return {
    id: row.id,
    requestId: row.request_id,
    state: row.state,
    openedAt: new Date(row.opened_at),
    operatorId: row.operator_id,
    operatorName: row.operator_name,
    meterId: row.meter_id,
    pan: row.pan,
    drn: row.drn,
    customerName: row.customer_name,
    customerLanguage: row.customer_language,
    tariffVersionId: row.tariff_version_id,
    supplyGroupCode: row.supply_group_code,
    keyRevisionNumber: row.key_revision_number,
    tariffIndex: row.tariff_index,
    encryptionAlgorithm: row.encryption_algorithm,
    tokenCarrierType: row.token_carrier_type,
    baseDate: row.base_date,
    tid: row.tid,
    ask: { by: row.ask_by, amount: row.ask_amount },
    quote: {
      paid: row.paid,
      energy: row.energy,
      fixedCharge: row.fixed_charge,
      serviceFee: row.service_fee,
      debt: row.debt,
      tax: row.tax,
      lines: withDebtsLeft(readLines(row.shown_lines), row.debts_left),
      steps: row.steps,
      freeSteps: row.free_steps,
      transferAmount: row.transfer_amount,
      resource: row.resource,
      pricesIncludeTax: row.prices_include_tax === 1,
      chargedUntil: row.charged_until === null ? null : new Date(row.charged_until).toISOString(),
    },
    token: row.digits,
    problem: row.problem === null ? null : readProblem(row.problem),
    slips: row.slips,
    payment: row.payment,
    parts: readParts(row.parts),
    shiftId: row.shift_id,
    refunded: row.refunded,
    kind: row.kind,
    basket: row.basket,
    reason: row.reason,
    approvedBy: row.approved_by,
    approvedByName: row.approver_name,
    replaces: row.replaces,
  };
}

function readProblem(json: string): SaleProblem {
  return saleProblem.parse(JSON.parse(json));
}
