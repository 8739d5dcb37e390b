import type { Ledger } from './open.ts';

export interface OperatorRecord {
  readonly id: number;
  readonly name: string;
  readonly role: 'owner';
  readonly pinHash: string;
}

interface Row {
  id: number;
  name: string;
  role: 'owner';
  pin_hash: string;
}

/** The people who may sit at the till. PINs are kept as salted hashes only. */
export class Operators {
  readonly #all;
  readonly #add;
  readonly #setPin;

  constructor(ledger: Ledger) {
    this.#all = ledger.prepare<[], Row>(
      'SELECT id, name, role, pin_hash FROM operator ORDER BY id',
    );
    this.#add = ledger.prepare<[string, string, string, number]>(
      'INSERT INTO operator (name, role, pin_hash, created_at) VALUES (?, ?, ?, ?)',
    );
    this.#setPin = ledger.prepare<[string, number]>(
      'UPDATE operator SET pin_hash = ? WHERE id = ?',
    );
  }

  all(): OperatorRecord[] {
    return this.#all
      .all()
      .map((row) => ({ id: row.id, name: row.name, role: row.role, pinHash: row.pin_hash }));
  }

  add(name: string, role: 'owner', pinHash: string, now: Date): void {
    this.#add.run(name, role, pinHash, now.getTime());
  }

  setPinHash(id: number, pinHash: string): void {
    this.#setPin.run(pinHash, id);
  }
}
