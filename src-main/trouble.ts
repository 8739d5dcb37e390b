import type { Ledger } from './ledger/open.ts';
import { rescue, rescuedOf } from './ledger/rescue.ts';
import { openingTrouble } from './ledger/trouble.ts';
import { Refusal } from './refusal.ts';

/** A ledger that was here and is gone: put back, or restored, but never taken for a first run. */
export function missing(file: string): Refusal {
  const copy = rescuedOf(file);
  if (copy) return new Refusal('ledger.missing-rescued', { file, copy });
  return new Refusal('ledger.missing', { file });
}

/** The file was deleted, moved or replaced under a till that works on it. */
export function takenAway(file: string): Refusal {
  return new Refusal('ledger.taken-away', { file });
}

/** Whether what a till had in its hands when its file was taken away is to be told of still. */
export function isOfTakenAway({ code }: Refusal): boolean {
  return ['ledger.taken-away', 'ledger.rescued', 'ledger.not-rescued'].includes(code);
}

/** Saves what a ledger whose file was taken away holds; answers where it is. */
export async function rescued(ledger: Ledger, now: Date): Promise<Refusal> {
  const file = ledger.name;
  const copy = await rescue(ledger, now);
  if (copy) return new Refusal('ledger.rescued', { file, copy });
  return new Refusal('ledger.not-rescued', { file });
}

/** Whatever stands in the way of a ledger is told to the screen, or nobody could act on it. */
export function asRefusal(error: unknown, file: string): Refusal {
  if (error instanceof Refusal) return error;
  const trouble = openingTrouble(error, file);
  if (trouble) return trouble;
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal('ledger.unreadable', { file, reason }, { cause: error });
}
