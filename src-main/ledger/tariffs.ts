import canonicalize from 'canonicalize';
import {
  type Tariff,
  type TariffTerms,
  tariffTerms,
} from '../../src-shared/contract/pricing-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import type { Ledger } from './open.ts';

/** A tariff at one of its versions. */
export type TariffVersion = Tariff;

/** A tariff as it is written down. */
export interface TariffDraft {
  /** Null for a new one. */
  readonly id: number | null;
  readonly name: string;
  readonly priceClass: string;
  readonly resource: Resource;
  readonly terms: TariffTerms;
}

/** A version with when it was written down. */
export interface KeptVersion extends TariffVersion {
  readonly savedAt: Date;
}

interface Row {
  id: number;
  name: string;
  version_id: number;
  valid_from: number;
  resource: Resource;
  price_class: string;
  terms: string;
  saved_at: number;
}

/** A version, and until when nothing else takes its place, milliseconds since 1970. */
interface Holding {
  readonly tariff: TariffVersion;
  readonly from: number;
  readonly until: number;
}

/** What a version charged, since when. */
interface ChargingVersion {
  readonly validFrom: Date;
  readonly fixedCharges: TariffTerms['fixedCharges'];
}

const VERSION = `
  SELECT tariff.id, tariff.name, version.id AS version_id, version.valid_from, version.resource,
         version.price_class, version.terms, version.created_at AS saved_at
  FROM tariff_version AS version JOIN tariff ON tariff.id = version.tariff_id`;

/**
 * Prices. A change adds a version, from now on or from a day to come; what was sold keeps the version it
 * was sold at. In force is the version with the latest beginning that is past, of equals the last.
 */
export class Tariffs {
  readonly #ledger;
  readonly #ids;
  readonly #inForce;
  readonly #next;
  readonly #first;
  readonly #ofTariff;
  readonly #named;
  readonly #add;
  readonly #rename;
  readonly #addVersion;
  /**
   * As they hold: a sale asks for one twice. Nobody else writes them while the till has the ledger, and
   * none is taken for one in force outside of its time.
   */
  readonly #holding = new Map<number, Holding>();
  readonly #charging = new Map<number, ChargingVersion[]>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#ids = ledger.prepare<[], { id: number }>('SELECT id FROM tariff ORDER BY name');
    this.#inForce = ledger.prepare<[number, number], Row>(
      `${VERSION} WHERE version.id = (
         SELECT id FROM tariff_version WHERE tariff_id = +? AND valid_from <= +?
         ORDER BY valid_from DESC, id DESC LIMIT 1)`,
    );
    this.#next = ledger.prepare<[number, number], { at: number }>(
      `SELECT valid_from AS at FROM tariff_version WHERE tariff_id = ? AND valid_from > ?
       ORDER BY valid_from LIMIT 1`,
    );
    this.#first = ledger.prepare<[number], Row>(
      `${VERSION} WHERE version.id = (
         SELECT id FROM tariff_version WHERE tariff_id = +? ORDER BY valid_from, id DESC LIMIT 1)`,
    );
    this.#ofTariff = ledger.prepare<[number], Row>(
      `${VERSION} WHERE version.tariff_id = +? ORDER BY version.valid_from DESC, version.id DESC`,
    );
    this.#named = ledger.prepare<[string], { id: number }>('SELECT id FROM tariff WHERE name = ?');
    this.#add = ledger.prepare<[string]>('INSERT INTO tariff (name) VALUES (?)');
    this.#rename = ledger.prepare<[string, number]>('UPDATE tariff SET name = ? WHERE id = ?');
    this.#addVersion = ledger.prepare<[number, number, Resource, string, string, number]>(
      `INSERT INTO tariff_version (tariff_id, valid_from, resource, price_class, terms, created_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
  }

  /** Each tariff as it stands at a moment; as it will be at first where it is not in force yet. */
  all(now: Date): TariffVersion[] {
    return this.#ids.all().flatMap(({ id }) => this.current(id, now) ?? this.first(id) ?? []);
  }

  /** The tariff as it stands at a moment; null where it is not in force, or does not exist. */
  current(id: number, now: Date): TariffVersion | null {
    const at = now.getTime();
    const known = this.#holding.get(id);
    if (known && at >= known.from && at < known.until) return known.tariff;
    const row = this.#inForce.get(id, at);
    if (!row) return this.#unplanned(id);
    const until = this.#next.get(id, at)?.at ?? Number.POSITIVE_INFINITY;
    const tariff = read(row);
    this.#holding.set(id, { tariff, from: row.valid_from, until });
    return tariff;
  }

  /** The version a tariff begins with; null for a tariff that does not exist. */
  first(id: number): TariffVersion | null {
    const row = this.#first.get(id);
    return row ? read(row) : null;
  }

  /** Every version of a tariff, the one that begins last first; planned ones among them. */
  versions(id: number): KeptVersion[] {
    return this.#ofTariff.all(id).map((row) => ({ ...read(row), savedAt: new Date(row.saved_at) }));
  }

  /** The versions that were in force until a moment, oldest first. */
  inForceUntil(id: number, now: Date): ChargingVersion[] {
    const known = this.#charging.get(id) ?? this.#readCharging(id);
    this.#charging.set(id, known);
    return known.filter(({ validFrom }) => validFrom <= now);
  }

  /** The id of the tariff with a name; null for none. */
  named(name: string): number | null {
    return this.#named.get(name)?.id ?? null;
  }

  /** Adds a tariff or a new version of one, in force from `validFrom` on; answers the tariff's id. */
  save({ id, name, ...draft }: TariffDraft, validFrom: Date, now: Date): number {
    this.#holding.clear();
    this.#charging.clear();
    return this.#ledger.transaction(() => {
      const saved = id ?? Number(this.#add.run(name).lastInsertRowid);
      if (id !== null) this.#rename.run(name, id);
      const { resource, priceClass, terms } = draft;
      const from = validFrom.getTime();
      this.#addVersion.run(saved, from, resource, priceClass, writeTerms(terms), now.getTime());
      return saved;
    })();
  }

  /**
   * A clock that is behind must not leave a meter without a price: what was saved as a price for now is in
   * force before it, too.
   */
  #unplanned(id: number): TariffVersion | null {
    const row = this.#first.get(id);
    return row && row.valid_from <= row.saved_at ? read(row) : null;
  }

  /** Of versions that begin at the same moment only the last was ever in force. */
  #readCharging(id: number): ChargingVersion[] {
    const all = this.versions(id);
    return all
      .filter(({ validFrom }, index) => all[index - 1]?.validFrom !== validFrom)
      .map(({ validFrom, fixedCharges }) => ({ validFrom: new Date(validFrom), fixedCharges }))
      .reverse();
  }
}

/** Terms in the one form in which they are kept: canonical JSON (RFC 8785). */
export function writeTerms(terms: TariffTerms): string {
  const written = canonicalize(tariffTerms.parse(terms));
  if (written === undefined) throw new Error('terms without a canonical form');
  return written;
}

function read(row: Row): TariffVersion {
  return {
    ...tariffTerms.parse(JSON.parse(row.terms)),
    id: row.id,
    name: row.name,
    priceClass: row.price_class,
    resource: row.resource,
    versionId: row.version_id,
    validFrom: new Date(row.valid_from).toISOString(),
  };
}
