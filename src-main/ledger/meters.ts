import type { Ask } from '../../src-shared/contract/pricing-shapes.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import type { Ledger } from './open.ts';

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
  /** Whose it is: somebody the ledger has, or who they are as it is written down with the meter. */
  readonly customer: { readonly id: number } | Named;
}

interface Named {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
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
  /** 1 where the meter or its customer's account is closed: nothing is sold to it. */
  readonly closed: 0 | 1;
  readonly customerId: number;
  /** 1 where the customer has debts, be they paid or not. */
  readonly hasDebts: 0 | 1;
  /** When it was added, milliseconds since 1970. */
  readonly createdAt: number;
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
  customer_id: number;
  customer_name: string;
  phone: string;
  address: string;
  tariff_id: number;
  tariff_name: string;
  resource: Resource;
  blind: number;
  created_at: number;
  closed_at: number | null;
  account_closed_at: number | null;
  heir_id: number | null;
  heir_drn: string | null;
  last_paid: number | null;
  last_at: number | null;
  last_by: Ask['by'] | null;
  last_amount: number | null;
}

// TIDs rise with time, so the end of the sale_tid index is a meter's last sale.
const METER = `
  SELECT meter.id, meter.drn, meter.pan, meter.supply_group_code, meter.key_revision_number,
         meter.tariff_index, meter.encryption_algorithm, meter.token_carrier_type,
         meter.customer_id, customer.name AS customer_name, customer.phone, customer.address,
         meter.tariff_id, tariff.name AS tariff_name, meter.resource, meter.blind, meter.created_at,
         meter.closed_at, customer.closed_at AS account_closed_at,
         heir.id AS heir_id, heir.drn AS heir_drn,
         last.paid AS last_paid, last.opened_at AS last_at, last.ask_by AS last_by,
         last.ask_amount AS last_amount
  FROM meter
  JOIN customer ON customer.id = meter.customer_id
  JOIN tariff ON tariff.id = meter.tariff_id
  LEFT JOIN meter AS heir ON heir.id = meter.replaced_by
  LEFT JOIN sale AS last ON last.id =
    (SELECT id FROM sale WHERE sale.meter_id = meter.id AND sale.state = 'issued'
       AND sale.kind = 'sale'
     ORDER BY base_date DESC, tid DESC LIMIT 1)`;

/** The meters of a customer stand together, those that are sold to first. */
const OF_ONE_CUSTOMER = 'meter.customer_id, meter.closed_at IS NOT NULL, meter.id';

/** A meter counts what its tariff prices: all versions of one are of the same. */
const RESOURCE_OF_TARIFF =
  '(SELECT resource FROM tariff_version WHERE tariff_id = +? ORDER BY valid_from LIMIT 1)';

/** How many sales back "recent customers" looks: bounds its cost however big the ledger is. */
const RECENT_SALES = 300;

/** Shorter than this the full-text index has nothing to go by. */
const SHORTEST = 3;

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
  readonly #ofCustomer;
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
              encryption_algorithm AS encryptionAlgorithm, token_carrier_type AS tokenCarrierType,
              customer_id AS customerId, created_at AS createdAt,
              EXISTS (SELECT 1 FROM debt WHERE customer_id = meter.customer_id) AS hasDebts,
              closed_at IS NOT NULL OR (SELECT closed_at FROM customer WHERE id = customer_id)
                IS NOT NULL AS closed
       FROM meter WHERE id = +?`,
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
       ORDER BY customer.name COLLATE NOCASE, ${OF_ONE_CUSTOMER}`,
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
         customer.name COLLATE NOCASE, ${OF_ONE_CUSTOMER}`,
    );
    this.#ofCustomer = ledger.prepare<[number, number], Row>(
      `${METER} WHERE meter.customer_id = +? ORDER BY meter.closed_at IS NOT NULL, meter.id LIMIT ?`,
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
         encryption_algorithm, token_carrier_type, blind, resource, customer_id, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ${RESOURCE_OF_TARIFF}, ?, ?)`,
    );
    this.#changeCustomer = ledger.prepare<[string, string, string, number]>(
      `UPDATE customer SET name = ?, phone = ?, address = ?
       WHERE id = (SELECT customer_id FROM meter WHERE id = +?)`,
    );
    this.#changeMeter = ledger.prepare(
      `UPDATE meter SET pan = ?, drn = ?, tariff_id = ?, supply_group_code = ?,
         key_revision_number = ?, tariff_index = ?, encryption_algorithm = ?, token_carrier_type = ?,
         blind = ?, resource = ${RESOURCE_OF_TARIFF}
       WHERE id = +?`,
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

  /** A customer's meters, those that are sold to first. */
  ofCustomer(customerId: number, limit: number): Meter[] {
    return this.#ofCustomer.all(customerId, limit).map(read);
  }

  /**
   * Meters where every word (three characters or more) stands somewhere in the name, phone, address,
   * ID number or meter number. Of the first few hundred, those with a word in their name that begins
   * with the first one come first: a common word is borne by thousands, and to put all of them in order
   * takes longer than typing another letter.
   */
  byText(words: readonly string[], limit: number): Meter[] {
    const query = words.map(queryOf).join(' AND ');
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
    const { customer } = meter;
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
      meter.tariffId,
    ];
    return this.#ledger.transaction(() => {
      if (meter.id !== null) {
        // The customer last: it is what brings the search up to date, with the number as it is then.
        this.#changeMeter.run(...columns, meter.id);
        if (!('id' in customer)) {
          const { name, phone, address } = customer;
          this.#changeCustomer.run(name, phone, address, meter.id);
        }
        return meter.id;
      }
      const at = now.getTime();
      const customerId = 'id' in customer ? customer.id : this.#newCustomer(customer, at);
      return Number(this.#addMeter.run(...columns, customerId, at).lastInsertRowid);
    })();
  }

  #newCustomer({ name, phone, address }: Named, at: number): number {
    return Number(this.#addCustomer.run(name, phone, address, at).lastInsertRowid);
  }

  /** Runs many saves as one commit: for the demo shop and for imports. */
  together(work: () => void): void {
    this.#ledger.transaction(work)();
  }
}

/** A word as FTS5 reads it, up to the first NUL. Numbers are kept without what people write in them. */
function queryOf(word: string): string {
  const quoted = (text: string) => `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`;
  const plain = word.replaceAll(/[-.()+/]/gu, '');
  if (plain === word || plain.length < SHORTEST || !/\d/u.test(plain)) return quoted(word);
  return `(${quoted(word)} OR ${quoted(plain)})`;
}

function read(row: Row): Meter {
  const closedAt = row.closed_at ?? row.account_closed_at;
  return {
    id: row.id,
    drn: row.drn,
    pan: row.pan,
    supplyGroupCode: row.supply_group_code,
    keyRevisionNumber: row.key_revision_number,
    tariffIndex: row.tariff_index,
    encryptionAlgorithm: row.encryption_algorithm,
    tokenCarrierType: row.token_carrier_type,
    customerId: row.customer_id,
    customerName: row.customer_name,
    phone: row.phone,
    address: row.address,
    tariffId: row.tariff_id,
    tariffName: row.tariff_name,
    resource: row.resource,
    blind: row.blind === 1,
    since: new Date(row.created_at).toISOString(),
    closedAt: closedAt === null ? null : new Date(closedAt).toISOString(),
    replacedBy:
      row.heir_id === null || row.heir_drn === null ? null : { id: row.heir_id, drn: row.heir_drn },
    lastSale: lastSaleOf(row),
  };
}

function lastSaleOf(row: Row): Meter['lastSale'] {
  const { last_paid: paid, last_at: at, last_by: by, last_amount: amount } = row;
  if (paid === null || at === null || by === null || amount === null) return null;
  return { paid, at: new Date(at).toISOString(), ask: { by, amount } };
}
