import { decodeTransferAmount } from '../../../src-shared/sts/transfer-amount.ts';
import { FieldReader, numberField, textField } from '../sts6/ptvd.ts';
import {
  checkEncryptionAlgorithm,
  checkKeyIsIssued,
  checkPan,
  checkTid,
  checkTokenCarrierType,
  isCommonKeyOffCard,
} from './checks.ts';
import { makeToken } from './engine.ts';
import { isSetSize, keyChangeTokens, rolloverBit } from './key-change.ts';
import type { KeyRegister } from './profile.ts';
import type { KeyRegisters } from './registers.ts';
import { Refusal, STATUS } from './status.ts';
import type { MeterKeyFields } from './vending-key.ts';

/** The parts of a module that its vending commands work with. */
export interface VendingState {
  readonly registers: KeyRegisters;
  readonly tidWindowMinutes: number | null;
  now(): Date;
  /** RND, 0 to 15. */
  rnd(): number;
  /** What a key may still vend in this refresh period, in steps of 0.1 unit. */
  unitsLeft(register: KeyRegister): number;
  /**
   * Takes one transaction off the counter, and so many steps off the limit of a key; throws a
   * {@link Refusal} where no transaction is left or what was spent cannot be kept.
   */
  spend(command: string, register: KeyRegister, steps: number): void;
}

/** The eight fields that `SM?VC` and `SM?VM` share. */
interface TokenRequestFields {
  readonly register: KeyRegister;
  readonly meter: MeterKeyFields;
  readonly tokenCarrierType: number;
  readonly subclass: number;
  readonly amount: number;
  readonly tid: number;
}

const LARGEST_REGISTER = 0xffff;
const TWO_DIGITS = 99;
const LARGEST_SUBCLASS = 15;

/** Subclasses 4 to 7 say the amount in currency, in three bytes; all others take two. */
function isCurrency(subclass: number): boolean {
  return subclass >= 4 && subclass <= 7;
}

function readTokenRequest(
  state: VendingState,
  payload: string,
  isCredit: boolean,
): TokenRequestFields {
  const fields = new FieldReader(payload, 8);
  const registerNumber = fields.number(0, LARGEST_REGISTER);
  const pan = fields.text();
  const ti = fields.number(0, TWO_DIGITS);
  const ea = fields.number(0, TWO_DIGITS);
  const tct = fields.number(0, TWO_DIGITS);
  const subclass = fields.number(0, LARGEST_SUBCLASS);
  const amount = fields.hexNumber(isCredit && isCurrency(subclass) ? 3 : 2);
  const tid = fields.hexNumber(3);

  const register = state.registers.get(registerNumber);
  const meter = {
    pan: checkPan(pan),
    tariffIndex: ti,
    encryptionAlgorithm: checkEncryptionAlgorithm(ea, register),
  };
  return { register, meter, tokenCarrierType: checkTokenCarrierType(tct), subclass, amount, tid };
}

function vend(
  state: VendingState,
  request: TokenRequestFields,
  tokenClass: 0 | 2,
  steps: number,
): string {
  const { register, meter, subclass, amount, tid } = request;
  const token = makeToken(register.key, meter, {
    tokenClass,
    subclass,
    amount,
    tid,
    rnd: state.rnd(),
  });
  state.spend(tokenClass === 0 ? 'SM?VC' : 'SM?VM', register, steps);
  return textField(token.hex) + textField(token.digits);
}

const LARGEST_CREDIT_SUBCLASS = 3;
const DEFAULT_KEY = 1;

/**
 * `SM?VC`: a credit token, subclass 0 to 3. Currency tokens (4 to 7) are refused with 48 as a
 * subclass that the key does not allow: there is no public vector to check them against.
 */
export function vendCredit(state: VendingState, payload: string): string {
  const request = readTokenRequest(state, payload, true);
  const { register, subclass, amount, tid, tokenCarrierType } = request;
  if (subclass > LARGEST_CREDIT_SUBCLASS) throw new Refusal(STATUS.subclassNotAllowed);
  const isDefaultKey = register.key.fields.keyType === DEFAULT_KEY;
  if (isDefaultKey || isCommonKeyOffCard(register, tokenCarrierType)) {
    throw new Refusal(STATUS.keyTypeError);
  }
  const now = state.now();
  checkKeyIsIssued(register, now);
  checkTid(tid, register, now, state.tidWindowMinutes);
  const steps = decodeTransferAmount(amount);
  if (steps > state.unitsLeft(register)) throw new Refusal(STATUS.insufficientCreditBalance);
  return vend(state, request, 0, steps);
}

const CLEAR_CREDIT = 1;
const CLEAR_TAMPER = 5;
const MANAGEMENT_SUBCLASSES: ReadonlySet<number> = new Set([
  0,
  CLEAR_CREDIT,
  2,
  CLEAR_TAMPER,
  6,
  7,
]);
const ALL_REGISTERS = 0xffff;

/** 63: a register that ClearCredit does not have, or padding of ClearTamperCondition that is not 0. */
function checkManagementValue(subclass: number, value: number): void {
  const isCreditRegister = value <= 7 || value === ALL_REGISTERS;
  if (
    (subclass === CLEAR_CREDIT && !isCreditRegister) ||
    (subclass === CLEAR_TAMPER && value !== 0)
  ) {
    throw new Refusal(STATUS.ptvdRange);
  }
}

/** `SM?VM`: a management token of class 2, subclass 0, 1, 2, 5, 6 or 7. */
export function vendManagement(state: VendingState, payload: string): string {
  const request = readTokenRequest(state, payload, false);
  const { register, subclass, amount, tid, tokenCarrierType } = request;
  if (!MANAGEMENT_SUBCLASSES.has(subclass)) throw new Refusal(STATUS.subclassNotAllowed);
  if (isCommonKeyOffCard(register, tokenCarrierType)) throw new Refusal(STATUS.keyTypeError);
  checkManagementValue(subclass, amount);
  const now = state.now();
  checkKeyIsIssued(register, now);
  checkTid(tid, register, now, state.tidWindowMinutes);
  return vend(state, request, 2, 0);
}

/**
 * `SM?VK`: a key change set; it spends one transaction as a whole. The old key may be past its issue
 * date, because moving meters off such keys is what a set is for. Refused with 29: a base date that
 * moves back, and a common key on anything but a magnetic card.
 */
export function vendKeyChange(state: VendingState, payload: string): string {
  const fields = new FieldReader(payload, 8);
  const fromNumber = fields.number(0, LARGEST_REGISTER);
  const toNumber = fields.number(0, LARGEST_REGISTER);
  const pan = fields.text();
  const oldTi = fields.number(0, TWO_DIGITS);
  const ea = fields.number(0, TWO_DIGITS);
  const tct = fields.number(0, TWO_DIGITS);
  const newTi = fields.number(0, TWO_DIGITS);
  const numberOfTokens = fields.number(0, TWO_DIGITS);

  const from = state.registers.get(fromNumber);
  const to = state.registers.get(toNumber);
  const meter = {
    pan: checkPan(pan),
    tariffIndex: oldTi,
    encryptionAlgorithm: checkEncryptionAlgorithm(ea, from, to),
  };
  checkTokenCarrierType(tct);
  if (!isSetSize(meter, numberOfTokens)) throw new Refusal(STATUS.invalidNumberOfTokens);
  const baseDateMovesBack = to.key.fields.baseDate < from.key.fields.baseDate;
  if (baseDateMovesBack || isCommonKeyOffCard(from, tct) || isCommonKeyOffCard(to, tct)) {
    throw new Refusal(STATUS.keyChangeNotAllowed);
  }
  checkKeyIsIssued(to, state.now());

  const set = keyChangeTokens({
    from: from.key,
    to: to.key,
    meter,
    newTariffIndex: newTi,
    newKeyExpiryNumber: to.keyExpiryNumber,
    numberOfTokens,
  });
  state.spend('SM?VK', to, 0);
  return (
    numberField(rolloverBit(from.key, to.key)) +
    numberField(set.length) +
    textField(set.map((token) => token.hex).join('')) +
    textField(set.map((token) => token.digits).join(''))
  );
}
