/** Why a new PIN, typed twice, is not accepted. */
export type PinProblem = 'length' | 'differs';

const SHORTEST_PASSWORD = 8;

export function pinProblem(pin: string, again: string): PinProblem | null {
  return secretProblem({ kind: 'pin', text: pin }, again);
}

/** Why a new PIN or password, typed twice, is not accepted. */
export function secretProblem(
  { kind, text }: { readonly kind: 'pin' | 'password'; readonly text: string },
  again: string,
): PinProblem | null {
  const longEnough = kind === 'pin' ? /^\d{4,12}$/u.test(text) : text.length >= SHORTEST_PASSWORD;
  if (!longEnough) return 'length';
  return text === again ? null : 'differs';
}
