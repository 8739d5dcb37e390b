import { luhnDigit } from '../../../src-shared/sts/digits.ts';
import type { EncryptionAlgorithm } from '../../../src-shared/sts/fields.ts';
import { isKeyExpired, tidTime } from '../../../src-shared/sts/token-identifier.ts';
import type { KeyRegister } from './profile.ts';
import { Refusal, STATUS } from './status.ts';

/** What a module looks at before it makes a token. Every function throws a {@link Refusal}. */

const PAN = /^\d{18}$/;

/** 76: not 18 digits, or a wrong check digit. */
export function checkPan(pan: string): string {
  const isPan = PAN.test(pan) && luhnDigit(pan.slice(0, -1)) === Number(pan.slice(-1));
  if (!isPan) throw new Refusal(STATUS.invalidPan);
  return pan;
}

/** 40: an encryption algorithm that does not exist, or that the register's DKGA makes no keys for. */
export function checkEncryptionAlgorithm(
  ea: number,
  ...registers: readonly KeyRegister[]
): EncryptionAlgorithm {
  if ((ea !== 7 && ea !== 11) || registers.some(({ key }) => !key.supports(ea))) {
    throw new Refusal(STATUS.keyParamError);
  }
  return ea;
}

/** 40: TCT is neither 01 (magnetic card) nor 02 (numeric). */
export function checkTokenCarrierType(tct: number): number {
  if (tct !== 1 && tct !== 2) throw new Refusal(STATUS.keyParamError);
  return tct;
}

const MAGNETIC_CARD = 1;
const COMMON_KEY = 3;

/** Whether a common key would be used off a magnetic card, the one carrier it is for. */
export function isCommonKeyOffCard(register: KeyRegister, tct: number): boolean {
  return register.key.fields.keyType === COMMON_KEY && tct !== MAGNETIC_CARD;
}

/** 43: before the key's ACT; 42: after its IUT. */
export function checkKeyIsIssued(register: KeyRegister, now: Date): void {
  if (now < register.activeFrom) throw new Refusal(STATUS.keyNotYetActive);
  if (now > register.issuedUntil) throw new Refusal(STATUS.keyIssueExpired);
}

/** 41: the key has expired for this TID; 44: the TID is too far from the module's clock. */
export function checkTid(
  tid: number,
  register: KeyRegister,
  now: Date,
  windowMinutes: number | null,
): void {
  if (isKeyExpired(tid, register.keyExpiryNumber)) throw new Refusal(STATUS.keyExpired);
  if (windowMinutes === null) return;
  // Whole minutes on both sides, or a TID of this very minute would be up to 59 seconds off.
  const tidMinute = tidTime(tid, register.key.fields.baseDate).getTime() / 60_000;
  const clockMinute = Math.floor(now.getTime() / 60_000);
  if (Math.abs(tidMinute - clockMinute) > windowMinutes) throw new Refusal(STATUS.tidOutOfWindow);
}
