import { randomBytes, scryptSync } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Session } from '../../../src-main/dispatch.ts';
import type { Role } from '../../../src-shared/contract/permissions.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import type { TestTill } from '../till-fixture.ts';
import { configuration } from '../vending/meter-examples.ts';

/** Somebody besides the owner, who is number 1. */
export interface Colleague {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly secret: string;
}

export const SIPHO: Colleague = { id: 2, name: 'Sipho', role: 'supervisor', secret: '1593' };
export const LERATO: Colleague = { id: 3, name: 'Lerato', role: 'vendor', secret: '7412' };

/**
 * Puts people into a training shop's ledger before it is opened.
 *
 * @param cost scrypt's N; next to nothing unless a test needs the time that checking takes
 */
export function employ(
  folder: string,
  colleagues: readonly Colleague[] = [SIPHO, LERATO],
  cost = 16,
): void {
  const ledger = new Database(join(folder, 'training.sqlite'));
  const add = ledger.prepare(
    `INSERT INTO operator (id, name, role, secret_kind, secret_hash, created_at)
     VALUES (?, ?, ?, ?, ?, 0)`,
  );
  for (const { id, name, role, secret } of colleagues) {
    const kind = /^\d+$/.test(secret) ? 'pin' : 'password';
    add.run(id, name, role, kind, hashAt(cost, secret));
  }
  ledger.close();
}

/** As `hashSecret` writes them. */
function hashAt(cost: number, secret: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(secret, salt, 32, { N: cost, r: 8, p: 1, maxmem: 2 ** 28 });
  return `scrypt$${cost}$8$1$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** A screen of its own at which somebody signed in. */
export async function screenOf(till: TestTill, who: Colleague): Promise<Session> {
  const session = till.till.openSession();
  await till.call('people.signIn', { operatorId: who.id, secret: who.secret }, session);
  return session;
}

export interface Noted {
  readonly what: string;
  readonly operatorId: number | null;
  readonly approvedBy: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What the trail holds of some kind, the oldest first. */
export function noted(till: TestTill, what: string): Noted[] {
  return till
    .ledger<{ what: string; operatorId: number; approvedBy: number; facts: string }>(
      `SELECT what, operator_id AS operatorId, approved_by AS approvedBy, facts FROM audit
       WHERE what LIKE ? ORDER BY sequence`,
      what,
    )
    .map((row) => ({ ...row, facts: JSON.parse(row.facts) }));
}

/** Another phone number for Nomsa: what a vendor needs an approval for. */
export async function newPhone(till: TestTill, phone: string): Promise<Input<'meters.save'>> {
  const { id, drn, customerName, address, tariffId } = await till.meterOf('Nomsa');
  return {
    meterId: id,
    configuration: configuration(drn),
    customer: { name: customerName, phone, address },
    tariffId,
    blind: false,
  };
}
