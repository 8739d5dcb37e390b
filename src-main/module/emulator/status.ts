/**
 * The statuses of STS600-8-6 that the emulated module answers. Field errors (60 to 63) come from the
 * PTVD reader.
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
  registerNotFound: '28',
  keyChangeNotAllowed: '29',
  insufficientCreditBalance: '31',
  keyParamError: '40',
  keyExpired: '41',
  keyIssueExpired: '42',
  keyNotYetActive: '43',
  tidOutOfWindow: '44',
  subclassNotAllowed: '48',
  ptvdEncoding: '62',
  ptvdRange: '63',
  invalidPan: '76',
  defaultKeyCredit: '80',
  invalidNumberOfTokens: '85',
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

/** Ends a command with a status other than 00. Nothing has been spent. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: Status;
  constructor(status: Status) {
    super(`refused with status ${status}`);
    this.status = status;
  }
}
