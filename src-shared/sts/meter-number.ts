import { fail, ok, type Result } from '../result.ts';
import { luhnDigit, positionOfDigit, scanDigits } from './digits.ts';
import type { FieldError, StsField } from './field-error.ts';

/** The number of a meter in its two forms (IEC 62055-41, MeterPAN and DecoderReferenceNumber). */
export interface MeterNumber {
  /** DecoderReferenceNumber: 11 or 13 digits, what is printed on the meter. */
  readonly drn: string;
  /** MeterPrimaryAccountNumber: IIN, IAIN and a check digit, 18 digits. */
  readonly pan: string;
  /** IssuerIdentificationNumber: `600727` before an 11-digit DRN, `0000` before a 13-digit one. */
  readonly iin: string;
  /** IndividualAccountIdentificationNumber: the DRN, its own check digit included. */
  readonly iain: string;
}

const IIN_OF_11_DIGITS = '600727';
const IIN_OF_13_DIGITS = '0000';
const PAN_LENGTH = 18;

/**
 * Reads a meter number as it is typed, scanned or pasted: a DRN of 11 or 13 digits or a PAN of 18,
 * with or without spaces and dashes.
 */
export function parseMeterNumber(text: string): Result<MeterNumber, FieldError> {
  const scanned = scanDigits(text, 'drn');
  if (!scanned.ok) return scanned;
  if (scanned.value.length === PAN_LENGTH) return readPan(text, scanned.value);
  return readDrn(text, scanned.value, '11, 13, 18');
}

/** Reads a DRN of 11 or 13 digits. */
export function parseDrn(text: string): Result<MeterNumber, FieldError> {
  const scanned = scanDigits(text, 'drn');
  return scanned.ok ? readDrn(text, scanned.value, '11, 13') : scanned;
}

/** Reads a PAN of 18 digits. */
export function parsePan(text: string): Result<MeterNumber, FieldError> {
  const scanned = scanDigits(text, 'pan');
  return scanned.ok ? readPan(text, scanned.value) : scanned;
}

/**
 * The PAN of a DRN: IIN, DRN, check digit over both.
 * @throws RangeError unless `drn` is 11 or 13 digits. The DRN's own check digit is not looked at.
 */
export function panFromDrn(drn: string): string {
  if (!/^(?:[0-9]{11}|[0-9]{13})$/.test(drn)) throw new RangeError(`not a DRN: ${drn}`);
  const body = iinOf(drn) + drn;
  return body + luhnDigit(body);
}

function iinOf(drn: string): string {
  return drn.length === 11 ? IIN_OF_11_DIGITS : IIN_OF_13_DIGITS;
}

function readDrn(text: string, drn: string, lengths: string): Result<MeterNumber, FieldError> {
  if (drn.length !== 11 && drn.length !== 13) {
    return fail({ field: 'drn', code: 'length', expected: lengths, found: String(drn.length) });
  }
  const wrong = wrongCheckDigit(text, drn, 0, drn.length - 1, 'drn');
  if (wrong !== null) return fail(wrong);
  return ok({ drn, pan: panFromDrn(drn), iin: iinOf(drn), iain: drn });
}

/*
 * A PAN holds two check digits: the last is over the 17 before it, and the IAIN, being a DRN, ends in
 * its own. They are looked at from left to right (IIN, DRN, PAN): where only one digit is wrong, the
 * first complaint is then about the part it stands in. The PAN's own check alone would not tell.
 */
function readPan(text: string, pan: string): Result<MeterNumber, FieldError> {
  if (pan.length !== PAN_LENGTH) {
    return fail({
      field: 'pan',
      code: 'length',
      expected: String(PAN_LENGTH),
      found: String(pan.length),
    });
  }
  const iin = pan.startsWith('0') ? IIN_OF_13_DIGITS : IIN_OF_11_DIGITS;
  if (!pan.startsWith(iin)) {
    const wrong = [...iin].findIndex((digit, index) => digit !== pan[index]);
    return fail({
      field: 'pan',
      code: 'iin',
      position: positionOfDigit(text, wrong),
      expected: iin,
      found: pan.slice(0, iin.length),
    });
  }
  const wrong =
    wrongCheckDigit(text, pan, iin.length, PAN_LENGTH - 2, 'drn') ??
    wrongCheckDigit(text, pan, 0, PAN_LENGTH - 1, 'pan');
  if (wrong !== null) return fail(wrong);

  const iain = pan.slice(iin.length, -1);
  return ok({ drn: iain, pan, iin, iain });
}

/** Checks the digit at `last` against the ones from `first` up to it. */
function wrongCheckDigit(
  text: string,
  digits: string,
  first: number,
  last: number,
  field: StsField,
): FieldError | null {
  const expected = String(luhnDigit(digits.slice(first, last)));
  const found = digits.charAt(last);
  if (found === expected) return null;
  return { field, code: 'check-digit', position: positionOfDigit(text, last), expected, found };
}
