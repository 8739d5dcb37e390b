import { z } from 'zod';
import type { Audit, AuditFacts } from './audit.ts';
import { TOKENS_OF_MODULE } from './counter-readings.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';

/** A code of the message catalogue and its facts. */
const loadProblem = z.object({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LoadProblem = Readonly<z.infer<typeof loadProblem>>;

export function readProblem(json: string | null): LoadProblem | null {
  return json === null ? null : loadProblem.parse(JSON.parse(json));
}

/** A licence about to be sent: its facts and its digest, never its text. */
export interface LicenceDraft {
  readonly operatorId: number;
  readonly moduleId: string;
  /** SHA-256 of the certificate, 64 hex digits. */
  readonly digest: string;
  readonly licenceId: string | null;
  readonly transactions: number | null;
  readonly unlimited: boolean;
  readonly expiresOn: string | null;
  readonly warrantyUntil: string | null;
  readonly renewalMonth: number | null;
  readonly counterBefore: number;
}

export interface LicenceRecord extends LicenceDraft {
  readonly id: number;
  /** `asked`: it was sent, and whether the module took it is not known yet. */
  readonly state: 'asked' | 'loaded' | 'refused';
  readonly askedAt: Date;
  readonly operatorName: string;
  readonly counterAfter: number | null;
  readonly soldBefore: number;
  readonly problem: LoadProblem | null;
}

interface LicenceRow {
  id: number;
  state: LicenceRecord['state'];
  asked_at: number;
  operator_id: number;
  operator_name: string;
  module_id: string;
  digest: string;
  licence_id: string | null;
  transactions: number | null;
  unlimited: number;
  expires_on: string | null;
  warranty_until: string | null;
  renewal_month: number | null;
  counter_before: number;
  counter_after: number | null;
  sold_before: number;
  problem: string | null;
}

const READ = `SELECT licence_load.*, operator.name AS operator_name
  FROM licence_load JOIN operator ON operator.id = licence_load.operator_id`;

/**
 * Licences loaded into security modules. One is written down as `asked` before it is sent, and settled
 * as `loaded` or `refused` when it is known what became of it.
 */
export class Licences {
  readonly #sold;
  readonly #ask;
  readonly #settle;
  readonly #doubt;
  readonly #byId;
  readonly #loaded;
  readonly #open;
  readonly #thoughtNotTaken;
  readonly #latest;
  readonly #goodUntil;
  readonly #loadedSince;
  readonly #oneCommit;
  readonly #audit;

  constructor(ledger: Ledger, audit: Audit) {
    this.#audit = audit;
    this.#sold = ledger.prepare<[string], { tokens: number }>(TOKENS_OF_MODULE);
    this.#ask = ledger.prepare(
      `INSERT INTO licence_load (state, asked_at, operator_id, module_id, digest, licence_id,
         transactions, unlimited, expires_on, warranty_until, renewal_month, counter_before, sold_before)
       VALUES ('asked', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#settle = ledger.prepare<[string, number, number | null, string | null, number]>(
      `UPDATE licence_load SET state = ?, closed_at = ?, counter_after = ?, problem = ? WHERE id = ?`,
    );
    this.#doubt = ledger.prepare<[number | null, string, number]>(
      'UPDATE licence_load SET counter_after = ?, problem = ? WHERE id = ?',
    );
    this.#byId = ledger.prepare<[number], LicenceRow>(`${READ} WHERE licence_load.id = +?`);
    this.#loaded = ledger.prepare<[string, string], { id: number }>(
      `SELECT id FROM licence_load WHERE module_id = ? AND digest = ? AND state = 'loaded'`,
    );
    this.#open = ledger.prepare<[string], LicenceRow>(
      `${READ} WHERE licence_load.module_id = +? AND licence_load.state = 'asked' ORDER BY licence_load.id`,
    );
    this.#thoughtNotTaken = ledger.prepare<[string, string], { id: number }>(
      `SELECT id FROM licence_load WHERE module_id = ? AND digest = ? AND state = 'refused'
         AND problem ->> '$.code' = 'licence.not-taken' LIMIT 1`,
    );
    this.#latest = ledger.prepare<[number], LicenceRow>(
      `${READ} ORDER BY licence_load.id DESC LIMIT ?`,
    );
    this.#goodUntil = ledger.prepare<[string], { last: string | null; unlimited: string | null }>(
      `SELECT last.expires_on AS last,
         (SELECT max(expires_on) FROM licence_load
          WHERE module_id = last.module_id AND state = 'loaded' AND unlimited = 1) AS unlimited
       FROM licence_load AS last WHERE module_id = +? AND state = 'loaded'
       ORDER BY id DESC LIMIT 1`,
    );
    this.#loadedSince = ledger.prepare<[string, number], { id: number }>(
      `SELECT id FROM licence_load WHERE module_id = ? AND id > ? AND state <> 'refused' LIMIT 1`,
    );
    this.#oneCommit = new OneCommit(ledger);
  }

  /** Writes down that a licence is about to be sent; answers its number in the history. */
  ask(draft: LicenceDraft, now: Date, approvedBy: number | null = null): number {
    return this.#oneCommit.run(() => {
      const added = this.#ask.run(
        now.getTime(),
        draft.operatorId,
        draft.moduleId,
        draft.digest,
        draft.licenceId,
        draft.transactions,
        draft.unlimited ? 1 : 0,
        draft.expiresOn,
        draft.warrantyUntil,
        draft.renewalMonth,
        draft.counterBefore,
        this.soldThrough(draft.moduleId),
      );
      const id = Number(added.lastInsertRowid);
      const { operatorId, digest, licenceId, moduleId, transactions } = draft;
      const facts = { digest, id, licenceId, moduleId, transactions };
      this.#audit.append({ what: 'licence.asked', operatorId, approvedBy, facts, at: now });
      return id;
    });
  }

  loaded(id: number, counterAfter: number | null, now: Date): void {
    this.#oneCommit.run(() => {
      this.#settle.run('loaded', now.getTime(), counterAfter, null, id);
      this.#tell('licence.loaded', { counterAfter, id }, now);
    });
  }

  refused(id: number, counterAfter: number | null, problem: LoadProblem, now: Date): void {
    this.#oneCommit.run(() => {
      this.#settle.run('refused', now.getTime(), counterAfter, JSON.stringify(problem), id);
      this.#tell('licence.refused', { code: problem.code, id }, now);
    });
  }

  /** It is still not known what became of it; why. */
  doubtful(id: number, counterAfter: number | null, problem: LoadProblem, now: Date): void {
    this.#oneCommit.run(() => {
      this.#doubt.run(counterAfter, JSON.stringify(problem), id);
      this.#tell('licence.doubtful', { code: problem.code, id }, now);
    });
  }

  get(id: number): LicenceRecord | null {
    const row = this.#byId.get(id);
    return row ? readRow(row) : null;
  }

  /**
   * The last day (UTC) on which a module sells, `2027-11-30`: that of the licence loaded last, or of an
   * unlimited one that runs longer. Null where the last one does not say.
   */
  goodUntil(moduleId: string): string | null {
    const { last = null, unlimited = null } = this.#goodUntil.get(moduleId) ?? {};
    return last !== null && unlimited !== null && unlimited > last ? unlimited : last;
  }

  isLoaded(moduleId: string, digest: string): boolean {
    return this.#loaded.get(moduleId, digest) !== undefined;
  }

  /** Whether it was sent before and its counter made the till believe that the module had not taken it. */
  wasThoughtNotTaken(moduleId: string, digest: string): boolean {
    return this.#thoughtNotTaken.get(moduleId, digest) !== undefined;
  }

  /** Those of a module whose outcome is not known, oldest first. */
  unsettled(moduleId: string): LicenceRecord[] {
    return this.#open.all(moduleId).map(readRow);
  }

  /** Whether another one was sent to the module after it, so that the counter tells of both. */
  isFollowed(record: LicenceRecord): boolean {
    return this.#loadedSince.get(record.moduleId, record.id) !== undefined;
  }

  /** How many tokens were made through a module. Reads the sales since its counter was read last. */
  soldThrough(moduleId: string): number {
    return this.#sold.get(moduleId)?.tokens ?? 0;
  }

  latest(limit: number): LicenceRecord[] {
    return this.#latest.all(limit).map(readRow);
  }

  /** What became of a licence is the module's doing. */
  #tell(what: string, facts: AuditFacts, at: Date): void {
    this.#audit.append({ what, operatorId: null, facts, at });
  }
}

function readRow(row: LicenceRow): LicenceRecord {
  return {
    id: row.id,
    state: row.state,
    askedAt: new Date(row.asked_at),
    operatorId: row.operator_id,
    operatorName: row.operator_name,
    moduleId: row.module_id,
    digest: row.digest,
    licenceId: row.licence_id,
    transactions: row.transactions,
    unlimited: row.unlimited === 1,
    expiresOn: row.expires_on,
    warrantyUntil: row.warranty_until,
    renewalMonth: row.renewal_month,
    counterBefore: row.counter_before,
    counterAfter: row.counter_after,
    soldBefore: row.sold_before,
    problem: readProblem(row.problem),
  };
}
