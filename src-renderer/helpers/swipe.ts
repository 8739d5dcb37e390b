import { parseMeterNumber } from '../../src-shared/sts/meter-number.ts';

/** No person types this fast for a whole number; readers send a character every few milliseconds. */
const FASTEST_TYPING_MS = 35;
/** A MeterPAN has 18 digits, a card's IDRecord 35. */
const LENGTHS = [18, 35];
const SENTINELS = [';', '%'];
/** A DRN, as it stands in bars on a meter. */
const DRN = /^(?:\d{11}|\d{13})$/u;

/**
 * Tells a card reader or barcode scanner, which types like a keyboard, from a person: a burst of
 * characters that ends in Enter and begins with a reader's sentinel (`;` or `%`), or is as long as a
 * MeterPAN or an IDRecord, or is a meter number with its right check digit. Other numbers are left alone:
 * they may be an amount.
 */
export function createSwipeReader() {
  let burst = '';
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** Takes a key and the time it came, in milliseconds; answers the text when Enter ends a swipe. */
    feed(key: string, at: number): string | null {
      const fast = at - last <= FASTEST_TYPING_MS;
      last = at;
      if (key === 'Enter') {
        const text = fast ? burst : '';
        burst = '';
        return looksLikeCard(text) ? text : null;
      }
      if (key.length !== 1) return null;
      // A reader's sentinel begins a swipe, whatever was typed the moment before.
      burst = fast && !SENTINELS.includes(key) ? burst + key : key;
      return null;
    },
    /** Whether the key before was the first of what may be a swipe. */
    get hasJustBegun(): boolean {
      return burst.length === 1;
    },
  };
}

function looksLikeCard(text: string): boolean {
  if (/^[;%].{11,}$/u.test(text)) return true;
  if (DRN.test(text)) return parseMeterNumber(text).ok;
  return /^\d+$/u.test(text) && LENGTHS.includes(text.length);
}
