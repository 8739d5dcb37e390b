import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import { saleLines } from './sale-lines.ts';
import { BUYER } from './sale-record.ts';

/** From a moment on, and before another: milliseconds since 1970, UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What {@link ASKED} is given: a filter as JSON, without its times, which are a {@link Span}. */
export function filterText({ since: _since, until: _until, ...filter }: SaleFilter): string {
  return JSON.stringify(filter);
}

/** The filter as one row, read once for each statement and not for each sale. */
export const ASKED = `
  WITH asked AS MATERIALIZED (
    SELECT given ->> 'saleId' AS sale_id, given ->> 'operatorId' AS operator_id,
           given ->> 'meterId' AS meter_id, given ->> 'customerId' AS customer_id,
           given ->> 'tariffId' AS tariff_id, given ->> 'resource' AS resource,
           given ->> 'payment' AS payment, given ->> 'kind' AS kind,
           given ->> '$.line.kind' AS line_kind, given ->> '$.line.name' AS line_name,
           given ->> '$.line.price' AS line_price, given ->> '$.line.basisPoints' AS line_share,
           given ->> '$.line.debtId' AS line_debt
    FROM (SELECT +? AS given))`;

/** What is paid for, line by line. */
export const LINES = saleLines('version');

/** Sales in the order of time, beside what is asked. */
export const SALES_ASKED = `
  FROM asked CROSS JOIN sale INDEXED BY sale_opened
  JOIN tariff_version AS version ON version.id = sale.tariff_version_id`;

/** Who bought, where a sale is read without its meter. */
export const BUYER_OF_SALE = `(SELECT ${BUYER} FROM meter WHERE meter.id = sale.meter_id)`;

/** Of {@link SALES_ASKED} the issued ones of a span that a filter asks for. Takes the span's two ends. */
export const THAT_ARE_CHOSEN = `
  WHERE sale.opened_at >= +? AND sale.opened_at < +? AND sale.state = 'issued'
    AND (asked.sale_id IS NULL OR sale.id = asked.sale_id)
    AND (asked.operator_id IS NULL OR sale.operator_id = asked.operator_id)
    AND (asked.meter_id IS NULL OR sale.meter_id = asked.meter_id)
    AND (asked.customer_id IS NULL OR ${BUYER_OF_SALE} = asked.customer_id)
    AND (asked.tariff_id IS NULL OR version.tariff_id = asked.tariff_id)
    AND (asked.resource IS NULL OR sale.resource = asked.resource)
    AND (asked.payment IS NULL OR sale.payment = asked.payment OR (sale.payment = 'mixed'
      AND EXISTS (SELECT 1 FROM sale_payment AS part
        WHERE part.sale_id = sale.id AND part.kind = asked.payment)))
    AND (asked.kind IS NULL OR (sale.kind = 'sale') = (asked.kind = 'sale'))
    AND (asked.line_kind IS NULL OR EXISTS (
      SELECT 1 FROM json_each(${LINES}) AS line
      WHERE line.value ->> 'kind' = asked.line_kind AND coalesce(line.value ->> 'name', '') = asked.line_name
        AND line.value ->> 'price' IS asked.line_price
        AND line.value ->> 'basisPoints' IS asked.line_share
        AND line.value ->> 'debtId' IS asked.line_debt))`;

export const CHOSEN = SALES_ASKED + THAT_ARE_CHOSEN;
