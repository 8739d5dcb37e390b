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
    registers: snapshot.registers.map(keyRegister),
    problem: problem ? messages.failure(problem.code, problem.detail) : null,
  };
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
