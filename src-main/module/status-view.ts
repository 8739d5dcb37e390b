import type { KeyRegister, ModuleStatus } from '../../src-shared/contract/shapes.ts';
import { isBaseDate, keyEnd, LARGEST_TID, tidTime } from '../../src-shared/sts/token-identifier.ts';
import type { Messages } from '../messages.ts';
import { type KeyAttributes, NO_LIMIT } from './security-module.ts';
import type { ModuleSnapshot } from './snapshot.ts';

/** The module as the screen gets it. */
export function moduleStatus(snapshot: ModuleSnapshot, messages: Messages): ModuleStatus {
  const { identity, problem } = snapshot;
  return {
    state: snapshot.state,
    link: snapshot.settings,
    linkName: snapshot.linkName,
    moduleId: identity?.moduleId ?? null,
    firmwareId: identity?.firmwareId ?? null,
    emulated: snapshot.emulated,
    hardware: snapshot.hardware,
    transactionsLeft: snapshot.transactionsLeft,
    clockDifference: snapshot.clockDifferenceSeconds,
    registers: keyRegisters(snapshot.registers),
    problem: problem ? messages.failure(problem.code, problem.detail) : null,
  };
}

/** Registers change when keys are loaded; the status is told with each sale. */
const seen = new WeakMap<readonly KeyAttributes[], KeyRegister[]>();

function keyRegisters(keys: readonly KeyAttributes[]): KeyRegister[] {
  const registers = seen.get(keys) ?? keys.map(keyRegister);
  seen.set(keys, registers);
  return registers;
}

/** A key's attributes as the screen gets them. */
export function keyRegister(key: KeyAttributes): KeyRegister {
  const { baseDate } = key;
  const known = isBaseDate(baseDate);
  return {
    register: key.register,
    supplyGroupCode: key.supplyGroupCode,
    keyRevisionNumber: key.keyRevisionNumber,
    keyType: key.keyType,
    dkga: key.dkga,
    baseDate: key.baseDate,
    keyExpiryNumber: key.keyExpiryNumber,
    activeFrom: key.activeFrom?.toISOString() ?? null,
    issuedUntil: key.issuedUntil?.toISOString() ?? null,
    unitLimit: key.unitLimit >= NO_LIMIT ? null : key.unitLimit,
    currencyLimit: key.currencyLimit >= NO_LIMIT ? null : key.currencyLimit,
    keyEndsAt: known ? (keyEnd(key.keyExpiryNumber, baseDate)?.toISOString() ?? null) : null,
    tidEndsAt: known ? tidTime(LARGEST_TID, baseDate).toISOString() : null,
  };
}
