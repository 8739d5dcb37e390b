import type { EncryptionAlgorithm } from '../../src-shared/sts/fields.ts';
import type { BaseDate } from '../../src-shared/sts/token-identifier.ts';
import type { Ledger } from './open.ts';
import { tailRange } from './token-tail.ts';

/** A token that was sold for a meter, and the configuration it was made for. */
export interface PastToken {
  readonly saleId: number;
  readonly digits: string;
  readonly openedAt: Date;
  readonly meterId: number;
  readonly drn: string;
  readonly customerName: string;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly baseDate: BaseDate;
}

interface Row {
  sale_id: number;
  digits: string;
  opened_at: number;
  meter_id: number;
  drn: string;
  customer_name: string;
  supply_group_code: string;
  key_revision_number: number;
  tariff_index: number;
  encryption_algorithm: EncryptionAlgorithm;
  base_date: BaseDate;
}

const READ = `
  SELECT sale.id AS sale_id, token.digits, sale.opened_at, sale.meter_id, meter.drn,
         customer.name AS customer_name, sale.supply_group_code, sale.key_revision_number,
         sale.tariff_index, sale.encryption_algorithm, sale.base_date
  FROM token
  JOIN sale ON sale.id = token.sale_id
  JOIN meter ON meter.id = sale.meter_id
  JOIN customer ON customer.id = meter.customer_id`;

/** The tokens that were sold, to be held against the digits that somebody typed. */
export class PastTokens {
  readonly #endingIn;
  readonly #ofMeter;

  constructor(ledger: Ledger) {
    this.#endingIn = ledger.prepare<[string, string, number], Row>(
      `${READ} WHERE token.digits_reversed >= +? AND token.digits_reversed < +? LIMIT ?`,
    );
    this.#ofMeter = ledger.prepare<[number, number], Row>(
      `${READ} WHERE sale.meter_id = +? ORDER BY sale.id DESC LIMIT ?`,
    );
  }

  /** Tokens of any meter with these last digits, in no order. */
  endingIn(digits: string, limit: number): PastToken[] {
    const { from, to } = tailRange(digits);
    return this.#endingIn.all(from, to, limit).map(readToken);
  }

  /** Of one meter, the latest first. */
  ofMeter(meterId: number, limit: number): PastToken[] {
    return this.#ofMeter.all(meterId, limit).map(readToken);
  }
}

function readToken(row: Row): PastToken {
  return {
    saleId: row.sale_id,
    digits: row.digits,
    openedAt: new Date(row.opened_at),
    meterId: row.meter_id,
    drn: row.drn,
    customerName: row.customer_name,
    supplyGroupCode: row.supply_group_code,
    keyRevisionNumber: row.key_revision_number,
    tariffIndex: row.tariff_index,
    encryptionAlgorithm: row.encryption_algorithm,
    baseDate: row.base_date,
  };
}
