import type { Role } from '../../src-shared/contract/permissions.ts';
import type { Ledger } from './open.ts';

export interface OperatorRecord {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly secretKind: 'pin' | 'password';
  readonly secretHash: string;
  /** Wrong tries since the last right one. */
  readonly wrongTries: number;
  readonly createdAt: Date;
  /** Null for who still works here. */
  readonly retiredAt: Date | null;
}

/** A secret as it is kept. */
export type SecretRecord = Pick<OperatorRecord, 'secretKind' | 'secretHash'>;

interface Row {
  id: number;
  name: string;
  role: Role;
  secret_kind: 'pin' | 'password';
  secret_hash: string;
  wrong_tries: number;
  created_at: number;
  retired_at: number | null;
}

/** The people who may sit at the till. Secrets are kept as salted hashes only. */
export class Operators {
  readonly #all;
  readonly #one;
  readonly #add;
  readonly #change;
  readonly #setSecret;
  readonly #setWrongTries;
  readonly #retire;

  constructor(ledger: Ledger) {
    const read = 'SELECT * FROM operator';
    this.#all = ledger.prepare<[], Row>(`${read} ORDER BY retired_at IS NOT NULL, id`);
    this.#one = ledger.prepare<[number], Row>(`${read} WHERE id = ?`);
    this.#add = ledger.prepare<[string, Role, string, string, number]>(
      'INSERT INTO operator (name, role, secret_kind, secret_hash, created_at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#change = ledger.prepare<[string, Role, number]>(
      'UPDATE operator SET name = ?, role = ? WHERE id = ? AND retired_at IS NULL',
    );
    this.#setSecret = ledger.prepare<[string, string, number]>(
      'UPDATE operator SET secret_kind = ?, secret_hash = ?, wrong_tries = 0 WHERE id = ?',
    );
    this.#setWrongTries = ledger.prepare<[number, number]>(
      'UPDATE operator SET wrong_tries = ? WHERE id = ?',
    );
    this.#retire = ledger.prepare<[number, number]>(
      'UPDATE operator SET retired_at = ? WHERE id = ? AND retired_at IS NULL',
    );
  }

  /** Everybody; those who left come last. */
  all(): OperatorRecord[] {
    return this.#all.all().map(readRow);
  }

  /** Those who work here. */
  working(): OperatorRecord[] {
    return this.all().filter(({ retiredAt }) => retiredAt === null);
  }

  get(id: number): OperatorRecord | null {
    const row = this.#one.get(id);
    return row ? readRow(row) : null;
  }

  /** Answers the id. */
  add(name: string, role: Role, secret: SecretRecord, now: Date): number {
    const { secretKind, secretHash } = secret;
    const added = this.#add.run(name, role, secretKind, secretHash, now.getTime());
    return Number(added.lastInsertRowid);
  }

  change(id: number, name: string, role: Role): void {
    this.#change.run(name, role, id);
  }

  setSecret(id: number, { secretKind, secretHash }: SecretRecord): void {
    this.#setSecret.run(secretKind, secretHash, id);
  }

  setWrongTries(id: number, tries: number): void {
    this.#setWrongTries.run(tries, id);
  }

  retire(id: number, now: Date): void {
    this.#retire.run(now.getTime(), id);
  }
}

function readRow(row: Row): OperatorRecord {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    secretKind: row.secret_kind,
    secretHash: row.secret_hash,
    wrongTries: row.wrong_tries,
    createdAt: new Date(row.created_at),
    retiredAt: row.retired_at === null ? null : new Date(row.retired_at),
  };
}
