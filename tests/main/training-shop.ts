import { randomBytes, scryptSync } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import { TestClock } from './test-clock.ts';
import { freshFolder, PIN, setUpInput, TestTill, type TestTillOptions } from './till-fixture.ts';

/**
 * A training shop to copy. Hashing a PIN takes a few tenths of a second, on purpose: it is done once a
 * file, and the hash is then replaced by a cheap one. The PIN at the start is off, so that sessions are
 * the owner's.
 */
export class TrainingShop {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async setUp(): Promise<TrainingShop> {
    const folder = await freshFolder();
    const here = await TestTill.open({ folder, clock: new TestClock('2026-01-05T07:00:00Z') });
    const { shop } = await here.call('till.setUp', setUpInput());
    if (!shop) return expect.fail('no shop after the set-up');
    await here.ready();
    await here.call('shop.save', { ...shop, pinAtStart: false });
    await here.till.close();
    expect(here.unforeseen).toEqual([]);
    const ledger = new Database(join(folder, 'training.sqlite'));
    ledger.prepare('UPDATE operator SET secret_hash = ?').run(cheapHash(PIN));
    ledger.close();
    return new TrainingShop(folder);
  }

  /** A copy of the shop's folder. */
  async copy(): Promise<string> {
    const folder = await freshFolder();
    await cp(this.#folder, folder, { recursive: true });
    return folder;
  }

  /** Opens a till on a copy and waits until its module can sell. */
  async open(
    options: { link?: LinkSettings } & Omit<TestTillOptions, 'folder'> = {},
  ): Promise<TestTill> {
    const { link, ...others } = options;
    const till = await TestTill.open({ folder: await this.copy(), ...others });
    if (link) await till.call('module.use', { link });
    await till.ready();
    return till;
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** As `hashPin` writes them, at next to no cost. */
function cheapHash(pin: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, 32, { N: 16, r: 8, p: 1 });
  return `scrypt$16$8$1$${salt.toString('base64')}$${hash.toString('base64')}`;
}
