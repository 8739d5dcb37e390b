import { isKeyExpired } from '../../../src-shared/sts/token-identifier.ts';
import { FieldReader, hexField, numberField } from '../sts6/ptvd.ts';
import { checkEncryptionAlgorithm, checkPan } from './checks.ts';
import { readToken } from './engine.ts';
import type { KeyRegister } from './profile.ts';
import { Refusal, STATUS } from './status.ts';
import type { TokenContent } from './token-block.ts';
import type { VendingState } from './vending-commands.ts';

const TOKEN = /^\d{20}$/;
const LARGEST_TOKEN = String(2n ** 66n - 1n);

/** The sections of a key change set. */
const KEY_CHANGE_SUBCLASSES: ReadonlySet<number> = new Set([3, 4, 8, 9]);
const DEFAULT_KEY = 1;

/**
 * `SM?VT`: what a token says under a register's key. A token that cannot be read is answered with
 * result 3 and its class, which is not encrypted.
 *
 * Two kinds of tokens have no amount and TID. A class 1 token is answered with its whole content in
 * the amount, 6 bytes: control then manufacturer code, 44 bits, and TID 0. The tokens of a key change
 * set carry parts of a decoder key, so their content stays inside: amount and TID are 0.
 */
export function verify(state: VendingState, payload: string): string {
  const fields = new FieldReader(payload, 5);
  const registerNumber = fields.number(0, 0xffff);
  const pan = fields.text();
  const ti = fields.number(0, 99);
  const ea = fields.number(0, 99);
  const digits = fields.text();

  const register = state.registers.get(registerNumber);
  const meter = {
    pan: checkPan(pan),
    tariffIndex: ti,
    encryptionAlgorithm: checkEncryptionAlgorithm(ea, register),
  };
  // 20 digits can say more than 66 bits; both texts have 20, so they compare as numbers do.
  if (!TOKEN.test(digits)) throw new Refusal(STATUS.ptvdEncoding);
  if (digits > LARGEST_TOKEN) throw new Refusal(STATUS.ptvdRange);

  const token = readToken(register.key, meter, digits);
  if (!token.valid) {
    return answer(Number(STATUS.tokenCrcError), token.tokenClass, 0, hexField(0, 2), 0);
  }
  const { content } = token;
  const { tokenClass, subclass } = content;
  if (tokenClass === 1) {
    return answer(0, 1, subclass, hexField(content.upper * 0x1_0000 + content.lower, 6), 0);
  }
  if (tokenClass === 2 && KEY_CHANGE_SUBCLASSES.has(subclass)) {
    return answer(keyResult(register, state.now()), 2, subclass, hexField(0, 2), 0);
  }
  const tid = content.upper & 0xff_ffff;
  const result = tokenResult(register, content, tid, state.now());
  return answer(result, tokenClass, subclass, hexField(content.lower, 2), tid);
}

function answer(
  result: number,
  tokenClass: number,
  subclass: number,
  amount: string,
  tid: number,
): string {
  return (
    numberField(result) +
    numberField(tokenClass) +
    numberField(subclass) +
    amount +
    hexField(tid, 3)
  );
}

/** 80: credit under a default key; 41: the key has expired for this TID; then {@link keyResult}. */
function tokenResult(register: KeyRegister, content: TokenContent, tid: number, now: Date): number {
  const isCredit = content.tokenClass === 0;
  if (isCredit && register.key.fields.keyType === DEFAULT_KEY) {
    return Number(STATUS.defaultKeyCredit);
  }
  if (isKeyExpired(tid, register.keyExpiryNumber)) return Number(STATUS.keyExpired);
  return keyResult(register, now);
}

/** 42: the clock is past the key's IUT; 0: valid. */
function keyResult(register: KeyRegister, now: Date): number {
  return now > register.issuedUntil ? Number(STATUS.keyIssueExpired) : 0;
}
