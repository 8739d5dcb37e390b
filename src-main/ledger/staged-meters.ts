import Database from 'better-sqlite3';
import type { CustomerDetails } from '../../src-shared/contract/customer-shapes.ts';
import { Refusal } from '../refusal.ts';
import type { ChangedMeter, MeterKey, NewMeter } from './meter-files.ts';
import type { Ledger } from './open.ts';

const { SqliteError } = Database;

const DETAILS = 'name, phone, address, id_number, language, notes';
const KEY = `supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
  token_carrier_type`;

/** In memory, of this connection alone: what is in them when the till ends was never there. */
const TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS staged_customer (number INTEGER PRIMARY KEY, ${DETAILS});
  CREATE TEMP TABLE IF NOT EXISTS staged_details (
    customer_id INTEGER PRIMARY KEY, must_be_open, ${DETAILS});
  CREATE TEMP TABLE IF NOT EXISTS staged_meter (
    pan, drn, customer_id, customer_number, tariff_id, resource, closed, ${KEY});
  CREATE TEMP TABLE IF NOT EXISTS staged_change (
    meter_id INTEGER PRIMARY KEY, customer_id, tariff_id, ${KEY});`;

const NAMES = ['staged_customer', 'staged_details', 'staged_meter', 'staged_change'];

/**
 * The meters and customers of a file on their way into the ledger. They are staged piece by piece, beside
 * which sales go on, and come into the ledger at once: in a fraction of the time that they would take one by
 * one, and all of them or none.
 */
export class StagedMeters {
  readonly #ledger;
  readonly #addCustomer;
  readonly #addDetails;
  readonly #addMeter;
  readonly #addChange;
  readonly #isStale;
  readonly #lastCustomer;
  readonly #write;
  readonly #searchLater;
  readonly #searchAtOnce;
  /** Which number the new customer of each group has. */
  readonly #groups = new Map<string, number>();
  #customers = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    ledger.exec(TABLES);
    this.#addCustomer = ledger.prepare(
      `INSERT INTO temp.staged_customer VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    // A file says the same of a customer in each of its rows; one that gets a meter has to be open.
    this.#addDetails = ledger.prepare(
      `INSERT INTO temp.staged_details VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET must_be_open = max(must_be_open, excluded.must_be_open)`,
    );
    this.#addMeter = ledger.prepare(
      `INSERT INTO temp.staged_meter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#addChange = ledger.prepare(
      `INSERT INTO temp.staged_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#isStale = ledger
      .prepare<[], number>(
        `SELECT EXISTS (
           SELECT 1 FROM temp.staged_details AS staged
           JOIN customer ON customer.id = staged.customer_id
           WHERE staged.must_be_open AND customer.closed_at IS NOT NULL)
         OR EXISTS (
           SELECT 1 FROM temp.staged_change AS staged JOIN meter ON meter.id = staged.meter_id
           WHERE meter.customer_id <> staged.customer_id)`,
      )
      .pluck();
    this.#lastCustomer = ledger
      .prepare<[], number>('SELECT coalesce(max(id), 0) FROM customer')
      .pluck();
    this.#write = [
      ledger.prepare(
        `INSERT INTO customer (id, ${DETAILS}, created_at)
         SELECT number + @last, ${DETAILS}, @at FROM temp.staged_customer ORDER BY number`,
      ),
      ledger.prepare(
        `INSERT INTO meter (pan, drn, customer_id, tariff_id, resource, closed_at, blind, created_at,
           ${KEY})
         SELECT pan, drn, coalesce(customer_id, customer_number + @last), tariff_id, resource,
           iif(closed, @at, NULL), 0, @at, ${KEY}
         FROM temp.staged_meter ORDER BY rowid`,
      ),
      ledger.prepare(
        `UPDATE meter SET (tariff_id, blind, ${KEY}) =
           (staged.tariff_id, 0, ${columnsOf('staged', KEY)})
         FROM temp.staged_change AS staged WHERE meter.id = staged.meter_id`,
      ),
      ledger.prepare(
        `UPDATE customer SET (${DETAILS}) = (${columnsOf('staged', DETAILS)})
         FROM temp.staged_details AS staged WHERE customer.id = staged.customer_id`,
      ),
    ] as const;
    this.#searchLater = ledger.prepare('INSERT INTO search_pending VALUES (0)');
    this.#searchAtOnce = ledger.prepare('DELETE FROM search_pending WHERE meter_id = 0');
  }

  /** Takes some more of them. Nothing of it is in the ledger. */
  stage(meters: readonly (NewMeter | ChangedMeter)[]): void {
    this.#ledger.transaction(() => {
      for (const meter of meters) {
        if (meter.kind === 'new') this.#stageNew(meter);
        else this.#stageChange(meter);
      }
    })();
  }

  /**
   * Writes all that was staged. To be called inside a commit. The search knows them once
   * {@link MeterFiles.indexSome} was called often enough: everything else finds them at once.
   *
   * @throws Refusal `import.ledger-changed` where somebody added one of the meters meanwhile, gave it to
   *   another customer, or closed the account that one goes to
   */
  write(now: Date): void {
    if (this.#isStale.get() !== 0) throw new Refusal('import.ledger-changed');
    const [customers, meters, changes, details] = this.#write;
    const last = this.#lastCustomer.get() ?? 0;
    const at = now.getTime();
    this.#searchLater.run();
    try {
      customers.run({ last, at });
      meters.run({ last, at });
      changes.run();
      details.run();
    } catch (error) {
      const isThere = error instanceof SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
      throw isThere ? new Refusal('import.ledger-changed') : error;
    }
    this.#searchAtOnce.run();
  }

  /** Forgets what was staged. */
  clear(): void {
    for (const name of NAMES) this.#ledger.exec(`DELETE FROM temp.${name}`);
    this.#groups.clear();
    this.#customers = 0;
  }

  #stageNew(meter: NewMeter): void {
    const { pan, drn, customerId, tariffId, resource, closed, key, details } = meter;
    if (customerId !== null) this.#addDetails.run(customerId, 1, ...valuesOf(details));
    const number = customerId === null ? this.#numberOf(meter) : null;
    this.#addMeter.run(
      ...[pan, drn, customerId, number, tariffId, resource, closed ? 1 : 0],
      ...keyOf(key),
    );
  }

  #stageChange({ id, customerId, tariffId, key, details }: ChangedMeter): void {
    this.#addChange.run(id, customerId, tariffId, ...keyOf(key));
    this.#addDetails.run(customerId, 0, ...valuesOf(details));
  }

  /** The number of a new customer: everybody's own, but for those of one group. */
  #numberOf({ group, details }: NewMeter): number {
    const known = group === null ? undefined : this.#groups.get(group);
    if (known !== undefined) return known;
    this.#customers += 1;
    this.#addCustomer.run(this.#customers, ...valuesOf(details));
    if (group !== null) this.#groups.set(group, this.#customers);
    return this.#customers;
  }
}

/** `staged.name, staged.phone, …` */
function columnsOf(table: string, columns: string): string {
  return columns.replaceAll(/\w+/gu, (column) => `${table}.${column}`);
}

function valuesOf({ name, phone, address, idNumber, language, notes }: CustomerDetails) {
  return [name, phone, address, idNumber, language, notes];
}

function keyOf(key: MeterKey): (string | number)[] {
  return [
    key.supplyGroupCode,
    key.keyRevisionNumber,
    key.tariffIndex,
    key.encryptionAlgorithm,
    key.tokenCarrierType,
  ];
}
