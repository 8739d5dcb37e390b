import type { Alarms, Limits } from '../ledger/alarms.ts';
import { type KeyAttributes, NO_LIMIT } from '../module/security-module.ts';

/**
 * The most there was of each key's limits in its refresh period: modules tell what is left, and not of
 * how much. Kept in the ledger, which is written to when a key is first seen and when there is more.
 */
export class Peaks {
  readonly #alarms: Alarms;
  readonly #known = new Map<string, Limits>();

  constructor(alarms: Alarms) {
    this.#alarms = alarms;
  }

  of(moduleId: string, key: KeyAttributes): Limits {
    const { register, supplyGroupCode, keyRevisionNumber, keyType, issuedUntil } = key;
    const { unitLimit, currencyLimit } = key;
    if (unitLimit === NO_LIMIT && currencyLimit === NO_LIMIT) return { unitLimit, currencyLimit };
    const name = `${supplyGroupCode}/${keyRevisionNumber}/${keyType}`;
    const id = `${moduleId} ${register} ${name} ${issuedUntil?.getTime()}`;
    const known = this.#known.get(id);
    if (known && unitLimit <= known.unitLimit && currencyLimit <= known.currencyLimit) return known;
    const period = { moduleId, register, key: name, issuedUntil };
    const peak = this.#alarms.peakOf(period, { unitLimit, currencyLimit });
    this.#known.set(id, peak);
    return peak;
  }
}
