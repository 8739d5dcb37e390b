import canonicalize from 'canonicalize';
import { z } from 'zod';
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
  terms: string;
}

/** What a version charges. */
type Terms = Omit<Tariff, 'id' | 'name'>;

const keptTerms = z.object({
  blocks: z.tuple([z.object({ price: z.int() })]),
  fixedCharges: z.array(z.object({ amount: z.int() })),
  taxes: z.array(z.object({ basisPoints: z.int() })),
  pricesIncludeTax: z.boolean(),
});

// The last of those that are in force: the index ends with it.
const CURRENT = `
  SELECT tariff.id, tariff.name, version.id AS version_id, version.terms
  FROM tariff JOIN tariff_version AS version
    ON version.id = (SELECT id FROM tariff_version WHERE tariff_id = tariff.id
                     ORDER BY valid_from DESC, id DESC LIMIT 1)`;

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
    this.#addVersion = ledger.prepare<[number, number, string, number]>(
      `INSERT INTO tariff_version (tariff_id, valid_from, resource, price_class, terms, created_at)
       VALUES (?, ?, 'electricity', '', ?, ?)`,
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
      this.#addVersion.run(id, now.getTime(), writeTerms(tariff), now.getTime());
      return id;
    })();
  }
}

function read(row: Row): TariffVersion {
  return { id: row.id, name: row.name, versionId: row.version_id, ...readTerms(row.terms) };
}

/** What a version charges, from the JSON that is kept of it. */
export function readTerms(json: string): Terms {
  const { blocks, fixedCharges, taxes, pricesIncludeTax } = keptTerms.parse(JSON.parse(json));
  return {
    pricePerKwh: blocks[0].price,
    fixedCharge: fixedCharges[0]?.amount ?? 0,
    vatBasisPoints: taxes[0]?.basisPoints ?? 0,
    pricesIncludeVat: pricesIncludeTax,
  };
}

function writeTerms({ pricePerKwh, fixedCharge, vatBasisPoints, pricesIncludeVat }: Terms): string {
  const charge = { name: 'Fixed charge', every: 'sale', amount: fixedCharge, arrears: false };
  const tax = {
    name: 'VAT',
    basisPoints: vatBasisPoints,
    on: ['energy', 'fixed-charge', 'service-fee'],
  };
  const terms = canonicalize({
    blocks: [{ upTo: null, price: pricePerKwh }],
    freeSteps: 0,
    fixedCharges: fixedCharge === 0 ? [] : [charge],
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes: vatBasisPoints === 0 ? [] : [tax],
    pricesIncludeTax: pricesIncludeVat,
    minimumSale: 0,
    maximumSale: null,
  });
  if (terms === undefined) throw new Error('terms without a canonical form');
  return terms;
}
