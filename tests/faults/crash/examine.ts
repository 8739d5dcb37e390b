import Database from 'better-sqlite3';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import type { Made } from '../link/bad-line.ts';

/** All that is known outside of the ledger. */
export interface Evidence {
  /** Every token the module made, in order. */
  readonly made: readonly Made[];
  /** Transactions that the module says it spent. */
  readonly spent: number;
  /** The token that was shown for each sale. */
  readonly shown: ReadonlyMap<number, string>;
  /** Every token that was printed. */
  readonly printed: ReadonlySet<string>;
}

export interface Examined {
  readonly sales: number;
  readonly tokens: number;
  /** Transactions spent on tokens that are in no ledger: their sale has another one under its TID. */
  readonly lost: number;
  readonly violations: readonly string[];
}

interface SaleRow {
  readonly id: number;
  readonly state: string;
  readonly pan: string;
  readonly baseDate: number;
  readonly tid: number | null;
  readonly amount: number;
  readonly tokens: number;
  readonly digits: string | null;
}

/**
 * Holds a ledger as a kill left it against what the module made, what was shown and what was printed.
 *
 * @param file a copy, with its log beside it
 * @param settled whether the till has taken up all that was left open: then each sale has its token
 */
export function examine(file: string, evidence: Evidence, settled: boolean): Examined {
  const violations: string[] = [];
  const { problems } = verifyLedger(file);
  for (const { rule, table, row } of problems) violations.push(`${rule}: ${table} ${row}`);
  const ledger = new Database(file);
  const integrity = ledger.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') violations.push(`integrity_check: ${integrity}`);
  const sales = ledger
    .prepare<[], SaleRow>(
      `SELECT sale.id, sale.state, meter.pan, sale.base_date AS baseDate, sale.tid,
         sale.transfer_amount AS amount, count(token.sale_id) AS tokens, max(token.digits) AS digits
       FROM sale JOIN meter ON meter.id = sale.meter_id
       LEFT JOIN token ON token.sale_id = sale.id GROUP BY sale.id ORDER BY sale.id`,
    )
    .all();
  ledger.close();

  const ofTid = new Map<string, SaleRow>();
  const lastTid = new Map<string, number>();
  const stored = new Set<string>();
  for (const sale of sales) {
    const { id, state, tid, tokens, digits } = sale;
    if (tokens > 1) violations.push(`sale ${id} has ${tokens} token sets`);
    if ((state === 'issued') !== (tokens === 1)) violations.push(`sale ${id}: ${state}, ${tokens}`);
    if (settled && state !== 'issued') violations.push(`sale ${id} is paid and still ${state}`);
    if (tid === null) {
      violations.push(`sale ${id} has no TID`);
      continue;
    }
    const meter = `${sale.pan} ${sale.baseDate}`;
    if (tid <= (lastTid.get(meter) ?? -1)) violations.push(`sale ${id} has a TID that was used`);
    lastTid.set(meter, tid);
    ofTid.set(`${sale.pan} ${tid}`, sale);
    if (digits === null) continue;
    if (stored.has(digits)) violations.push(`sale ${id} has the token of another`);
    stored.add(digits);
  }
  violations.push(...unaccounted(evidence, ofTid, sales, stored));
  return {
    sales: sales.length,
    tokens: stored.size,
    lost: evidence.made.length - stored.size,
    violations,
  };
}

function unaccounted(
  { made, spent, shown, printed }: Evidence,
  ofTid: ReadonlyMap<string, SaleRow>,
  sales: readonly SaleRow[],
  stored: ReadonlySet<string>,
): string[] {
  const violations: string[] = [];
  const madeFor = new Map<string, number>();
  for (const { pan, tid, amount, digits } of made) {
    const sale = ofTid.get(`${pan} ${tid}`);
    if (!sale) violations.push(`a token with TID ${tid} was made for no sale`);
    else if (sale.amount !== amount) violations.push(`TID ${tid} was used for two amounts`);
    else madeFor.set(digits, sale.id);
  }
  const byId = new Map(sales.map((sale) => [sale.id, sale]));
  for (const { id, digits } of sales) {
    if (digits !== null && madeFor.get(digits) !== id) {
      violations.push(`the token of sale ${id} was never made for it`);
    }
  }
  for (const [id, digits] of shown) {
    if (byId.get(id)?.digits !== digits) violations.push(`sale ${id} showed a token not stored`);
  }
  for (const digits of printed) {
    if (!stored.has(digits)) violations.push(`a token that is not stored was printed`);
  }
  if (spent !== made.length) violations.push(`${spent} spent, ${made.length} tokens made`);
  return violations;
}
