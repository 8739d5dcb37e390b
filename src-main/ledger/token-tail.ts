/**
 * A token from its end: kept beside the token, so that an index finds it by the last digits, which is what
 * people read out.
 */
export function reversed(digits: string): string {
  return Buffer.from(digits, 'latin1').reverse().toString('latin1');
}
