import Database from 'better-sqlite3';
import type { CustomerDetails } from '../../src-shared/contract/customer-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import { Refusal } from '../refusal.ts';
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

const { SqliteError } = Database;

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
  readonly #addCustomer;
  readonly #changeCustomer;
  readonly #isOpen;
  readonly #addMeter;
  readonly #changeMeter;
  readonly #begin;
  readonly #end;
  readonly #indexSome;

  constructor(ledger: Ledger) {
    this.#byPan = ledger.prepare<[string], Row>(`${METER} WHERE meter.pan = +?`);
    this.#page = ledger.prepare<[number, number], Row>(
      `${METER} WHERE meter.id > +? ORDER BY meter.id LIMIT ?`,
    );
    this.#addCustomer = ledger.prepare<
      [string, string, string, string, string | null, string, number]
    >(
      `INSERT INTO customer (name, phone, address, id_number, language, notes, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#changeCustomer = ledger.prepare<
      [string, string, string, string, string | null, string, number]
    >(
      `UPDATE customer SET name = ?, phone = ?, address = ?, id_number = ?, language = ?, notes = ?
       WHERE id = ?`,
    );
    this.#isOpen = ledger.prepare<[number], { id: number }>(
      'SELECT id FROM customer WHERE id = ? AND closed_at IS NULL',
    );
    this.#addMeter = ledger.prepare(
      `INSERT INTO meter (pan, drn, customer_id, tariff_id, resource, supply_group_code,
         key_revision_number, tariff_index, encryption_algorithm, token_carrier_type, blind,
         closed_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
    );
    this.#changeMeter = ledger.prepare(
      `UPDATE meter SET tariff_id = ?, supply_group_code = ?, key_revision_number = ?,
         tariff_index = ?, encryption_algorithm = ?, token_carrier_type = ?, blind = 0
       WHERE id = ?`,
    );
    this.#begin = ledger.prepare('INSERT INTO search_pending VALUES (0)');
    this.#end = ledger.prepare('DELETE FROM search_pending WHERE meter_id = 0');
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

  /**
   * Writes them all. To be called inside a commit. The search knows them once {@link indexSome} was called
   * often enough: everything else finds them at once.
   *
   * @throws Refusal `import.ledger-changed` where somebody added one of the meters meanwhile, or closed
   *   the account that one goes to
   */
  write(meters: readonly (NewMeter | ChangedMeter)[], now: Date): void {
    const at = now.getTime();
    const groups = new Map<string, number>();
    this.#begin.run();
    try {
      for (const meter of meters) {
        if (meter.kind === 'new') this.#add(meter, groups, at);
        else this.#change(meter);
      }
    } catch (error) {
      const isThere = error instanceof SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
      throw isThere ? new Refusal('import.ledger-changed') : error;
    }
    this.#end.run();
  }

  /** Puts some of the meters that wait for it into the search; answers whether there may be more. */
  indexSome(limit: number): boolean {
    return this.#indexSome.run(limit).changes === limit;
  }

  #add(meter: NewMeter, groups: Map<string, number>, at: number): void {
    const { key, group } = meter;
    const known = meter.customerId ?? (group === null ? null : (groups.get(group) ?? null));
    const customerId =
      known ?? Number(this.#addCustomer.run(...columnsOf(meter.details), at).lastInsertRowid);
    if (known !== null && meter.customerId !== null) {
      if (!this.#isOpen.get(customerId)) throw new Refusal('import.ledger-changed');
      this.#changeCustomer.run(...columnsOf(meter.details), customerId);
    }
    if (group !== null) groups.set(group, customerId);
    this.#addMeter.run(
      ...[meter.pan, meter.drn, customerId, meter.tariffId, meter.resource],
      ...keyColumns(key),
      meter.closed ? at : null,
      at,
    );
  }

  #change({ id, customerId, key, tariffId, details }: ChangedMeter): void {
    this.#changeMeter.run(tariffId, ...keyColumns(key), id);
    this.#changeCustomer.run(...columnsOf(details), customerId);
  }
}

function columnsOf(
  details: CustomerDetails,
): [string, string, string, string, string | null, string] {
  const { name, phone, address, idNumber, language, notes } = details;
  return [name, phone, address, idNumber, language, notes];
}

function keyColumns(key: MeterKey): (string | number)[] {
  return [
    key.supplyGroupCode,
    key.keyRevisionNumber,
    key.tariffIndex,
    key.encryptionAlgorithm,
    key.tokenCarrierType,
  ];
}

function read(row: Row): FileMeter {
  return {
    ...row,
    closed: row.closed === 1,
    customerClosed: row.customerClosed === 1,
    blind: row.blind === 1,
  };
}
