import type { CustomerDetails } from '../../src-shared/contract/customer-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import type { Ledger } from './open.ts';

/** What the module knows a meter by. */
export interface MeterKey {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly tokenCarrierType: TokenCarrierType;
}

/** A meter as files know it, with whose it is. */
export interface FileMeter extends MeterKey, CustomerDetails {
  readonly id: number;
  readonly drn: string;
  readonly pan: string;
  readonly customerId: number;
  readonly tariffId: number;
  readonly tariffName: string;
  readonly resource: Resource;
  readonly closed: boolean;
  readonly customerClosed: boolean;
  readonly blind: boolean;
}

/** A meter that is to be written, and what its customer is to be. */
export interface PlannedMeter {
  readonly key: MeterKey;
  readonly tariffId: number;
  readonly details: CustomerDetails;
}

export interface NewMeter extends PlannedMeter {
  readonly kind: 'new';
  readonly pan: string;
  readonly drn: string;
  readonly resource: Resource;
  readonly closed: boolean;
  /** Whose it is: somebody the ledger has, or all of the same name here, or nobody else's. */
  readonly customerId: number | null;
  readonly group: string | null;
}

export interface ChangedMeter extends PlannedMeter {
  readonly kind: 'changed';
  readonly id: number;
  readonly customerId: number;
}

interface Row extends Omit<FileMeter, 'closed' | 'customerClosed' | 'blind'> {
  closed: number;
  customerClosed: number;
  blind: number;
}

const METER = `
  SELECT meter.id, meter.drn, meter.pan, meter.customer_id AS customerId,
         meter.tariff_id AS tariffId, tariff.name AS tariffName, meter.resource,
         meter.supply_group_code AS supplyGroupCode, meter.key_revision_number AS keyRevisionNumber,
         meter.tariff_index AS tariffIndex, meter.encryption_algorithm AS encryptionAlgorithm,
         meter.token_carrier_type AS tokenCarrierType, meter.closed_at IS NOT NULL AS closed,
         customer.closed_at IS NOT NULL AS customerClosed, meter.blind, customer.name, customer.phone, customer.address,
         customer.id_number AS idNumber, customer.language, customer.notes
  FROM meter
  JOIN customer ON customer.id = meter.customer_id
  JOIN tariff ON tariff.id = meter.tariff_id`;

/** Very many meters at once: out of files, and into them. */
export class MeterFiles {
  readonly #byPan;
  readonly #page;
  readonly #indexSome;

  constructor(ledger: Ledger) {
    this.#byPan = ledger.prepare<[string], Row>(`${METER} WHERE meter.pan = +?`);
    this.#page = ledger.prepare<[number, number], Row>(
      `${METER} WHERE meter.id > +? ORDER BY meter.id LIMIT ?`,
    );
    this.#indexSome = ledger.prepare<[number]>(
      `DELETE FROM search_pending WHERE meter_id IN
         (SELECT meter_id FROM search_pending WHERE meter_id > 0 ORDER BY meter_id LIMIT ?)`,
    );
  }

  byPan(pan: string): FileMeter | null {
    const row = this.#byPan.get(pan);
    return row ? read(row) : null;
  }

  /** The meters after one, in the order they came; 0 begins with the first. */
  page(after: number, limit: number): FileMeter[] {
    return this.#page.all(after, limit).map(read);
  }

  /** Puts some of the meters that wait for it into the search; answers whether there may be more. */
  indexSome(limit: number): boolean {
    return this.#indexSome.run(limit).changes === limit;
  }
}

function read(row: Row): FileMeter {
  return {
    ...row,
    closed: row.closed === 1,
    customerClosed: row.customerClosed === 1,
    blind: row.blind === 1,
  };
}
