/** No person types this fast for a whole number; readers send a character every few milliseconds. */
const FASTEST_TYPING_MS = 35;
/** A MeterPAN has 18 digits, a card's IDRecord 35. */
const LENGTHS = [18, 35];

/**
 * Tells a card reader or barcode scanner, which types like a keyboard, from a person: a burst of
 * characters that ends in Enter and either begins with a reader's sentinel (`;` or `%`) or is as long as
 * a MeterPAN or an IDRecord. Shorter numbers are left alone: they may be an amount.
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
      burst = fast ? burst + key : key;
      return null;
    },
  };
}

function looksLikeCard(text: string): boolean {
  if (/^[;%].{11,}$/u.test(text)) return true;
  return /^\d+$/u.test(text) && LENGTHS.includes(text.length);
}
