import { z } from 'zod';
import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Ask, Quote, SaleState } from '../../src-shared/contract/shapes.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import type { BaseDate } from '../../src-shared/sts/token-identifier.ts';

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
  readonly payment: PaymentKind;
  /** Null for sales from before there were shifts. */
  readonly shiftId: number | null;
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
  readonly operatorName: string;
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
  tariff_version_id: number;
  price_per_kwh: number;
  vat_basis_points: number;
  prices_include_vat: number;
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
  problem: string | null;
  slips: number;
  module_id: string | null;
  shift_id: number | null;
  payment: PaymentKind;
  refunded: number;
  digits: string | null;
}

export const READ_SALE = `
  SELECT sale.id, sale.request_id, sale.state, sale.opened_at, sale.closed_at, sale.operator_id,
         operator.name AS operator_name, sale.meter_id, meter.pan, meter.drn,
         customer.name AS customer_name, sale.tariff_version_id, version.price_per_kwh,
         version.vat_basis_points, version.prices_include_vat, sale.supply_group_code,
         sale.key_revision_number, sale.tariff_index, sale.encryption_algorithm,
         sale.token_carrier_type, sale.base_date, sale.tid, sale.ask_by, sale.ask_amount,
         sale.transfer_amount, sale.steps, sale.paid, sale.energy, sale.fixed_charge, sale.tax,
         sale.problem, sale.slips, sale.module_id, sale.shift_id, sale.payment,
         (SELECT coalesce(sum(amount), 0) FROM refund WHERE refund.sale_id = sale.id) AS refunded,
         token.digits
  FROM sale
  JOIN operator ON operator.id = sale.operator_id
  JOIN meter ON meter.id = sale.meter_id
  JOIN customer ON customer.id = meter.customer_id
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
      tax: row.tax,
      vatBasisPoints: row.vat_basis_points,
      steps: row.steps,
      transferAmount: row.transfer_amount,
      pricePerKwh: row.price_per_kwh,
      pricesIncludeVat: row.prices_include_vat === 1,
    },
    token: row.digits,
    problem: row.problem === null ? null : readProblem(row.problem),
    slips: row.slips,
    payment: row.payment,
    shiftId: row.shift_id,
    refunded: row.refunded,
  };
}

function readProblem(json: string): SaleProblem {
  return saleProblem.parse(JSON.parse(json));
}
