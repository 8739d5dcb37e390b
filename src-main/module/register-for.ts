import { fail, ok, type Result } from '../../src-shared/result.ts';
import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';
import { isBaseDate, isKeyExpired, tidAt } from '../../src-shared/sts/token-identifier.ts';
import type { KeyAttributes } from './security-module.ts';

/** Why no register serves a meter; each has its sentence in the catalogue, under `errors.module`. */
export type RegisterProblem =
  /** No register holds the meter's SGC and KRN. */
  | 'no-key'
  /** The key is an initialisation or default key, which vends no credit. */
  | 'default-key'
  /** A common key makes credit for magnetic cards only, and the meter takes numbers. */
  | 'common-key'
  /** The key cannot derive the meter's decoder key: EA11 needs DKGA04. */
  | 'not-for-algorithm'
  /** Beyond the refresh date: the key has to be refreshed. */
  | 'issue-expired'
  | 'not-yet-active';

/** What of a meter decides which key serves it. */
export interface MeterOfKey {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly tokenCarrierType: TokenCarrierType;
}

const INITIALISATION = 0;
const DEFAULT = 1;
const COMMON = 3;
const MAGNETIC_CARD = 1;

/**
 * The register that makes credit tokens for a meter, by SGC, KRN, date and token carrier. Of several the
 * one whose base date and KEN still have room is taken, then one with something left of its limit, then
 * the one refreshed last, then the first. Where none can be used, the answer is the reason of the one
 * that comes nearest.
 */
export function registerFor(
  registers: readonly KeyAttributes[],
  meter: MeterOfKey,
  now: Date,
): Result<KeyAttributes, RegisterProblem> {
  const keys = registers.filter(
    (key) =>
      key.supplyGroupCode === meter.supplyGroupCode &&
      key.keyRevisionNumber === meter.keyRevisionNumber,
  );
  const problems = keys.map((key) => problemOf(key, meter, now));
  const usable = keys.filter((_, index) => problems[index] === null);
  const [best] = usable.toSorted(
    (a, b) =>
      Number(hasRoom(b, now)) - Number(hasRoom(a, now)) ||
      Number(isSpent(a)) - Number(isSpent(b)) ||
      issuedUntil(b) - issuedUntil(a) ||
      a.register - b.register,
  );
  if (best) return ok(best);
  return fail(NEAREST_FIRST.find((problem) => problems.includes(problem)) ?? 'no-key');
}

const NEAREST_FIRST: readonly RegisterProblem[] = [
  'issue-expired',
  'not-yet-active',
  'not-for-algorithm',
  'common-key',
  'default-key',
];

function problemOf(
  key: KeyAttributes,
  { encryptionAlgorithm, tokenCarrierType }: MeterOfKey,
  now: Date,
): RegisterProblem | null {
  if (key.keyType === INITIALISATION || key.keyType === DEFAULT) return 'default-key';
  if (key.keyType === COMMON && tokenCarrierType !== MAGNETIC_CARD) return 'common-key';
  if (encryptionAlgorithm === 11 && key.dkga !== 4) return 'not-for-algorithm';
  if (key.activeFrom && now < key.activeFrom) return 'not-yet-active';
  if (key.issuedUntil && now > key.issuedUntil) return 'issue-expired';
  return null;
}

/** Whether a token of now has a TID under the key's base date and KEN. The sale says so if not. */
function hasRoom(key: KeyAttributes, now: Date): boolean {
  if (!isBaseDate(key.baseDate)) return false;
  const tid = tidAt(now, key.baseDate);
  return tid.ok && !isKeyExpired(tid.value, key.keyExpiryNumber);
}

/** Whether nothing is left of its limit. Tokens in kWh count against the unit limit only. */
export function isSpent(key: KeyAttributes): boolean {
  return key.unitLimit === 0;
}

/** No date is never. Finite, since two infinities have no difference. */
function issuedUntil(key: KeyAttributes): number {
  return key.issuedUntil?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
