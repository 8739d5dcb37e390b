import type { Audit } from './audit.ts';
import { type LoadProblem, readProblem } from './licences.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';

/** One key of a key file and what became of it. Its attributes only; the key itself is never kept. */
export interface KeyLoadRecord {
  readonly operatorId: number;
  readonly moduleId: string;
  /** SHA-256 of the key file, 64 hex digits. */
  readonly digest: string;
  readonly register: number;
  readonly supplyGroupCode: string | null;
  readonly keyRevisionNumber: number | null;
  readonly issuedUntil: Date | null;
  /** `unknown`: the module did not answer. */
  readonly result: 'loaded' | 'refused' | 'unknown';
  /** Null where it was loaded. */
  readonly problem: LoadProblem | null;
}

export interface KeyLoadEntry extends KeyLoadRecord {
  readonly id: number;
  readonly at: Date;
  readonly operatorName: string;
}

interface KeyLoadRow {
  id: number;
  at: number;
  operator_id: number;
  operator_name: string;
  module_id: string;
  digest: string;
  register: number;
  supply_group_code: string | null;
  key_revision_number: number | null;
  issued_until: number | null;
  result: KeyLoadRecord['result'];
  problem: string | null;
}

const WHAT = {
  loaded: 'key.loaded',
  refused: 'key.refused',
  unknown: 'key.unknown',
} as const;

/** The history of keys loaded into security modules. */
export class KeyLoads {
  readonly #add;
  readonly #latest;
  readonly #oneCommit;
  readonly #audit;

  constructor(ledger: Ledger, audit: Audit) {
    this.#oneCommit = new OneCommit(ledger);
    this.#audit = audit;
    this.#add = ledger.prepare(
      `INSERT INTO key_load (at, operator_id, module_id, digest, register, supply_group_code,
         key_revision_number, issued_until, result, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#latest = ledger.prepare<[number], KeyLoadRow>(
      `SELECT key_load.*, operator.name AS operator_name
       FROM key_load JOIN operator ON operator.id = key_load.operator_id
       ORDER BY key_load.id DESC LIMIT ?`,
    );
  }

  add(record: KeyLoadRecord, now: Date, approvedBy: number | null = null): void {
    const { operatorId, moduleId, digest, register, supplyGroupCode, keyRevisionNumber } = record;
    const { result, problem } = record;
    this.#oneCommit.run(() => {
      this.#add.run(
        now.getTime(),
        operatorId,
        moduleId,
        digest,
        register,
        supplyGroupCode,
        keyRevisionNumber,
        record.issuedUntil?.getTime() ?? null,
        result,
        problem === null ? null : JSON.stringify(problem),
      );
      const facts = { digest, keyRevisionNumber, moduleId, register, supplyGroupCode };
      this.#audit.append({
        what: WHAT[result],
        operatorId,
        approvedBy,
        facts: { ...facts, code: problem?.code ?? null },
        at: now,
      });
    });
  }

  latest(limit: number): KeyLoadEntry[] {
    return this.#latest.all(limit).map((row) => ({
      id: row.id,
      at: new Date(row.at),
      operatorId: row.operator_id,
      operatorName: row.operator_name,
      moduleId: row.module_id,
      digest: row.digest,
      register: row.register,
      supplyGroupCode: row.supply_group_code,
      keyRevisionNumber: row.key_revision_number,
      issuedUntil: row.issued_until === null ? null : new Date(row.issued_until),
      result: row.result,
      problem: readProblem(row.problem),
    }));
  }
}
