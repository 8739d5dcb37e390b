import type { Ledger } from '../open.ts';
import type { TrailRow } from './chain.ts';
import type { Findings } from './report.ts';

const SAVED: readonly string[] = ['tariff.added', 'tariff.planned', 'tariff.changed'];

interface VersionRow {
  readonly id: number;
  readonly tariffId: number;
  readonly savedAt: number;
  readonly validFrom: number;
  readonly resource: string;
  readonly priceClass: string;
  readonly terms: string;
}

/** A version as the trail tells of it, and the row that does. */
type Told = Pick<TrailRow, 'facts' | 'sequence'>;

/** Prices are as the trail says that they were saved: a sale is held against the one that it names. */
export class TariffTrail {
  readonly #findings;
  readonly #rows;
  /** By tariff and moment, in their order. */
  readonly #told = new Map<string, Told[]>();

  constructor(ledger: Ledger, findings: Findings) {
    this.#findings = findings;
    this.#rows = ledger.prepare<[], VersionRow>(
      `SELECT id, tariff_id AS tariffId, created_at AS savedAt, valid_from AS validFrom, resource,
              price_class AS priceClass, terms FROM tariff_version ORDER BY id`,
    );
  }

  follow({ what, at, facts, sequence }: TrailRow): void {
    if (!SAVED.includes(what)) return;
    const key = `${facts.id} ${at}`;
    const known = this.#told.get(key);
    if (known) known.push({ facts, sequence });
    else this.#told.set(key, [{ facts, sequence }]);
  }

  /**
   * To be called at the end of the trail. The first versions may be without their own there: those of the
   * shop's beginning, and of the time before there was a trail.
   */
  end(): void {
    let isTold = false;
    for (const row of this.#rows.iterate()) {
      const told = this.#told.get(`${row.tariffId} ${row.savedAt}`)?.shift();
      if (!told) {
        if (isTold) this.#findings.add('row.unwritten', 'tariff_version', row.id);
        continue;
      }
      isTold = true;
      if (isAs(row, told)) continue;
      this.#findings.add('row.changed', 'tariff_version', row.id, { sequence: told.sequence });
    }
    for (const { sequence } of [...this.#told.values()].flat()) {
      this.#findings.add('row.missing', 'tariff_version', null, { sequence });
    }
  }
}

function isAs(row: VersionRow, { facts }: Told): boolean {
  return (
    row.validFrom === Date.parse(String(facts.validFrom)) &&
    row.resource === facts.resource &&
    row.priceClass === facts.priceClass &&
    row.terms === facts.terms
  );
}
