import { ok, type Result } from '../../src-shared/result.ts';
import { type DecimalProblem, readDecimal } from './decimal.ts';

/**
 * What was typed, in units of 10^-`digits`; with `empty` that is what an empty field says, with `signed` it
 * may be below 0.
 */
export function readAmount(
  text: string,
  digits: number,
  { empty = null, signed = false }: { empty?: number | null; signed?: boolean } = {},
): Result<number, DecimalProblem> {
  const bare = text.trim();
  if (empty !== null && bare === '') return ok(empty);
  if (!signed || !/^[-\u2212]/u.test(bare)) return readDecimal(bare, digits, { zero: true });
  const below = readDecimal(bare.slice(1), digits, { zero: true });
  // Not -0, which is another number to whoever compares.
  return below.ok ? ok(0 - below.value) : below;
}
