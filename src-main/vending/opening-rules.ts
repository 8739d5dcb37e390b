import { type BaseDate, isKeyExpired, nextTid } from '../../src-shared/sts/token-identifier.ts';
import type { BeforeOpening, Opening } from '../ledger/sales.ts';
import { Refusal } from '../refusal.ts';

/**
 * How far the computer's clock may be behind the last sale before selling stops: time servers correct
 * clocks by seconds, a flat battery sets them back by years.
 */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Decides the time and the TID of a sale about to be opened. Times never fall from one sale to the
 * next, and TIDs strictly rise for each meter on each base date (sts-tokens, TID rules 1 to 3).
 *
 * @throws Refusal `clock.went-back`, `sale.epoch-over` or `sale.key-expired`; nothing was opened
 */
export function decideOpening(
  known: BeforeOpening,
  key: { readonly baseDate: BaseDate; readonly keyExpiryNumber: number },
  now: Date,
): Opening {
  const latest = known.latestOpening;
  if (latest && latest.getTime() - now.getTime() > CLOCK_TOLERANCE_MS) {
    throw new Refusal('clock.went-back', {
      clock: now.toISOString(),
      lastSale: latest.toISOString(),
    });
  }
  const openedAt = latest && latest > now ? latest : now;
  const tid = nextTid(openedAt, key.baseDate, known.lastTid);
  if (!tid.ok) throw new Refusal('sale.epoch-over', { baseDate: key.baseDate });
  if (isKeyExpired(tid.value, key.keyExpiryNumber)) throw new Refusal('sale.key-expired');
  return { tid: tid.value, openedAt };
}
