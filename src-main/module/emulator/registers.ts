import type { KeyRegister } from './profile.ts';
import { Refusal, STATUS } from './status.ts';

/** A module has at least this many registers; more where its profile fills one further up. */
const REGISTER_COUNT = 16;

/** The key registers of a module. */
export class KeyRegisters {
  readonly #registers: Map<number, KeyRegister>;
  readonly #last: number;

  constructor(registers: readonly KeyRegister[]) {
    this.#registers = new Map(registers.map((entry) => [entry.register, entry]));
    this.#last = Math.max(REGISTER_COUNT, ...this.#registers.keys());
  }

  /** Throws a {@link Refusal}: 22 for an empty register, 28 where the module has no such register. */
  get(register: number): KeyRegister {
    const found = this.find(register);
    if (!found) throw new Refusal(STATUS.emptyRegister);
    return found;
  }

  /** What a register holds; null where it is empty. Throws 28 where the module has no such register. */
  find(register: number): KeyRegister | null {
    const exists = register >= 1 && register <= this.#last;
    if (!exists) throw new Refusal(STATUS.registerNotFound);
    return this.#registers.get(register) ?? null;
  }

  /** Puts a key into its register; what was there is gone. */
  load(entry: KeyRegister): void {
    this.#registers.set(entry.register, entry);
  }
}

/**
 * The attributes of a key as `SM?GA` answers them and key loads bring them: tag and value, in the order
 * of their tags. `more` are further ones, e.g. `MID94000001`.
 */
export function attributeText(register: KeyRegister, more: readonly string[] = []): string {
  const { fields } = register.key;
  return [
    `ACT${attributeTime(register.activeFrom)}`,
    `BDT${fields.baseDate}`,
    `CLM${register.currencyLimit}`,
    `DKG${String(fields.dkga).padStart(2, '0')}`,
    `IUT${attributeTime(register.issuedUntil)}`,
    `KEN${register.keyExpiryNumber}`,
    `KRN${fields.keyRevisionNumber}`,
    `KTC${fields.keyType}`,
    `SGC${fields.supplyGroupCode}`,
    `ULM${register.unitLimit}`,
    ...more,
  ]
    .sort()
    .join(';');
}

/** CCYYMMDDhhmmss, UTC. */
function attributeTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, '');
}
