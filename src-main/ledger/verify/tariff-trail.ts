import { z } from 'zod';
import { money } from '../../../src-shared/contract/measures.ts';
import {
  type TariffTerms,
  type Taxed,
  tariffTerms,
} from '../../../src-shared/contract/pricing-shapes.ts';
import { WHOLE } from '../../../src-shared/pricing/money.ts';
import type { Ledger } from '../open.ts';
import { writeTerms } from '../tariffs.ts';
import type { TrailRow } from './chain.ts';
import { readObject } from './read-object.ts';
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

/** What the trail says of a version from before prices were terms (migration 0006). */
const flatPrice = z.object({
  pricePerKwh: z.int().min(1),
  fixedCharge: money,
  vatBasisPoints: z.int().min(0).max(WHOLE),
  pricesIncludeVat: z.boolean(),
});

/** Of what a version should have and has not: then it is another one in any case. */
const UNNAMED = '-';

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
    const latest = new Map<number, number>();
    for (const row of this.#rows.iterate()) {
      const savedUntil = Math.max(row.savedAt, latest.get(row.tariffId) ?? 0);
      latest.set(row.tariffId, savedUntil);
      const told = this.#told.get(`${row.tariffId} ${row.savedAt}`)?.shift();
      if (!told) {
        if (isTold) this.#findings.add('row.unwritten', 'tariff_version', row.id);
        continue;
      }
      isTold = true;
      if (isAs(row, told) || isAsFlat(row, told, savedUntil)) continue;
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

/** @param savedUntil the latest moment at which this or an earlier version of the tariff was saved */
function isAsFlat(row: VersionRow, { facts }: Told, savedUntil: number): boolean {
  const flat = flatPrice.safeParse(facts).data;
  if (!flat || row.validFrom !== savedUntil) return false;
  if (row.resource !== 'electricity' || row.priceClass !== '') return false;
  return row.terms === writeTerms(termsOf(flat, row.terms));
}

/** What the migration made of it; it called the charge and the tax what the shop's language did. */
function termsOf(flat: z.infer<typeof flatPrice>, migrated: string): TariffTerms {
  const names = tariffTerms.safeParse(readObject(migrated)).data;
  const { pricePerKwh, fixedCharge, vatBasisPoints, pricesIncludeVat } = flat;
  const charge = names?.fixedCharges[0]?.name ?? UNNAMED;
  const tax = names?.taxes[0]?.name ?? UNNAMED;
  const on: Taxed[] = ['energy', 'fixed-charge', 'service-fee'];
  return {
    blocks: [{ upTo: null, price: pricePerKwh }],
    freeSteps: 0,
    fixedCharges:
      fixedCharge === 0
        ? []
        : [{ name: charge, every: 'sale', amount: fixedCharge, arrears: false }],
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes: vatBasisPoints === 0 ? [] : [{ name: tax, basisPoints: vatBasisPoints, on }],
    pricesIncludeTax: pricesIncludeVat,
    minimumSale: 0,
    maximumSale: null,
  };
}
