import type { Tariff } from '../../src-shared/contract/shapes.ts';
import type { Ledger } from './open.ts';

/** A tariff at one of its versions. */
export interface TariffVersion extends Tariff {
  readonly versionId: number;
}

interface Row {
  id: number;
  name: string;
  version_id: number;
  price_per_kwh: number;
  fixed_charge: number;
  vat_basis_points: number;
  prices_include_vat: number;
}

const CURRENT = `
  SELECT tariff.id, tariff.name, version.id AS version_id, version.price_per_kwh,
         version.fixed_charge, version.vat_basis_points, version.prices_include_vat
  FROM tariff JOIN tariff_version AS version
    ON version.id = (SELECT max(id) FROM tariff_version WHERE tariff_id = tariff.id)`;

/** Prices. A change adds a version; what was sold keeps the version it was sold at. */
export class Tariffs {
  readonly #ledger;
  readonly #all;
  readonly #one;
  readonly #named;
  readonly #add;
  readonly #rename;
  readonly #addVersion;
  /** As they stand now: a sale asks for one twice. Nobody else writes them while the till has the ledger. */
  readonly #current = new Map<number, TariffVersion>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#all = ledger.prepare<[], Row>(`${CURRENT} ORDER BY tariff.name`);
    this.#one = ledger.prepare<[number], Row>(`${CURRENT} WHERE tariff.id = +?`);
    this.#named = ledger.prepare<[string], Row>(`${CURRENT} WHERE tariff.name = +?`);
    this.#add = ledger.prepare<[string]>('INSERT INTO tariff (name) VALUES (?)');
    this.#rename = ledger.prepare<[string, number]>('UPDATE tariff SET name = ? WHERE id = ?');
    this.#addVersion = ledger.prepare<[number, number, number, number, number, number]>(
      `INSERT INTO tariff_version
         (tariff_id, price_per_kwh, fixed_charge, vat_basis_points, prices_include_vat, created_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
  }

  all(): TariffVersion[] {
    return this.#all.all().map(read);
  }

  /** The tariff as it stands now. */
  current(id: number): TariffVersion | null {
    const known = this.#current.get(id);
    if (known) return known;
    const row = this.#one.get(id);
    if (!row) return null;
    const tariff = read(row);
    this.#current.set(id, tariff);
    return tariff;
  }

  named(name: string): TariffVersion | null {
    const row = this.#named.get(name);
    return row ? read(row) : null;
  }

  /** Adds a tariff (`id` null) or a new version of one; answers its id. */
  save(tariff: Omit<Tariff, 'id'> & { readonly id: number | null }, now: Date): number {
    this.#current.clear();
    return this.#ledger.transaction(() => {
      const id = tariff.id ?? Number(this.#add.run(tariff.name).lastInsertRowid);
      if (tariff.id !== null) this.#rename.run(tariff.name, tariff.id);
      this.#addVersion.run(
        id,
        tariff.pricePerKwh,
        tariff.fixedCharge,
        tariff.vatBasisPoints,
        tariff.pricesIncludeVat ? 1 : 0,
        now.getTime(),
      );
      return id;
    })();
  }
}

function read(row: Row): TariffVersion {
  return {
    id: row.id,
    name: row.name,
    versionId: row.version_id,
    pricePerKwh: row.price_per_kwh,
    fixedCharge: row.fixed_charge,
    vatBasisPoints: row.vat_basis_points,
    pricesIncludeVat: row.prices_include_vat === 1,
  };
}
