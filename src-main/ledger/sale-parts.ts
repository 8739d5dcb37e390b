import { z } from 'zod';
import { type PaymentPart, paymentPart } from '../../src-shared/contract/payment.ts';

/** The parts a sale was paid in as JSON, in the order of their kinds; `[]` where it was paid in one way. */
export const PARTS_OF_SALE = `
  (SELECT json_group_array(json_object('kind', kind, 'amount', amount))
   FROM (SELECT kind, amount FROM sale_payment WHERE sale_id = sale.id ORDER BY kind))`;

const parts = z.array(paymentPart);

export function readParts(json: string): readonly PaymentPart[] {
  return json === '[]' ? [] : parts.parse(JSON.parse(json));
}
