import type { Ledger } from './open.ts';

/** Which security modules this ledger has sold through, and when they were seen. */
export class Modules {
  readonly #see;

  constructor(ledger: Ledger) {
    this.#see = ledger.prepare<[string, string, number, number, number]>(
      `INSERT INTO security_module (module_id, firmware_id, emulated, first_seen, last_seen)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (module_id) DO UPDATE
       SET firmware_id = excluded.firmware_id, emulated = excluded.emulated, last_seen = excluded.last_seen`,
    );
  }

  saw(module: { moduleId: string; firmwareId: string; emulated: boolean }, now: Date): void {
    const at = now.getTime();
    this.#see.run(module.moduleId, module.firmwareId, module.emulated ? 1 : 0, at, at);
  }
}
