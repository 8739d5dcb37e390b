import type {
  IssuedToken,
  TokenRequest,
  TokenVerification,
  VerifyRequest,
} from '../security-module.ts';
import { FieldReader, hexField, numberField, PtvdError, textField } from './ptvd.ts';
import type { Question } from './question.ts';

/** Subclasses 4 to 7 of a credit token carry currency in 20 bits instead of units in 16. */
function amountBytes(command: 'SM?VC' | 'SM?VM', subclass: number): 2 | 3 {
  return command === 'SM?VC' && subclass >= 4 && subclass <= 7 ? 3 : 2;
}

/** A credit (`SM?VC`) or management token (`SM?VM`). */
export function tokenQuestion(
  command: 'SM?VC' | 'SM?VM',
  request: TokenRequest,
  onToken: () => void,
  onSent?: () => void,
): Question<IssuedToken> {
  return {
    command,
    payload:
      numberField(request.register) +
      textField(request.pan) +
      numberField(request.tariffIndex) +
      numberField(request.encryptionAlgorithm) +
      numberField(request.tokenCarrierType) +
      numberField(request.subclass) +
      hexField(request.amount, amountBytes(command, request.subclass)) +
      hexField(request.tid, 3),
    spends: true,
    onSent,
    read: (payload) => {
      onToken();
      return readToken(payload);
    },
    confirm: (payload) => belongsQuestion(command, request, readToken(payload).digits),
  };
}

/** Whether a token is the one that a request asks for (`SM?VT`). */
export function belongsQuestion(
  command: 'SM?VC' | 'SM?VM',
  request: TokenRequest,
  digits: string,
  onSent?: () => void,
): Question<boolean> {
  const verify = verifyQuestion({ ...request, digits });
  return {
    ...verify,
    onSent,
    read: (answer) => matches(command, request, verify.read(answer)),
  };
}

/** What a token says (`SM?VT`). */
export function verifyQuestion(request: VerifyRequest): Question<TokenVerification> {
  return {
    command: 'SM?VT',
    payload:
      numberField(request.register) +
      textField(request.pan) +
      numberField(request.tariffIndex) +
      numberField(request.encryptionAlgorithm) +
      textField(request.digits),
    spends: false,
    read: (payload) => {
      const fields = new FieldReader(payload, 5);
      return {
        result: fields.number(0, 99),
        tokenClass: fields.number(0, 3),
        subclass: fields.number(0, 15),
        // Of a class 1 token it is the whole content.
        amount: fields.hexNumber(6),
        tid: fields.hexNumber(3),
      };
    },
  };
}

/** @throws PtvdError where the payload of a response is no token */
export function readToken(payload: string): IssuedToken {
  const fields = new FieldReader(payload, 2);
  const hex = fields.text();
  const digits = fields.text();
  if (!/^[0-3][0-9A-F]{16}$/.test(hex) || !/^\d{20}$/.test(digits)) {
    throw new PtvdError('62', 'the token is not 66 bits');
  }
  if (BigInt(`0x${hex}`) !== BigInt(digits)) {
    throw new PtvdError('62', 'the token in hex and in digits are two tokens');
  }
  return { hex, digits };
}

/** The CRC of the token fails under the keys of another meter: result 3. */
const WRONG_CRC = 3;

function matches(
  command: 'SM?VC' | 'SM?VM',
  request: TokenRequest,
  found: TokenVerification,
): boolean {
  return (
    found.result !== WRONG_CRC &&
    found.tokenClass === (command === 'SM?VC' ? 0 : 2) &&
    found.subclass === request.subclass &&
    found.amount === request.amount &&
    found.tid === request.tid
  );
}
