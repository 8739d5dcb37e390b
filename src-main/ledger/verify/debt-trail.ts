import { type DebtTerms, debtTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Ledger } from '../open.ts';
import type { TrailRow } from './chain.ts';
import { readObject } from './read-object.ts';
import type { Findings } from './report.ts';

interface DebtRow {
  readonly id: number;
  readonly customerId: number;
  readonly name: string;
  readonly kind: string;
  readonly takeKind: string;
  readonly takeAmount: number | null;
  readonly perSale: number | null;
  readonly perMonth: number | null;
  readonly priority: number;
  readonly openedAt: number;
  /** Null for one from before it was written down. */
  readonly openedWith: string | null;
}

/** A debt as the trail has told of it so far. */
interface Told {
  customerId: unknown;
  /** Null where what the trail says of it cannot be read. */
  terms: DebtTerms | null;
  readonly openedWith: string;
  readonly openedAt: number;
  /** The row that told of it last. */
  sequence: number;
}

/**
 * Whose each debt is, what it is called and how it is taken: people change that, so no digest holds. It is what
 * the trail says of its beginning, of each change, and of accounts that became one.
 */
export class DebtTrail {
  readonly #findings;
  readonly #rows;
  readonly #told = new Map<number, Told>();

  constructor(ledger: Ledger, findings: Findings) {
    this.#findings = findings;
    this.#rows = ledger.prepare<[], DebtRow>(
      `SELECT id, customer_id AS customerId, name, kind, take_kind AS takeKind,
              take_amount AS takeAmount, per_sale_ceiling AS perSale, per_month_ceiling AS perMonth,
              priority, opened_at AS openedAt, opened_with AS openedWith FROM debt ORDER BY id`,
    );
  }

  follow({ what, at, facts, sequence }: TrailRow): void {
    if (what === 'customer.merged') this.#merge(facts.from, facts.into);
    const { debtId } = facts;
    if (typeof debtId !== 'number') return;
    const told = this.#told.get(debtId);
    if (what === 'debt.added') {
      if (told) this.#findings.add('row.twice', 'debt', debtId, { sequence });
      const { customerId } = facts;
      const text = String(facts.terms);
      const openedWith = `{"customerId":${customerId},${text.slice(1)}`;
      const terms = termsIn(readObject(text));
      this.#told.set(debtId, { customerId, terms, openedWith, openedAt: at, sequence });
    } else if (what === 'debt.changed' && told?.terms) {
      told.terms = termsIn({ ...told.terms, ...readObject(String(facts.to)) });
      told.sequence = sequence;
    }
  }

  /** To be called at the end of the trail. */
  end(): void {
    for (const row of this.#rows.iterate()) {
      const told = this.#told.get(row.id);
      if (told && !isAs(row, told)) {
        this.#findings.add('row.changed', 'debt', row.id, { sequence: told.sequence });
      }
      if (!told && row.openedWith !== null) this.#findings.add('row.unwritten', 'debt', row.id);
      this.#told.delete(row.id);
    }
    for (const [id, { sequence }] of this.#told) {
      this.#findings.add('row.missing', 'debt', id, { sequence });
    }
  }

  #merge(from: unknown, into: unknown): void {
    for (const told of this.#told.values()) {
      if (told.customerId === from) told.customerId = into;
    }
  }
}

function isAs(row: DebtRow, { terms, customerId, openedAt, openedWith }: Told): boolean {
  if (!terms) return false;
  const { take } = terms;
  const takeAmount =
    take.kind === 'share' ? take.basisPoints : take.kind === 'fixed' ? take.amount : null;
  return (
    row.customerId === customerId &&
    // Half a character is written as a sign that stands for none.
    row.name === Buffer.from(terms.name).toString() &&
    row.kind === terms.kind &&
    row.takeKind === take.kind &&
    row.takeAmount === takeAmount &&
    row.perSale === terms.perSaleCeiling &&
    row.perMonth === terms.perMonthCeiling &&
    row.priority === terms.priority &&
    row.openedAt === openedAt &&
    row.openedWith === openedWith
  );
}

function termsIn(object: object): DebtTerms | null {
  return debtTerms.safeParse(object).data ?? null;
}
