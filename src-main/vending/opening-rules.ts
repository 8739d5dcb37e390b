import {
  type BaseDate,
  isKeyExpired,
  nextTid,
  tidAt,
} from '../../src-shared/sts/token-identifier.ts';
import { MOST_CLOCK_DIFFERENCE_SECONDS } from '../clock.ts';
import type { Opening } from '../ledger/sale-insert.ts';
import type { BeforeOpening } from '../ledger/sales.ts';
import type { ClockConfirmed } from '../ledger/settings.ts';
import { Refusal } from '../refusal.ts';

/**
 * How far the computer's clock may be behind the last sale before selling stops: time servers correct
 * clocks by seconds, a flat battery sets them back by years.
 */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** A shop that sold nothing for so long is rarer than a clock that is wrong. */
const LONGEST_PAUSE_MS = 60 * 24 * 3_600_000;
/** How far TIDs of one meter may have run ahead of the clock in sales that are missing. */
const LOST_AHEAD_MS = 10 * 60_000;

/** What speaks for and against the computer's clock beside the last sale. */
export interface ClockEvidence {
  /** The module's clock minus this computer's, in seconds; null where it has none of its own. */
  readonly moduleAheadSeconds: number | null;
  readonly confirmed: ClockConfirmed | null;
  /** Until when sales may be missing, with their TIDs; null for never. */
  readonly tidsAfter: Date | null;
}

/**
 * Decides the time and the TID of a sale about to be opened. TIDs strictly rise for each meter on each
 * base date (sts-tokens, TID rules 1 to 3), and times never fall from one sale to the next, unless
 * somebody confirmed that the clock had been ahead.
 *
 * @throws Refusal as {@link mustBeRight} does, `sale.epoch-over` or `sale.key-expired`; nothing was opened
 */
export function decideOpening(
  known: BeforeOpening,
  key: { readonly baseDate: BaseDate; readonly keyExpiryNumber: number },
  now: Date,
  evidence: ClockEvidence,
): Opening {
  const latest = known.latestOpening;
  mustBeRight(now, latest, evidence);
  const isLittleBehind = latest && latest > now && !isConfirmed(now, latest, evidence);
  const openedAt = isLittleBehind ? latest : now;
  const lastTid = lastTidOf(known, key.baseDate, evidence.tidsAfter);
  const tid = nextTid(openedAt, key.baseDate, lastTid);
  if (!tid.ok) throw new Refusal('sale.epoch-over', { baseDate: key.baseDate });
  if (isKeyExpired(tid.value, key.keyExpiryNumber)) throw new Refusal('sale.key-expired');
  return { tid: tid.value, openedAt };
}

/**
 * TIDs are made of time: with a clock that is behind, a meter refuses its token; one that is far ahead
 * spoils the meter for every token after it.
 *
 * @param latest when the latest sale was opened; null for none
 * @throws Refusal `clock.differs` where the module's clock says something else, `clock.went-back` and
 *   `clock.far-ahead` where the last sale does and nobody confirmed the clock
 */
export function mustBeRight(now: Date, latest: Date | null, evidence: ClockEvidence): void {
  const { moduleAheadSeconds } = evidence;
  const ahead = (moduleAheadSeconds ?? 0) * 1000;
  if (Math.abs(ahead) > MOST_CLOCK_DIFFERENCE_SECONDS * 1000) {
    const module = new Date(now.getTime() + ahead).toISOString();
    throw new Refusal('clock.differs', { clock: now.toISOString(), module });
  }
  if (!latest || isConfirmed(now, latest, evidence)) return;
  const since = now.getTime() - latest.getTime();
  if (since < -CLOCK_TOLERANCE_MS) throw strange('clock.went-back', now, latest);
  if (since > LONGEST_PAUSE_MS && moduleAheadSeconds === null) {
    throw strange('clock.far-ahead', now, latest);
  }
}

function strange(code: string, now: Date, lastSale: Date): Refusal {
  return new Refusal(code, { clock: now.toISOString(), lastSale: lastSale.toISOString() });
}

/** Holds for the sale it was said after, and while the clock goes on from there. */
function isConfirmed(now: Date, latest: Date, { confirmed }: ClockEvidence): boolean {
  if (confirmed?.lastSale.getTime() !== latest.getTime()) return false;
  const since = now.getTime() - confirmed.at.getTime();
  return since >= -CLOCK_TOLERANCE_MS && since <= LONGEST_PAUSE_MS;
}

/** The largest TID a meter may have had, be its sale in the ledger or not. */
function lastTidOf(
  { lastTid }: BeforeOpening,
  baseDate: BaseDate,
  tidsAfter: Date | null,
): number | null {
  if (!tidsAfter || tidsAfter.getTime() < Date.UTC(baseDate, 0, 1)) return lastTid;
  const lost = tidAt(new Date(tidsAfter.getTime() + LOST_AHEAD_MS), baseDate);
  if (!lost.ok) throw new Refusal('sale.epoch-over', { baseDate });
  return Math.max(lost.value, lastTid ?? lost.value);
}
