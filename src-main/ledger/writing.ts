import { Refusal } from '../refusal.ts';

/** Runs a write of an open sale; where the disk is full or gone the sale stays unfinished, and is told so. */
export function writing<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('ledger.not-written', { reason }, { cause: error });
  }
}
