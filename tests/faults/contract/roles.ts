import { randomBytes, scryptSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openTill, type Session, type Till } from '../../../src-main/till.ts';
import type { ProcedureName } from '../../../src-shared/contract/procedures.ts';
import { TestClock } from '../../main/test-clock.ts';

/** Everybody a session can be. */
export const SITTERS = ['nobody', 'vendor', 'supervisor', 'owner'] as const;
export type Sitter = (typeof SITTERS)[number];

/** Of everybody in the shop. */
export const SECRET = '2468';
const TIME = '2026-03-02T08:15:30Z';

/** A shop with one person of each role, one sale and one interrupted one, to be copied. */
export class ModelShop {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async setUp(): Promise<ModelShop> {
    // Where there is a disk in memory, a commit costs next to nothing.
    const disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const model = new ModelShop(await mkdtemp(join(disk, 'voltill-contract-')));
    const till = await RoleTill.open(model.#folder);
    await till.answered('till.setUp', {
      language: 'en',
      currency: 'ZAR',
      shopName: 'Corner Shop',
      ownerName: 'Thandi',
      ownerPin: SECRET,
      link: { kind: 'built-in' },
    });
    for (const role of ['vendor', 'supervisor']) {
      const secret = { kind: 'pin', text: SECRET };
      await till.answered('people.save', { id: null, name: role, role, secret });
    }
    await till.sell(1);
    await till.close();
    const ledger = new Database(join(model.#folder, 'training.sqlite'));
    ledger.prepare('UPDATE operator SET secret_hash = ?').run(cheapHash());
    ledger.close();
    return model;
  }

  /** Opens a till on a copy. */
  async open(): Promise<RoleTill> {
    const folder = await mkdtemp(join(this.root, 'till-'));
    await cp(this.#folder, folder, { recursive: true });
    return RoleTill.open(folder);
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  get #folder(): string {
    return join(this.root, 'model');
  }
}

/** A till used through `dispatch`, by whoever sits there. */
export class RoleTill {
  readonly folder: string;
  /** What nobody foresaw. */
  readonly unforeseen: string[] = [];
  #till: Till | null = null;
  #session: Session = { operator: null };
  #ledger: Database.Database | null = null;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(folder: string): Promise<RoleTill> {
    const opened = new RoleTill(folder);
    const stopLooking = onLedgerOpened((ledger) => {
      opened.#ledger = ledger;
    });
    opened.#till = await openTill({
      dataFolder: folder,
      version: 'contract',
      clock: new TestClock(TIME),
      checkOutputs: true,
      findPorts: async () => [],
      freeBytes: async () => 1e12,
      log: { error: (what, error) => opened.unforeseen.push(`${what}: ${String(error)}`) },
    });
    opened.#stopLooking = stopLooking;
    opened.#session = opened.#till.openSession();
    return opened;
  }

  #stopLooking: () => void = () => {};

  /** The till's own connection, for looking on: it is the only one there may be. */
  get ledger(): Database.Database {
    if (!this.#ledger) throw new Error('no ledger is open');
    return this.#ledger;
  }

  get session(): Session {
    return this.#session;
  }

  ask(name: string, input: unknown): ReturnType<Till['dispatch']> {
    if (!this.#till) throw new Error('the till is closed');
    return this.#till.dispatch(this.#session, name, input);
  }

  async answered(name: ProcedureName, input: unknown): Promise<unknown> {
    const answer = await this.ask(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  }

  /** Somebody of a role sits down. */
  async seat(sitter: Sitter): Promise<void> {
    if (!this.#till) throw new Error('the till is closed');
    this.#session = this.#till.openSession();
    this.#session.operator = null;
    if (sitter === 'nobody') return;
    const operatorId = { owner: 1, vendor: 2, supervisor: 3 }[sitter];
    await this.answered('people.signIn', { operatorId, secret: SECRET });
  }

  async sell(meterId: number): Promise<void> {
    const ask = { by: 'money', amount: 5_000 };
    const quote = await this.answered('sale.quote', { meterId, ask });
    const { paid, steps } = quote as { paid: number; steps: number };
    await this.answered('sale.sell', {
      requestId: crypto.randomUUID(),
      meterId,
      ask,
      expected: { paid, steps },
      payment: 'cash',
    });
  }

  async close(): Promise<void> {
    this.#stopLooking();
    await this.#till?.close();
    this.#till = null;
  }
}

/** Hears of each connection a till sells with. It says nothing of itself to anybody outside. */
function onLedgerOpened(listener: (ledger: Database.Database) => void): () => void {
  const { pragma } = Database.prototype;
  Database.prototype.pragma = function (this: Database.Database, source, options) {
    if (source === 'journal_mode = WAL') listener(this);
    return pragma.call(this, source, options);
  };
  return () => {
    Database.prototype.pragma = pragma;
  };
}

/** As secrets are hashed, at next to no cost. */
function cheapHash(): string {
  const salt = randomBytes(16);
  const hash = scryptSync(SECRET, salt, 32, { N: 16, r: 8, p: 1 });
  return `scrypt$16$8$1$${salt.toString('base64')}$${hash.toString('base64')}`;
}
