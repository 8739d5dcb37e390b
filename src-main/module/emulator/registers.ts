import type { KeyRegister } from './profile.ts';
import { Refusal, STATUS } from './status.ts';

/** A module has at least this many registers; more where its profile fills one further up. */
const REGISTER_COUNT = 16;

/** The key registers of a module, and what each key may still vend. */
export class KeyRegisters {
  readonly #registers: ReadonlyMap<number, KeyRegister>;
  readonly #unitsLeft: Map<number, number>;
  readonly #last: number;

  constructor(registers: readonly KeyRegister[]) {
    this.#registers = new Map(registers.map((entry) => [entry.register, entry]));
    this.#unitsLeft = new Map(registers.map((entry) => [entry.register, entry.unitLimit]));
    this.#last = Math.max(REGISTER_COUNT, ...this.#registers.keys());
  }

  /** Throws a {@link Refusal}: 22 for an empty register, 28 where the module has no such register. */
  get(register: number): KeyRegister {
    const found = this.#registers.get(register);
    if (found) return found;
    const exists = register >= 1 && register <= this.#last;
    throw new Refusal(exists ? STATUS.emptyRegister : STATUS.registerNotFound);
  }

  /** What a key may still vend of its ULM, in steps of 0.1 unit. */
  unitsLeft(register: number): number {
    return this.#unitsLeft.get(register) ?? 0;
  }

  spendUnits(register: number, steps: number): void {
    this.#unitsLeft.set(register, this.unitsLeft(register) - steps);
  }
}

/** The attributes of a key as `SM?GA` answers them: tag and value, in the order of their tags. */
export function attributeText(register: KeyRegister): string {
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
  ].join(';');
}

/** CCYYMMDDhhmmss, UTC. */
function attributeTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, '');
}
