/** The fields of IEC 62055-41 that a person or a card can get wrong. */
export type StsField =
  | 'drn'
  | 'pan'
  | 'id-record'
  | 'sgc'
  | 'krn'
  | 'ti'
  | 'ea'
  | 'tct'
  | 'doe'
  | 'token'
  | 'amount'
  | 'tid';

/** What is wrong with a field. The codes are stable: the message catalogue is keyed by them. */
type FieldErrorCode =
  | 'empty'
  | 'length'
  | 'character'
  | 'check-digit'
  | 'iin'
  | 'range'
  | 'expired';

/** Why a field was not accepted, precise enough to point at the wrong digit. */
export interface FieldError {
  readonly field: StsField;
  readonly code: FieldErrorCode;
  /** Index of the first wrong character in the text as it was given, where there is one. */
  readonly position?: number;
  /** What should have stood there, e.g. the right check digit, or the month a card expired (`2024-05`). */
  readonly expected?: string;
  /** What was found instead. */
  readonly found?: string;
}
