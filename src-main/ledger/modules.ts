import type { Audit } from './audit.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';

/** Which security modules this ledger has sold through, and when they were seen. */
export class Modules {
  readonly #see;
  readonly #oneCommit;
  readonly #audit;

  constructor(ledger: Ledger, audit: Audit) {
    this.#oneCommit = new OneCommit(ledger);
    this.#audit = audit;
    this.#see = ledger.prepare<[string, string, number, number, number]>(
      `INSERT INTO security_module (module_id, firmware_id, emulated, first_seen, last_seen)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (module_id) DO UPDATE
       SET firmware_id = excluded.firmware_id, emulated = excluded.emulated, last_seen = excluded.last_seen`,
    );
  }

  saw(module: { moduleId: string; firmwareId: string; emulated: boolean }, now: Date): void {
    const at = now.getTime();
    const { moduleId, firmwareId, emulated } = module;
    this.#oneCommit.run(() => {
      this.#see.run(moduleId, firmwareId, emulated ? 1 : 0, at, at);
      const facts = { emulated, firmwareId, moduleId };
      this.#audit.append({ what: 'module.came', operatorId: null, facts, at: now });
    });
  }
}
