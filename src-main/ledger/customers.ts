import type {
  Customer,
  CustomerDetails,
  CustomerLine,
} from '../../src-shared/contract/customer-shapes.ts';
import { language } from '../../src-shared/contract/shapes.ts';
import type { Ledger } from './open.ts';
import { BUYER } from './sale-record.ts';

interface Row {
  id: number;
  name: string;
  phone: string;
  address: string;
  id_number: string;
  language: string | null;
  notes: string;
  created_at: number;
  closed_at: number | null;
  merged_into: number | null;
}

interface LineRow {
  id: number;
  name: string;
  phone: string;
  address: string;
  closed_at: number | null;
  meters: number;
  drn: string | null;
  blind: number;
}

const LINE = `
  SELECT customer.id, customer.name, customer.phone, customer.address, customer.closed_at,
         (SELECT count(*) FROM meter WHERE customer_id = customer.id) AS meters,
         (SELECT drn FROM meter WHERE customer_id = customer.id
          ORDER BY closed_at IS NOT NULL, id LIMIT 1) AS drn,
         EXISTS (SELECT 1 FROM meter WHERE customer_id = customer.id AND meter.blind = 1) AS blind
  FROM customer`;

/** Who buys. Their meters are in {@link Meters}. */
export class Customers {
  readonly #byId;
  readonly #sameName;
  readonly #laterNames;
  readonly #lines;
  readonly #byNameStart;
  readonly #byIdNumber;
  readonly #count;
  readonly #add;
  readonly #change;
  readonly #close;
  readonly #merge;
  readonly #mergeMeters;
  readonly #mergeDebts;
  readonly #mergeMoves;
  readonly #sales;

  constructor(ledger: Ledger) {
    this.#byId = ledger.prepare<[number], Row>('SELECT * FROM customer WHERE id = ?');
    this.#sameName = ledger.prepare<[string, number, number], LineRow>(
      `${LINE} WHERE customer.name = +? COLLATE NOCASE AND customer.id > +? AND merged_into IS NULL
       ORDER BY customer.id LIMIT ?`,
    );
    this.#laterNames = ledger.prepare<[string, number], LineRow>(
      `${LINE} WHERE customer.name > +? COLLATE NOCASE AND merged_into IS NULL
       ORDER BY customer.name COLLATE NOCASE, customer.id LIMIT ?`,
    );
    this.#lines = ledger.prepare<[string], LineRow>(
      `${LINE} WHERE customer.id IN (SELECT value FROM json_each(?))`,
    );
    this.#byNameStart = ledger.prepare<[string, string, number], { id: number }>(
      `SELECT id FROM customer INDEXED BY customer_name
       WHERE name >= +? COLLATE NOCASE AND name < +? COLLATE NOCASE AND merged_into IS NULL LIMIT ?`,
    );
    this.#byIdNumber = ledger.prepare<[string, number], { id: number }>(
      `SELECT id FROM customer WHERE id_number = ? AND id_number <> '' LIMIT ?`,
    );
    this.#count = ledger.prepare<[number], { meters: number }>(
      'SELECT count(*) AS meters FROM meter WHERE customer_id = ?',
    );
    this.#add = ledger.prepare<[string, string, string, string, string | null, string, number]>(
      `INSERT INTO customer (name, phone, address, id_number, language, notes, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#change = ledger.prepare<[string, string, string, string, string | null, string, number]>(
      `UPDATE customer SET name = ?, phone = ?, address = ?, id_number = ?, language = ?, notes = ?
       WHERE id = ?`,
    );
    this.#close = ledger.prepare<[number | null, number]>(
      'UPDATE customer SET closed_at = ? WHERE id = ?',
    );
    this.#merge = ledger.prepare<[number, number, number]>(
      'UPDATE customer SET closed_at = ?, merged_into = ? WHERE id = ?',
    );
    this.#mergeMeters = ledger.prepare<[number, number]>(
      'UPDATE meter SET customer_id = ? WHERE customer_id = ?',
    );
    this.#mergeDebts = ledger.prepare<[number, number]>(
      'UPDATE debt SET customer_id = ? WHERE customer_id = ?',
    );
    this.#mergeMoves = ledger.prepare<[number, number]>(
      'UPDATE meter_move SET from_customer = ? WHERE from_customer = ?',
    );
    this.#sales = ledger.prepare<[number, number, number, number, number], { id: number }>(
      `SELECT sale.id FROM sale JOIN meter ON meter.id = sale.meter_id
       WHERE sale.meter_id IN (SELECT id FROM meter WHERE customer_id = +?
                               UNION SELECT meter_id FROM meter_move WHERE from_customer = +?)
         AND ${BUYER} = +? AND sale.id < +? ORDER BY sale.id DESC LIMIT ?`,
    );
  }

  get(id: number): Customer | null {
    const row = this.#byId.get(id);
    return row ? read(row) : null;
  }

  /** In the order of their names, from the one after `after`; null begins with the first. */
  page(after: number | null, limit: number): CustomerLine[] {
    const { name = '', id = 0 } = (after === null ? null : this.#byId.get(after)) ?? {};
    const same = this.#sameName.all(name, id, limit);
    const later = same.length < limit ? this.#laterNames.all(name, limit - same.length) : [];
    return [...same, ...later].map(readLine);
  }

  /** Those with these ids, in that order; ids that nobody has are left out. */
  lines(ids: readonly number[]): CustomerLine[] {
    const found = new Map(this.#lines.all(JSON.stringify(ids)).map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = found.get(id);
      return row ? [readLine(row)] : [];
    });
  }

  /** Also customers without a meter, whom the search among the meters does not know. */
  idsByNameStart(text: string, limit: number): number[] {
    return this.#byNameStart.all(text, `${text}\u{10ffff}`, limit).map(({ id }) => id);
  }

  idsByIdNumber(text: string, limit: number): number[] {
    return this.#byIdNumber.all(text, limit).map(({ id }) => id);
  }

  meterCount(id: number): number {
    return this.#count.get(id)?.meters ?? 0;
  }

  /** Answers the new one's id. */
  add(details: CustomerDetails, now: Date): number {
    const { name, phone, address, idNumber, language: speaks, notes } = details;
    const at = now.getTime();
    return Number(this.#add.run(name, phone, address, idNumber, speaks, notes, at).lastInsertRowid);
  }

  change(id: number, details: CustomerDetails): void {
    const { name, phone, address, idNumber, language: speaks, notes } = details;
    this.#change.run(name, phone, address, idNumber, speaks, notes, id);
  }

  /** Closes the account, or opens it again where `at` is null. */
  close(id: number, at: Date | null): void {
    this.#close.run(at?.getTime() ?? null, id);
  }

  /** Gives `into` everything that `from` had, and closes `from` for good. Answers how many meters went. */
  merge(from: number, into: number, at: Date): number {
    this.#merge.run(at.getTime(), into, from);
    this.#mergeMoves.run(into, from);
    this.#mergeDebts.run(into, from);
    return this.#mergeMeters.run(into, from).changes;
  }

  /** Ids of the sales to a customer below `before`, the latest first, at whoever's meter it is now. */
  sales(id: number, before: number, limit: number): number[] {
    return this.#sales.all(id, id, id, before, limit).map((row) => row.id);
  }
}

function read(row: Row): Customer {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    address: row.address,
    idNumber: row.id_number,
    // One that a later version spoke is the shop's here.
    language: language.safeParse(row.language).data ?? null,
    notes: row.notes,
    since: new Date(row.created_at).toISOString(),
    closedAt: instantOf(row.closed_at),
    mergedInto: row.merged_into,
  };
}

function readLine(row: LineRow): CustomerLine {
  const { id, name, phone, address, meters, drn } = row;
  return {
    ...{ id, name, phone, address, meters, drn },
    closedAt: instantOf(row.closed_at),
    blind: row.blind === 1,
  };
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
