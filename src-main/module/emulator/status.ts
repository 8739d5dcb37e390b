/**
 * The statuses of STS600-8-6 that the emulated module answers by itself. Field errors (60 to 63) come
 * from the PTVD reader; whatever else there is can be forced by its faults.
 */
export const STATUS = {
  successful: '00',
  deviceFailure: '01',
  formatError: '02',
  tokenCrcError: '03',
  keyTypeError: '05',
  checksumError: '20',
  invalidRequestHeader: '21',
  emptyRegister: '22',
  kmcKeyStateError: '26',
  kekSlotNotFound: '27',
  registerNotFound: '28',
  keyChangeNotAllowed: '29',
  insufficientCreditBalance: '31',
  invalidSecurityModuleId: '33',
  keyParamError: '40',
  keyExpired: '41',
  keyIssueExpired: '42',
  keyNotYetActive: '43',
  tidOutOfWindow: '44',
  logRange: '45',
  subclassNotAllowed: '48',
  keyFileFormatError: '49',
  tamperedState: '57',
  ptvdEncoding: '62',
  ptvdRange: '63',
  invalidPan: '76',
  authenticationError: '77',
  defaultKeyCredit: '80',
  invalidNumberOfTokens: '85',
  invalidInstruction: '87',
  attributeError: '94',
  extendedError: 'EE',
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

/** Ends a command with a status other than 00. Nothing has been spent. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: Status;
  /** What an extended error (EE) says; empty for all others. */
  readonly text: string;
  constructor(status: Status, text = '') {
    super(`refused with status ${status}`);
    this.status = status;
    this.text = text;
  }
}
