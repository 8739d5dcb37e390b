/**
 * The status codes of STS600-8-6 by name. Each has its sentence in the catalogue of messages, under
 * `errors.module.status.<code>`.
 */
export const STATUS_NAMES = {
  '00': 'SUCCESSFUL',
  '01': 'DEVICE_FAILURE',
  '02': 'FORMAT_ERROR',
  '03': 'TOKEN_CRC_ERROR',
  '05': 'KEY_TYPE_ERROR',
  '20': 'CHECKSUM_ERROR',
  '21': 'INVALID_REQUEST_HEADER',
  '22': 'EMPTY_REGISTER',
  '26': 'KMC_KEY_STATE_ERROR',
  '27': 'KEK_SLOT_NOT_FOUND',
  '28': 'VK_REG_NOT_FOUND',
  '29': 'KEY_CHANGE_NOT_ALLOWED',
  '31': 'INSUFFICIENT_CREDIT_BALANCE',
  '33': 'INVALID_SECURITY_MODULE_ID',
  '40': 'KEY_PARAM_ERROR',
  '41': 'KEY_EXPIRED',
  '42': 'KEY_ISSUE_EXPIRED',
  '43': 'KEY_NOT_YET_ACTIVE',
  '44': 'TID_OUT_OF_WINDOW',
  '45': 'LOG_RANGE',
  '48': 'SUBCLASS_NOT_ALLOWED',
  '49': 'DF_FORMAT_ERROR',
  '57': 'TAMPERED_STATE',
  '58': 'APP_ERROR_STATE',
  '60': 'PTVD_FIELD_COUNT_ERROR',
  '61': 'PTVD_FIELD_TYPE_ERROR',
  '62': 'PTVD_ENCODING_ERROR',
  '63': 'PTVD_RANGE_ERROR',
  '76': 'INVALID_PAN',
  '77': 'AUTHENTICATION_ERROR',
  '80': 'DDTK_CREDIT',
  '85': 'INVALID_NUM_TOKENS',
  '87': 'INVALID_INSTRUCTION',
  '94': 'ATTRIBUTE_ERROR',
  EE: 'EXTENDED_ERROR',
} as const satisfies Readonly<Record<string, string>>;

/** Codes whose meaning only the maker of the module knows; those named above have a public one. */
export const MAKERS_OWN: readonly string[] = [
  ...['23', '24', '34', '35', '36', '37', '38', '39', '50', '54', '64', '65', '66', '79', '81'],
  ...['86', '88', '89', '90', '91', '92', '93', '95', '96', '97', '98', '99'],
];

type NamedStatus = keyof typeof STATUS_NAMES;

function isNamed(status: string): status is NamedStatus {
  return Object.hasOwn(STATUS_NAMES, status);
}

/** The name of a status, e.g. `31` gives `INSUFFICIENT_CREDIT_BALANCE`; null for the maker's own. */
export function statusName(status: string): string | null {
  return isNamed(status) ? STATUS_NAMES[status] : null;
}
