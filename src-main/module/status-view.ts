import type { KeyRegister, ModuleStatus } from '../../src-shared/contract/shapes.ts';
import type { Messages } from '../messages.ts';
import type { KeyAttributes } from './security-module.ts';
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

function keyRegister(key: KeyAttributes): KeyRegister {
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
  };
}
