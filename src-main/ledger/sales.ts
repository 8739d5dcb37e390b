import { type Actor, type Audit, type AuditFacts, BY_ITSELF } from './audit.ts';
import { DebtMovements } from './debt-movements.ts';
import { takenOf } from './debts.ts';
import { type Asking, LostAskings } from './lost-askings.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';
import { saleDigest } from './sale-digest.ts';
import { type Opening, SaleInsert } from './sale-insert.ts';
import {
  READ_SALE,
  readSale,
  type SaleDraft,
  type SaleProblem,
  type SaleRecord,
  type SaleRow,
} from './sale-record.ts';
import { reversed } from './token-tail.ts';

/** What the ledger knows when a sale is opened. */
export interface BeforeOpening {
  /** The last TID this meter got on this base date. */
  readonly lastTid: number | null;
  /** When the latest sale of all was opened: the clock's high-water mark. */
  readonly latestOpening: Date | null;
}

/** A sale that is to be opened, and what decides its time and TID. */
export interface SaleToOpen {
  readonly draft: SaleDraft;
  readonly decide: (known: BeforeOpening) => Opening;
}

/**
 * Sales and their tokens. A sale is opened with its TID in one commit and closed with its token in
 * another; in between it is `reserved`, or `asked` once it is known that the module left it open.
 */
export class Sales {
  readonly #ledger;
  readonly #audit;
  readonly #before;
  readonly #latest;
  readonly #insert;
  readonly #issue;
  readonly #token;
  readonly #refuse;
  readonly #abandon;
  readonly #interrupt;
  readonly #slip;
  readonly #byId;
  readonly #byRequest;
  readonly #tokens;
  readonly #unfinished;
  readonly #unfinishedOfMeter;
  readonly #replacementOf;
  readonly #oneCommit;
  readonly #askings;
  readonly #debtMovements;

  constructor(ledger: Ledger, audit: Audit) {
    this.#ledger = ledger;
    this.#audit = audit;
    this.#before = ledger.prepare<[number, number], { tid: number | null; at: number | null }>(
      `SELECT (SELECT max(tid) FROM sale WHERE meter_id = +? AND base_date = +?) AS tid,
              (SELECT opened_at FROM sale WHERE tid IS NOT NULL ORDER BY id DESC LIMIT 1) AS at`,
    );
    this.#latest = ledger.prepare<[], { at: number }>(
      'SELECT opened_at AS at FROM sale WHERE tid IS NOT NULL ORDER BY id DESC LIMIT 1',
    );
    this.#insert = new SaleInsert(ledger);
    this.#issue = ledger.prepare<[number, string, number]>(
      `UPDATE sale SET state = 'issued', closed_at = ?, module_id = ?, problem = NULL
       WHERE id = ? AND state IN ('reserved', 'asked')`,
    );
    this.#token = ledger.prepare<[number, string, string]>(
      'INSERT INTO token (sale_id, sequence, digits, digits_reversed) VALUES (?, 1, ?, ?)',
    );
    this.#refuse = ledger.prepare<[number, string, number]>(
      `UPDATE sale SET state = 'refused', closed_at = ?, problem = ?, tid = NULL
       WHERE id = ? AND state IN ('reserved', 'asked')`,
    );
    this.#abandon = ledger.prepare<[number, string, number]>(
      `UPDATE sale SET state = 'refused', closed_at = ?, problem = ?
       WHERE id = ? AND state IN ('reserved', 'asked')`,
    );
    this.#interrupt = ledger.prepare<[string, number]>(
      `UPDATE sale SET state = 'asked', problem = ? WHERE id = ? AND state IN ('reserved', 'asked')`,
    );
    this.#slip = ledger.prepare<[number], { slips: number }>(
      'UPDATE sale SET slips = slips + 1 WHERE id = ? RETURNING slips',
    );
    this.#byId = ledger.prepare<[number], SaleRow>(`${READ_SALE} WHERE sale.id = +?`);
    this.#tokens = ledger.prepare<[number], { digits: string }>(
      'SELECT digits FROM token WHERE sale_id = +? ORDER BY sequence',
    );
    this.#byRequest = ledger.prepare<[string], SaleRow>(`${READ_SALE} WHERE sale.request_id = +?`);
    this.#unfinished = ledger.prepare<[], SaleRow>(
      `${READ_SALE} WHERE sale.id IN (
         SELECT id FROM sale INDEXED BY sale_unfinished WHERE state IN ('reserved', 'asked'))
       ORDER BY sale.id`,
    );
    this.#unfinishedOfMeter = ledger.prepare<[number], { id: number }>(
      `SELECT id FROM sale WHERE meter_id = +? AND state IN ('reserved', 'asked') LIMIT 1`,
    );
    this.#replacementOf = ledger.prepare<[number], { id: number }>(
      `SELECT id FROM sale WHERE replaces = +? AND replaces IS NOT NULL AND state <> 'refused' LIMIT 1`,
    );
    this.#oneCommit = new OneCommit(ledger);
    this.#askings = new LostAskings(ledger);
    this.#debtMovements = new DebtMovements(ledger, audit);
  }

  /**
   * Opens sales, one or all that are paid for together: takes their TIDs and writes everything down, in
   * one commit. `decide` is called inside the transaction, for each sale after those before it are
   * written; what it throws leaves the ledger as it was.
   *
   * @param inside called when all is written and nothing is committed
   */
  reserve(wanted: readonly SaleToOpen[], inside?: () => void): SaleOpened[] {
    return this.#oneCommit.run(
      () => wanted.map(({ draft, decide }) => this.#reserve(draft, decide)),
      inside,
    );
  }

  /**
   * Closes a sale with its token, in one commit: only then may anybody see it. Answers it as it is now.
   *
   * @param again what {@link askAgain} answered; null for the first asking
   * @param inside called when all is written and nothing is committed
   */
  issue(
    id: number,
    digits: string,
    moduleId: string,
    now: Date,
    again: number | null = null,
    inside?: () => void,
  ): SaleRecord {
    return this.#oneCommit.run(() => {
      if (again !== null) this.#askings.takeBack(again);
      return this.#close(id, digits, moduleId, now);
    }, inside);
  }

  /**
   * Closes a sale with the token of an earlier asking, whose answer is here now: no asking was lost.
   *
   * @param inside called when all is written and nothing is committed
   */
  recall(id: number, digits: string, moduleId: string, now: Date, inside: () => void): SaleRecord {
    return this.#oneCommit.run(() => {
      this.#askings.takeBackLast(id, moduleId);
      return this.#close(id, digits, moduleId, now);
    }, inside);
  }

  /**
   * To be called before a sale is asked for again; answers the number of the asking.
   *
   * @param inside called when all is written and nothing is committed
   */
  askAgain(id: number, moduleId: string, inside?: () => void): number {
    return this.#oneCommit.run(() => this.#askings.begin(id, moduleId), inside);
  }

  /**
   * Closes a sale the module said no to. Nothing was made, so its TID is given back and its time counts
   * for no other sale: both may come from a clock that was wrong.
   */
  refuse(id: number, problem: SaleProblem, now: Date): void {
    this.#oneCommit.run(() => {
      changedOne(this.#refuse.run(now.getTime(), JSON.stringify(problem), id), id);
      this.#tell('sale.refused', { code: problem.code, saleId: id }, BY_ITSELF, now);
    });
  }

  /** Closes a sale a person gave up. The module may have made its token: the TID stays taken. */
  abandon(id: number, problem: SaleProblem, actor: Actor, now: Date): void {
    this.#oneCommit.run(() => {
      this.#askings.noteFirst(id);
      changedOne(this.#abandon.run(now.getTime(), JSON.stringify(problem), id), id);
      this.#tell('sale.abandoned', { saleId: id }, actor, now);
    });
  }

  /**
   * Notes that a sale was left open, and why.
   *
   * @param asking how the module was asked; null where nothing was sent this time
   */
  interrupt(id: number, problem: SaleProblem, asking: Asking | null, now: Date): void {
    this.#oneCommit.run(() => {
      if (asking) this.#askings.ended(id, asking);
      else this.#askings.noteFirst(id);
      changedOne(this.#interrupt.run(JSON.stringify(problem), id), id);
      this.#tell('sale.interrupted', { code: problem.code, saleId: id }, BY_ITSELF, now);
    });
  }

  /**
   * To be called when the ledger is opened, before anything is sold: a sale that is still reserved was
   * being asked for by a program that ended, so its transaction may be spent.
   */
  noteReserved(): void {
    this.#askings.noteReserved();
  }

  /** When the latest sale that has a TID was opened; null for none. */
  latestOpening(): Date | null {
    const latest = this.#latest.get();
    return latest ? new Date(latest.at) : null;
  }

  /** Counts a slip; who made a copy is written down. */
  noteSlip(id: number, actor: Actor, now: Date): void {
    this.#oneCommit.run(() => {
      const slips = this.#slip.get(id)?.slips ?? 0;
      if (slips > 1) this.#tell('sale.slip-copied', { saleId: id, slips }, actor, now);
    });
  }

  get(id: number): SaleRecord | null {
    return readOne(this.#byId.get(id));
  }

  /** Every token of a sale, in the order in which the meter has to get them. */
  tokens(id: number): string[] {
    return this.#tokens.all(id).map(({ digits }) => digits);
  }

  byRequest(requestId: string): SaleRecord | null {
    return readOne(this.#byRequest.get(requestId));
  }

  /** Neither issued nor refused, oldest first. */
  unfinished(): SaleRecord[] {
    return this.#unfinished.all().map(readSale);
  }

  unfinishedOfMeter(meterId: number): number | null {
    return this.#unfinishedOfMeter.get(meterId)?.id ?? null;
  }

  /** The sale whose token stands in for that of another; null for none. */
  replacementOf(saleId: number): number | null {
    return this.#replacementOf.get(saleId)?.id ?? null;
  }

  /** Moves what is in the WAL into the database file; for a tidy close. */
  checkpoint(): void {
    this.#ledger.pragma('wal_checkpoint(TRUNCATE)');
  }

  #reserve(draft: SaleDraft, decide: SaleToOpen['decide']): SaleOpened {
    const { tid = null, at = null } = this.#before.get(draft.meterId, draft.baseDate) ?? {};
    const opening = decide({ lastTid: tid, latestOpening: at === null ? null : new Date(at) });
    const id = this.#insert.run(draft, opening);
    return { id, tid: opening.tid, openedAt: opening.openedAt };
  }

  #close(id: number, digits: string, moduleId: string, now: Date): SaleRecord {
    changedOne(this.#issue.run(now.getTime(), moduleId, id), id);
    this.#token.run(id, digits, reversed(digits));
    const row = this.#rowOf(id);
    const facts = { saleId: id, sha256: saleDigest(row) };
    const actor = { operatorId: row.operator_id, approvedBy: row.approved_by };
    this.#tell('sale.issued', facts, actor, now);
    const sale = readSale(row);
    if (row.debt === 0) return sale;
    this.#debtMovements.take(id, takenOf(sale.quote.lines), row.opened_at);
    // With what is left of them now.
    return readSale(this.#rowOf(id));
  }

  #rowOf(id: number): SaleRow {
    const row = this.#byId.get(id);
    if (!row) throw new Error(`sale ${id} does not exist`);
    return row;
  }

  #tell(what: string, facts: AuditFacts, actor: Actor, at: Date): void {
    this.#audit.append({ what, ...actor, facts, at });
  }
}

export interface SaleOpened extends Opening {
  readonly id: number;
}

function readOne(row: SaleRow | undefined): SaleRecord | null {
  return row ? readSale(row) : null;
}

function changedOne(result: { changes: number }, id: number): void {
  if (result.changes !== 1) throw new Error(`sale ${id} is closed already, or does not exist`);
}
