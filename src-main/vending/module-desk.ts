import { type BaseDate, isBaseDate } from '../../src-shared/sts/token-identifier.ts';
import type { SaleProblem } from '../ledger/sale-record.ts';
import type { ModuleKeeper } from '../module/keeper.ts';
import { isSpent, type MeterOfKey, registerFor } from '../module/register-for.ts';
import {
  type KeyAttributes,
  ModuleError,
  ModuleRefused,
  type TokenRequest,
  type TokenVerification,
  type VerifyRequest,
} from '../module/security-module.ts';
import { moduleProblem } from '../module/snapshot.ts';
import { Refusal } from '../refusal.ts';

/** A key register of the module that can make tokens for a meter now. */
export interface SellingKey {
  readonly moduleId: string;
  readonly baseDate: BaseDate;
  readonly keyExpiryNumber: number;
  /**
   * Asks for a credit token; answers its 20 digits. Rejects with a ModuleError.
   *
   * @param onSent called when the request has left
   */
  creditToken(request: Omit<TokenRequest, 'register'>, onSent?: () => void): Promise<string>;
}

/** The module as far as it says what stands in tokens, which spends nothing. */
export interface TokenReader {
  /** Registers that hold a key, in rising order. */
  readonly registers: readonly KeyAttributes[];
  /**
   * What a token says under a register's key; null where that key is not for such a meter.
   *
   * @throws Refusal with a `module.*` code where it did not answer
   */
  read(request: VerifyRequest): Promise<TokenVerification | null>;
}

/** INSUFFICIENT_CREDIT_BALANCE. */
const USED_UP = '31';

/** The module may not vend that much: its licence is spent, or the limit of the key. */
export class UsedUp extends ModuleRefused {
  /** Of the catalogue. */
  readonly code: 'module.licence-used-up' | 'module.limit-reached';
  readonly detail: Readonly<Record<string, string | number>>;

  constructor({ command, status }: ModuleRefused, code: UsedUp['code'], detail: UsedUp['detail']) {
    super(command, status);
    this.code = code;
    this.detail = detail;
  }
}

/** The security module as selling sees it: is it ready, and which key serves this meter. */
export class ModuleDesk {
  readonly #keeper: ModuleKeeper;
  readonly #training: boolean;

  constructor(keeper: ModuleKeeper, training: boolean) {
    this.#keeper = keeper;
    this.#training = training;
  }

  /** What a person would call the way to the module. */
  get linkName(): string {
    return this.#keeper.snapshot.linkName;
  }

  isReady(): boolean {
    return this.#keeper.snapshot.state === 'ready' && this.#keeper.knowsRegisters;
  }

  /**
   * The register that serves a meter; for a sale that has its TID already, one with its base date.
   *
   * @throws Refusal with a `module.*` code; the module was not asked and nothing was spent
   */
  keyFor(
    /** `baseDate`: a TID says another time under another one. */
    meter: MeterOfKey & { readonly baseDate?: BaseDate },
    now: Date,
  ): SellingKey {
    const { identity, registers, transactionsLeft } = this.#ready();
    if (transactionsLeft === 0) throw new Refusal('module.licence-used-up');
    const { baseDate } = meter;
    const keys = registers.filter((key) => baseDate === undefined || key.baseDate === baseDate);
    const chosen = registerFor(keys, meter, now);
    const { supplyGroupCode, keyRevisionNumber } = meter;
    if (!chosen.ok) {
      throw new Refusal(`module.${chosen.error}`, { supplyGroupCode, keyRevisionNumber });
    }
    const key = chosen.value;
    if (isSpent(key))
      throw new Refusal('module.limit-used-up', { supplyGroupCode, keyRevisionNumber });
    if (!isBaseDate(key.baseDate)) throw new Refusal('module.garbled');
    const keeper = this.#keeper;
    return {
      moduleId: identity.moduleId,
      baseDate: key.baseDate,
      keyExpiryNumber: key.keyExpiryNumber,
      async creditToken(request, onSent) {
        const module = keeper.current();
        const asked = { ...request, register: key.register };
        try {
          return (await module.creditToken(asked, onSent)).digits;
        } catch (error) {
          if (!(error instanceof ModuleRefused) || error.status !== USED_UP) throw error;
          // The same status for both; the counter tells them apart.
          const counter = await module.transactionCounter().catch(() => null);
          if (!counter) throw error;
          const noneLeft = counter.transactionsLeft === 0;
          throw new UsedUp(error, noneLeft ? 'module.licence-used-up' : 'module.limit-reached', {
            supplyGroupCode,
            keyRevisionNumber,
            status: error.status,
          });
        }
      },
    };
  }

  /** @throws Refusal with a `module.*` code where it cannot be asked */
  reader(): TokenReader {
    const { registers } = this.#ready();
    const keeper = this.#keeper;
    return {
      registers,
      async read(request) {
        try {
          return await keeper.current().verifyToken(request);
        } catch (error) {
          if (error instanceof ModuleRefused) return null;
          if (!(error instanceof ModuleError)) throw error;
          const { code, detail } = moduleProblem(error, keeper.snapshot.linkName);
          throw new Refusal(code, detail, { cause: error });
        }
      },
    };
  }

  /** The module as this shop may use it now. @throws Refusal with a `module.*` code */
  #ready() {
    const { state, identity, emulated, registers, transactionsLeft, problem } =
      this.#keeper.snapshot;
    if (state !== 'ready' || !identity) {
      throw new Refusal(problem?.code ?? 'module.looking', problem?.detail);
    }
    // A register may hold another key by now than the one that was read.
    if (!this.#keeper.knowsRegisters) throw new Refusal('module.keys-loading');
    // What is learnt in training must never become real, and a real shop never sells toys.
    if (emulated !== this.#training) {
      throw new Refusal(emulated ? 'module.emulated-in-live-shop' : 'module.real-in-training-shop');
    }
    return { identity, registers, transactionsLeft };
  }
}

/** Why asking for a token came to nothing, as it is kept with the sale. */
export function problemOf(error: unknown, link: string): SaleProblem {
  if (error instanceof Refusal || error instanceof UsedUp) {
    return { code: error.code, detail: error.detail };
  }
  if (error instanceof ModuleError) return moduleProblem(error, link);
  return { code: 'unexpected', detail: {} };
}
