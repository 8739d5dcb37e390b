/** Why a new PIN, typed twice, is not accepted. */
export type PinProblem = 'length' | 'differs';

export function pinProblem(pin: string, again: string): PinProblem | null {
  if (!/^\d{4,12}$/u.test(pin)) return 'length';
  return pin === again ? null : 'differs';
}
