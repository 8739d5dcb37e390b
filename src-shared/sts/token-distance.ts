/**
 * Places, from 0, at which two tokens have different digits. Both are 20 digits.
 */
export function differentDigits(one: string, other: string): number[] {
  return [...one].flatMap((digit, place) => (digit === other.charAt(place) ? [] : [place]));
}

/**
 * The token that a mistyped one was most likely meant to be: the one with the fewest different digits, if
 * those are at most `most`. Two tokens that were really issued share 18 of 20 digits by chance once in
 * 10^16 pairs.
 */
export function nearestToken<Token extends { readonly digits: string }>(
  typed: string,
  tokens: readonly Token[],
  most: number,
): { readonly token: Token; readonly wrongDigits: number[] } | null {
  let nearest: { readonly token: Token; readonly wrongDigits: number[] } | null = null;
  for (const token of tokens) {
    const wrongDigits = differentDigits(typed, token.digits);
    const fewest = nearest?.wrongDigits.length ?? most + 1;
    if (wrongDigits.length < fewest) nearest = { token, wrongDigits };
  }
  return nearest;
}
