import { fail, ok, type Result } from '../result.ts';
import { positionOfDigit, scanDigits } from './digits.ts';
import type { FieldError, StsField } from './field-error.ts';

/** EA: 07 = STA, 11 = MISTY1 (IEC 62055-41, EncryptionAlgorithm). */
export type EncryptionAlgorithm = 7 | 11;

/** TCT: 01 magnetic card, 02 numeric. */
export type TokenCarrierType = 1 | 2;

/** Reads an SGC (SupplyGroupCode): exactly six digits, leading zeros kept. */
export function parseSupplyGroupCode(text: string): Result<string, FieldError> {
  const scanned = scanDigits(text, 'sgc');
  if (!scanned.ok || scanned.value.length === 6) return scanned;
  return fail({
    field: 'sgc',
    code: 'length',
    expected: '6',
    found: String(scanned.value.length),
  });
}

/** Reads a KRN (KeyRevisionNumber): 1 to 9. */
export function parseKeyRevisionNumber(text: string): Result<number, FieldError> {
  const number = smallNumber(text, 'krn', 1);
  if (!number.ok || number.value !== 0) return number;
  return outOfRange(text, 'krn', '1-9');
}

/** Reads a TI (TariffIndex): 00 to 99, one digit or two. */
export function parseTariffIndex(text: string): Result<number, FieldError> {
  return smallNumber(text, 'ti', 2);
}

/** Reads an EA (EncryptionAlgorithm): 07 or 11. */
export function parseEncryptionAlgorithm(text: string): Result<EncryptionAlgorithm, FieldError> {
  const number = smallNumber(text, 'ea', 2);
  if (!number.ok) return number;
  if (number.value === 7 || number.value === 11) return ok(number.value);
  return outOfRange(text, 'ea', '07, 11');
}

/** Reads a TCT (TokenCarrierType): 01 or 02. */
export function parseTokenCarrierType(text: string): Result<TokenCarrierType, FieldError> {
  const number = smallNumber(text, 'tct', 2);
  if (!number.ok) return number;
  if (number.value === 1 || number.value === 2) return ok(number.value);
  return outOfRange(text, 'tct', '01, 02');
}

function smallNumber(
  text: string,
  field: StsField,
  mostDigits: number,
): Result<number, FieldError> {
  const scanned = scanDigits(text, field);
  if (!scanned.ok) return scanned;
  if (scanned.value.length <= mostDigits) return ok(Number(scanned.value));
  return fail({
    field,
    code: 'length',
    expected: String(mostDigits),
    found: String(scanned.value.length),
  });
}

function outOfRange(text: string, field: StsField, expected: string): Result<never, FieldError> {
  return fail({
    field,
    code: 'range',
    position: positionOfDigit(text, 0),
    expected,
    found: text.trim(),
  });
}
