import type { DebtTake, DebtTerms, QuoteLine } from '../../src-shared/contract/pricing-shapes.ts';
import type { OpenDebt } from '../../src-shared/pricing/context.ts';
import type { Actor, Audit } from './audit.ts';
import { startOfMonth } from './meter-months.ts';
import type { Ledger } from './open.ts';

/** What a customer owes, and how it is taken. */
export interface DebtRecord extends DebtTerms {
  readonly id: number;
  readonly customerId: number;
  readonly openedAt: Date;
  /** What is left of it, minor units. */
  readonly balance: number;
  /** What it came to without its sales: the most that a refund of all of them can make it. */
  readonly owedInAll: number;
  /** Of the balance, what sales that are not finished yet will take. */
  readonly held: number;
  readonly takenThisMonth: number;
}

interface Row {
  id: number;
  customer_id: number;
  name: string;
  kind: DebtTerms['kind'];
  take_kind: DebtTake['kind'];
  take_amount: number | null;
  per_sale_ceiling: number | null;
  per_month_ceiling: number | null;
  priority: number;
  opened_at: number;
  balance: number;
  owed_in_all: number;
  held: number;
  taken: number;
}

/** A debt that is to be written down. */
export interface DebtDraft extends DebtTerms {
  readonly requestId: string;
  readonly customerId: number;
}

/** The columns of how a debt is taken. */
type TermsValues = [
  name: string,
  takeKind: DebtTake['kind'],
  takeAmount: number | null,
  perSale: number | null,
  perMonth: number | null,
  priority: number,
];

// A sale that was given back as a whole took nothing. An open one takes with its token, so what it will
// take is nobody else's.
const READ_DEBT = `
  SELECT debt.*,
         (SELECT coalesce(sum(amount), 0) FROM debt_movement WHERE debt_id = debt.id) AS balance,
         (SELECT coalesce(sum(amount), 0) FROM debt_movement
          WHERE debt_id = debt.id AND sale_id IS NULL) AS owed_in_all,
         (SELECT coalesce(sum(line.value ->> 'amount'), 0)
          FROM sale INDEXED BY sale_unfinished, json_each(sale.lines) AS line
          WHERE sale.state IN ('reserved', 'asked') AND line.value ->> 'debtId' = debt.id) AS held,
         (SELECT coalesce(-sum(amount), 0) FROM debt_movement AS taken
          WHERE taken.debt_id = debt.id AND taken.kind = 'taken' AND taken.at >= +? AND taken.at < +?
            AND NOT EXISTS (SELECT 1 FROM debt_movement AS back WHERE back.sale_id = taken.sale_id
                            AND back.debt_id = taken.debt_id AND back.kind = 'given-back')) AS taken
  FROM debt`;

/** What customers owe. The balance is the sum of the movements, and stands nowhere else. */
export class Debts {
  readonly #audit;
  readonly #ofCustomer;
  readonly #byId;
  readonly #byRequest;
  readonly #insert;
  readonly #change;

  constructor(ledger: Ledger, audit: Audit) {
    this.#audit = audit;
    this.#ofCustomer = ledger.prepare<[number, number, number], Row>(
      `${READ_DEBT} WHERE debt.customer_id = +? ORDER BY debt.priority, debt.id`,
    );
    this.#byId = ledger.prepare<[number, number, number], Row>(`${READ_DEBT} WHERE debt.id = +?`);
    this.#byRequest = ledger.prepare<[string], { id: number; openedWith: string | null }>(
      'SELECT id, opened_with AS openedWith FROM debt WHERE request_id = ?',
    );
    this.#insert = ledger.prepare<
      [...TermsValues, DebtTerms['kind'], string, number, number, string]
    >(
      `INSERT INTO debt (name, take_kind, take_amount, per_sale_ceiling, per_month_ceiling, priority,
         kind, request_id, customer_id, opened_at, opened_with)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#change = ledger.prepare<[...TermsValues, number]>(
      `UPDATE debt SET name = ?, take_kind = ?, take_amount = ?, per_sale_ceiling = ?,
         per_month_ceiling = ?, priority = ? WHERE id = ?`,
    );
  }

  /** Those that are paid as well, in the order in which they are taken. */
  ofCustomer(customerId: number, now: Date): DebtRecord[] {
    return this.#ofCustomer.all(...monthOf(now), customerId).map(read);
  }

  /** What a sale to this customer has to take from, in its order. */
  open(customerId: number, now: Date): OpenDebt[] {
    const debts: OpenDebt[] = [];
    for (const { id: debtId, held, ...debt } of this.ofCustomer(customerId, now)) {
      const balance = debt.balance - held;
      if (balance <= 0) continue;
      const { name, take, perSaleCeiling, perMonthCeiling } = debt;
      const takenThisMonth = debt.takenThisMonth + held;
      debts.push({ debtId, name, balance, take, perSaleCeiling, perMonthCeiling, takenThisMonth });
    }
    return debts;
  }

  get(id: number, now: Date): DebtRecord | null {
    const row = this.#byId.get(...monthOf(now), id);
    return row ? read(row) : null;
  }

  /**
   * The debt that a request added, and whether it was asked for as it is now; null where it added none. Of
   * one from before that was written down, nothing else is known.
   */
  byRequest(draft: DebtDraft): { id: number; same: boolean } | null {
    const row = this.#byRequest.get(draft.requestId);
    if (!row) return null;
    const { id, openedWith } = row;
    return { id, same: openedWith === null || openedWith === openedWithOf(draft) };
  }

  /**
   * Writes a debt down, with nothing owed yet, and its row of the audit trail. To be called inside a
   * transaction; answers its id.
   */
  add(draft: DebtDraft, actor: Actor, at: Date): number {
    const { kind, requestId, customerId, name } = draft;
    const opened = [kind, requestId, customerId, at.getTime(), openedWithOf(draft)] as const;
    const debtId = Number(this.#insert.run(...valuesOf(draft), ...opened).lastInsertRowid);
    const facts = { customerId, debtId, name, terms: JSON.stringify(termsOf(draft)) };
    this.#audit.append({ what: 'debt.added', ...actor, facts, at });
    return debtId;
  }

  change(id: number, terms: Omit<DebtTerms, 'kind'>): void {
    this.#change.run(...valuesOf(terms), id);
  }
}

/** What the lines of a sale take of debts. */
export function takenOf(lines: readonly QuoteLine[]): { debtId: number; amount: number }[] {
  return lines.flatMap(({ kind, debtId, amount }) =>
    kind === 'debt' && debtId !== null ? [{ debtId, amount }] : [],
  );
}

function monthOf(now: Date): [from: number, to: number] {
  return [startOfMonth(now).getTime(), startOfMonth(now, 1).getTime()];
}

/** In the order in which they are written down. */
function termsOf(draft: DebtTerms): DebtTerms {
  const { name, kind, take, perSaleCeiling, perMonthCeiling, priority } = draft;
  return { name, kind, take, perSaleCeiling, perMonthCeiling, priority };
}

function openedWithOf(draft: DebtDraft): string {
  return JSON.stringify({ customerId: draft.customerId, ...termsOf(draft) });
}

function valuesOf(terms: Omit<DebtTerms, 'kind'>): TermsValues {
  const { name, take, perSaleCeiling, perMonthCeiling, priority } = terms;
  return [name, take.kind, amountOf(take), perSaleCeiling, perMonthCeiling, priority];
}

function amountOf(take: DebtTake): number | null {
  switch (take.kind) {
    case 'whole':
      return null;
    case 'share':
      return take.basisPoints;
    case 'fixed':
      return take.amount;
  }
}

function takeOf({ take_kind: kind, take_amount: amount }: Row): DebtTake {
  if (amount === null || kind === 'whole') return { kind: 'whole' };
  return kind === 'share' ? { kind, basisPoints: amount } : { kind, amount };
}

function read(row: Row): DebtRecord {
  return {
    id: row.id,
    customerId: row.customer_id,
    name: row.name,
    kind: row.kind,
    take: takeOf(row),
    perSaleCeiling: row.per_sale_ceiling,
    perMonthCeiling: row.per_month_ceiling,
    priority: row.priority,
    openedAt: new Date(row.opened_at),
    balance: row.balance,
    owedInAll: row.owed_in_all,
    held: row.held,
    takenThisMonth: row.taken,
  };
}
