import type { Meters } from '../ledger/meters.ts';
import { Refusal } from '../refusal.ts';

export interface AtMeter {
  readonly meters: Meters;
}

/**
 * Does something for one of several meters that are paid for together: what is refused then names the
 * meter. `atMeterId` in its facts is for the screen, `atMeter` for its sentence.
 *
 * @throws Refusal as `work` does
 */
export function forMeter<Value>({ meters }: AtMeter, meterId: number, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal) || isOfAll(error)) throw error;
    const atMeter = meters.get(meterId)?.drn;
    const named = { atMeterId: meterId, ...(atMeter === undefined ? {} : { atMeter }) };
    throw new Refusal(error.code, { ...error.detail, ...named }, { cause: error });
  }
}

/** A clock that is wrong, or a module that is not there, is so for every meter. */
function isOfAll({ code, detail }: Refusal): boolean {
  if (code.startsWith('clock.')) return true;
  return code.startsWith('module.') && !Object.hasOwn(detail, 'supplyGroupCode');
}
