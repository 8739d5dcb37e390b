import { fail, ok, type Result } from '../result.ts';
import { positionOfDigit, scanDigits } from './digits.ts';
import type { FieldError } from './field-error.ts';
import {
  type EncryptionAlgorithm,
  parseEncryptionAlgorithm,
  parseKeyRevisionNumber,
  parseSupplyGroupCode,
  parseTariffIndex,
  parseTokenCarrierType,
  type TokenCarrierType,
} from './fields.ts';
import { type MeterNumber, parsePan } from './meter-number.ts';

/** What a customer card says about a meter (IEC 62055-51, IDRecord). */
export interface IdRecord {
  readonly meter: MeterNumber;
  /** DOE (DateOfExpiry): the last month in which the card is good, `YYYY-MM`; null for none. */
  readonly dateOfExpiry: string | null;
  readonly tokenCarrierType: TokenCarrierType;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  /** SGC, six digits. */
  readonly supplyGroupCode: string;
  /** TI, 0 to 99. */
  readonly tariffIndex: number;
  /** KRN, 1 to 9. */
  readonly keyRevisionNumber: number;
}

/** Where each data element begins among the 35 digits; an element ends where the next begins. */
const PAN = 0;
const DOE = 18;
const TCT = 22;
const EA = 24;
const SGC = 26;
const TI = 32;
const KRN = 34;
const RECORD_LENGTH = 35;

/*
 * DOE has two digits for the year. The hundred years from 1979 to 2078 are taken, always the same, so
 * that a card reads alike whenever it is read. No card is older than STS (1993), and one good for
 * fifty years is one without an expiry.
 */
const FIRST_YEAR = 1979;
const LAST_YEAR = FIRST_YEAR + 99;

/**
 * Reads the 35 digits of a customer card, swiped (`;…?` or `%…?`) or typed. A card past its last month
 * is refused with that month in `expected`; `now` is compared by its month in UTC. Positions are those
 * of the text as given, sentinels included.
 */
export function parseIdRecord(text: string, now: Date): Result<IdRecord, FieldError> {
  const bare = withoutSentinels(text);
  const scanned = scanDigits(bare, 'id-record');
  if (!scanned.ok) return scanned;
  const digits = scanned.value;
  if (digits.length !== RECORD_LENGTH) {
    return fail({
      field: 'id-record',
      code: 'length',
      expected: String(RECORD_LENGTH),
      found: String(digits.length),
    });
  }

  function element<Value>(
    start: number,
    end: number,
    parse: (part: string) => Result<Value, FieldError>,
  ): Result<Value, FieldError> {
    const parsed = parse(digits.slice(start, end));
    if (parsed.ok) return parsed;
    const position = positionOfDigit(bare, start + (parsed.error.position ?? 0));
    return fail({ ...parsed.error, position });
  }

  const meter = element(PAN, DOE, parsePan);
  if (!meter.ok) return meter;
  const dateOfExpiry = element(DOE, TCT, parseDateOfExpiry);
  if (!dateOfExpiry.ok) return dateOfExpiry;
  const tokenCarrierType = element(TCT, EA, parseTokenCarrierType);
  if (!tokenCarrierType.ok) return tokenCarrierType;
  const encryptionAlgorithm = element(EA, SGC, parseEncryptionAlgorithm);
  if (!encryptionAlgorithm.ok) return encryptionAlgorithm;
  const supplyGroupCode = element(SGC, TI, parseSupplyGroupCode);
  if (!supplyGroupCode.ok) return supplyGroupCode;
  const tariffIndex = element(TI, KRN, parseTariffIndex);
  if (!tariffIndex.ok) return tariffIndex;
  const keyRevisionNumber = element(KRN, RECORD_LENGTH, parseKeyRevisionNumber);
  if (!keyRevisionNumber.ok) return keyRevisionNumber;

  // Last, so that only a card that was read well is called expired.
  if (dateOfExpiry.value !== null && dateOfExpiry.value < monthOf(now)) {
    return fail({
      field: 'doe',
      code: 'expired',
      position: positionOfDigit(bare, DOE),
      expected: dateOfExpiry.value,
    });
  }
  return ok({
    meter: meter.value,
    dateOfExpiry: dateOfExpiry.value,
    tokenCarrierType: tokenCarrierType.value,
    encryptionAlgorithm: encryptionAlgorithm.value,
    supplyGroupCode: supplyGroupCode.value,
    tariffIndex: tariffIndex.value,
    keyRevisionNumber: keyRevisionNumber.value,
  });
}

/**
 * The 35 digits of a record, without sentinels.
 * @throws RangeError if the date of expiry is not a month from 1979-01 to 2078-12.
 */
export function formatIdRecord(record: IdRecord): string {
  return [
    record.meter.pan,
    formatDateOfExpiry(record.dateOfExpiry),
    twoDigits(record.tokenCarrierType),
    twoDigits(record.encryptionAlgorithm),
    record.supplyGroupCode,
    twoDigits(record.tariffIndex),
    String(record.keyRevisionNumber),
  ].join('');
}

/** Spaces take the sentinels' places, so that every other character keeps its position. */
function withoutSentinels(text: string): string {
  return text.replace(/^(\s*)[;%]/, '$1 ').replace(/\?(\s*)$/, ' $1');
}

function parseDateOfExpiry(digits: string): Result<string | null, FieldError> {
  if (digits === '0000') return ok(null);
  const month = Number(digits.slice(2));
  if (month < 1 || month > 12) {
    return fail({
      field: 'doe',
      code: 'range',
      position: 2,
      expected: '01-12',
      found: digits.slice(2),
    });
  }
  const inThe1900s = 1900 + Number(digits.slice(0, 2));
  const year = inThe1900s < FIRST_YEAR ? inThe1900s + 100 : inThe1900s;
  return ok(`${year}-${twoDigits(month)}`);
}

function formatDateOfExpiry(month: string | null): string {
  if (month === null) return '0000';
  const year = Number(month.slice(0, 4));
  const isMonth = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/.test(month);
  if (!isMonth || year < FIRST_YEAR || year > LAST_YEAR) {
    throw new RangeError(`not a date of expiry: ${month}`);
  }
  return month.slice(2, 4) + month.slice(5);
}

/** Both sides are `YYYY-MM`, so text compares as time does. */
function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
