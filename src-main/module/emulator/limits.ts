import type { MemoryContent } from './memory.ts';
import type { KeyRegister } from './profile.ts';

/** The limit that says that there is none. It is never counted down. */
export const NO_LIMIT = 0xffff_ffff;

interface Left {
  readonly units: number;
  readonly currency: number;
}

/** Which key and which refresh period a count belongs to: another key or period begins anew. */
function period(register: KeyRegister): string {
  const { supplyGroupCode, keyRevisionNumber, keyType } = register.key.fields;
  return `${supplyGroupCode}/${keyRevisionNumber}/${keyType}/${register.issuedUntil.toISOString()}`;
}

/** What a key may still vend in this refresh period, in steps of 0.1 unit and in minor units. */
export function limitsLeft(limits: MemoryContent['limits'], register: KeyRegister): Left {
  const { unitLimit, currencyLimit } = register;
  if (unitLimit === NO_LIMIT && currencyLimit === NO_LIMIT) {
    return { units: NO_LIMIT, currency: NO_LIMIT };
  }
  const key = period(register);
  const counted = limits.find((entry) => entry.register === register.register && entry.key === key);
  return {
    units: unitLimit === NO_LIMIT ? NO_LIMIT : (counted?.unitsLeft ?? unitLimit),
    currency: currencyLimit === NO_LIMIT ? NO_LIMIT : (counted?.currencyLeft ?? currencyLimit),
  };
}

/** The limits after `steps` more were vended under a key; the caller has seen that they are left. */
export function withUnitsSpent(
  limits: MemoryContent['limits'],
  register: KeyRegister,
  steps: number,
): MemoryContent['limits'] {
  if (register.unitLimit === NO_LIMIT || steps === 0) return limits;
  const { units, currency } = limitsLeft(limits, register);
  return [
    ...limits.filter((entry) => entry.register !== register.register),
    {
      register: register.register,
      key: period(register),
      unitsLeft: units - steps,
      currencyLeft: currency,
    },
  ];
}
