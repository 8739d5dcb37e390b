import Database from 'better-sqlite3';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { reconcile as reconcileCounter } from '../../../src-main/alarms/reconcile.ts';
import { openBooks } from '../../../src-main/ledger/books.ts';
import type { Made } from './bad-line.ts';

/** A sale as it stands in the ledger when the till is closed. */
interface BookedSale {
  readonly id: number;
  readonly state: string;
  readonly pan: string;
  readonly tid: number | null;
  readonly amount: number;
  readonly digits: string | null;
}

/** A transaction that the module spent and whose token is in no ledger. */
export interface Orphan {
  readonly saleId: number;
  /** `asked-again`: the sale has another token under that TID. `given-up`: somebody ended the sale. */
  readonly kind: 'asked-again' | 'given-up';
}

export interface Reconciled {
  readonly states: Readonly<Record<string, number>>;
  readonly tokens: number;
  readonly orphans: readonly Orphan[];
  readonly violations: readonly string[];
}

/**
 * Holds the ledger of a closed till against what the module made and what was shown: every transaction
 * is a token in the ledger or an orphan of a sale that can be named.
 */
export function reconcile(
  file: string,
  made: readonly Made[],
  spent: number,
  shown: ReadonlyMap<number, string>,
): Reconciled {
  const sales = booked(file);
  const violations: string[] = [];
  const states: Record<string, number> = {};
  const ofTid = new Map<string, BookedSale>();
  const stored = new Map<string, BookedSale>();
  for (const sale of sales) {
    states[sale.state] = (states[sale.state] ?? 0) + 1;
    if (sale.tid !== null) {
      const key = `${sale.pan} ${sale.tid}`;
      const other = ofTid.get(key);
      if (other) violations.push(`sale ${sale.id} has the TID of sale ${other.id}`);
      ofTid.set(key, sale);
    }
    const token = shown.get(sale.id) ?? null;
    if (token !== sale.digits) {
      violations.push(`sale ${sale.id} was shown ${token} and is stored with ${sale.digits}`);
    }
    if (sale.digits === null) continue;
    const other = stored.get(sale.digits);
    if (other) violations.push(`sale ${sale.id} has the token of sale ${other.id}`);
    stored.set(sale.digits, sale);
  }
  const orphans: Orphan[] = [];
  const used = new Set<string>();
  for (const token of made) {
    const sale = ofTid.get(`${token.pan} ${token.tid}`);
    const what = `a token for ${token.pan} with TID ${token.tid}`;
    if (!sale) violations.push(`${what} was made for no sale, or for one that was told refused`);
    else if (sale.amount !== token.amount) {
      violations.push(`${what} was made with another amount than that of sale ${sale.id}`);
    } else if (sale.digits === token.digits && !used.has(token.digits)) used.add(token.digits);
    else {
      const kind = sale.digits === null ? 'given-up' : 'asked-again';
      orphans.push({ saleId: sale.id, kind });
    }
  }
  for (const [digits, sale] of stored) {
    if (!used.has(digits)) violations.push(`the token of sale ${sale.id} was never made for it`);
  }
  if (spent !== stored.size + orphans.length) {
    violations.push(
      `the module spent ${spent}; ${stored.size} tokens are stored, ${orphans.length} are orphans`,
    );
  }
  return { states, tokens: stored.size, orphans, violations };
}

/** What the till itself says was spent, from all its readings of the module's counter. */
export interface OwnAccounts {
  readonly spent: number;
  readonly stored: number;
  /** Spent for sales whose answers were lost: the till names them. */
  readonly orphans: number;
  /** Spent without its knowing: doubled requests. */
  readonly strangers: number;
}

export function ownAccounts(file: string): OwnAccounts {
  const { ledger, counterReadings } = openBooks(file);
  try {
    const all = counterReadings.latest(trainingProfile.moduleId, Number.MAX_SAFE_INTEGER);
    const { days, orphans, strangers } = reconcileCounter(
      all,
      counterReadings.lostAskings(trainingProfile.moduleId, 0),
    );
    const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
    return {
      spent: sum(days.map((day) => day.spent)),
      stored: sum(days.map((day) => day.stored)),
      orphans: orphans.length,
      strangers: sum(strangers.map(({ count }) => count)),
    };
  } finally {
    ledger.close();
  }
}

function booked(file: string): BookedSale[] {
  const ledger = new Database(file, { readonly: true });
  try {
    return ledger
      .prepare<[], BookedSale>(
        `SELECT sale.id, sale.state, meter.pan, sale.tid, sale.transfer_amount AS amount, token.digits
         FROM sale JOIN meter ON meter.id = sale.meter_id
         LEFT JOIN token ON token.sale_id = sale.id ORDER BY sale.id`,
      )
      .all();
  } finally {
    ledger.close();
  }
}
