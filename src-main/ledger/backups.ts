import type { Ledger } from './open.ts';

/** A copy that was made, opened and checked. */
export interface BackupMade {
  readonly at: Date;
  /** Where it was put, with its folder. */
  readonly file: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  /** How many sales it holds. */
  readonly sales: number;
  /**
   * Whether all that it holds was found in order. Where not, the ledger has the same fault, and the copy
   * is no reason to do without an older one.
   */
  readonly inOrder: boolean;
}

interface Row {
  readonly at: number;
  readonly file: string;
  readonly bytes: number;
  readonly encrypted: number;
  readonly sales: number;
  readonly in_order: number;
}

/** Which copies of the ledger were made. */
export class Backups {
  readonly #insert;
  readonly #lastGood;
  readonly #all;

  constructor(ledger: Ledger) {
    this.#insert = ledger.prepare<[number, string, number, number, number, number]>(
      `INSERT INTO backup_made (at, file, bytes, encrypted, sales, in_order)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#lastGood = ledger.prepare<[], Row>(
      'SELECT * FROM backup_made WHERE in_order = 1 ORDER BY id DESC LIMIT 1',
    );
    this.#all = ledger.prepare<[], Row>('SELECT * FROM backup_made ORDER BY id');
  }

  add({ at, file, bytes, encrypted, sales, inOrder }: BackupMade): void {
    this.#insert.run(at.getTime(), file, bytes, Number(encrypted), sales, Number(inOrder));
  }

  lastGood(): BackupMade | null {
    const row = this.#lastGood.get();
    return row ? read(row) : null;
  }

  /** In the order they were made; many of them are gone by now. */
  all(): BackupMade[] {
    return this.#all.all().map(read);
  }
}

function read(row: Row): BackupMade {
  return {
    at: new Date(row.at),
    file: row.file,
    bytes: row.bytes,
    encrypted: row.encrypted === 1,
    sales: row.sales,
    inOrder: row.in_order === 1,
  };
}
