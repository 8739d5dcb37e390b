import { hash } from 'node:crypto';
import type { SaleRow } from './sale-record.ts';

/** Everything of an issued sale that never changes again, in the order it is hashed in. */
export type SaleForDigest = Pick<
  SaleRow,
  | 'id'
  | 'request_id'
  | 'opened_at'
  | 'closed_at'
  | 'operator_id'
  | 'meter_id'
  | 'tariff_version_id'
  | 'supply_group_code'
  | 'key_revision_number'
  | 'tariff_index'
  | 'encryption_algorithm'
  | 'token_carrier_type'
  | 'base_date'
  | 'tid'
  | 'ask_by'
  | 'ask_amount'
  | 'transfer_amount'
  | 'steps'
  | 'paid'
  | 'energy'
  | 'fixed_charge'
  | 'tax'
  | 'module_id'
  | 'shift_id'
  | 'payment'
  | 'digits'
  | 'kind'
  | 'resource'
  | 'service_fee'
  | 'debt'
  | 'free_steps'
  | 'lines'
  | 'charged_until'
  | 'basket'
  | 'reason'
  | 'approved_by'
  | 'replaces'
  | 'parts'
>;

/**
 * SHA-256 of an issued sale with its token, 64 hex digits: over its values as a JSON array, which is
 * canonical (RFC 8785), for they are whole numbers, plain texts and null. The audit trail keeps it, so
 * that a sale cannot be changed without its row there being wrong.
 *
 * A sale without lines is from before there were any, and so is its digest: what came with them is not
 * in it. Whoever takes the lines off a later one has a digest of other values.
 */
export function saleDigest(sale: SaleForDigest): string {
  const { lines, payment, parts } = sale;
  const values = lines === null ? columnsOf(sale) : [...columnsOf(sale), ...pricingOf(sale)];
  // What was paid in one way has no parts, and sales were hashed before there were any.
  if (payment === 'mixed') values.push(parts);
  return hash('sha256', JSON.stringify(values));
}

function columnsOf(sale: SaleForDigest): (string | number | null)[] {
  return [
    sale.id,
    sale.request_id,
    sale.opened_at,
    sale.closed_at,
    sale.operator_id,
    sale.meter_id,
    sale.tariff_version_id,
    sale.supply_group_code,
    sale.key_revision_number,
    sale.tariff_index,
    sale.encryption_algorithm,
    sale.token_carrier_type,
    sale.base_date,
    sale.tid,
    sale.ask_by,
    sale.ask_amount,
    sale.transfer_amount,
    sale.steps,
    sale.paid,
    sale.energy,
    sale.fixed_charge,
    sale.tax,
    sale.module_id,
    sale.shift_id,
    sale.payment,
    sale.digits,
  ];
}

function pricingOf(sale: SaleForDigest): (string | number | null)[] {
  return [
    sale.kind,
    sale.resource,
    sale.service_fee,
    sale.debt,
    sale.free_steps,
    sale.lines,
    sale.charged_until,
    sale.basket,
    sale.reason,
    sale.approved_by,
    sale.replaces,
  ];
}
