import type { Meter } from '../../src-shared/contract/shapes.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import type { Ledger } from './open.ts';
import type { Resource } from './sale-record.ts';

/** A meter and its customer as they are written. */
export interface MeterRecord {
  /** Null for a new meter. */
  readonly id: number | null;
  readonly pan: string;
  readonly drn: string;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly tokenCarrierType: TokenCarrierType;
  readonly tariffId: number;
  readonly blind: boolean;
  readonly customer: { readonly name: string; readonly phone: string; readonly address: string };
}

/** What a sale needs to know of a meter. */
export interface MeterForSale {
  readonly id: number;
  readonly pan: string;
  readonly tariffId: number;
  readonly resource: Resource;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly tokenCarrierType: TokenCarrierType;
}

interface Row {
  id: number;
  drn: string;
  pan: string;
  supply_group_code: string;
  key_revision_number: number;
  tariff_index: number;
  encryption_algorithm: EncryptionAlgorithm;
  token_carrier_type: TokenCarrierType;
  customer_name: string;
  phone: string;
  address: string;
  tariff_id: number;
  tariff_name: string;
  blind: number;
  last_paid: number | null;
  last_at: number | null;
}

// TIDs rise with time, so the end of the sale_tid index is a meter's last sale.
const METER = `
  SELECT meter.id, meter.drn, meter.pan, meter.supply_group_code, meter.key_revision_number,
         meter.tariff_index, meter.encryption_algorithm, meter.token_carrier_type,
         customer.name AS customer_name, customer.phone, customer.address,
         meter.tariff_id, tariff.name AS tariff_name, meter.blind,
         last.paid AS last_paid, last.opened_at AS last_at
  FROM meter
  JOIN customer ON customer.id = meter.customer_id
  JOIN tariff ON tariff.id = meter.tariff_id
  LEFT JOIN sale AS last ON last.id =
    (SELECT id FROM sale WHERE sale.meter_id = meter.id AND sale.state = 'issued'
     ORDER BY base_date DESC, tid DESC LIMIT 1)`;

/** How many sales back "recent customers" looks: bounds its cost however big the ledger is. */
const RECENT_SALES = 300;

/** Of so many meters that a search finds the best are answered: bounds its cost. */
const RANKED = 200;

/** The meters the till knows, and whose they are. */
export class Meters {
  readonly #ledger;
  readonly #byId;
  readonly #forSale;
  readonly #byPan;
  readonly #byDrnStart;
  readonly #byNameStart;
  readonly #byText;
  readonly #recent;
  readonly #newest;
  readonly #addCustomer;
  readonly #addMeter;
  readonly #changeCustomer;
  readonly #changeMeter;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#byId = ledger.prepare<[number], Row>(`${METER} WHERE meter.id = +?`);
    this.#forSale = ledger.prepare<[number], MeterForSale>(
      `SELECT id, pan, tariff_id AS tariffId, resource, supply_group_code AS supplyGroupCode,
              key_revision_number AS keyRevisionNumber, tariff_index AS tariffIndex,
              encryption_algorithm AS encryptionAlgorithm, token_carrier_type AS tokenCarrierType
       FROM meter WHERE id = ?`,
    );
    this.#byPan = ledger.prepare<[string], Row>(`${METER} WHERE meter.pan = +?`);
    this.#byDrnStart = ledger.prepare<[string, string, number], Row>(
      `${METER} WHERE meter.drn >= +? AND meter.drn < +? ORDER BY meter.drn LIMIT ?`,
    );
    this.#byNameStart = ledger.prepare<[string, string, number], Row>(
      `${METER} WHERE meter.id IN (
         SELECT meter.id FROM customer INDEXED BY customer_name
         JOIN meter ON meter.customer_id = customer.id
         WHERE customer.name >= +? COLLATE NOCASE AND customer.name < +? COLLATE NOCASE LIMIT ?)
       ORDER BY customer.name COLLATE NOCASE`,
    );
    this.#byText = ledger.prepare<[string, number, string, number, string], Row>(
      `${METER} WHERE meter.id IN (
         SELECT found.rowid FROM
           (SELECT rowid FROM meter_search WHERE meter_search MATCH +? LIMIT ?) AS found
         JOIN meter AS its ON its.id = found.rowid
         JOIN customer AS whose ON whose.id = its.customer_id
         ORDER BY instr(' ' || lower(whose.name), ' ' || lower(+?)) = 0, whose.name COLLATE NOCASE
         LIMIT ?)
       ORDER BY instr(' ' || lower(customer.name), ' ' || lower(+?)) = 0,
         customer.name COLLATE NOCASE`,
    );
    this.#recent = ledger.prepare<[number, number], Row>(
      `${METER} JOIN (
         SELECT meter_id, max(id) AS sale_id FROM
           (SELECT id, meter_id FROM sale WHERE state = 'issued' ORDER BY id DESC LIMIT ?)
         GROUP BY meter_id ORDER BY sale_id DESC LIMIT ?
       ) AS recent ON recent.meter_id = meter.id
       ORDER BY recent.sale_id DESC`,
    );
    this.#newest = ledger.prepare<[number], Row>(`${METER} ORDER BY meter.id DESC LIMIT ?`);
    this.#addCustomer = ledger.prepare<[string, string, string, number]>(
      'INSERT INTO customer (name, phone, address, created_at) VALUES (?, ?, ?, ?)',
    );
    this.#addMeter = ledger.prepare(
      `INSERT INTO meter (pan, drn, tariff_id, supply_group_code, key_revision_number, tariff_index,
         encryption_algorithm, token_carrier_type, blind, customer_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#changeCustomer = ledger.prepare<[string, string, string, number]>(
      `UPDATE customer SET name = ?, phone = ?, address = ?
       WHERE id = (SELECT customer_id FROM meter WHERE id = ?)`,
    );
    this.#changeMeter = ledger.prepare(
      `UPDATE meter SET pan = ?, drn = ?, tariff_id = ?, supply_group_code = ?,
         key_revision_number = ?, tariff_index = ?, encryption_algorithm = ?, token_carrier_type = ?,
         blind = ?
       WHERE id = ?`,
    );
  }

  get(id: number): Meter | null {
    const row = this.#byId.get(id);
    return row ? read(row) : null;
  }

  forSale(id: number): MeterForSale | null {
    return this.#forSale.get(id) ?? null;
  }

  byPan(pan: string): Meter | null {
    const row = this.#byPan.get(pan);
    return row ? read(row) : null;
  }

  /** Meters whose number begins with these digits. */
  byNumberStart(digits: string, limit: number): Meter[] {
    return this.#byDrnStart.all(digits, `${digits}\u{ff}`, limit).map(read);
  }

  /** Meters whose customer's name begins so; for searches too short for {@link byText}. */
  byNameStart(text: string, limit: number): Meter[] {
    return this.#byNameStart.all(text, `${text}\u{10ffff}`, limit).map(read);
  }

  /**
   * Meters where every word (three characters or more) stands somewhere in the name, phone, address
   * or meter number. Of the first few hundred, those with a word in their name that begins with the
   * first one come first: a common word is borne by thousands, and to put all of them in order takes
   * longer than typing another letter.
   */
  byText(words: readonly string[], limit: number): Meter[] {
    // FTS5 reads its query up to the first NUL.
    const quoted = words.map((word) => `"${word.replaceAll('\0', '').replaceAll('"', '""')}"`);
    const query = quoted.join(' AND ');
    const [first = ''] = words;
    const few = Math.max(limit, RANKED);
    return this.#byText.all(query, few, first, limit, first).map(read);
  }

  /** The customers of the last sales, latest first; then those added last, who never bought. */
  recent(limit: number): Meter[] {
    const bought = this.#recent.all(RECENT_SALES, limit);
    const missing = limit - bought.length;
    const added = missing > 0 ? this.#newest.all(limit).filter((row) => row.last_at === null) : [];
    return [...bought, ...added.slice(0, missing)].map(read);
  }

  /** Adds the meter or changes the one with its id; answers its id. No other meter may have its PAN. */
  save(meter: MeterRecord, now: Date): number {
    const { name, phone, address } = meter.customer;
    const columns = [
      meter.pan,
      meter.drn,
      meter.tariffId,
      meter.supplyGroupCode,
      meter.keyRevisionNumber,
      meter.tariffIndex,
      meter.encryptionAlgorithm,
      meter.tokenCarrierType,
      meter.blind ? 1 : 0,
    ];
    return this.#ledger.transaction(() => {
      if (meter.id !== null) {
        // The customer last: it is what brings the search up to date, with the number as it is then.
        this.#changeMeter.run(...columns, meter.id);
        this.#changeCustomer.run(name, phone, address, meter.id);
        return meter.id;
      }
      const at = now.getTime();
      const customerId = this.#addCustomer.run(name, phone, address, at).lastInsertRowid;
      return Number(this.#addMeter.run(...columns, customerId, at).lastInsertRowid);
    })();
  }

  /** Runs many saves as one commit: for the demo shop and for imports. */
  together(work: () => void): void {
    this.#ledger.transaction(work)();
  }
}

function read(row: Row): Meter {
  return {
    id: row.id,
    drn: row.drn,
    pan: row.pan,
    supplyGroupCode: row.supply_group_code,
    keyRevisionNumber: row.key_revision_number,
    tariffIndex: row.tariff_index,
    encryptionAlgorithm: row.encryption_algorithm,
    tokenCarrierType: row.token_carrier_type,
    customerName: row.customer_name,
    phone: row.phone,
    address: row.address,
    tariffId: row.tariff_id,
    tariffName: row.tariff_name,
    blind: row.blind === 1,
    lastSale:
      row.last_paid === null || row.last_at === null
        ? null
        : { paid: row.last_paid, at: new Date(row.last_at).toISOString() },
  };
}
