/**
 * A token from its end: kept beside the token, so that an index finds it by the last digits, which is what
 * people read out.
 */
export function reversed(digits: string): string {
  return Buffer.from(digits, 'latin1').reverse().toString('latin1');
}

/** The range of reversed tokens that end in `digits`; an empty range for none. */
export function tailRange(digits: string): { from: string; to: string } {
  // ":" is the character behind "9".
  return digits === ''
    ? { from: '', to: '' }
    : { from: reversed(digits), to: `${reversed(digits)}:` };
}
