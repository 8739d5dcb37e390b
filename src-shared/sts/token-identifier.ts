import { fail, ok, type Result } from '../result.ts';
import type { FieldError } from './field-error.ts';

/** BDT (BaseDate): TIDs count the minutes since 1 January 00:00 UTC of this year. */
export type BaseDate = 1993 | 2014 | 2035;

/** 24 bits. The 1993 epoch reached it on 2024-11-24 20:15 UTC, the 2014 one does on 2045-11-24. */
export const LARGEST_TID = 0xff_ffff;

const MILLISECONDS = 60_000;
const MINUTES_OF_A_DAY = 1440;
const NEVER_EXPIRES = 255;
const TIDS_OF_A_KEN = 0x1_0000;

/** Whether a year, as a module or a profile states it, is one of the base dates. */
export function isBaseDate(year: number): year is BaseDate {
  return year === 1993 || year === 2014 || year === 2035;
}

/**
 * The TID (TokenIdentifier) of a moment, for an ordinary token: 00:01 of each day is reserved, so a
 * token of that minute takes 00:02 (IEC 62055-41, SpecialReservedTokenIdentifier). A moment before the
 * base date, or beyond the 24 bits, is a `range` error with the base date or the last moment, ISO 8601,
 * in `expected`.
 */
export function tidAt(time: Date, baseDate: BaseDate): Result<number, FieldError> {
  const base = Date.UTC(baseDate, 0, 1);
  const minutes = Math.floor((time.getTime() - base) / MILLISECONDS);
  if (minutes >= 0 && minutes <= LARGEST_TID) {
    return ok(isReservedTid(minutes) ? minutes + 1 : minutes);
  }
  const isInvalid = Number.isNaN(minutes);
  const limit = minutes > LARGEST_TID ? tidTime(LARGEST_TID, baseDate) : new Date(base);
  return fail({
    field: 'tid',
    code: 'range',
    expected: limit.toISOString(),
    found: isInvalid ? 'invalid date' : time.toISOString(),
  });
}

/**
 * The TID of the next token of a meter under one key: that of the clock, or the one after `last` where
 * the clock is not past it, so that TIDs strictly rise and several tokens of one minute take the minutes
 * after it. 00:01 is skipped. `last` is the largest TID used so far, null for none. The caller minds how
 * far that runs ahead of the clock.
 * @throws RangeError if `last` is not a TID.
 */
export function nextTid(
  time: Date,
  baseDate: BaseDate,
  last: number | null,
): Result<number, FieldError> {
  if (last !== null) assertTid(last);
  const now = tidAt(time, baseDate);
  if (!now.ok || last === null || now.value > last) return now;

  const next = isReservedTid(last + 1) ? last + 2 : last + 1;
  if (next <= LARGEST_TID) return ok(next);
  return fail({ field: 'tid', code: 'range', expected: String(LARGEST_TID), found: String(next) });
}

/**
 * The minute a TID stands for.
 * @throws RangeError outside of 24 bits.
 */
export function tidTime(tid: number, baseDate: BaseDate): Date {
  assertTid(tid);
  return new Date(Date.UTC(baseDate, 0, 1) + tid * MILLISECONDS);
}

/** Whether a TID is the 00:01 of a day, which no ordinary token may have. */
export function isReservedTid(tid: number): boolean {
  return tid % MINUTES_OF_A_DAY === 1;
}

/**
 * Whether a key with this KEN (KeyExpiryNumber, 0 to 255) has expired for a token with this TID: the
 * top 8 bits of the TID are beyond the KEN. 255 never expires.
 */
export function isKeyExpired(tid: number, keyExpiryNumber: number): boolean {
  return tid >> 16 > keyExpiryNumber;
}

/**
 * The last minute whose TID a key with this KEN allows; null for 255, which never expires. The end of
 * the base date's 24 bits may come before it.
 */
export function keyEnd(keyExpiryNumber: number, baseDate: BaseDate): Date | null {
  if (keyExpiryNumber >= NEVER_EXPIRES) return null;
  return tidTime(keyExpiryNumber * TIDS_OF_A_KEN + TIDS_OF_A_KEN - 1, baseDate);
}

function assertTid(tid: number): void {
  if (!Number.isInteger(tid) || tid < 0 || tid > LARGEST_TID) {
    throw new RangeError(`not a TID: ${tid}`);
  }
}
